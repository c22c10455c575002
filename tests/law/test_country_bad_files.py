"""A profile that cannot be taken is refused with the place and what is expected there."""

from __future__ import annotations

import pytest

from asylia.law.country import CODES, FLOOR, CountryError, ProfileError, load, read_profile

HEAD = """
[profile]
code = "ZZ"
name = "Zedland"
version = 1

[sources.law]
title = "A law"
read = 2026-01-10
check = "unchecked"
"""


@pytest.mark.parametrize("code", ["", "ZZ", "URY", "../UY", "U\x00"])
def test_an_unknown_country_names_those_there_are(code):
    with pytest.raises(CountryError, match="CR, GB, TT, UY, XA, XB"):
        load(code)


def test_a_code_may_be_written_small():
    assert load(" uy ") is load("UY")


def test_no_code_is_the_international_floor():
    assert load(None) is FLOOR
    assert FLOOR.code is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[profile", "not a TOML file"),
        ("", "profile: code is missing"),
        (HEAD + "[weather]\nsun = 1", "weather is not expected here"),
        (HEAD + '[asylum]\nstate = { value = true, source = "law" }', "asylum.state is not a key of a profile"),
        (HEAD + "[asylum]\nstatute = true", "asylum.statute is expected to be a table"),
        (HEAD + '[asylum]\nstatute = { source = "law" }', "no value is given"),
        (HEAD + "[asylum]\nstatute = { value = true }", "asylum.statute: source is missing"),
        (HEAD + '[asylum]\nstatute = { value = true, source = "hearsay" }', "listed under"),
        (HEAD + '[asylum]\nstatute = { value = "yes", source = "law" }', "expected true, false or “not known”"),
        (HEAD + '[asylum]\nappeal_days = { value = 0, source = "law" }', "whole number from 1"),
        (HEAD + '[asylum]\nappeal_days = { value = true, source = "law" }', "whole number from 1"),
        (HEAD + '[asylum]\nappeal_days = { value = 7.5, source = "law" }', "whole number from 1"),
        (HEAD + '[asylum]\nbody = { value = " ", source = "law" }', "expected words"),
        (HEAD + '[non_punishment]\nscope = { value = "most", source = "law" }', "“status”, “all”"),
        (HEAD + '[holidays]\nyearly = { value = ["02-30"], source = "law" }', "month and day"),
        (HEAD + '[holidays]\nyearly = { value = ["W01-1"], source = "law" }', "month and day"),
        (HEAD + '[holidays]\ndated = { value = ["soon"], source = "law" }', "list of dates"),
        (HEAD + '[working_days]\nweekend = { value = ["Sonntag"], source = "law" }', "one to three of Monday"),
        (HEAD + '[instruments]\nXYZ = { value = true, source = "law" }', "no instrument of that code"),
        (HEAD + '[instruments]\nPAL = { value = "party", source = "law" }', "expected true, false"),
        (HEAD + '[duty_bearers]\neverybody = { value = "Office", source = "law" }', "the code of a right"),
        (HEAD + '[asylum]\nstatute = { value = true, source = "law", check = "fine" }', "check is expected to be"),
        (
            HEAD + '[asylum]\nstatute = { value = true, source = "law", check = "checked by me" }',
            "a check needs its date",
        ),
        (
            HEAD + '[asylum]\nstatute = { value = true, source = "law", read = "today" }',
            "read is expected to be a date",
        ),
        (HEAD + '[[residence]]\nname = "Permit"\nbasis = "luck"\nsource = "law"', "personal, cooperation or both"),
        (HEAD + '[conflicts]\ntext = "x"', "expected to be a list"),
        (HEAD + "colour = 3", "sources.law: colour is not expected here"),
        (HEAD.replace("version = 1", "version = true"), "version is expected to be a whole number"),
        ("tighten = 3\n" + HEAD, "tighten is expected to be a list"),
    ],
)
def test_a_wrong_file_says_where_and_what(text, expected):
    with pytest.raises(ProfileError, match=expected) as refused:
        read_profile(text, "ZZ.toml")
    assert str(refused.value).startswith("ZZ.toml: ")


def test_what_is_not_known_is_neither_yes_nor_no():
    profile = read_profile(HEAD + '[asylum]\nstatute = { value = "not known", source = "law" }')
    assert profile.asylum_statute is None
    assert profile.notes_for("asylum_statute") is not None
    assert profile.mandate_rsd is None
    assert profile.notes_for("mandate_rsd") is None


def test_every_country_can_be_asked_everything():
    for code in CODES:
        profile = load(code)
        assert profile.settings["means_required_adult"] is (code != "UY")
        assert profile.non_punishment_scope in (None, "status", "all")
        assert profile.languages
