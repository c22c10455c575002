"""The page on countries names every country and every key, so that a file can be written from it."""

from __future__ import annotations

import tomllib
from pathlib import Path

from asylia.law.country import CODES, load, read_profile
from asylia.law.profile_fields import CORE_FIELDS, FIELDS

PAGE = (Path(__file__).parents[2] / "docs" / "countries.md").read_text("utf-8")


def test_every_country_is_listed():
    for code in CODES:
        assert f"| `{code}` | {load(code).name}" in PAGE


def test_every_key_is_listed_and_no_other():
    listed = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `") and "." in line.split("`")[1]]
    assert listed == list(FIELDS)


def test_core_keys_carry_their_star():
    starred = {line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `") and "` * |" in line}
    assert starred == set(CORE_FIELDS)


def test_the_examples_can_be_read():
    profile, ban = (part.split("```")[0] for part in PAGE.split("```toml\n")[1:])
    assert "reflection" in tomllib.loads(profile)
    assert read_profile(profile).reflection_days == 60
    assert read_profile(profile + ban).tightenings[0].actions == ("refuse_entry",)
