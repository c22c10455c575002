"""Second factors of an account: one-time codes, passkeys and recovery codes, as django-allauth makes and checks them.

Every function works as the account itself, inside `acting_as`; the database shows nobody else's.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from asylia.access.models_accounts import Account

CODES = Authenticator.Type.TOTP
PASSKEY = Authenticator.Type.WEBAUTHN
RECOVERY = Authenticator.Type.RECOVERY_CODES

DEVICE_DIGITS = 6


def has_one(account: UUID) -> bool:
    """Whether the account has enrolled a second factor. Recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=account, type__in=[CODES, PASSKEY]).exists())


def kinds(account: UUID) -> frozenset[str]:
    """Which kinds of second factor the account has: `totp`, `webauthn`, `recovery_codes`."""
    return frozenset(Authenticator.objects.filter(user_id=account).values_list("type", flat=True))


def new_secret() -> str:
    """A secret for a device that shows codes, to be kept pending until the device has shown a right one."""
    return str(totp.generate_totp_secret())


def sealed_secret(secret: str) -> str:
    """A secret as it may be kept while its device is being enrolled."""
    return str(get_adapter().encrypt(secret))


def opened_secret(kept: str) -> str:
    """The secret that was kept so; nothing where none was."""
    return str(get_adapter().decrypt(kept)) if kept else ""


def device_link(account: Account, secret: str) -> str:
    """What a device reads to show codes for this account."""
    return str(get_adapter().build_totp_url(account, secret))


def device_picture(link: str) -> str:
    """The same as a picture for the camera of the device, as SVG."""
    svg = str(get_adapter().build_totp_svg(link))
    return svg[svg.index("<svg") :]


def enrol_device(account: Account, secret: str, code: str) -> bool:
    """Keep a device that showed a right code. Takes the place of the one before."""
    counter = counter_of(secret, code)
    if counter is None:
        return False
    Authenticator.objects.filter(user_id=account.id, type=CODES).delete()
    device = totp.TOTP.activate(account, secret).instance
    device.data["last"] = counter
    device.save(update_fields=["data"])
    return True


def right_code(account: UUID, code: str) -> bool:
    """Whether this is the present code of the account's device, never taken before, or an unused recovery code."""
    plain = _plain(code)
    device = Authenticator.objects.select_for_update().filter(user_id=account, type=CODES).first()
    if device is not None:
        counter = counter_of(get_adapter().decrypt(device.data["secret"]), plain)
        if counter is not None and counter > device.data.get("last", 0):
            device.data["last"] = counter
            device.last_used_at = timezone.now()
            device.save(update_fields=["data", "last_used_at"])
            return True
    recovery = Authenticator.objects.select_for_update().filter(user_id=account, type=RECOVERY).first()
    return recovery is not None and bool(RecoveryCodes(recovery).validate_code(plain))


def is_recovery_code(code: str) -> bool:
    """Whether what was typed has the length of a recovery code, which is twice that of a device's."""
    return len(_plain(code)) > DEVICE_DIGITS


def recovery_codes_left(account: UUID) -> int:
    """How many recovery codes were not used yet."""
    kept = Authenticator.objects.filter(user_id=account, type=RECOVERY).first()
    return 0 if kept is None else len(RecoveryCodes(kept).get_unused_codes())


def _plain(code: str) -> str:
    return "".join(letter for letter in code if letter.isalnum())


def counter_of(secret: str, code: str) -> int | None:
    """The step of time that a code belongs to: now, or one step to either side; None for a wrong code."""
    matching = [
        counter
        for counter in totp.yield_hotp_counters_from_time()
        if totp.compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, counter)))
    ]
    return max(matching, default=None)


def new_recovery_codes(account: Account) -> list[str]:
    """Ten codes for the day the device is lost, each good for once. Those before are void."""
    Authenticator.objects.filter(user_id=account.id, type=RECOVERY).delete()
    return [str(code) for code in RecoveryCodes.activate(account).get_unused_codes()]


class PasskeyRefused(Exception):
    """The passkey did not answer what it was asked."""


def asked_to_make(request: HttpRequest, account: Account) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a browser needs to make a passkey, and what its answer will be compared with."""
    with _asking(request, {}) as pending:
        return webauthn.begin_registration(account, False), pending


def enrol_passkey(request: HttpRequest, account: Account, pending: dict[str, Any], answer: dict[str, Any]) -> None:
    """Keep the passkey that was made. Raises PasskeyRefused."""
    with _asking(request, pending):
        try:
            webauthn.complete_registration(webauthn.parse_registration_response(answer))
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise PasskeyRefused from error
        webauthn.WebAuthn.add(account, "", answer)


def asked_to_show(request: HttpRequest, account: Account) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a browser needs to use one of the account's passkeys, and what its answer will be compared with."""
    with _asking(request, {}) as pending:
        return webauthn.begin_authentication(account), pending


def right_passkey(request: HttpRequest, account: Account, pending: dict[str, Any], answer: dict[str, Any]) -> bool:
    """Whether one of the account's passkeys answered what it was asked."""
    with _asking(request, pending):
        try:
            shown = webauthn.complete_authentication(account, webauthn.parse_authentication_response(answer))
        except (ValidationError, ValueError, KeyError, TypeError):
            return False
    shown.record_usage()
    return True


class _asking:  # noqa: N801 - used as a context
    """The library finds the request, and keeps what it asked in the request's session: here a plain dictionary."""

    def __init__(self, request: HttpRequest, pending: dict[str, Any]) -> None:
        self.request = request
        self.pending = pending
        self.known = context.request_context(request)

    def __enter__(self) -> dict[str, Any]:
        self.request.session = self.pending  # type: ignore[assignment]
        self.known.__enter__()
        return self.pending

    def __exit__(self, *error: Any) -> None:
        self.known.__exit__(*error)
        del self.request.session
