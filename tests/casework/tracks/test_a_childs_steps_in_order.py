"""Child protection: registered, a guardian, an assessment, care with a verified adult, a plan, and beyond 18."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.child import child
from asylia.casework.tracks.guardian import guardian
from asylia.casework.tracks.machine import falling_due
from tests.casework.tracks.walking import CHILD, Refused, Walk, leads

ON_THE_WAY = {"turning_18"}


def test_what_is_not_listed_is_refused() -> None:
    assert leads(child) == {
        "identified_at_risk": {"registered"},
        "registered": {"guardian_requested", "bia_initial"} | ON_THE_WAY,
        "guardian_requested": {"guardian_appointed"} | ON_THE_WAY,
        "guardian_appointed": {"bia_initial"} | ON_THE_WAY,
        "bia_initial": {"care_placed"} | ON_THE_WAY,
        "care_placed": {"plan"} | ON_THE_WAY,
        "plan": {"follow_up", "bia_initial"} | ON_THE_WAY,
        "follow_up": {"follow_up", "plan", "bia_initial"} | ON_THE_WAY,
        "turning_18": {"transition_plan"},
        "transition_plan": {"transition_plan"},
    }
    assert leads(guardian) == {"none": {"requested"}, "requested": {"appointed"}, "appointed": {"requested"}}


def test_an_unaccompanied_child_goes_every_step() -> None:
    tomo = Walk(child, {**CHILD, "person.uasc": "unaccompanied", "child.heard": True}).go("register")
    tomo.know({"guardian.state": "requested"}).go("request_guardian")
    with pytest.raises(Refused, match="independent"):
        tomo.go("note_guardian")
    tomo.know({"guardian.state": "appointed"}).go("note_guardian")
    with pytest.raises(Refused, match="signed"):
        tomo.go("note_assessment")
    tomo.know({"bia.state": "signed"}).go("note_assessment")
    with pytest.raises(Refused, match="verified"):
        tomo.go("place")
    tomo.know({"carer.verified": True}).go("place").go("plan").go("follow_up").go("follow_up")
    assert tomo.go("near_18").go("plan_transition").go("follow_transition").state == "transition_plan"


def test_what_was_not_done_is_not_noted() -> None:
    with pytest.raises(Refused, match="asked for"):
        Walk(child, {**CHILD, "guardian.state": "none"}, "registered").go("request_guardian")
    with_parents = {**CHILD, "person.uasc": "accompanied", "carer.verified": True, "bia.state": "open"}
    with pytest.raises(Refused, match="signed"):
        Walk(child, with_parents, "registered").go("note_assessment_of_accompanied_child")
    with pytest.raises(Refused, match="child's view"):
        Walk(child, CHILD, "care_placed").go("plan")


def test_no_step_is_skipped_for_who_only_seems_accompanied() -> None:
    nephew = Walk(child, {**CHILD, "bia.state": "signed", "person.uasc": "accompanied"}, "registered")
    with pytest.raises(Refused, match="verified"):
        nephew.go("note_assessment_of_accompanied_child")
    with pytest.raises(Refused):
        nephew.know({"person.uasc": "separated", "carer.verified": True}).go("note_assessment_of_accompanied_child")


def test_a_child_with_verified_parents_is_assessed_without_a_guardian() -> None:
    ava = {**CHILD, "bia.state": "signed", "person.uasc": "accompanied", "carer.verified": True}
    assert Walk(child, ava, "registered").go("note_assessment_of_accompanied_child").state == "bia_initial"


def test_an_uncle_is_no_guardian_until_he_is_verified_and_cleared() -> None:
    uncle = Walk(guardian, CHILD).go("request")
    with pytest.raises(Refused, match="verified"):
        uncle.go("appoint_relative")
    uncle.know({"carer.verified": True, "trace.family_involved": False})
    with pytest.raises(Refused, match="suspected of controlling"):
        uncle.go("appoint_relative")
    uncle.know({"control_suspected": False}).forget("trace.family_involved")
    with pytest.raises(Refused, match="family had no part"):
        uncle.go("appoint_relative")
    assert uncle.know({"trace.family_involved": False}).go("appoint_relative").state == "appointed"


def test_independence_is_written_down_and_can_be_taken_up_again() -> None:
    appoint = guardian.move("appoint")
    assert appoint is not None
    assert {asked.name for asked in appoint.asks} == {"who", "independence"}
    assert Walk(guardian, CHILD, "appointed").go("replace").state == "requested"


@pytest.mark.parametrize(
    ("risk", "length"), [("high", (7, None)), (None, (7, None)), ("medium", (14, None)), ("low", (None, 1))]
)
def test_the_child_is_seen_as_often_as_the_risk_asks(risk: str | None, length: tuple[int | None, int | None]) -> None:
    """Unknown risk counts as high."""
    walk = Walk(child, {**CHILD, **({"child.risk": risk} if risk else {})}, "follow_up")
    assert [(due.days, due.months) for due in falling_due(child, "follow_up", walk.law().look)] == [length]


def test_the_birthday_ends_nothing() -> None:
    assert child.ends == {"follow_up", "transition_plan"}
    assert all("18" not in move.does or move.ends in ("turning_18", "transition_plan") for move in child.moves)
