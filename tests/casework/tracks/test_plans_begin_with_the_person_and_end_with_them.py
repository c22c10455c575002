"""Safety plan and service plan: what the person wants comes first, and only the person ends it."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.machine import Machine
from asylia.casework.tracks.safety_plan import safety_plan
from asylia.casework.tracks.service_plan import service_plan
from tests.casework.tracks.walk import ADULT, CHILD, Walk

plans = pytest.mark.parametrize("plan", [safety_plan, service_plan], ids=lambda plan: plan.kind)


@plans
def test_nothing_is_drafted_before_the_person_was_asked(plan: Machine) -> None:
    draft = plan.move("draft")
    assert draft is not None
    assert draft.asks[0].name == "wishes"
    assert not draft.asks[0].optional
    assert Walk(plan, dict(ADULT)).steps() == {"draft", "end_at_own_wish"}


@plans
def test_it_runs_after_the_person_agreed_and_is_looked_at_again_and_again(plan: Machine) -> None:
    start = "put_in_force" if plan is safety_plan else "start"
    walk = Walk(plan, dict(ADULT)).go("draft")
    assert walk.refused(start) == "no such step"
    assert walk.go("agree", start, "review", "review").state == "reviewed"


@plans
@pytest.mark.parametrize("state", ["wishes", "drafted", "agreed", "running", "reviewed"])
def test_the_person_ends_it_whenever_they_want_and_nobody_else_does(plan: Machine, state: str) -> None:
    assert Walk(plan, state=state).go("end_at_own_wish").state == "ended"
    assert [move.name for move in plan.moves if move.ends == "ended"] == ["end_at_own_wish"]
    end = plan.move("end_at_own_wish")
    assert end is not None
    assert [asked.name for asked in end.asks] == ["own_words"]


def test_a_childs_safety_plan_is_agreed_with_the_guardian() -> None:
    walk = Walk(safety_plan, dict(CHILD)).go("draft")
    assert walk.refused("agree")
    assert not walk.tell(guardian__state="appointed").refused("agree")


def test_a_childs_services_do_not_wait_for_a_guardian() -> None:
    assert Walk(service_plan, dict(CHILD)).go("draft", "agree", "start").state == "running"


def test_the_day_for_the_safety_plan_is_counted_by_the_law_once() -> None:
    walk = Walk(safety_plan, ADULT | {"safety.threat": {"value": "yes", "at": "2026-03-02T09:00+00:00"}})
    assert [one.due.isoformat() for one in walk.outcome().deadlines if one.what == "Safety plan made"] == [
        "2026-03-03T09:00:00+00:00"
    ]
    assert not safety_plan.dues
