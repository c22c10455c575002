"""Proceedings and remedies: reported only as the person agrees, and when they end nothing else changes."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.proceedings import proceedings
from asylia.casework.tracks.remedy import remedy
from tests.casework.tracks.walk import ADULT, CHILD, Walk

MIRA = ADULT | {"id.state": "rg_positive", "asylum.state": "registered", "stay.state": "running"}


@pytest.mark.parametrize("to", ["police", "labour_inspectorate"])
def test_nothing_is_reported_without_the_person_not_even_where_a_law_asks_for_it(to: str) -> None:
    consent = f"consent.share.{to}"
    for known in ({}, {consent: "no"}, {consent: "no", "share.legal_duty": "yes"}):
        assert Walk(proceedings, MIRA | known).refused(f"report_to_{to}")
    assert not Walk(proceedings, MIRA | {consent: "yes"}).refused(f"report_to_{to}")


@pytest.mark.parametrize("to", ["police", "labour_inspectorate"])
@pytest.mark.parametrize("missing", ["guardian.state", "proc.lawyer", "child.assent", "consent.share"])
def test_a_child_reports_as_they_agree_with_guardian_and_lawyer_only(to: str, missing: str) -> None:
    known = CHILD | {f"consent.share.{to}": "yes", "child.assent": "yes"}
    known |= {"guardian.state": "appointed", "proc.lawyer": "yes"}
    assert not Walk(proceedings, dict(known)).refused(f"report_to_{to}")
    known[f"consent.share.{to}" if missing == "consent.share" else missing] = "unknown"
    assert Walk(proceedings, known).refused(f"report_to_{to}")


@pytest.mark.parametrize("end", ["note_closed", "note_dropped"])
def test_the_prosecutor_drops_it_and_identification_asylum_and_stay_are_as_they_were(end: str) -> None:
    walk = Walk(proceedings, MIRA | {"consent.share.police": "yes"}).go("report_to_police", "note_open")
    assert walk.known["proc.open"] == "yes"
    walk.go(end, other_open="no")
    assert walk.known.get("proc.open") == "no"
    assert {key: walk.known[key] for key in MIRA} == MIRA
    assert walk.outcome().guards["return.execute"].verdict == "refuse"


def test_one_that_closes_does_not_hide_another_that_is_open() -> None:
    walk = Walk(proceedings, MIRA | {"proc.open": "no"}).go("note_reopened")
    assert walk.known["proc.open"] == "yes"
    walk.go("note_closed", other_open="yes")
    assert walk.known["proc.open"] == "yes"
    assert walk.outcome().guards["return.execute"].verdict == "refuse"


@pytest.mark.parametrize("state", ["none", "closed", "dropped"])
def test_it_can_be_opened_again(state: str) -> None:
    assert Walk(proceedings, state=state).go("note_reopened").state == "reopened"


def test_a_wage_claim_goes_on_after_the_person_went_home() -> None:
    walk = Walk(remedy, dict(ADULT)).go("note_wish").go("file", limit="2026-12-01")
    assert walk.known["proc.open"] == "yes"
    walk.tell(ret__executed_date="2026-03-02").later(days=30)
    walk.go("note_decision", other_open="no")
    assert walk.known.get("proc.open") == "no"
    walk.go("note_unpaid", "note_enforced")
    assert walk.state == "enforced"


def test_its_last_day_is_watched_by_the_law() -> None:
    walk = Walk(remedy, dict(ADULT)).go("note_wish").go("file", limit="2026-12-01")
    (due,) = [one for one in walk.outcome().deadlines if one.rule == "R-AST-07"]
    assert due.due.isoformat().startswith("2026-12-01")
    assert due.legal


def test_a_childs_claim_is_filed_through_the_guardian() -> None:
    walk = Walk(remedy, dict(CHILD)).go("note_wish")
    assert walk.refused("file")
    assert not walk.tell(guardian__state="appointed").refused("file")
