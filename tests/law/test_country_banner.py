"""A page warns before anything else when values of a country were not checked."""

from __future__ import annotations

from datetime import date

import pytest

from asylia.law.country import FLOOR, load, read_profile

CHECKED = """
[profile]
code = "ZZ"
name = "Zedland"
version = 1

[sources.law]
title = "A law"
read = 2026-01-10
check = "checked by a lawyer"
checked_on = 2026-01-12

[reflection]
in_national_law = { value = true, source = "law" }

[services]
helplines = { value = "A number", source = "law", check = "unchecked" }
"""


@pytest.mark.parametrize(("code", "name"), [("UY", "Uruguay"), ("TT", "Trinidad and Tobago"), ("GB", "United Kingdom")])
def test_an_unchecked_country_says_so(code, name):
    assert load(code).banner == (
        f"{name}: values not checked by a lawyer of that country. Do not rely on them without a legal check."
    )


def test_an_invented_country_says_so():
    assert load("XA").banner == "Arvana is an invented country, for practice only."


def test_no_country_says_that_the_floor_applies():
    assert FLOOR.banner == "No host country chosen. The international floor applies."


def test_a_checked_country_carries_no_banner_though_a_helpline_is_unchecked():
    assert read_profile(CHECKED).banner == ""


def test_one_unchecked_core_value_brings_the_banner_back():
    text = CHECKED.replace('value = true, source = "law"', 'value = true, source = "law", check = "unchecked"')
    assert "not checked by a lawyer" in read_profile(text).banner


def test_a_check_lasts_twelve_months():
    profile = read_profile(CHECKED)
    assert profile.at(date(2027, 1, 12)).banner == ""
    assert "older than 12 months" in profile.at(date(2027, 1, 13)).banner


def test_a_country_without_core_values_is_not_checked():
    text = CHECKED.replace("in_national_law = { value = true,", 'rights = { value = "To stay",')
    assert "not checked by a lawyer" in read_profile(text).banner


def test_core_values_that_are_not_known_are_named():
    assert "reflection.in_national_law" in load("TT").not_known
    assert "party.COE" in read_profile(CHECKED).not_known
    assert load("XA").not_known == ()
