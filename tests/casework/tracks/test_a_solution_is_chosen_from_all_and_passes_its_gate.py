"""Durable solutions: two trees, all options together, the person's preference, no start before the gate."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.solution import solution
from asylia.law.actions import OTHER_SOLUTIONS, REFUGEE_SOLUTIONS
from tests.casework.tracks.walk import ADULT, CHILD, Walk

REFUGEE = ADULT | {"asylum.state": "recognised", "fear.return": "yes", "control_suspected": "no"}
OTHER = ADULT | {
    "asylum.state": "wish_declined",
    "asylum.informed": "yes",
    "fear.return": "no",
    "control_suspected": "no",
}
TO_GATE = ("note_preference", "look_at_eligibility", "come_to_gate")


def at_gate(known: dict[str, object]) -> Walk:
    first = "explain_to_refugee" if known["asylum.state"] == "recognised" else "explain_to_others"
    return Walk(solution, dict(known)).go(first).go(*TO_GATE)


def test_the_tree_of_refugees_opens_with_recognition_only() -> None:
    assert not Walk(solution, dict(REFUGEE)).refused("explain_to_refugee")
    for state in ("unknown", "registered", "rejected_first", "complementary"):
        assert Walk(solution, REFUGEE | {"asylum.state": state}).refused("explain_to_refugee")


def test_the_other_tree_opens_once_asylum_was_explained_and_the_choice_recorded() -> None:
    assert not Walk(solution, dict(OTHER)).refused("explain_to_others")
    assert Walk(solution, OTHER | {"asylum.informed": "unknown"}).refused("explain_to_others")
    for state in ("unknown", "not_raised", "information_given", "undecided"):
        assert Walk(solution, OTHER | {"asylum.state": state, "fear.return": "unknown"}).refused("explain_to_others")


@pytest.mark.parametrize("which", ["resettlement", "local_integration", "complementary_pathway"])
def test_a_refugee_starts_each_of_the_refugees_solutions(which: str) -> None:
    assert at_gate(REFUGEE).go("start_for_refugee", solution=which).state == "in_process"


def test_a_refugee_goes_home_not_while_fear_stands() -> None:
    assert at_gate(REFUGEE).refused("start_for_refugee", solution="voluntary_repatriation") == "refuse: R-SOL-09"
    free = {"fear.return": "no", "asylum.informed": "yes", "ret.voluntary": "yes", "ret.informed": "yes"}
    walk = at_gate(REFUGEE | free | {"consent.share.unhcr": "yes"})
    assert not walk.refused("start_for_refugee", solution="voluntary_repatriation")


@pytest.mark.parametrize("which", OTHER_SOLUTIONS)
def test_who_is_no_refugee_starts_each_of_the_four(which: str) -> None:
    assert at_gate(OTHER).go("start_for_others", solution=which).state == "in_process"


@pytest.mark.parametrize("which", REFUGEE_SOLUTIONS)
def test_no_refugees_solution_starts_without_recognition(which: str) -> None:
    assert at_gate(OTHER).refused("start_for_refugee", solution=which)


def test_a_childs_solution_waits_for_the_panel() -> None:
    walk = at_gate(REFUGEE | CHILD | {"person.age_doubt": "unknown", "child.heard": "yes"})
    assert "R-SOL-01" in walk.refused("start_for_refugee", solution="local_integration")
    walk.tell(bid__state="decided", bid__outcome="local_integration")
    assert not walk.refused("start_for_refugee", solution="local_integration")


@pytest.mark.parametrize("known", [{"asylum.informed": "unknown"}, {"asylum.state": "undecided"}])
def test_what_changed_since_closes_the_gate_again(known: dict[str, object]) -> None:
    assert at_gate(OTHER).tell(**known, fear__return="unknown").refused("start_for_others", solution="host_integration")


def test_a_child_of_no_refugee_waits_for_an_assessment_and_is_heard() -> None:
    child = OTHER | CHILD | {"person.age_doubt": "unknown"}
    assert Walk(solution, dict(child)).go("explain_to_others").refused("note_preference")
    walk = at_gate(child | {"child.heard": "yes"})
    assert "R-SOL-02" in walk.refused("start_for_others", solution="host_integration")
    assert not walk.tell(bia__state="signed").refused("start_for_others", solution="host_integration")


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_a_preference_is_the_persons_own(answer: str) -> None:
    walk = Walk(solution, OTHER | {"control_suspected": answer}).go("explain_to_others")
    assert walk.refused("note_preference")


def test_what_failed_opens_every_option_again() -> None:
    walk = at_gate(OTHER).go("start_for_others", solution="host_integration").go("note_failure", "explain_to_others")
    assert walk.state == "options_explained"


def test_it_is_looked_at_again_after_a_year() -> None:
    (due,) = solution.dues["achieved"]
    assert (due.months, due.legal) == (12, False)
    walk = at_gate(REFUGEE).go("start_for_refugee", solution="local_integration")
    assert walk.go("note_achieved", "check_it_holds").state == "sustained_check"
