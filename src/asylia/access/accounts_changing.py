"""Changes accounts: a new passphrase, a colleague's account, their roles, a reset, and the keys they are granted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, models

from asylia.access.accounts import areas_for
from asylia.access.founding import one_time_passphrase, sign_in_name
from asylia.access.incident import frozen
from asylia.access.keyring import Keyring
from asylia.access.keyring_pair import PublicKey
from asylia.access.keyring_user import UserKey
from asylia.access.models_accounts import Account, StoredGrant
from asylia.access.policy_rules import Rule
from asylia.access.refused import Stopped
from asylia.access.roles import ROLES
from asylia.audit.log import Log, logged
from asylia.record.rows import Actor, acting_as

MANAGE = "account.manage"
CHOSE = "passphrase.change"
GRANT = "keys.grant"
"""What the log calls each change of an account."""

OWN = "own_account_changed"
HOLDS_KEY = "holds_key"
"""What those rest on that no role is needed for: it is one's own, or one holds the key that is given."""


def change_passphrase(acting: Actor, keyring: Keyring, passphrase: str, now: datetime) -> None:
    """Give the own account a new key under a new passphrase, and the keys that are held open with it.

    A new key, not only a new lock: whoever copied the old lock and learns the old passphrase later opens nothing with
    it that was granted since. Every session of the account ends.
    """
    key = UserKey.new(str(acting.account))
    locked, public = key.lock_with_passphrase(passphrase), key.public
    key.close()
    with logged(acting, now) as log:
        log.add(action=CHOSE, allowed=True, rule=OWN)
        StoredGrant.objects.filter(account_id=acting.account).delete()
        Account.objects.filter(id=acting.account).update(locked=locked, public=public.raw, must_change=False)
        _grant(acting, keyring, sorted(keyring.compartments), acting.account, public, now)


@dataclass(frozen=True)
class Made:
    """An account that was made or reset, with the passphrase to hand over, which is shown once."""

    account: UUID
    name: str
    passphrase: str


def add_account(acting: Actor, wanted: str, shown_as: str, duties: Sequence[str], qualified: Sequence[str]) -> Made:
    """A new account of the own agency. It holds no key until a colleague grants it one. Raises Stopped."""
    own, passphrase = uuid4(), one_time_passphrase()
    locked, public = _new_key(own, passphrase)
    account = Account(
        id=own,
        agency_id=acting.agency,
        name=sign_in_name(wanted),
        shown_as=shown_as,
        duties=list(duties),
        qualified=list(qualified),
        locked=locked,
        public=public.raw,
        must_change=True,
    )
    with logged(acting) as log:
        _not_while_frozen(acting, log, MANAGE, own, "add", *duties, *qualified)
        _tell(log, own, "add", [*duties, *qualified], done=True)
        Account.objects.bulk_create([account])
    return Made(own, account.name, passphrase)


def change_roles(acting: Actor, account: UUID, duties: Sequence[str], qualified: Sequence[str]) -> None:
    """Give an account other roles, take the keys that none of them needs, and end its sessions.

    While an incident is open roles are only taken away: else who took over one account could give itself those who end
    it. Raises Stopped.
    """
    with logged(acting) as log:
        there = _others(acting).filter(id=account).first()
        if there is not None and not {*duties, *qualified} <= {*there.duties, *there.qualified}:
            _not_while_frozen(acting, log, MANAGE, account, "roles", *duties, *qualified)
        changed = _others(acting).filter(id=account).update(duties=list(duties), qualified=list(qualified))
        _tell(log, account, "roles", [*duties, *qualified], done=changed > 0)
        if changed:
            _of(acting, account).exclude(compartment__in=areas_for(qualified)).delete()


def set_active(acting: Actor, account: UUID, *, active: bool) -> None:
    """Disable an account, or let it sign in again. Either ends its sessions.

    While an incident is open accounts are only disabled. Raises Stopped.
    """
    with logged(acting) as log:
        if active:
            _not_while_frozen(acting, log, MANAGE, account, "enable")
        changed = _others(acting).filter(id=account).update(active=active)
        _tell(log, account, "enable" if active else "disable", done=changed > 0)


