"""Founds an agency: its vault key, the three sheets that bring it back, its first accounts and the keys they hold.

The work of the owner of the tables, at the machine itself; nobody founds an agency over the network.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import psycopg

from asylia.access.accounts import NOBODY, areas_for
from asylia.access.custodians import Share, split
from asylia.access.keyring import grant
from asylia.access.keyring_agency import AgencyKey, CompartmentKey
from asylia.access.keyring_pair import PublicKey
from asylia.access.keyring_user import STANDARD_EFFORT, Effort, UserKey
from asylia.access.roles import COMPARTMENTS
from asylia.access.second_factor_sealing import SealedSecrets

SIGNS = "bcdfghjkmnpqrstvwxz23456789"
"""Without vowels and without signs that look alike: no word comes about, and none is misread."""

WORKER_ROLES = ("CW", "PO", "CP", "SV", "HP", "LR", "SD", "RS")
"""What the first case-working account may be assigned, so that it holds, and can grant, the key of every area."""


@dataclass(frozen=True)
class NewAccount:
    """An account to be made. one_time: whoever signs in first has to choose a passphrase of their own.

    device: the secret of a device that shows codes, where it is known beforehand (demonstration and tests).
    """

    name: str
    shown_as: str
    duties: tuple[str, ...]
    qualified: tuple[str, ...]
    passphrase: str
    one_time: bool = True
    device: str | None = None
    effort: Effort = STANDARD_EFFORT


@dataclass(frozen=True)
class Founded:
    """An agency that was founded. shares: to be printed for three custodians, and kept nowhere else."""

    agency: UUID
    accounts: dict[str, UUID]
    shares: tuple[Share, Share, Share]


def found(
    owner: psycopg.Connection, name: str, accounts: Sequence[NewAccount], now: datetime, agency: UUID | None = None
) -> Founded:
    """Make an agency with its accounts, all or nothing, and overwrite its vault key."""
    agency = agency or uuid4()
    vault = AgencyKey.new(str(agency))
    shares = split(vault.key)
    keys = {area: vault.compartment(area) for area in sorted(COMPARTMENTS)}
    vault.close()
    with owner.transaction():
        owner.execute("SELECT set_config('app.agency', %s, true)", [str(agency)])
        owner.execute("INSERT INTO record_agency (id, name) VALUES (%s, %s)", [agency, name])
        for area, key in keys.items():
            owner.execute(
                "INSERT INTO access_compartmentpublic (id, agency_id, compartment, version, raw)"
                " VALUES (%s, %s, %s, 1, %s)",
                [uuid4(), agency, area, key.public.key.raw],
            )
        made = _accounts(owner, agency, accounts, keys, now)
    for key in keys.values():
        key.close()
    return Founded(agency, made, shares)


def _accounts(
    owner: psycopg.Connection,
    agency: UUID,
    accounts: Sequence[NewAccount],
    keys: dict[str, CompartmentKey],
    now: datetime,
) -> dict[str, UUID]:
    ids = {account.name: uuid4() for account in accounts}
    for account in accounts:
        locked, public = _locked(ids[account.name], account)
        _account(owner, agency, account, ids[account.name], locked, public)
        for area in sorted(areas_for(account.qualified)):
            _grant(owner, keys[area], ids[account.name], public, now)
    return ids


def _locked(own: UUID, account: NewAccount) -> tuple[bytes, PublicKey]:
    key = UserKey.new(str(own))
    locked, public = key.lock_with_passphrase(account.passphrase, account.effort), key.public
    key.close()
    return locked, public


def _account(
    owner: psycopg.Connection, agency: UUID, account: NewAccount, own: UUID, locked: bytes, public: PublicKey
) -> None:
    owner.execute(
        "INSERT INTO access_account (id, agency_id, name, shown_as, duties, qualified, active, locked, public, epoch,"
        " must_change) VALUES (%s, %s, %s, %s, %s, %s, true, %s, %s, 1, %s)",
        [
            own,
            agency,
            account.name,
            account.shown_as,
            list(account.duties),
            list(account.qualified),
            locked,
            public.raw,
            account.one_time,
        ],
    )
    if account.device is not None:
        owner.execute(
            "INSERT INTO mfa_authenticator (user_id, type, data, created_at) VALUES (%s, 'totp', %s, now())",
            [own, json.dumps({"secret": SealedSecrets().encrypt(account.device)})],
        )


def _grant(owner: psycopg.Connection, key: CompartmentKey, account: UUID, public: PublicKey, now: datetime) -> None:
    given = grant(key, str(account), public)
    owner.execute(
        "INSERT INTO access_storedgrant (id, agency_id, account_id, compartment, version, sealed, granted_by,"
        " granted_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [uuid4(), given.agency, account, given.compartment, given.version, given.sealed, NOBODY, now],
    )


def one_time_passphrase() -> str:
    """A passphrase to be typed once: 20 signs, 95 bits."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(20))
    return "-".join(signs[at : at + 5] for at in range(0, 20, 5))


def sign_in_name(wanted: str) -> str:
    """A name to sign in with, made different by four random signs.

    Without them, that a name is taken would tell one agency of the accounts of another.
    """
    plain = "".join(letter for letter in wanted.strip().casefold() if letter.isalnum() or letter in ".-")[:24]
    return f"{plain or 'account'}-{''.join(secrets.choice(SIGNS) for _ in range(4))}"
