"""Whoever signs in, gives the second factor again, gives a wrong one or signs out, stands in the agency's log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unittest.mock import patch

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, Person, founded_agency
from tests.access.test_changes_of_accounts_are_in_the_log import told

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW",))


def half_way(person: Person) -> Any:
    """A session in which the passphrase was right, and nothing else was given."""
    from asylia.access import sessions
    from asylia.access.accounts import opened

    found = opened(person.name, PASSPHRASE)
    assert found is not None
    return sessions.found(sessions.begin(found, NOW).written(), NOW)


def whole(person: Person) -> Any:
    from asylia.access import sessions

    cookie = sessions.confirmed(half_way(person), NOW)
    assert cookie is not None
    return sessions.found(cookie.written(), NOW)


def test_from_signing_in_to_signing_out(agency: FoundedAgency) -> None:
    from asylia.access import sessions

    session = whole(agency["CW"])
    sessions.stepped_up(session, NOW)
    sessions.end(session)
    assert told(agency["CW"]) == [
        ("session.begin", True, []),
        ("session.step_up", True, []),
        ("session.end", True, []),
    ]


def test_a_wrong_second_factor(agency: FoundedAgency) -> None:
    from asylia.access import sessions

    sessions.tried(half_way(agency["CW"]))
    sessions.tried(whole(agency["CW"]))
    assert [(action, allowed) for action, allowed, _ in told(agency["CW"])] == [
        ("session.begin", False),
        ("session.begin", True),
        ("session.step_up", False),
    ]


def test_without_a_log_nobody_comes_in_and_everybody_gets_out(agency: FoundedAgency) -> None:
    from asylia.access import sessions
    from asylia.audit.log import LogUnwritable

    session, half = whole(agency["CW"]), half_way(agency["CW"])
    with patch("asylia.audit.log._write", side_effect=LogUnwritable):
        with pytest.raises(LogUnwritable):
            sessions.confirmed(half, NOW)
        sessions.leave(session)
    assert sessions.found(session.cookie.written(), NOW) is None
