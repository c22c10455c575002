"""What a role sees only if the person released it: to this role, in this scope, while the release holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import Field, Release, Scope
from tests.access.standings import ENDED, EVERYTHING, NOW, OPEN, WITHDRAWN, actor, case, field

FEAR = field("D", "fear_of_return")


def sees_claim(*releases: Release, one: Field | None = FEAR) -> bool:
    """Whether who decides on identification sees the asylum claim, which the person has to release."""
    standing = replace(case("IA"), releases=releases)
    return decide(actor(), "read", standing, "D", one, "casework", NOW).allowed


RELEASED = Release("IA", EVERYTHING, OPEN)


def test_it_is_seen_once_it_was_released() -> None:
    assert not sees_claim()
    assert sees_claim(RELEASED)
    assert sees_claim(RELEASED, one=None)
    assert sees_claim(replace(RELEASED, scope=Scope(frozenset("D"), frozenset({"fear_of_return"}))))


@pytest.mark.parametrize(
    "other",
    [
        replace(RELEASED, role="AD"),
        replace(RELEASED, span=ENDED),
        replace(RELEASED, span=WITHDRAWN),
        replace(RELEASED, scope=Scope(frozenset("C"))),
        replace(RELEASED, scope=Scope(frozenset("D"), frozenset({"another"}))),
    ],
)
def test_one_thing_that_does_not_fit_keeps_it_shut(other: Release) -> None:
    assert not sees_claim(other)
    assert sees_claim(other, RELEASED)


def test_one_field_that_was_released_does_not_release_the_area() -> None:
    assert not sees_claim(replace(RELEASED, scope=Scope(frozenset("D"), frozenset({"fear_of_return"}))), one=None)
