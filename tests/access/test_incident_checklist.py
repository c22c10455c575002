"""What data protection works through in an incident: who saw what, what rests on what, and when it is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from asylia.access.incident_checklist import Basis, Checklist, clock, steps
from asylia.access.refused import NotHere
from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, founded_agency
from tests.casework.people import do, now, seen, signed_in, stepped_up

BEGUN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "basis"),
    [("GR", Basis.LAW), ("NO", Basis.LAW), ("XA", Basis.POLICY), ("GB", Basis.POLICY), (None, Basis.WHERE_GDPR)],
)
def test_the_72_hours_are_law_only_where_the_gdpr_is(place: str | None, basis: Basis) -> None:
    assert clock(place) is basis
    authority = next(step for step in steps(BEGUN, place) if step.name == "authority")
    assert authority.rests_on is basis
    assert authority.due == BEGUN + timedelta(hours=72)
    assert "33(1)" in authority.provision


@pytest.mark.parametrize("place", ["GR", "XA", None])
def test_a_policy_of_our_own_is_never_shown_as_law(place: str | None) -> None:
    for step in steps(BEGUN, place):
        assert (step.rests_on is Basis.POLICY) or step.provision.startswith("GDPR Article 3")
        assert step.provision == "" or step.rests_on is clock(place)


def test_nobody_is_told_by_a_way_that_is_not_safe() -> None:
    names = [step.name for step in steps(BEGUN, "GR")]
    assert names.index("safety") < names.index("people") == names.index("safely") - 1
    safely = next(step for step in steps(BEGUN, "GR") if step.name == "safely")
    assert "contact rule first" in safely.says
    assert safely.rests_on is Basis.POLICY


@pytest.fixture
def agency(tables: Databases, db: None) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "PO", "SY", "DP", "CO", "AUD"))


def asked(agency: FoundedAgency, code: str = "DP", **given: Any) -> Checklist:
    from asylia.access.incident import open_incident
    from asylia.access.incident_checklist import checklist
    from asylia.record.rows import acting_as

    with acting_as(agency[code]):
        incident = open_incident(agency.agency)
    assert incident is not None
    return checklist(signed_in(agency[code]), incident, now(), **given)


@pytest.mark.django_db
def test_it_says_who_saw_what_of_which_case(agency: FoundedAgency) -> None:
    from asylia.access.incident import begin, mark_canary

    worker = signed_in(agency["CW"])
    first = do(worker, "case.open", None, role="CW", facts={"safety.threat": "yes"}).code
    canary = do(worker, "case.open", None, role="CW").code
    mark_canary(stepped_up(signed_in(agency["DP"])), canary, now())
    seen(worker, first)
    seen(worker, canary)
    with pytest.raises(NotHere):
        seen(signed_in(agency["PO"]), first)
    begin(signed_in(agency["SY"]), now())
    found = asked(agency)
    by_account = {one.account: one for one in found.accounts}
    mine = by_account[agency["CW"].account]
    assert set(mine.cases) == {first, canary}
    assert {"frame", "H"} <= set(mine.areas)
    assert mine.parts > 0 < mine.changes
    assert mine.in_vain == ()
    refused = by_account[agency["PO"].account]
    assert (refused.cases, refused.parts, refused.changes, refused.in_vain) == ((), 0, 0, (first,))
    assert [(one.code, one.accounts, one.canary) for one in found.cases] == sorted(
        [(first, 1, False), (canary, 1, True)]
    )
    beside = {action: times for action, times in found.beside_cases if not action.startswith("session.")}
    assert beside == {"canary.mark": 1, "incident.begin": 1}


@pytest.mark.django_db
def test_what_was_before_the_window_is_not_in_it(agency: FoundedAgency) -> None:
    from asylia.access.incident import begin

    worker = signed_in(agency["CW"])
    first = do(worker, "case.open", None, role="CW").code
    later = now()
    second = do(worker, "case.open", None, role="CW").code
    begin(signed_in(agency["SY"]), now())
    assert {one.code for one in asked(agency).cases} == {first, second}
    assert [one.code for one in asked(agency, since=later).cases] == [second]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["SY", "CO", "AUD", "CW"])
def test_data_protection_alone_reads_it(agency: FoundedAgency, code: str) -> None:
    from asylia.access.incident import begin

    begin(signed_in(agency["SY"]), now())
    with pytest.raises(NotHere):
        asked(agency, code)


@pytest.mark.django_db
def test_that_it_was_read_is_in_the_log(agency: FoundedAgency) -> None:
    from asylia.access.incident import begin
    from asylia.audit.models import AuditEvent
    from asylia.record.rows import acting_as

    begin(signed_in(agency["SY"]), now())
    asked(agency)
    with acting_as(agency["DP"]):
        row = AuditEvent.objects.filter(account=agency["DP"].account).latest("seq")
    assert (row.action, row.area, row.items, row.role) == ("read", "log", ["incident"], "DP")
