"""One person stops sharing at once; it goes on until one has asked and another agreed, by the database's walls too."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import Error, connection

from asylia.access.refused import NotHere
from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, Person, founded_agency
from tests.casework.people import now, signed_in, stepped_up

pytestmark = pytest.mark.django_db

ROLES = ("CW", "PO", "SY", "DP", "CO", "AUD")


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ROLES)


def someone(agency: FoundedAgency, code: str) -> Any:
    return stepped_up(signed_in(agency[code]))


def is_open(agency: FoundedAgency) -> bool:
    from asylia.access.incident import frozen
    from asylia.record.rows import acting_as

    with acting_as(agency["CW"]):
        return frozen(agency.agency)


def told(agency: FoundedAgency) -> list[tuple[UUID, str, bool, str, str]]:
    """What the log says of incidents, oldest first."""
    from asylia.audit.models import AuditEvent
    from asylia.record.rows import acting_as

    with acting_as(agency["DP"]):
        rows = AuditEvent.objects.filter(action__startswith="incident.").order_by("seq")
        return [(row.account, row.action, row.allowed, row.rule, row.role) for row in rows]


@pytest.mark.parametrize(("code", "rule"), [("SY", "by_duty"), ("DP", "by_duty"), ("CO", "by_role")])
def test_one_of_three_begins_it_at_once(agency: FoundedAgency, code: str, rule: str) -> None:
    from asylia.access.incident import begin

    assert not is_open(agency)
    begin(signed_in(agency[code]), now())
    assert is_open(agency)
    assert told(agency) == [(agency[code].account, "incident.begin", True, rule, code)]


@pytest.mark.parametrize("code", ["CW", "PO", "AUD"])
def test_nobody_else_begins_or_ends_it(agency: FoundedAgency, code: str) -> None:
    from asylia.access.incident import agree_end, ask_end, begin

    with pytest.raises(NotHere):
        begin(someone(agency, code), now())
    assert not is_open(agency)
    begin(signed_in(agency["SY"]), now())
    for end in (ask_end, agree_end):
        with pytest.raises(NotHere):
            end(someone(agency, code), now())
    assert is_open(agency)
    assert [row[2] for row in told(agency)] == [False, True, False, False]


def test_begun_twice_is_begun_once(agency: FoundedAgency) -> None:
    from asylia.access.incident import begin

    first = begin(signed_in(agency["SY"]), now())
    again = begin(signed_in(agency["DP"]), now())
    assert (again.pk, again.begun_at, again.begun_by) == (first.pk, first.begun_at, agency["SY"].account)


@pytest.mark.parametrize("asker", ["SY", "CO"])
def test_one_asks_and_data_protection_agrees(agency: FoundedAgency, asker: str) -> None:
    from asylia.access.incident import NotAskedYet, agree_end, ask_end, begin

    begin(signed_in(agency["DP"]), now())
    with pytest.raises(NotAskedYet, match="The incident goes on"):
        agree_end(someone(agency, "DP"), now())
    ask_end(someone(agency, asker), now())
    assert is_open(agency)
    agree_end(someone(agency, "DP"), now())
    assert not is_open(agency)
    rule = "by_duty" if asker == "SY" else "by_role"
    assert told(agency)[1:] == [
        (agency["DP"].account, "incident.end", False, "no_second", "DP"),
        (agency[asker].account, "incident.ask_end", True, rule, asker),
        (agency["DP"].account, "incident.end", True, "by_duty", "DP"),
    ]


def test_who_is_both_does_not_agree_with_themselves(tables: Databases) -> None:
    from asylia.access.incident import NotAskedYet, agree_end, ask_end, begin

    agency = founded_agency(tables, "Lamplight (invented)", ROLES)
    with tables.connect("owner") as owner, owner.transaction():
        owner.execute("SELECT set_config('app.agency', %s, true)", [str(agency.agency)])
        owner.execute(
            "UPDATE access_account SET duties = ARRAY['SY', 'DP'], epoch = epoch WHERE id = %s", [agency["SY"].account]
        )
    both = someone(agency, "SY")
    assert both.actor.duties == {"SY", "DP"}
    begin(both, now())
    ask_end(both, now())
    with pytest.raises(NotAskedYet):
        agree_end(both, now())
    assert is_open(agency)
    agree_end(someone(agency, "DP"), now())
    assert not is_open(agency)


@pytest.mark.parametrize("code", ["SY", "DP"])
def test_where_none_is_open_there_is_nothing_to_end(agency: FoundedAgency, code: str) -> None:
    from asylia.access.incident import NoIncident, agree_end, ask_end

    with pytest.raises(NoIncident, match="Nothing was changed"):
        (ask_end if code == "SY" else agree_end)(someone(agency, code), now())
    assert told(agency) == [
        (agency[code].account, "incident.ask_end" if code == "SY" else "incident.end", False, "no_incident", code)
    ]


def test_an_incident_that_is_over_may_be_followed_by_another(agency: FoundedAgency) -> None:
    from asylia.access.incident import agree_end, ask_end, begin

    for _ in range(2):
        begin(signed_in(agency["CO"]), now())
        ask_end(someone(agency, "CO"), now())
        agree_end(someone(agency, "DP"), now())
    assert not is_open(agency)


def says(person: Person, statement: str, *values: Any) -> int:
    """How many rows a statement of this person touches, past every page."""
    from asylia.record.rows import acting_as

    with acting_as(person), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


ENDS = "UPDATE access_incident SET ended_at = now(), ended_by = asylia_account()"


def test_the_storage_lets_nobody_end_it_alone(agency: FoundedAgency) -> None:
    from asylia.access.incident import ask_end, begin

    begin(signed_in(agency["SY"]), now())
    assert says(agency["CW"], ENDS) == 0
    for code in ("SY", "CO", "DP"):
        with pytest.raises(Error, match="ended by two"):
            says(agency[code], ENDS)
    operator = ", end_asked_by = NULL, ended_because = 'mistake'"
    with pytest.raises(Error):
        says(agency["DP"], f"{ENDS}{operator}")
    with pytest.raises(Error, match="in their own name"):
        says(agency["DP"], "UPDATE access_incident SET end_asked_by = %s", agency["SY"].account)
    ask_end(someone(agency, "CO"), now())
    for code in ("SY", "CO"):
        with pytest.raises(Error, match="ended by two"):
            says(agency[code], ENDS)
    assert says(agency["DP"], ENDS) == 1
    with pytest.raises(Error, match="stays what it was"):
        says(agency["DP"], "UPDATE access_incident SET ended_at = NULL, ended_by = NULL")


def test_the_storage_lets_nobody_begin_it_who_may_not(agency: FoundedAgency, tables: Databases) -> None:
    insert = (
        "INSERT INTO access_incident (id, agency_id, begun_at, begun_by, ended_because)"
        " VALUES (gen_random_uuid(), %s, now(), asylia_account(), '')"
    )
    other = founded_agency(tables, "Harbour House (invented)", ("SY",))
    for person in (agency["CW"], agency["AUD"], other["SY"]):
        with pytest.raises(Error, match="row-level security"):
            says(person, insert, agency.agency)
    assert says(agency["CO"], insert, agency.agency) == 1
    with pytest.raises(Error, match="permission denied"):
        says(agency["SY"], "DELETE FROM access_incident")


def test_another_agency_learns_nothing_of_it(agency: FoundedAgency, tables: Databases) -> None:
    from asylia.access.incident import begin

    other = founded_agency(tables, "Harbour House (invented)", ("SY",))
    begin(signed_in(agency["SY"]), now())
    assert says(other["SY"], "SELECT FROM access_incident") == 0
    assert says(agency["CW"], "SELECT FROM access_incident") == 1
