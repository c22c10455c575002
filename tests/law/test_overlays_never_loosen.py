"""No host country's law turns a refusal or a wait of the floor into a permission, or a finding into less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.law import LAW, Law
from asylia.law.actions import ACTIONS
from asylia.law.country import CODES, FLOOR
from asylia.law.engine import Outcome
from asylia.law.nodes import Setting, walk
from tests.law.random_people import ON, known_of, people, somebody

STRICTER = ("allow", "hold", "refuse")
MORE = ("not_indicated", "unknown", "presumed", "indicated")


def loosened(floor: Outcome, here: Outcome) -> list[str]:
    """What is less here than on the floor."""
    guards = [
        f"{action}: {floor.guards[action].verdict} becomes {here.guards[action].verdict}"
        for action in ACTIONS
        if STRICTER.index(here.guards[action].verdict) < STRICTER.index(floor.guards[action].verdict)
        or (here.guards[action].verdict == "refuse" and floor.guards[action].hard and not here.guards[action].hard)
    ]
    findings = [
        f"{name}: {state} becomes {here.findings[name]}"
        for name, state in floor.findings.items()
        if MORE.index(here.findings[name]) < MORE.index(state)
    ]
    owed = {(right.right.code) for right in floor.rights} - {right.right.code for right in here.rights}
    return guards + findings + sorted(owed)


@pytest.mark.parametrize("code", CODES)
def test_no_country_gives_less_than_the_floor(code):
    law = LAW.at(code)
    for person in people(250, seed=71):
        assert loosened(LAW.assess(person, ON), law.assess(person, ON)) == []


def law_with(said: Mapping[str, bool | None]) -> Law:
    """The law where the host country's profile says this."""
    profile = replace(FLOOR)
    profile.__dict__["settings"] = MappingProxyType(dict(said))
    return Law(profile)


READ = sorted(
    {node.name for condition, _ in LAW.conditions for node in walk(condition) if isinstance(node, Setting)}
    & FLOOR.settings.keys()
)
"""What the law reads of a country's profile."""


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in READ}), somebody())
def test_whatever_a_profile_says_it_gives_no_less_than_the_floor(said, person):
    assert loosened(LAW.assess(person, ON), law_with(said).assess(person, ON)) == []


def tightening_countries() -> list[str]:
    """The countries in which somebody is better protected than on the floor."""
    some = people(100, seed=72)
    return [code for code in CODES if any(loosened(LAW.at(code).assess(p, ON), LAW.assess(p, ON)) for p in some)]


def test_this_check_finds_a_loosening():
    """The floor, seen from a country that tightens it, is a loosening."""
    assert tightening_countries()


def test_a_profile_that_asks_no_means_indicates_more():
    person = known_of({"act.recruited": True, "purpose.occurred": True})
    assert LAW.assess(person, ON).findings["trafficking"] == "unknown"
    assert law_with({"means_required_adult": False}).assess(person, ON).findings["trafficking"] == "indicated"
