"""What a country's law forbids beyond the floor, ready to be added to the guards."""

from __future__ import annotations

import pytest

from asylia.law.actions import ACTIONS
from asylia.law.country import CODES, load, read_profile
from asylia.law.facts import FACTS
from asylia.law.profile_file import ProfileError

HEAD = """
[profile]
code = "ZZ"
name = "Zedland"
version = 1

[sources.law]
title = "A law"
read = 2026-01-10
check = "unchecked"

[[tighten]]
hard = true
text = "A ban."
source = "law"
at = "art. 1"
"""


def test_uruguay_turns_no_asylum_seeker_back_at_the_border():
    law = next(law for law in load("UY").tightenings if "fear.return" in {part.fact for part in law.when})
    assert law.actions == ("refuse_entry",)
    assert law.hard
    assert law.cite == "Ley 18.076, right to refuge and refugees (2006), art. 12"


def test_uruguay_houses_no_trafficked_person_in_detention():
    law = next(law for law in load("UY").tightenings if "detain" in law.actions)
    (condition,) = law.when
    assert condition.fact == "id.state"
    assert {"presumed", "identified"} <= condition.values
    assert "no_present_indication" not in condition.values


@pytest.mark.parametrize("code", CODES)
def test_actions_and_facts_are_of_the_closed_lists(code):
    for law in load(code).tightenings:
        assert set(law.actions) <= set(ACTIONS)
        assert {part.fact for part in law.when} <= set(FACTS)
        assert law.text
        assert law.cite


def test_a_star_stands_for_every_action_of_that_kind():
    law = read_profile(HEAD + 'actions = ["asylum.reject_on:*"]\nwhen = "always"').tightenings[0]
    assert law.actions == tuple(action for action in ACTIONS if action.startswith("asylum.reject_on:"))
    assert law.when == ()


def test_a_fact_named_alone_has_to_be_yes():
    law = read_profile(HEAD + 'actions = ["detain"]\nwhen = ["fear.return"]').tightenings[0]
    assert law.when[0].values == {True}


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ('actions = ["lock_up"]\nwhen = "always"', "no action is called lock_up"),
        ('actions = ["detain"]', "when is expected to be"),
        ('actions = ["detain"]\nwhen = []', "when is expected to be"),
        ('actions = ["detain"]\nwhen = ["person.hair"]', "not a fact"),
        ('actions = ["detain"]\nwhen = ["person.declared_age"]', "a condition is a yes/no fact"),
        ('actions = ["detain"]\nwhen = [{ fact = "id.state", is = ["unknown"] }]', "id.state has no value unknown"),
        ('actions = ["detain"]\nwhen = [{ fact = "id.state" }]', "expected a list of words"),
        ('actions = []\nwhen = "always"', "expected a list of words"),
        ('when = "always"', "expected a list of words"),
    ],
)
def test_a_ban_that_cannot_be_applied_is_refused(lines, expected):
    with pytest.raises(ProfileError, match=expected):
        read_profile(HEAD + lines)
