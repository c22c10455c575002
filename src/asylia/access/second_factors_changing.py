"""What an account does to its second factors, each in the log: a new device or passkey, recovery codes made and used.

What is new takes the place of all there was: whoever lost a device does not know who holds it.
"""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from asylia.access import second_factors
from asylia.access.accounts_changing import OWN
from asylia.access.models_accounts import Account
from asylia.access.second_factors import CODES, PASSKEY, PasskeyRefused
from asylia.audit.log import Log, logged
from asylia.record.rows import Actor, acting_as

ADD = "second_factor.add"
MAKE_CODES = "recovery_codes.make"
USE_CODE = "recovery_code.use"
"""What the log calls each of them."""

WRONG_CODE = "wrong_code"


def add_device(acting: Actor, account: Account, secret: str, code: str) -> list[str]:
    """A device that showed a right code, and ten recovery codes; none where the code is wrong. All before are void."""
    with logged(acting) as log:
        if not second_factors.enrol_device(account, secret, code):
            log.add(action=ADD, allowed=False, rule=WRONG_CODE, items=[CODES])
            return []
        Authenticator.objects.filter(user_id=account.id, type=PASSKEY).delete()
        log.add(action=ADD, allowed=True, rule=OWN, items=[CODES])
        return _new_codes(log, account)


def add_passkey(
    acting: Actor, request: HttpRequest, account: Account, pending: dict[str, Any], answer: dict[str, Any]
) -> list[str]:
    """A passkey that was made just now, and ten recovery codes. None where it was not made."""
    with acting_as(acting):
        before = list(
            Authenticator.objects.filter(user_id=account.id, type__in=[CODES, PASSKEY]).values_list("pk", flat=True)
        )
    with logged(acting) as log:
        try:
            second_factors.enrol_passkey(request, account, pending, answer)
        except PasskeyRefused:
            log.add(action=ADD, allowed=False, rule=WRONG_CODE, items=[PASSKEY])
            return []
        Authenticator.objects.filter(user_id=account.id, pk__in=before).delete()
        log.add(action=ADD, allowed=True, rule=OWN, items=[PASSKEY])
        return _new_codes(log, account)


def make_codes(acting: Actor, account: Account) -> list[str]:
    """Ten new recovery codes. Those before are void."""
    with logged(acting) as log:
        return _new_codes(log, account)


def takes(acting: Actor, account: Account, code: str) -> bool:
    """Whether this is a right code: that of the device, or a recovery code, whose use and misuse are in the log."""
    if not second_factors.is_recovery_code(code):
        with acting_as(acting):
            return second_factors.right_code(account.id, code)
    with logged(acting) as log:
        right = second_factors.right_code(account.id, code)
        log.add(action=USE_CODE, allowed=right, rule=OWN if right else WRONG_CODE)
        return right


def _new_codes(log: Log, account: Account) -> list[str]:
    log.add(action=MAKE_CODES, allowed=True, rule=OWN)
    return second_factors.new_recovery_codes(account)
