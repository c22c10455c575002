"""Opens an account with its passphrase, and says which areas its roles need keys for."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from asylia.access.keyring import Grant, Keyring
from asylia.access.keyring_user import (
    LOCKED_BY_PASSPHRASE,
    SALT_BYTES,
    STANDARD_EFFORT,
    UserKey,
    as_typed,
    effort_of,
    unlock_with_passphrase,
)
from asylia.access.models_accounts import Account, StoredGrant
from asylia.access.roles import COMPARTMENTS, ROLES
from asylia.access.sessions_known import known_by
from asylia.access.vault import HEADER_BYTES, KEY_BYTES, NONCE_BYTES, TAG_BYTES
from asylia.access.vault_errors import VaultError
from asylia.record.rows import acting_as

SHORTEST_PASSPHRASE = 12
"""Characters, beside a second factor. NIST SP 800-63B-4 asks for 8 there, and for 15 where there is none."""

LONGEST_PASSPHRASE = 256
"""Characters. More is refused before any work is done on it."""

NOBODY = "00000000-0000-0000-0000-000000000000"

KEYLESS = frozenset({"PR"})
"""The person concerned: a key of the agency would open everybody's file to whoever holds their phone."""


@dataclass(frozen=True)
class Acting:
    """An account that acts before it is signed in."""

    account: UUID
    agency: UUID


@dataclass(frozen=True)
class Opened:
    """An account whose passphrase was right, and its key. Close the key as soon as the keyring is open."""

    account: Account
    key: UserKey

    @property
    def acting(self) -> Acting:
        return Acting(self.account.id, self.account.agency_id)


def opened(name: str, passphrase: str) -> Opened | None:
    """The account of this name, opened by its passphrase; None for any other pair.

    The work is the same for a name that does not exist or is disabled: one Argon2id, on a lock that nothing opens.
    """
    account = named(name)
    there = account if account is not None and account.active else None
    whose, locked = (str(there.id), bytes(there.locked)) if there else (NOBODY, decoy())
    try:
        key = unlock_with_passphrase(whose, locked, passphrase[: LONGEST_PASSPHRASE + 1])
    except VaultError:
        return None
    if there is None:
        return None
    found = Opened(there, key)
    if effort_of(locked) != STANDARD_EFFORT:
        lock_anew(found, passphrase)
    return found


def named(name: str) -> Account | None:
    """The account that signs in under this name, however it is typed."""
    if not name or "\0" in name:
        return None
    with known_by("app.signing_in", as_typed(name).strip().casefold()):
        return Account.objects.filter(name=as_typed(name).strip().casefold()).first()


def decoy() -> bytes:
    """A lock like any other, which no passphrase opens."""
    head = LOCKED_BY_PASSPHRASE + STANDARD_EFFORT.written() + secrets.token_bytes(SALT_BYTES)
    return head + LOCKED_BY_PASSPHRASE + secrets.token_bytes(HEADER_BYTES - 1 + NONCE_BYTES + KEY_BYTES + TAG_BYTES)


def lock_anew(found: Opened, passphrase: str) -> None:
    """Lock the account's key under this passphrase with the present effort. Ends every session of the account."""
    found.account.locked = found.key.lock_with_passphrase(passphrase)
    with acting_as(found.acting):
        found.account.save(update_fields=["locked"])
        found.account.refresh_from_db(fields=["epoch"])


def keyring_of(found: Opened) -> Keyring:
    """The keyring of an account whose passphrase was right. A grant that does not open for it is left out."""
    agency, account = str(found.account.agency_id), str(found.account.id)
    with acting_as(found.acting):
        stored = [
            Grant(agency, account, row.compartment, row.version, bytes(row.sealed))
            for row in StoredGrant.objects.filter(account_id=found.account.id)
        ]
    return Keyring.open(found.key, agency, [grant for grant in stored if opens(found.key, agency, grant)])


def opens(key: UserKey, agency: str, grant: Grant) -> bool:
    """Whether a grant is for this key: those given before a reset are not, and a spoilt one must lock nobody out."""
    try:
        Keyring.open(key, agency, [grant]).close()
    except VaultError:
        return False
    return True


def areas_for(qualified: Iterable[str]) -> frozenset[str]:
    """The compartments of which an account with these roles gets the keys: those that one of the roles may see in."""
    return frozenset(
        area
        for code in set(qualified) - KEYLESS
        if (role := ROLES.get(code)) is not None
        for area, _ in role.sees
        if area in COMPARTMENTS and area not in role.never
    )


def fits(passphrase: str) -> bool:
    """Whether a passphrase is long enough to be chosen, and not so long that it is no passphrase."""
    return SHORTEST_PASSPHRASE <= len(as_typed(passphrase)) <= LONGEST_PASSPHRASE and len(set(passphrase)) > 4