def reset(acting: Actor, account: UUID) -> Made | None:
    """Give an account a one-time passphrase, no second factor and a new key. It opens nothing until someone grants.

    None where the account is not one that the acting administrator may reset. Raises Stopped.
    """
    passphrase = one_time_passphrase()
    locked, public = _new_key(account, passphrase)
    with logged(acting) as log:
        _not_while_frozen(acting, log, MANAGE, account, "reset")
        there = _others(acting).filter(id=account).first()
        changed = _others(acting).filter(id=account).update(locked=locked, public=public.raw, must_change=True)
        _tell(log, account, "reset", done=changed > 0)
        if there is None or not changed:
            return None
        _of(acting, account).delete()
        with connection.cursor() as cursor:
            cursor.execute("SELECT asylia_take_second_factors(%s)", [account])
    return Made(account, there.name, passphrase)


@dataclass(frozen=True)
class Waiting:
    """An account that lacks keys of areas that its roles may see. areas: those that the one who looks can grant."""

    account: Account
    areas: tuple[str, ...]


def waiting_for_keys(acting: Actor, keyring: Keyring) -> list[Waiting]:
    """Colleagues to whom the holder of this keyring can grant keys that they lack."""
    with acting_as(acting):
        accounts = list(
            Account.objects.filter(agency_id=acting.agency, active=True, must_change=False).order_by("shown_as", "id")
        )
        held = set(StoredGrant.objects.filter(agency_id=acting.agency).values_list("account_id", "compartment"))
    lacking = [
        Waiting(
            account,
            tuple(
                area
                for area in sorted(areas_for(account.qualified) & keyring.compartments)
                if (account.id, area) not in held
            ),
        )
        for account in accounts
    ]
    return [one for one in lacking if one.areas]


def grant_keys(acting: Actor, keyring: Keyring, account: UUID, now: datetime) -> int:
    """Grant a colleague the keys that they lack and their roles may see; gives how many areas were granted.

    Raises Stopped.
    """
    waiting = next((one for one in waiting_for_keys(acting, keyring) if one.account.id == account), None)
    if waiting is None:
        return 0
    with logged(acting, now) as log:
        _not_while_frozen(acting, log, GRANT, account, *waiting.areas)
        log.add(action=GRANT, allowed=True, rule=HOLDS_KEY, items=[str(account), *waiting.areas])
        _grant(acting, keyring, waiting.areas, account, PublicKey(bytes(waiting.account.public)), now)
    return len(waiting.areas)


def listed_roles(codes: Iterable[str]) -> tuple[list[str], list[str]]:
    """The duties and the roles to be held in cases among these codes; what is no role is left out."""
    known = [code for code in dict.fromkeys(codes) if code in ROLES]
    return (
        [code for code in known if not ROLES[code].held_in_case],
        [code for code in known if ROLES[code].held_in_case],
    )


def _not_while_frozen(acting: Actor, log: Log, action: str, account: UUID, *items: str) -> None:
    """Raises Stopped while an incident is open in the agency: no account is made or comes back, and no key is given."""
    if frozen(acting.agency):
        log.add(action=action, allowed=False, rule=Rule.FROZEN, items=[str(account), *items])
        raise Stopped


def _tell(log: Log, account: UUID, change: str, roles: Iterable[str] = (), *, done: bool) -> None:
    """Tell the log which account was to be changed, and how, and whether the database let it."""
    rule, role = (Rule.BY_DUTY, "SY") if done else (Rule.ROLE_CANNOT, "")
    log.add(action=MANAGE, allowed=done, rule=rule, role=role, items=[str(account), change, *roles])


def _grant(
    acting: Actor, keyring: Keyring, areas: Iterable[str], account: UUID, public: PublicKey, now: datetime
) -> None:
    given = [one for area in areas for one in keyring.grants(area, str(account), public)]
    StoredGrant.objects.bulk_create(
        StoredGrant(
            agency_id=acting.agency,
            account_id=account,
            compartment=one.compartment,
            version=one.version,
            sealed=one.sealed,
            granted_by=acting.account,
            granted_at=now,
        )
        for one in given
    )


def _new_key(account: UUID, passphrase: str) -> tuple[bytes, PublicKey]:
    key = UserKey.new(str(account))
    locked, public = key.lock_with_passphrase(passphrase), key.public
    key.close()
    return locked, public


def _others(acting: Actor) -> models.QuerySet[Account]:
    """The accounts that an administrator changes: those of the agency, and never their own."""
    return Account.objects.filter(agency_id=acting.agency).exclude(id=acting.account)


def _of(acting: Actor, account: UUID) -> models.QuerySet[StoredGrant]:
    return StoredGrant.objects.filter(agency_id=acting.agency, account_id=account)
