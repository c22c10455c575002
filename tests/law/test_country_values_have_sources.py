"""Every value of a real country says where it comes from, when it was read, and whether a lawyer has checked it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from importlib.resources import files

import pytest

from asylia.law.country import CODES, Profile, Stated, load
from asylia.law.profile_fields import FIELDS

REAL = ("CR", "GB", "TT", "UY")
INVENTED = ("XA", "XB")


def everything_said(profile: Profile) -> Iterator[tuple[str, Stated]]:
    yield from profile.values.items()
    yield from profile.duty_bearers.items()
    yield from ((code, known.said) for code, known in profile.instruments.items())
    yield from ((permit.name, permit.said) for permit in profile.permits)
    yield from ((remedy.text, remedy.said) for remedy in profile.remedies)
    yield from ((law.text, law.said) for law in profile.tightenings)


def test_every_profile_is_either_real_or_invented():
    assert set(CODES) == {*REAL, *INVENTED}


@pytest.mark.parametrize("code", REAL)
def test_real_values_have_source_date_and_check_state(code):
    for key, said in everything_said(load(code)):
        assert said.source, key
        assert date(2026, 1, 1) <= said.read, key
        assert said.check == "unchecked" or (said.is_checked and said.checked_on), key


@pytest.mark.parametrize("code", INVENTED)
def test_invented_countries_say_so_in_every_value(code):
    assert {said.check for _, said in everything_said(load(code))} == {"invented"}


@pytest.mark.parametrize("code", CODES)
def test_the_file_is_named_after_its_country(code):
    assert load(code).code == code


@pytest.mark.parametrize("code", CODES)
def test_nothing_in_the_file_is_left_unread(code):
    table = tomllib.loads(files("asylia.law").joinpath("countries", f"{code}.toml").read_text("utf-8"))
    profile = load(code)
    written = {f"{section}.{key}" for section in table for key in table[section] if f"{section}.{key}" in FIELDS}
    assert written == set(profile.values)
    assert set(table["instruments"]) == set(profile.instruments)
    assert set(table["duty_bearers"]) == set(profile.duty_bearers)
    assert len(table.get("tighten", [])) == len(profile.tightenings)
    assert len(table.get("residence", [])) == len(profile.permits)
    assert len(table.get("remedies", [])) == len(profile.remedies)


def test_a_page_can_show_source_and_check_state():
    said = load("UY").notes_for("reflection_days")
    assert said is not None
    assert said.sentence == ("Ley 19.643, trafficking in persons (2018), arts 2, 24(A) (read 2026-11-25; unchecked)")


def test_an_old_table_shows_its_date():
    said = load("TT").notes_for("party.SL61")
    assert said is not None
    assert "as of March 2015" in said.sentence


def test_the_source_of_reflection_is_the_one_its_length_rests_on():
    said = load("GB").notes_for("reflection_days")
    assert said is not None
    assert said.value == 30


def test_what_was_looked_for_and_not_found_keeps_its_source():
    said = load("TT").notes_for("reflection_days")
    assert said is not None
    assert said.value is None
    assert said.source.startswith("Trafficking in Persons Act")
