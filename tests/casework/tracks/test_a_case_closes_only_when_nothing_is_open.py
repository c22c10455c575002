"""The case: opened on little, closed only when nothing is open, never as "not a victim", and opened again always."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.case_life import case
from tests.casework.tracks.walk import ADULT, CHILD, Walk

SETTLED = {
    "id.state": "identified",
    "screen.level": "L4",
    "asylum.state": "recognised",
    "asylum.informed": "yes",
    "fear.return": "yes",
    "stl.state": "none",
    "stay.state": "stay_permit_considered",
    "proc.open": "no",
    "det.held": "no",
}
READ = ("id.state", "asylum.state", "stl.state", "stay.state", "proc.open", "det.held")


def followed_up(**known: object) -> Walk:
    walk = Walk(case, ADULT | SETTLED | {key.replace("__", "."): answer for key, answer in known.items()})
    return walk.go("open_by_consent", "let_lead", "follow_up_solution")


def test_it_opens_because_the_person_agrees_a_life_is_in_danger_or_they_may_be_a_child() -> None:
    assert not Walk(case).refused("open_by_consent")
    assert Walk(case).refused("open_to_save_life")
    assert not Walk(case, {"risk.life_imminent": "yes"}).refused("open_to_save_life")
    assert Walk(case, dict(ADULT)).refused("open_for_a_child")
    assert not Walk(case, dict(CHILD)).refused("open_for_a_child")
    assert not Walk(case, {"person.declared_age": 19, "person.age_doubt": "yes"}).refused("open_for_a_child")


def test_a_refugees_case_is_closed_after_the_last_check_and_the_block_on_return_stays() -> None:
    walk = followed_up().go("close")
    assert walk.state == "closed"
    assert walk.outcome().guards["return.execute"].verdict == "refuse"
    assert "R-NRF-01" in walk.outcome().guards["return.execute"].rules


@pytest.mark.parametrize("key", READ)
def test_what_is_not_known_keeps_it_open(key: str) -> None:
    assert followed_up(**{key: "unknown"}, fear__return="unknown").refused("close")


@pytest.mark.parametrize(
    ("key", "still"),
    [
        ("id.state", "signal"),
        ("id.state", "presumed"),
        ("id.state", "rg_positive"),
        ("id.state", "reconsideration"),
        ("asylum.state", "undecided"),
        ("asylum.state", "fear_expressed"),
        ("asylum.state", "interviewed"),
        ("asylum.state", "appeal"),
        ("asylum.state", "rejected_final"),
        ("asylum.state", "return_eligible"),
        ("stl.state", "enquiry_non_origin"),
        ("stl.state", "suspended"),
        ("stay.state", "running"),
        ("stay.state", "ended_by_expiry"),
        ("stay.state", "review"),
        ("proc.open", "yes"),
        ("det.held", "yes"),
    ],
)
def test_what_is_still_running_keeps_it_open(key: str, still: str) -> None:
    assert followed_up(**{key: still}).refused("close")


NO_SIGN = {
    "id.state": "none",
    "screen.level": "L0",
    "stay.state": "not_started",
    "id.self_report": "no",
    "id.officer_reasons": "no",
}


def test_who_was_never_a_victim_needs_no_reflection_period() -> None:
    assert not followed_up(**NO_SIGN).refused("close")
    assert followed_up(**NO_SIGN | {"id.officer_reasons": "unknown"}).refused("close")
    assert followed_up(**NO_SIGN | {"id.state": "rg_negative", "screen.level": "L3"}).refused("close")


def test_asylum_need_not_be_chosen_by_who_is_in_their_own_country() -> None:
    at_home = {"loc.outside_origin": "no", "asylum.state": "not_raised", "fear.return": "unknown"}
    assert not followed_up(**at_home).refused("close")
    assert followed_up(**at_home | {"asylum.state": "appeal"}).refused("close")
    assert followed_up(**at_home | {"loc.outside_origin": "unknown"}).refused("close")


def test_no_documents_are_no_reason_to_close() -> None:
    assert followed_up(doc__state="never_issued", stl__state="nationality_unclear").refused("close")


def test_a_childs_case_waits_for_best_interests() -> None:
    child = {"person.declared_age": 16, "person.age_doubt": "unknown"}
    assert followed_up(**child).refused("close")
    assert followed_up(**child, bia__state="signed", bid__state="panel_scheduled").refused("close")
    assert not followed_up(**child, bia__state="signed", bid__state="implemented").refused("close")


def test_it_is_never_closed_as_not_a_victim() -> None:
    walk = followed_up().tell(close__reason="not_a_victim")
    assert walk.refused("close") == "refuse: R-IDN-04"
    assert followed_up().tell(close__reason="unknown").refused("close") == "hold: R-IDN-04"


@pytest.mark.parametrize("known", [{}, dict(ADULT), dict(CHILD), {"id.state": "not_confirmed"}])
def test_it_opens_again_at_any_time(known: dict[str, object]) -> None:
    walk = Walk(case, dict(known), state="closed")
    assert walk.go("open_again").state == "active"
    assert walk.known["close.reason"] == "unknown"


def test_who_wants_no_further_help_is_followed_up_and_the_reason_is_theirs() -> None:
    walk = Walk(case, ADULT | SETTLED, state="active").go("follow_up_wish")
    assert walk.known["close.reason"] == "person_declines_help"
    assert not walk.refused("close")


def test_it_is_handed_over_only_to_who_has_answered_and_as_the_person_agrees() -> None:
    walk = Walk(case, ADULT | {"consent.share.iom": "yes", "referral.state": "sent"}, state="active")
    assert walk.refused("hand_over", to="iom")
    walk.tell(referral__state="acknowledged")
    assert not walk.refused("hand_over", to="iom")
    assert walk.refused("hand_over", to="unhcr") == "refuse: R-CON-01"
