"""A person is screened as a child until shown otherwise, and in both variants where no age is known."""

import pytest

from asylia.law.facts import NOTHING_KNOWN, read_facts
from asylia.screening import read_indicators, screen_person


@pytest.mark.parametrize(
    "facts",
    [
        {"person.child": "yes"},
        {"person.declared_age": 17},
        {"person.declared_age": 30, "age.range_low": 16.9},
        {"person.declared_age": 30, "person.age_doubt": "yes"},
        {"person.child": "no", "person.age_doubt": "yes"},
        {"person.age_doubt": "yes"},
    ],
)
def test_screened_as_a_child(facts: dict[str, object]) -> None:
    found = screen_person(read_indicators({"I-EX-04": "yes"}), read_facts(facts))

    assert (found.variant, found.level) == ("child", "L3")


@pytest.mark.parametrize(
    "facts",
    [
        {"person.declared_age": 18},
        {"person.declared_age": 18, "person.age_doubt": "no"},
        {"person.child": "no"},
        {"person.child": "no", "person.declared_age": 16},
    ],
)
def test_screened_as_an_adult(facts: dict[str, object]) -> None:
    found = screen_person(read_indicators({"I-EX-04": "yes"}), read_facts(facts))

    assert (found.variant, found.level) == ("adult", "L2")


def test_no_age_known_takes_the_higher_level() -> None:
    found = screen_person(read_indicators({"I-EX-04": "yes"}), NOTHING_KNOWN)

    assert (found.variant, found.level) == ("child", "L3")


def test_no_age_known_takes_the_adult_level_where_that_is_higher() -> None:
    """I-EX-15 counts for adults only: here it makes exploitation positive, beside deception and control."""
    signs = ["I-EX-10", "I-EX-13", "I-EX-15", "I-DR-02", "I-DR-03", "I-DR-04", "I-CD-05", "I-CD-07", "I-CD-08"]

    found = screen_person(read_indicators(dict.fromkeys(signs, "yes")), NOTHING_KNOWN)

    assert (found.variant, found.level) == ("adult", "L4")


def test_an_upper_bound_or_a_no_doubt_alone_says_no_age() -> None:
    found = screen_person(read_indicators({}), read_facts({"person.age_doubt": "no"}))

    assert found.variant == "child"
