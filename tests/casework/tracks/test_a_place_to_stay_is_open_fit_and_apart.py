"""A place to stay: open, fit, apart from anyone who may control the person, and looked at again."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.placement import placement
from tests.casework.tracks.walk import ADULT, CHILD, Walk

GOOD = {"care.place_open": "yes", "care.place_meets_needs": "yes", "care.apart_from_controller": "yes"}
PLACES = ["place", "place_with_relative", "place_with_accompanying_adult"]


@pytest.mark.parametrize("key", GOOD)
@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_a_place_is_refused_where_one_thing_is_wrong_or_not_known(key: str, answer: str) -> None:
    assert Walk(placement, ADULT | GOOD | {key: answer}).refused("check")


@pytest.mark.parametrize("key", GOOD)
@pytest.mark.parametrize("move", PLACES)
@pytest.mark.parametrize("answer", ["no", "unknown"])
def test_the_centre_where_the_suspected_controller_sleeps_is_refused_at_the_door_too(
    key: str, move: str, answer: str
) -> None:
    walk = Walk(placement, ADULT | GOOD).go("check")
    assert not walk.refused(move)
    assert walk.tell(**{key: answer}).refused(move)


def test_nobody_is_placed_with_a_suspected_controller() -> None:
    laws = {move.law for move in placement.moves if move.law}
    assert laws == {"care.place_with:relative", "care.place_with:accompanying_adult"}


@pytest.mark.parametrize("move", PLACES[1:])
def test_a_child_stays_with_a_verified_adult_only(move: str) -> None:
    walk = Walk(placement, CHILD | GOOD).go("check")
    assert "R-CHD-10" in walk.refused(move)
    assert "R-CHD-10" in walk.tell(carer__verified="yes").refused(move)
    assert not walk.tell(control_suspected="no", triage__unwanted_companion="no").refused(move)
    assert "R-CHD-10" in walk.tell(control_suspected="yes").refused(move)


def test_the_uncle_whom_nobody_verified_is_refused_and_emergency_care_is_not() -> None:
    walk = Walk(placement, CHILD | GOOD).go("check")
    assert walk.refused("place_with_accompanying_adult")
    assert not walk.refused("place")


def test_it_is_looked_at_again_after_72_hours_and_at_once_on_a_threat() -> None:
    walk = Walk(placement, ADULT | GOOD).go("check", "place")
    assert walk.known["care.place_proposed"] == "yes"
    walk.known["care.place_proposed"] = {"value": "yes", "at": walk.on.isoformat()}
    due = {one.what: one.due for one in walk.outcome().deadlines if one.rule == "R-RCP-02"}
    assert str(due["Placement reassessed"]) == "2026-03-05 12:00:00+00:00"
    walk.later(hours=5).known["safety.threat"] = {"value": "yes", "at": "2026-03-02T17:00+00:00"}
    due = {one.what: one.due for one in walk.outcome().deadlines if one.rule == "R-RCP-02"}
    assert str(due["Placement reassessed after a new threat"]) == "2026-03-02 17:00:00+00:00"
    assert walk.go("reassess", "reassess", "move_on").state == "moved"


@pytest.mark.parametrize("state", ["proposed", "checked", "placed", "reassessed"])
def test_the_person_may_decline_or_leave(state: str) -> None:
    assert Walk(placement, state=state).go("end_at_own_wish").state == "ended"


def test_no_address_is_asked_for() -> None:
    assert not any("address" in asked.says.lower() for move in placement.moves for asked in move.asks)
