"""Detention leads to alternatives and release; a child, or somebody who may be one, is released and nothing else."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.detention import detention
from asylia.law.facts import Value
from tests.casework.tracks.walking import ADULT, CHILD, Refused, Walk, leads

HELD: dict[str, Value] = {**ADULT, "det.held": True, "screen.state": "reviewed", "det.necessity_form": True}


def test_what_is_not_listed_is_refused() -> None:
    assert leads(detention) == {
        "held": {"screened", "released"},
        "screened": {"alternative_sought", "released"},
        "alternative_sought": {"review", "released"},
        "review": {"review", "alternative_sought", "released"},
        "released": {"held"},
    }


def test_an_adult_is_screened_then_an_alternative_is_sought_then_released() -> None:
    jor = Walk(detention, HELD).go("note_screening").go("seek_alternative").go("release")
    assert (jor.state, jor.facts["det.held"]) == ("released", False)


@pytest.mark.parametrize("state", ["held", "screened", "alternative_sought", "review"])
@pytest.mark.parametrize("facts", [CHILD, {"person.declared_age": 22.0, "person.age_doubt": True}, {}])
def test_a_child_or_who_may_be_one_is_released_only(state: str, facts: dict[str, Value]) -> None:
    """Nothing known of the age is not enough to hold on to anybody."""
    made = set()
    for move in detention.from_state(state):
        walk = Walk(detention, {**HELD, **facts}, state)
        if not facts:
            walk.forget(*ADULT)
        try:
            made.add(walk.go(move.name).state)
        except Refused:
            continue
    assert made == {"released"}


def test_release_is_open_from_everywhere_and_waits_for_nothing() -> None:
    release = detention.move("release")
    assert release is not None
    assert release.begins == detention.states.keys() - {"released"}
    assert (release.needs, release.asks, release.law) == ((), (), None)


def test_nobody_is_screened_on_paper_only() -> None:
    for state in ("triage_done", "in_progress", "screening_scheduled"):
        with pytest.raises(Refused, match="screening"):
            Walk(detention, {**HELD, "screen.state": state}).go("note_screening")
    with pytest.raises(Refused, match="screening"):
        Walk(detention, HELD).forget("screen.state").go("note_screening")


def test_a_review_needs_the_form_and_permits_nothing() -> None:
    sought = Walk(detention, {**HELD, "id.state": "presumed"}, "alternative_sought")
    with pytest.raises(Refused, match="form"):
        sought.forget("det.necessity_form").go("review")
    sought.know({"det.necessity_form": True}).go("review")
    assert sought.law().guards["detain.continue"].verdict == "refuse"


def test_a_review_comes_every_week() -> None:
    assert [due.days for due in detention.dues["alternative_sought"] + detention.dues["review"]] == [7, 7]


def test_no_move_detains_anybody() -> None:
    assert [move.name for move in detention.moves if move.ends == "held"] == ["report_held_again"]
    assert not [move.law for move in detention.moves if move.law]


def test_who_is_held_again_is_followed_again_and_nothing_old_counts() -> None:
    again = Walk(detention, HELD).go("release").go("report_held_again")
    assert (again.state, again.facts["det.held"]) == ("held", True)
    assert "det.necessity_form" not in again.facts
