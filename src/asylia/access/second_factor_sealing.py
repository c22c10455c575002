"""Second factors as they lie in the database: sealed with a key of the server, so that a copied table is of no use."""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from asylia.access.vault import Key, sealed, unsealed

SECOND_FACTOR = b"\x10"
"""First byte of a sealed secret of a second factor, version 1."""


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """What the library asks us: how secrets are sealed, and what a passkey or a device shows of the account."""

    def encrypt(self, text: str) -> str:
        with server_key("second factor") as key:
            return b64encode(sealed(SECOND_FACTOR, key, b"", text.encode())).decode()

    def decrypt(self, encrypted_text: str) -> str:
        with server_key("second factor") as key:
            return unsealed(SECOND_FACTOR, key, b"", b64decode(encrypted_text)).decode()

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return str(user.get_username())

    def _get_site_name(self) -> str:
        # The name a telephone shows in its list of codes and passkeys says as little as the title of the pages.
        return str(settings.MFA_TOTP_ISSUER)

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, object]:
        return {"id": str(user.pk).encode(), "display_name": user.get_username(), "name": user.get_username()}


def server_key(purpose: str) -> Key:
    """A key of this server for one purpose, from its secret key."""
    with Key(sha256(b"asylia/server/1/" + settings.SECRET_KEY.encode()).digest()) as root:
        return root.derive(purpose)
