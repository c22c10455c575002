"""Invented agencies whose people have accounts, keys and a second factor, and a browser in which one of them signed in.

Locks are made with the least effort there is, so that tests do not wait for Argon2id.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.test import Client

from asylia.access.keyring_user import Effort
from asylia.access.roles import ROLES
from asylia.server.database import Databases

WEAK = Effort(8, 1, 1)
PASSPHRASE = "only for invented people"
DEVICE = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@dataclass(frozen=True)
class Person:
    """Somebody with an account. name: to sign in with."""

    account: UUID
    agency: UUID
    name: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class FoundedAgency:
    """An agency with an account for each role, under `people[code]`."""

    agency: UUID
    name: str
    people: dict[str, Person]

    def __getitem__(self, code: str) -> Person:
        return self.people[code]


@dataclass(frozen=True)
class FoundedAgencies:
    """Three agencies."""

    lead: FoundedAgency
    partner: FoundedAgency
    stranger: FoundedAgency


_founded: list[FoundedAgencies] = []


def founded_agencies(tables: Databases) -> FoundedAgencies:
    """Three invented agencies, each with an account for each of the 25 roles. Founded once for all tests together."""
    if not _founded:
        _founded.append(
            FoundedAgencies(
                founded_agency(tables, "Lamplight (invented)"),
                founded_agency(tables, "Harbour House (invented)"),
                founded_agency(tables, "Northern Desk (invented)"),
            )
        )
    return _founded[0]


def founded_agency(
    tables: Databases, name: str, roles: tuple[str, ...] = tuple(ROLES), *, device: bool = True, one_time: bool = False
) -> FoundedAgency:
    """One agency with an account for each of these roles, which no other test knows of.

    device: whether each has a second factor; one_time: whether each must choose a passphrase of their own first.
    """
    from asylia.access.founding import NewAccount, found

    mark = uuid4().hex[:8]
    accounts = [
        NewAccount(
            name=f"{code.casefold()}-{mark}",
            shown_as=f"{ROLES[code].name[:40]} {mark}",
            duties=() if ROLES[code].held_in_case else (code,),
            qualified=(code,) if ROLES[code].held_in_case else (),
            passphrase=PASSPHRASE,
            one_time=one_time,
            device=DEVICE if device else None,
            effort=WEAK,
        )
        for code in roles
    ]
    with tables.connect("owner") as owner:
        made = found(owner, name, accounts, datetime.now(UTC))
    people = {
        code: Person(made.accounts[account.name], made.agency, account.name, (code,))
        for code, account in zip(roles, accounts, strict=True)
    }
    return FoundedAgency(made.agency, name, people)


def signed_in_client(person: Person) -> Client:
    """A browser in which this person is signed in, as after passphrase and second factor, without their two pages."""
    from asylia.access import sessions
    from asylia.access.accounts import Opened, named
    from asylia.access.keyring_user import unlock_with_passphrase
    from asylia.access.sessions_middleware import COOKIE

    now = datetime.now(UTC)
    account = named(person.name)
    assert account is not None
    key = unlock_with_passphrase(str(account.id), bytes(account.locked), PASSPHRASE)
    half = sessions.found(sessions.begin(Opened(account, key), now).written(), now)
    assert half is not None
    cookie = sessions.confirmed(half, now)
    assert cookie is not None
    client = Client()
    client.cookies[COOKIE] = cookie.written()
    return client


def present_code(secret: str = DEVICE) -> str:
    """The code that the device shows now."""
    from allauth.mfa.totp.internal import auth as totp

    counter = list(totp.yield_hotp_counters_from_time())[1]
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def kept_in(page: str) -> str:
    """What the hidden field `kept` of a page holds; empty where there is none."""
    found = re.search(r'name="kept" value="([^"]*)"', page)
    return found[1] if found else ""


def stepped_up(client: Client) -> Client:
    """The same browser, after the second factor was given again."""
    from asylia.access import sessions
    from asylia.access.sessions_middleware import COOKIE

    now = datetime.now(UTC)
    known = sessions.found(client.cookies[COOKIE].value, now)
    assert known is not None
    sessions.stepped_up(known, now)
    return client
