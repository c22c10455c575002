"""Brings an agency's keys back from two sheets of paper, when those who held them are gone.

The work of the owner of the tables, at the machine itself. The vault key lives for the length of one call.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import psycopg

from asylia.access.accounts import NOBODY, areas_for
from asylia.access.custodians import Share, recovered
from asylia.access.founding import one_time_passphrase
from asylia.access.keyring import grant
from asylia.access.keyring_agency import AgencyKey, CompartmentKey
from asylia.access.keyring_pair import PublicKey
from asylia.access.keyring_user import STANDARD_EFFORT, Effort, UserKey


class RecoveryError(ValueError):
    """Nothing was recovered, and nothing changed. The text says why and what to do."""


@dataclass(frozen=True)
class Recovered:
    """What an account has again. passphrase: for the first sign-in, where it was reset; None where its own stays."""

    agency: str
    areas: tuple[str, ...]
    passphrase: str | None


def drill(owner: psycopg.Connection, shares: Sequence[Share]) -> str:
    """The name of the agency whose vault these sheets open. Changes nothing. Raises ShareError, RecoveryError."""
    key = recovered(shares)
    try:
        for agency, name in owner.execute("SELECT id, name FROM record_agency ORDER BY name, id").fetchall():
            with owner.transaction():
                _act_for(owner, agency)
                if _keys(owner, AgencyKey(str(agency), key)):
                    return str(name)
    finally:
        key.wipe()
    raise RecoveryError("These two sheets open no agency that is kept here. Nothing was changed.")


def recover(
    owner: psycopg.Connection,
    shares: Sequence[Share],
    sign_in_name: str,
    now: datetime,
    *,
    reset: bool,
    effort: Effort = STANDARD_EFFORT,
) -> Recovered:
    """Grant an account the keys of every area that its roles may open, all or nothing, with a line in the log.

    reset: its passphrase and second factor are lost too. It gets a new key of its own, under a passphrase that is to be
    changed at the first sign-in. So an administrator comes back as well, who holds no key of the agency. Nothing is
    recovered while an incident is open: stolen sheets would open everything just then.
    Raises ShareError, RecoveryError.
    """
    vault = AgencyKey("", recovered(shares))
    try:
        with owner.transaction():
            agency, name, account, qualified, public = _account(owner, sign_in_name)
            _not_while_frozen(owner, name)
            vault.agency = str(agency)
            keys = _keys(owner, vault)
            if not keys:
                raise RecoveryError("These two sheets are not of the agency of this account. Nothing was changed.")
            passphrase = one_time_passphrase() if reset else None
            if passphrase is not None:
                public = _reset(owner, account, passphrase, effort)
            granted = [key for key in keys if key.compartment in areas_for(qualified)]
            owner.execute("DELETE FROM access_storedgrant WHERE account_id = %s", [account])
            for key in granted:
                _grant(owner, key, account, public, now)
            _log(owner, now)
    finally:
        vault.close()
    return Recovered(name, tuple(sorted({key.compartment for key in granted})), passphrase)


def _act_for(owner: psycopg.Connection, agency: UUID) -> None:
    owner.execute(
        "SELECT set_config('app.agency', %s, true), set_config('app.account', %s, true)", [str(agency), NOBODY]
    )


def _account(owner: psycopg.Connection, sign_in_name: str) -> tuple[UUID, str, UUID, list[str], PublicKey]:
    for agency, name in owner.execute("SELECT id, name FROM record_agency").fetchall():
        _act_for(owner, agency)
        found = owner.execute(
            "SELECT id, qualified, public FROM access_account WHERE name = %s AND active",
            [sign_in_name.strip().casefold()],
        ).fetchone()
        if found is not None:
            return agency, name, found[0], found[1], PublicKey(bytes(found[2]))
    raise RecoveryError("No active account signs in under this name. Nothing was changed.")


def _not_while_frozen(owner: psycopg.Connection, name: str) -> None:
    """Raises RecoveryError while an incident is open in the agency that acts."""
    if owner.execute("SELECT begun_at FROM access_incident WHERE ended_at IS NULL").fetchone() is not None:
        raise RecoveryError(
            f"An incident is open in {name}, so no keys are brought back. Nothing was changed. End it first; where "
            "nobody of the agency can: ./asylia incident end, on this machine."
        )


def _keys(owner: psycopg.Connection, vault: AgencyKey) -> list[CompartmentKey]:
    """Every version of every compartment key of the agency that acts; none where the vault key is another agency's."""
    stored = owner.execute(
        "SELECT compartment, version, raw FROM access_compartmentpublic ORDER BY compartment, version"
    ).fetchall()
    keys = [(vault.compartment(compartment, version), bytes(raw)) for compartment, version, raw in stored]
    fits = all(hmac.compare_digest(key.public.key.raw, raw) for key, raw in keys)
    return [key for key, _ in keys] if fits else []


def _reset(owner: psycopg.Connection, account: UUID, passphrase: str, effort: Effort) -> PublicKey:
    key = UserKey.new(str(account))
    locked, public = key.lock_with_passphrase(passphrase, effort), key.public
    key.close()
    owner.execute(
        "UPDATE access_account SET locked = %s, public = %s, must_change = true WHERE id = %s",
        [locked, public.raw, account],
    )
    owner.execute("DELETE FROM mfa_authenticator WHERE user_id = %s", [account])
    return public


def _grant(owner: psycopg.Connection, key: CompartmentKey, account: UUID, public: PublicKey, now: datetime) -> None:
    given = grant(key, str(account), public)
    owner.execute(
        "INSERT INTO access_storedgrant (id, agency_id, account_id, compartment, version, sealed, granted_by,"
        " granted_at) VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
        [uuid4(), given.agency, account, given.compartment, given.version, given.sealed, NOBODY, now],
    )


def _log(owner: psycopg.Connection, now: datetime) -> None:
    """The agency's data protection sees that its vault was opened from paper."""
    event = {
        "at": now.isoformat(), "role": "", "case": "", "area": "", "action": "custodians.recover", "purpose": "",
        "allowed": True, "rule": "custodians", "items": [],
    }  # fmt: skip
    owner.execute("SELECT asylia_log(%s::jsonb)", [json.dumps([event])])
