"""The reflection period: begun on reasonable grounds, over when its last day has passed, and then a permit."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.stay import stay
from tests.casework.tracks.walk import ADULT, NO_RISKS, Walk


def presumed(**known: object) -> Walk:
    return Walk(stay, ADULT | {"screen.level": "L4", "id.state": "presumed"} | known, country="XA")


def begun(**known: object) -> Walk:
    return presumed(**known).go("begin", since="2026-03-02")


def test_it_begins_on_reasonable_grounds_and_on_nothing_else() -> None:
    assert Walk(stay, dict(ADULT)).refused("begin", since="2026-03-02")
    assert Walk(stay, ADULT | {"screen.level": "L2"}).refused("begin", since="2026-03-02")
    assert presumed().go("begin", since="2026-03-02").state == "running"


def test_from_2_march_it_lasts_until_1_april_and_a_permit_is_considered_then() -> None:
    walk = begun().later(days=29)
    assert walk.refused("note_expiry")
    walk.later(days=1).go("note_expiry")
    assert walk.steps() == {"consider_permit"}
    walk.go("consider_permit")
    assert walk.state == "stay_permit_considered"
    assert walk.outcome().guards["return.execute"].verdict == "refuse"


def test_where_the_country_gives_longer_it_lasts_longer() -> None:
    walk = begun()
    walk.country = "UY"
    assert walk.later(days=31).refused("note_expiry").startswith("It is too early")
    assert walk.later(days=148).refused("note_expiry")
    assert not walk.later(days=1).refused("note_expiry")


def test_without_the_day_it_began_it_does_not_end() -> None:
    walk = begun().tell(stay__since="unknown").later(days=400)
    assert walk.refused("note_expiry")


@pytest.mark.parametrize("state", ["running", "extended"])
def test_while_it_runs_nobody_is_returned_whatever_they_wish(state: str) -> None:
    wish = {
        "ret.voluntary": "yes",
        "ret.informed": "yes",
        "ret.alternatives_explained": "yes",
        "control_suspected": "no",
    }
    walk = begun(**(NO_RISKS | wish | {"ret.wish_date": "2026-02-01"})).tell(stay__state=state)
    assert "R-AST-02" in walk.outcome().guards["return.execute"].rules


def test_it_ends_early_only_as_the_person_freely_asks_or_on_a_named_ground_of_public_order() -> None:
    early = {move.name for move in stay.moves if move.ends == "ended_early"}
    assert early == {"end_at_own_wish", "note_public_order"}
    assert begun().refused("end_at_own_wish")
    assert begun(control_suspected="yes").refused("end_at_own_wish")
    assert not begun().tell(control_suspected="no").refused("end_at_own_wish")
    public_order = stay.move("note_public_order")
    assert public_order is not None
    asked = {asked.name: asked for asked in public_order.asks}
    assert asked["reasons"].least >= 40
    assert asked["second"].kind == "account"
    assert not any(one.optional for one in asked.values())


@pytest.mark.parametrize("refused", ["yes", "no", "unknown"])
def test_who_does_not_cooperate_keeps_it(refused: str) -> None:
    walk = begun(**{"coop.asked": "yes", "coop.refused": refused}).later(days=20)
    assert walk.steps() == {"extend", "note_expiry", "end_at_own_wish", "note_public_order"}
    assert walk.refused("note_expiry")


def test_a_refused_permit_is_reviewed_and_a_permit_ends_no_claim_for_asylum() -> None:
    walk = begun(**{"asylum.state": "registered"}).later(days=30).go("note_expiry", "consider_permit", "note_refusal")
    assert walk.go("ask_review").go("note_grant").state == "permit_granted"
    assert walk.known["asylum.state"] == "registered"
