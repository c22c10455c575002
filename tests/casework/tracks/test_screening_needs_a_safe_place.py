"""Screening: nobody is interviewed before it is safe, anybody can stop at any time, and nothing ends in a "no"."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.screening import screening
from tests.casework.tracks.walking import ADULT, CHILD, INTERVIEW_IS_SAFE, Refused, Walk, leads


def arranged() -> Walk:
    """An adult's interview is arranged, and everything E.6 asks for is in order."""
    return Walk(screening, {**ADULT, **INTERVIEW_IS_SAFE, "screen.level": "L2"}, "screening_scheduled")


def test_what_is_not_listed_is_refused() -> None:
    assert leads(screening) == {
        "not_started": {"triage_done"},
        "triage_done": {"info_given", "screening_scheduled"},
        "info_given": {"screening_scheduled"},
        "screening_scheduled": {"in_progress", "stopped"},
        "in_progress": {"paused", "completed", "stopped"},
        "paused": {"in_progress", "stopped"},
        "completed": {"reviewed"},
        "stopped": {"screening_scheduled"},
        "reviewed": {"rescreen_due"},
        "rescreen_due": {"screening_scheduled"},
    }


def test_from_first_contact_to_the_second_reader() -> None:
    walk = Walk(screening, {**ADULT, "triage.afraid_here": True}).go("record_triage")
    walk.know({"notice.understood": True}).go("give_information")
    walk.know({"screen.level": "L2"}).go("schedule")
    walk.know(INTERVIEW_IS_SAFE).go("start").go("complete").go("review_with_second_reader")
    assert walk.state == "reviewed"


def test_first_contact_without_one_observation_is_none() -> None:
    with pytest.raises(Refused, match="At least one thing"):
        Walk(screening, ADULT).go("record_triage")


@pytest.mark.parametrize(
    "cause",
    [
        {"screen.level": "L2"},
        {"id.self_report": True},
        {"det.held": True},
        CHILD,
        {"person.declared_age": 20.0, "person.age_doubt": True},
    ],
)
def test_a_cause_is_enough_for_an_interview(cause: dict[str, object]) -> None:
    assert Walk(screening, {**ADULT, **cause}, "triage_done").go("schedule").state == "screening_scheduled"  # type: ignore[dict-item]


def test_an_adult_without_any_cause_is_not_questioned_further() -> None:
    nothing = {**ADULT, "screen.level": "L1", "id.self_report": False, "id.officer_reasons": False, "det.held": False}
    with pytest.raises(Refused, match="cause"):
        Walk(screening, nothing, "triage_done").go("schedule")


GATES = {
    "int.venue_safe": "The place is safe",
    "int.private": "Nobody can see or hear",
    "int.controller_present": "Nobody who may control the person is near",
    "int.interpreter_ok": "the interpreter is independent",
    "int.sex_preference_asked": "asked whom they want to talk to",
    "int.trained_user": "trained for this step",
    "basic_needs": "were seen to first",
    "notice.understood": "said back",
    "consent.interview": "agrees to this interview",
}


@pytest.mark.parametrize("gate", GATES)
def test_no_gate_of_an_interview_may_be_unknown_and_each_says_what_is_missing(gate: str) -> None:
    for begun, move in ((arranged(), "start"), (arranged().go("start").go("pause").know(INTERVIEW_IS_SAFE), "resume")):
        with pytest.raises(Refused, match=GATES[gate]):
            begun.forget(gate).go(move)


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("int.distress", "steady again"),
        ("int.medical_need", "No medical need"),
        ("int.stop_asked", "whether to go on"),
    ],
)
def test_it_goes_on_only_when_the_person_is_steady_and_wishes_to(key: str, says: str) -> None:
    for word in (True, None):
        paused = arranged().go("start").go("pause").know(INTERVIEW_IS_SAFE).forget(key)
        if word is not None:
            paused.know({key: word})
        with pytest.raises(Refused, match=says):
            paused.go("resume")


def test_it_does_not_go_on_in_danger_nor_for_a_child_among_uniforms() -> None:
    paused = arranged().go("start").go("pause").know({**INTERVIEW_IS_SAFE, "risk.life_imminent": True})
    with pytest.raises(Refused, match="R-CON-06"):
        paused.go("resume")
    paused.know({"risk.life_imminent": False, **CHILD})
    with pytest.raises(Refused, match="child-friendly"):
        paused.go("resume")


