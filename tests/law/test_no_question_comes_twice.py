"""A question that was answered is not asked again, also where its answer does not count yet."""

from __future__ import annotations

from asylia.law import LAW, Known
from asylia.law.question import ranked
from tests.law.random_people import ON, people


def test_no_fear_before_asylum_was_explained_is_kept_and_asylum_is_explained_next():
    outcome = LAW.assess(Known({"fear.return": False}, {}, frozenset()), ON)
    asked = [key for key, _, _ in ranked(outcome)]
    assert outcome.look.known["fear.return"] is None
    assert "fear.return" not in asked
    assert "asylum.informed" in asked


def test_nothing_that_was_told_is_asked():
    for person in people(100, seed=41):
        outcome = LAW.assess(person, ON)
        asked = {key for key, _, _ in ranked(outcome)} | {guard.ask for guard in outcome.guards.values()}
        assert asked.isdisjoint(person.facts), asked & set(person.facts)
