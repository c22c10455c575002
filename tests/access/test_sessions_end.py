"""A session ends after 15 idle minutes, after eight hours, with a clock set back, and when its account changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, Person, founded_agency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("CW", "SY"))


def whole(person: Person, now: datetime = NOW) -> str:
    from asylia.access import sessions
    from asylia.access.accounts import opened

    found = opened(person.name, PASSPHRASE)
    assert found is not None
    half = sessions.found(sessions.begin(found, now).written(), now)
    assert half is not None
    cookie = sessions.confirmed(half, now)
    assert cookie is not None
    return cookie.written()


def alive(cookie: str, now: datetime) -> bool:
    from asylia.access import sessions

    known = sessions.found(cookie, now)
    someone = sessions.signed_in(known)
    if someone is not None:
        someone.keyring.close()
    return someone is not None


@pytest.mark.parametrize(
    ("after", "holds"), [(14 * MINUTE, True), (15 * MINUTE, False), (-4 * MINUTE, False)], ids=["14", "15", "set back"]
)
def test_without_use(agency: FoundedAgency, after: timedelta, holds: bool) -> None:
    assert alive(whole(agency["CW"]), NOW + after) is holds


def test_with_use_it_ends_after_eight_hours(agency: FoundedAgency) -> None:
    cookie = whole(agency["CW"])
    for minutes in range(10, 480, 10):
        assert alive(cookie, NOW + minutes * MINUTE)
    assert not alive(cookie, NOW + 480 * MINUTE)


def test_what_is_over_stays_over(agency: FoundedAgency) -> None:
    cookie = whole(agency["CW"])
    assert not alive(cookie, NOW + 20 * MINUTE)
    assert not alive(cookie, NOW + 1 * MINUTE)


def test_two_requests_at_once_end_nothing(agency: FoundedAgency) -> None:
    cookie = whole(agency["CW"])
    assert alive(cookie, NOW + 30 * MINUTE / 60)
    assert alive(cookie, NOW + 29 * MINUTE / 60)


def test_half_a_sign_in_is_over_after_ten_minutes(agency: FoundedAgency) -> None:
    from asylia.access import sessions
    from asylia.access.accounts import opened

    found = opened(agency["CW"].name, PASSPHRASE)
    assert found is not None
    cookie = sessions.begin(found, NOW).written()
    known = sessions.found(cookie, NOW + 10 * MINUTE)
    assert known is not None
    assert not known.alive


def _roles(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import change_roles

    change_roles(agency["SY"], agency["CW"].account, [], ["PO"])


def _disabled(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import set_active

    set_active(agency["SY"], agency["CW"].account, active=False)


def _reset(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import reset

    assert reset(agency["SY"], agency["CW"].account)


def _passphrase(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import change_passphrase
    from asylia.access.keyring import Keyring

    worker = agency["CW"]
    change_passphrase(worker, Keyring(str(worker.agency), str(worker.account), []), "quite another passphrase", NOW)


@pytest.mark.parametrize("change", [_roles, _disabled, _reset, _passphrase])
def test_when_the_account_changes_every_session_ends(
    agency: FoundedAgency, change: Callable[[FoundedAgency], None]
) -> None:
    first, second = whole(agency["CW"]), whole(agency["CW"])
    assert alive(first, NOW)
    change(agency)
    assert not alive(first, NOW)
    assert not alive(second, NOW)