def test_who_needs_no_interpreter_waits_for_none() -> None:
    assert arranged().know({"int.interpreter_needed": False}).forget("int.interpreter_ok").go("start").state == (
        "in_progress"
    )


def test_information_counts_when_it_was_said_back() -> None:
    with pytest.raises(Refused, match="said back"):
        Walk(screening, ADULT, "triage_done").go("give_information")


def test_with_every_gate_open_it_begins() -> None:
    assert arranged().go("start").state == "in_progress"


def test_the_man_in_the_corridor_stops_it_before_it_begins() -> None:
    with pytest.raises(Refused, match="Nobody who may control"):
        arranged().know({"int.controller_present": True}).go("start")


def test_a_child_is_interviewed_in_a_childs_place_with_a_guardian() -> None:
    child = arranged().know(CHILD)
    with pytest.raises(Refused, match="child-friendly"):
        child.go("start")
    child.know({"int.child_friendly": True, "person.uasc": "unaccompanied"})
    with pytest.raises(Refused, match="R-CHD-02"):
        child.go("start")
    assert child.know({"guardian.state": "appointed"}).go("start").state == "in_progress"


@pytest.mark.parametrize("stop", ["stop_as_told", "stop_oneself"])
@pytest.mark.parametrize("state", ["screening_scheduled", "in_progress", "paused"])
def test_the_person_stops_at_any_time_and_is_asked_nothing(state: str, stop: str) -> None:
    move = screening.move(stop)
    assert move is not None
    assert (move.needs, move.asks, move.law, move.after) == ((), (), None, None)
    assert Walk(screening, {}, state).go(stop).state == "stopped"


@pytest.mark.parametrize("pause", ["pause_as_told", "pause_oneself"])
def test_the_person_pauses_at_any_time_and_is_asked_nothing(pause: str) -> None:
    move = screening.move(pause)
    assert move is not None
    assert (move.needs, move.asks, move.law) == ((), (), None)
    assert Walk(screening, {}, "in_progress").go(pause).state == "paused"


def test_after_a_pause_every_check_is_made_again_and_consent_is_new() -> None:
    paused = arranged().go("start").go("pause")
    with pytest.raises(Refused) as refused:
        paused.go("resume")
    for said in ("place is safe", "see or hear", "control the person", "agrees to this interview", "steady again"):
        assert said in str(refused.value)
    assert paused.know(INTERVIEW_IS_SAFE).go("resume").state == "in_progress"


@pytest.mark.parametrize(
    "key", ["int.venue_safe", "int.private", "int.controller_present", "int.distress", "risk.life_imminent"]
)
def test_it_is_not_completed_while_a_safety_check_is_unknown(key: str) -> None:
    with pytest.raises(Refused, match="This is known when the interview ends"):
        arranged().go("start").forget(key).go("complete")


def test_a_child_somebody_held_and_a_low_level_are_read_by_a_second_person() -> None:
    for facts in ({"screen.level": "L1"}, CHILD, {"det.held": True}, {}):
        done = Walk(screening, {**ADULT, "screen.level": "L2", "det.held": False, **facts}, "completed")
        if facts:
            with pytest.raises(Refused, match="second reader"):
                done.go("review")
            done.go("review_with_second_reader")
        else:
            done.go("review")
        assert done.state == "reviewed"
    unknown = Walk(screening, {"screen.level": "L2"}, "completed")
    with pytest.raises(Refused, match="second reader"):
        unknown.go("review")


def test_who_denies_or_stops_is_offered_it_again_later() -> None:
    denies = Walk(screening, {**ADULT, "account.denied": True, "screen.level": "L0"}, "reviewed").go(
        "note_rescreen_due"
    )
    assert denies.state == "rescreen_due"
    assert Walk(screening, ADULT, "stopped").go("offer_again").state == "screening_scheduled"


def test_from_level_three_on_nothing_is_screened_anew() -> None:
    with pytest.raises(Refused, match="reasonable grounds"):
        Walk(screening, {**ADULT, "screen.level": "L3"}, "reviewed").go("note_rescreen_due")
