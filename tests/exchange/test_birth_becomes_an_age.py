"""A year, month or day of birth says as much about the age as it holds, and no more."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.exchange.birth import read_birth, registered_birth, with_birth, with_estimate
from asylia.law.facts import NOTHING_KNOWN, FactError, read_facts

ON = date(2026, 11, 25)


def facts(born: object, on: date = ON, **given: object) -> dict[str, Any]:
    known = read_facts({key.replace("__", "."): value for key, value in given.items()})
    return dict(with_birth(known, read_birth(born, on), on)[0].facts)


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (2009, 16),
        ("2009", 16),
        ("2009-05", 17),
        ("2009-12", 16),
        ("2009-11", 16),
        ("2009-11-25", 17),
        ("2009-11-26", 16),
        (date(2009, 5, 3), 17),
        ("۲۰۰۹-۰۵", 17),
        ("٢٠٠٩", 16),
        (" 2009-5-3 ", 17),
        (2007, 18),
        ("2008-11-25", 18),
        ("1906-11-26", 119),
        (2026, 0),
    ],
)
def test_the_lower_age_is_taken_where_it_does_not_matter(born, age):
    assert facts(born) == {"person.declared_age": float(age)}


@pytest.mark.parametrize("born", [2008, "2008", "2008-11"])
def test_a_birth_that_leaves_18_open_is_doubt_and_no_age(born):
    assert facts(born) == {"person.age_doubt": True}


def test_whoever_turns_18_tomorrow_is_17_today():
    assert facts("2008-11-26") == {"person.declared_age": 17.0}
    assert facts("2008-02-29", date(2026, 2, 28)) == {"person.declared_age": 17.0}
    assert facts("2008-02-29", date(2026, 3, 1)) == {"person.declared_age": 18.0}


def test_a_declared_age_stays():
    assert facts(2009, person__declared_age=16) == {"person.declared_age": 16.0}
    assert facts(2008, person__declared_age=18) == {"person.declared_age": 18.0}


@pytest.mark.parametrize(("declared", "born"), [(19, 2010), (15, 2000)])
def test_an_age_and_a_birth_that_contradict_each_other_are_doubt(declared, born):
    assert facts(born, person__declared_age=declared) == {
        "person.declared_age": float(declared),
        "person.age_doubt": True,
    }


def test_doubt_that_is_answered_stays_answered():
    assert facts(2008, person__age_doubt="no") == {"person.age_doubt": False}


def test_doubt_that_was_asked_without_answer_is_still_doubt():
    known = read_facts({"person.age_doubt": "asked", "person.declared_age": "declined"})
    assert with_birth(known, read_birth(2008, ON), ON)[0].facts == {"person.age_doubt": True}


@pytest.mark.parametrize(
    "born",
    [
        *("2026-11-27", 2027, "1904", 1388, "1430-01-01", "2009-13", "2009-02-30", "09", "3/5/2009", "", "x", None),
        *(16.5, True, datetime(2009, 5, 3, tzinfo=UTC), [2009], "20099", "-2009", "2009-05-03T00:00"),
    ],
)
def test_what_cannot_be_a_birth_is_refused(born):
    with pytest.raises(FactError, match="born: expected a year, month or day"):
        read_birth(born, ON)


def test_a_day_may_have_begun_elsewhere():
    assert read_birth("2026-11-26", ON).ages(ON)[0] == 0


def test_1_january_of_a_register_is_the_year_alone():
    born = registered_birth(date(2008, 1, 1), ON)
    assert with_birth(NOTHING_KNOWN, born, ON)[0].facts == {"person.age_doubt": True}
    assert facts("2008-01-01") == {"person.declared_age": 18.0}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2015, {"person.declared_age": 10.0}),
        (2008, {"person.age_doubt": True}),
        (2004, {"person.age_doubt": True}),
        (2002, {"person.age_doubt": True}),
        (2001, {}),
    ],
)
def test_an_estimate_is_only_a_year_and_never_an_adults_declared_age(year, expected):
    born = registered_birth(date(year, 6, 15), ON, whole_year=True)
    assert with_estimate(NOTHING_KNOWN, born, ON)[0].facts == expected


@given(born=st.dates(date(1907, 1, 1), ON), precision=st.sampled_from([4, 7, 10]), later=st.integers(0, 400))
@settings(max_examples=200)
def test_less_precision_never_makes_an_adult_of_a_child(born, precision, later):
    on = ON + timedelta(days=later)
    true_age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    read = facts(born.isoformat()[:precision], on)
    if true_age < 18:
        assert read.get("person.declared_age", 0) < 18
        assert read.get("person.age_doubt") or read["person.declared_age"] <= true_age
    if precision == 10:
        assert read == {"person.declared_age": float(true_age)}


@given(st.one_of(st.text(), st.integers(), st.dates(), st.booleans(), st.floats()))
@settings(max_examples=200)
def test_anything_else_is_refused_in_words(born):
    refused = ""
    try:
        facts(born)
    except FactError as error:
        refused = str(error)
    assert not refused or refused.startswith("born: expected")
