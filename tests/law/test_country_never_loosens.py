"""No overlay that is accepted protects less than the international floor."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.law.country import CODES, FLOOR, Profile, ProfileError, load, read_profile

HEAD = """
[profile]
code = "ZZ"
name = "Overlay"
version = 1

[sources.law]
title = "A law"
read = 2026-01-01
check = "unchecked"
"""

NUMBERS = (
    "reflection.days",
    "reflection.min_days",
    "reflection.max_days",
    "floor_policy.reflection_days_if_null",
    "child.guardian_days",
    "child.majority_age",
    "identification.rg_days",
    "asylum.appeal_days",
)
FLAGS = (
    "trafficking_definition.means_required_adult",
    "trafficking_definition.internal",
    "identification.consent_required_adult",
    "asylum.suspensive",
    "detention.child_ban",
    "detention.vot_ban",
    "child.minority_presumption",
    "reflection.in_national_law",
)


def overlay(values: dict[str, tuple[object, bool]]) -> Profile:
    """A profile that states these values; the bool marks a limit of national law."""
    text = HEAD
    for key, (value, legal_limit) in values.items():
        section, name = key.split(".")
        written = str(value).lower() if isinstance(value, bool) else value
        text += (
            f'\n[{section}]\n{name} = {{ value = {written}, source = "law", legal_limit = {str(legal_limit).lower()} }}'
        )
    return read_profile(joined_sections(text))


def joined_sections(text: str) -> str:
    """TOML allows each table once: bring the lines of one section together."""
    sections: dict[str, list[str]] = {}
    here = sections.setdefault("", [])
    for line in text.splitlines():
        if line.startswith("["):
            here = sections.setdefault(line, [])
        else:
            here.append(line)
    return "\n".join("\n".join([name, *lines]) for name, lines in sections.items())


def assert_no_less_than_the_floor(profile: Profile) -> None:
    assert profile.reflection_days >= FLOOR.reflection_days == 30
    assert profile.guardian_working_days <= FLOOR.guardian_working_days == 5
    assert profile.rg_days <= FLOOR.rg_days == 5
    assert profile.majority_age >= FLOOR.majority_age == 18
    assert profile.minority_presumption is not False
    assert profile.child_detention_ban is not False
    assert profile.vot_detention_ban is not False
    assert profile.appeal_suspensive is not False


@given(
    st.dictionaries(st.sampled_from(NUMBERS), st.tuples(st.integers(1, 400), st.booleans()), max_size=5),
    st.dictionaries(st.sampled_from(FLAGS), st.tuples(st.booleans(), st.booleans()), max_size=5),
)
def test_whatever_an_overlay_says_it_lowers_nothing(numbers, flags):
    try:
        profile = overlay({**numbers, **flags})
    except ProfileError:
        return
    assert_no_less_than_the_floor(profile)


@pytest.mark.parametrize("code", CODES)
def test_no_profile_of_the_product_lowers_anything(code):
    assert_no_less_than_the_floor(load(code))


LOWERING = {
    "reflection.days": 29,
    "reflection.min_days": 10,
    "reflection.max_days": 14,
    "floor_policy.reflection_days_if_null": 1,
    "child.guardian_days": 6,
    "child.majority_age": 17,
    "identification.rg_days": 45,
    "child.minority_presumption": False,
    "detention.child_ban": False,
    "detention.vot_ban": False,
    "asylum.suspensive": False,
    "trafficking_definition.internal": False,
    "identification.consent_required_adult": False,
}


@pytest.mark.parametrize("key", LOWERING)
def test_a_value_below_the_floor_is_refused(key):
    with pytest.raises(ProfileError, match=f"{key} would lower protection"):
        overlay({key: (LOWERING[key], False)})


@pytest.mark.parametrize("key", LOWERING)
def test_a_lower_limit_of_national_law_is_shown_and_not_applied(key):
    profile = overlay({key: (LOWERING[key], True)})
    assert dict(profile.settings) == dict(FLOOR.settings)
    assert dict(profile.numbers) == dict(FLOOR.numbers)
    (conflict,) = profile.conflicts
    assert "R-NRF-02" in conflict.rules
    assert "The floor stays" in conflict.text
    assert conflict.source.startswith("A law")


RAISING = {
    "reflection.days": (90, "reflection_days"),
    "child.guardian_days": (1, "guardian_working_days"),
    "child.majority_age": (21, "majority_age"),
    "identification.rg_days": (2, "rg_days"),
}


@pytest.mark.parametrize("key", RAISING)
def test_a_value_above_the_floor_applies(key):
    value, name = RAISING[key]
    profile = overlay({key: (value, False)})
    assert profile.numbers[name] == value
    assert profile.conflicts == ()


def test_a_law_may_widen_trafficking_by_asking_no_means():
    assert FLOOR.means_required_adult
    assert not overlay({"trafficking_definition.means_required_adult": (False, False)}).means_required_adult


def test_the_longest_reflection_alone_does_not_set_the_clock():
    assert overlay({"reflection.max_days": (90, False)}).reflection_days == 30
