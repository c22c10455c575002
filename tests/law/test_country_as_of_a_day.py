"""A profile answers for the day it is asked about: later law is not there yet."""

from __future__ import annotations

from datetime import date

from asylia.law.country import load, read_profile

TEXT = """
[profile]
code = "ZZ"
name = "Zedland"
version = 1

[sources.law]
title = "A law"
read = 2026-01-10
check = "unchecked"

[reflection]
days = { value = 90, source = "law", since = 2026-07-01 }

[duty_bearers]
child = { value = "New Office", source = "law", since = 2026-07-01 }

[[tighten]]
actions = ["detain"]
when = "always"
hard = true
text = "Nobody is detained."
source = "law"
since = 2026-07-01
"""


def test_a_longer_reflection_begins_on_its_day():
    profile = read_profile(TEXT)
    assert profile.at(date(2026, 6, 30)).reflection_days == 30
    assert profile.at(date(2026, 7, 1)).reflection_days == 90


def test_a_new_office_and_a_new_ban_begin_on_their_day():
    before, after = read_profile(TEXT).at(date(2026, 6, 30)), read_profile(TEXT).at(date(2026, 7, 1))
    assert before.duty_bearer("S14.9", "child") == "State"
    assert after.duty_bearer("S14.9", "child") == "New Office"
    assert before.tightenings == ()
    assert len(after.tightenings) == 1


def test_a_treaty_is_not_claimed_before_the_country_joined():
    assert load("UY").at(date(2003, 1, 1)).party("PAL") is None
    assert load("UY").at(date(2005, 3, 4)).party("PAL") is True
