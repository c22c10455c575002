"""Whoever opens a canary case is named to data protection, an ordinary look is not, and nobody else knows it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import Error, connection

from asylia.access.refused import NotHere
from asylia.audit.log import logged
from asylia.audit.reading import Why
from asylia.audit.unusual import Indication, Sign, Visit, alarms, unusual
from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, Person, founded_agency
from tests.casework.people import do, now, seen, signed_in, stepped_up

DAY = datetime(2026, 11, 25, 9, tzinfo=UTC)
AGENCY, ONE, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)


def test_each_canary_of_a_day_is_named_once() -> None:
    visits = [
        Visit(AGENCY, ONE, DAY, "B", True),
        Visit(AGENCY, ONE, DAY, "A", True),
        Visit(AGENCY, ONE, DAY + timedelta(hours=3), "A", False),
        Visit(AGENCY, ONE, DAY, "C", False),
        Visit(AGENCY, OTHER, DAY + timedelta(days=1), "A", False),
    ]
    assert alarms(visits) == (
        Indication(AGENCY, OTHER, DAY.date() + timedelta(days=1), Sign.CANARY_ASKED_FOR, 1, 0, ("A",)),
        Indication(AGENCY, ONE, DAY.date(), Sign.CANARY_ASKED_FOR, 1, 0, ("C",)),
        Indication(AGENCY, ONE, DAY.date(), Sign.CANARY_OPENED, 2, 0, ("A", "B")),
    )
    assert alarms([]) == ()


@pytest.fixture
def agency(tables: Databases, db: None) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "PO", "HP", "SY", "DP", "CO", "AUD"))


def opened(agency: FoundedAgency) -> str:
    return str(do(signed_in(agency["CW"]), "case.open", None, role="CW", facts={"safety.threat": "yes"}).code)


@pytest.fixture
def canary(agency: FoundedAgency) -> str:
    from asylia.access.incident import mark_canary

    code = opened(agency)
    mark_canary(data_protection(agency), code, now())
    return code


def data_protection(agency: FoundedAgency) -> Any:
    return stepped_up(signed_in(agency["DP"]))


def told(person: Person) -> list[tuple[Sign, UUID, tuple[str, ...]]]:
    """What this person is told is unlike the usual, of canaries."""
    someone = signed_in(person)
    with logged(someone) as log:
        found = unusual(log, Why("by_duty", "DP", "oversight"), now())
    return [(one.sign, one.account, one.codes) for one in found if one.codes]


@pytest.mark.django_db
def test_a_look_at_it_is_told_at_once(agency: FoundedAgency, canary: str) -> None:
    assert told(agency["DP"]) == []
    seen(signed_in(agency["CW"]), canary)
    assert told(agency["DP"]) == [(Sign.CANARY_OPENED, agency["CW"].account, (canary,))]


@pytest.mark.django_db
def test_a_look_at_any_other_case_is_not(agency: FoundedAgency, canary: str) -> None:
    ordinary = opened(agency)
    seen(signed_in(agency["CW"]), ordinary)
    do(signed_in(agency["CW"]), "facts.add", ordinary, facts={"need.health": "high"})
    with pytest.raises(NotHere):
        seen(signed_in(agency["PO"]), ordinary)
    assert told(agency["DP"]) == []


@pytest.mark.django_db
def test_writing_into_it_is_told(agency: FoundedAgency, canary: str) -> None:
    do(signed_in(agency["CW"]), "facts.add", canary, facts={"need.health": "high"})
    assert told(agency["DP"]) == [(Sign.CANARY_OPENED, agency["CW"].account, (canary,))]


@pytest.mark.django_db
def test_asking_for_it_in_vain_is_told_as_that(agency: FoundedAgency, canary: str) -> None:
    with pytest.raises(NotHere):
        seen(signed_in(agency["PO"]), canary)
    assert told(agency["DP"]) == [(Sign.CANARY_ASKED_FOR, agency["PO"].account, (canary,))]


@pytest.mark.django_db
def test_an_account_of_another_agency_is_told_too(agency: FoundedAgency, canary: str, tables: Databases) -> None:
    from asylia.record.cases import give_access
    from asylia.record.models import Access
    from asylia.record.rows import acting_as

    partner = founded_agency(tables, "Harbour House (invented)", ("CW", "DP"))
    with acting_as(agency["CW"]):
        case = Access.objects.get(code=canary).case_id
        theirs = give_access(
            agency["CW"], case, partner.agency, "A", now() + timedelta(days=1), now(), {partner["CW"].account: "CW"}
        ).code
    with pytest.raises(NotHere):
        seen(signed_in(partner["CW"]), theirs)
    assert told(agency["DP"]) == [(Sign.CANARY_ASKED_FOR, partner["CW"].account, (canary,))]
    assert told(partner["DP"]) == []


@pytest.mark.django_db
def test_a_list_with_it_and_its_log_raise_nothing(agency: FoundedAgency, canary: str) -> None:
    from asylia.audit.reading import of_case
    from tests.casework.people import listed

    assert canary in listed(signed_in(agency["CW"]))
    with logged(signed_in(agency["DP"])) as log:
        of_case(log, Why("by_duty", "DP", "oversight"), canary)
    assert told(agency["DP"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["CW", "SY", "AUD", "CO"])
def test_nobody_else_can_tell_it_from_others(agency: FoundedAgency, canary: str, code: str) -> None:
    from asylia.access.incident import canaries, mark_canary, unmark_canary
    from asylia.access.models import Canary
    from asylia.record.rows import acting_as

    someone = stepped_up(signed_in(agency[code]))
    seen(signed_in(agency["CW"]), canary)
    assert told(agency[code]) == []
    with acting_as(someone):
        assert not Canary.objects.exists()
    for asks in (
        lambda: canaries(someone, now()),
        lambda: mark_canary(someone, canary, now()),
        lambda: unmark_canary(someone, canary, now()),
    ):
        with pytest.raises(NotHere):
            asks()
    assert told(agency["DP"]) == [(Sign.CANARY_OPENED, agency["CW"].account, (canary,))]


@pytest.mark.django_db
def test_the_log_that_others_read_does_not_name_it(agency: FoundedAgency, canary: str) -> None:
    from asylia.access.incident import unmark_canary
    from asylia.audit.models import AuditEvent
    from asylia.record.rows import acting_as

    unmark_canary(data_protection(agency), canary, now())
    with acting_as(agency["AUD"]):
        rows = list(AuditEvent.objects.filter(action__startswith="canary.").order_by("seq"))
    assert [(row.action, row.allowed, row.case_code) for row in rows] == [
        ("canary.mark", True, ""),
        ("canary.unmark", True, ""),
    ]
    assert not any(canary in item for row in rows for item in row.items)


@pytest.mark.django_db
def test_data_protection_knows_its_canaries_until_they_are_none(agency: FoundedAgency, canary: str) -> None:
    from asylia.access.incident import canaries, mark_canary, unmark_canary

    someone = data_protection(agency)
    mark_canary(someone, canary.lower(), now())
    assert canaries(someone, now()) == (canary,)
    unmark_canary(someone, canary, now())
    assert canaries(someone, now()) == ()
    with pytest.raises(NotHere):
        unmark_canary(someone, canary, now())
    seen(signed_in(agency["CW"]), canary)
    assert told(agency["DP"]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["HK3T-9WDM-2XP3", "no code", ""])
def test_what_is_no_case_is_not_marked(agency: FoundedAgency, typed: str) -> None:
    from asylia.access.incident import mark_canary

    with pytest.raises(NotHere):
        mark_canary(data_protection(agency), typed, now())


@pytest.mark.django_db
def test_data_protection_of_another_agency_marks_and_sees_nothing(
    agency: FoundedAgency, canary: str, tables: Databases
) -> None:
    from asylia.access.incident import canaries, mark_canary

    other = stepped_up(signed_in(founded_agency(tables, "Harbour House (invented)", ("DP",))["DP"]))
    assert canaries(other, now()) == ()
    with pytest.raises(NotHere):
        mark_canary(other, canary, now())


@pytest.mark.django_db
def test_the_storage_moves_no_mark_to_another_case(agency: FoundedAgency, canary: str) -> None:
    from asylia.record.rows import acting_as

    other = opened(agency)
    with pytest.raises(Error, match="stays the case it is"), acting_as(agency["DP"]), connection.cursor() as cursor:
        cursor.execute("UPDATE access_canary SET code = %s", [other])


@pytest.mark.django_db
def test_a_canary_that_is_deleted_for_good_leaves_no_mark(agency: FoundedAgency, canary: str) -> None:
    from asylia.access.incident import canaries
    from asylia.record.deletion import delete_case
    from asylia.record.models import Access
    from asylia.record.rows import acting_as

    with acting_as(agency["CW"]):
        assert delete_case(Access.objects.get(code=canary).case_id, "retention")
    assert canaries(data_protection(agency), now()) == ()
