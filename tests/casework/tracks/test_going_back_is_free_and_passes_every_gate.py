"""Voluntary return: informed, wished, thought over, every risk known and low, no block; stopped at a word."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.going_back import going_back
from asylia.law.derived import RETURN_RISKS
from tests.casework.tracks.walk import ADULT, CHILD, NO_RISKS, Walk

ILAN: dict[str, object] = ADULT | {
    "id.state": "identified",
    "screen.level": "L4",
    "stay.state": "stay_permit_considered",
    "asylum.state": "wish_declined",
    "asylum.informed": "yes",
    "fear.return": "no",
    "proc.open": "no",
    "control_suspected": "no",
    "ret.informed": "yes",
    "ret.alternatives_explained": "yes",
    "ret.voluntary": "yes",
}


def wished(**known: object) -> Walk:
    """Ilan has said that he wishes to go home, and a week has passed."""
    return Walk(going_back, ILAN | NO_RISKS).go("inform").go("note_wish", day="2026-03-02").tell(**known).later(days=7)


def prepared(**known: object) -> Walk:
    return wished().go("assess_risks", "pass_gates", "prepare").tell(**known)


def test_ilan_goes_home_and_is_asked_after_one_three_six_and_twelve_months() -> None:
    walk = prepared().go("note_journey", day="2026-03-09")
    due = [one.due.isoformat()[:10] for one in walk.outcome().deadlines if one.rule == "R-SOL-08"]
    assert due == ["2026-04-09", "2026-06-09", "2026-09-09", "2027-03-09"]
    walk.go("note_contact", "note_contact")
    assert walk.refused("end_contact")
    assert walk.later(days=365).go("end_contact").state == "closed"


@pytest.mark.parametrize("key", ["asylum.informed", "ret.informed", "ret.alternatives_explained"])
@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_nobody_wishes_before_every_other_way_was_explained(key: str, answer: str) -> None:
    assert Walk(going_back, ILAN | {key: answer}).refused("inform")


@pytest.mark.parametrize("known", [{"ret.voluntary": "unknown"}, {"control_suspected": "unknown"}])
def test_a_wish_counts_where_it_is_free_and_nobody_controls_the_person(known: dict[str, object]) -> None:
    assert Walk(going_back, ILAN | known).go("inform").refused("note_wish", day="2026-03-02")


def test_there_are_seven_days_to_think() -> None:
    walk = Walk(going_back, ILAN | NO_RISKS).go("inform").go("note_wish", day="2026-03-02").go("assess_risks")
    assert walk.later(days=6).refused("pass_gates")
    assert not walk.later(days=1).refused("pass_gates")


@pytest.mark.parametrize("risk", RETURN_RISKS)
def test_a_risk_left_unknown_is_not_assessed_and_a_high_one_does_not_pass(risk: str) -> None:
    assert wished(**{risk: "unknown"}).refused("assess_risks")
    assert wished(**{risk: "high"}).go("assess_risks").refused("pass_gates")


BLOCKS: dict[str, dict[str, object]] = {
    "R-NRF-01": {"asylum.state": "registered"},
    "R-NRF-03": {"asylum.state": "rejected_final"},
    "R-AST-02": {"stay.state": "running"},
    "R-AST-04": {"proc.open": "yes"},
    "R-CHD-05": {"person.declared_age": 16, "person.age_doubt": "unknown"},
}


@pytest.mark.parametrize("rule", BLOCKS)
def test_a_block_stops_it_at_the_gate_and_again_on_the_last_day(rule: str) -> None:
    assert rule in wished(**BLOCKS[rule]).go("assess_risks").refused("pass_gates")
    assert rule in prepared(**BLOCKS[rule]).refused("note_journey", day="2026-03-09")


def test_fear_said_on_the_last_day_stops_it() -> None:
    assert "R-NRF-01" in prepared(fear__reprisal_family="yes").refused("note_journey", day="2026-03-09")


def test_a_claim_that_is_secured_from_afar_does_not_hold_him() -> None:
    walk = wished(proc__open="yes", proc__remote_plan="yes").go("assess_risks", "pass_gates", "prepare")
    assert walk.go("note_journey", day="2026-03-09").state == "executed"


@pytest.mark.parametrize("taken", [0, 1, 2, 3])
def test_he_stops_it_the_day_before_at_no_cost_and_takes_it_up_again(taken: int) -> None:
    walk = wished().go(*["assess_risks", "pass_gates", "prepare"][:taken]).go("stop")
    assert walk.state == "informed"
    assert walk.known["ret.voluntary"] == "no"
    assert walk.outcome().guards["support.withdraw"].verdict == "refuse"
    assert walk.refused("note_wish", day="2026-03-09")
    walk.tell(ret__voluntary="yes").go("note_wish", day="2026-03-09").go("assess_risks")
    assert walk.refused("pass_gates")
    assert walk.later(days=7).go("pass_gates").state == "gates_passed"


def test_a_child_is_heard_before_a_wish_is_noted() -> None:
    child = ILAN | CHILD | {"person.age_doubt": "unknown"}
    assert Walk(going_back, child).go("inform").refused("note_wish", day="2026-03-02")


def test_without_the_day_of_the_wish_no_time_to_think_has_passed() -> None:
    assert wished(**{"ret.wish_date": "unknown"}).refused("assess_risks")


@pytest.mark.parametrize("answer", ["no", "unknown"])
@pytest.mark.parametrize(("key", "steps"), [("ret.voluntary", 1), ("ret.voluntary", 2), ("ret.voluntary", 3)])
def test_a_wish_that_no_longer_stands_stops_every_step(key: str, steps: int, answer: str) -> None:
    names = ["assess_risks", "pass_gates", "prepare", "note_journey"]
    walk = wished().go(*names[:steps]).tell(**{key: answer})
    assert walk.refused(names[steps], day="2026-03-09").startswith("To go back is the person's own free wish.")


@pytest.mark.parametrize("answer", ["yes", "unknown"])
def test_somebody_who_may_control_him_stops_the_gate_and_the_journey(answer: str) -> None:
    walk = wished().go("assess_risks").tell(control_suspected=answer)
    assert "nobody with the person controls them" in walk.refused("pass_gates")
    assert "nobody with the person controls them" in prepared(control_suspected=answer).refused("note_journey")


def test_what_is_blocked_is_not_even_prepared() -> None:
    walk = wished().go("assess_risks", "pass_gates").tell(fear__return="yes")
    assert "R-NRF-01" in walk.refused("prepare")


def test_a_child_goes_back_after_a_determination_for_return_only() -> None:
    child = CHILD | {"person.age_doubt": "unknown", "child.heard": "yes", "guardian.state": "appointed"}
    walk = Walk(going_back, ILAN | NO_RISKS | child).go("inform").go("note_wish", day="2026-03-02")
    walk.go("assess_risks").later(days=7)
    assert "R-CHD-05" in walk.refused("pass_gates")
    walk.tell(bid__state="decided", bid__outcome="reunification", carer__verified="yes")
    assert "R-CHD-05" in walk.refused("pass_gates")
    assert not walk.tell(bid__outcome="return").refused("pass_gates")


@pytest.mark.parametrize("state", ["executed", "monitored", "closed"])
def test_who_is_in_trouble_afterwards_is_helped(state: str) -> None:
    assert Walk(going_back, state=state).go("note_problem", "support_re_entry").state == "re_entry_support"
