"""An answer that cannot be taken is refused in words; what was typed and all else is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.law.facts import FACTS
from asylia.pages.desk import unseal
from asylia.pages.questions import AnswerProblem, Filled, is_question, read
from asylia.pages.views import now
from asylia.screening import INDICATORS


@pytest.mark.parametrize(
    ("key", "fields", "says"),
    [
        ("control_suspected", {}, "Nothing was chosen."),
        ("control_suspected", {"answer": "maybe"}, "not one of those offered"),
        ("asylum.state", {"answer": "unknown"}, "not one of those offered"),
        ("asylum.state", {"answer": "yes"}, "not one of those offered"),
        ("purpose.type", {"several": ["sexual", "nonsense"]}, "not one of those offered"),
        ("purpose.type", {"several": ["sexual"], "answer": "asked"}, "Two answers were given."),
        ("person.declared_age", {"number": "200"}, "Write a number from 0 to 120."),
        ("person.declared_age", {"number": "minus"}, "Write a number from 0 to 120."),
        ("person.declared_age", {"number": "31", "answer": "asked"}, "Two answers were given."),
        ("person.declared_age", {"number": "3\x001"}, "This cannot be a number or a date."),
        ("person.declared_age", {"number": "9" * 50}, "This cannot be a number or a date."),
        ("sv.last_date", {"day": "31", "month": "2", "year": "2026"}, "There is no such date."),
        ("sv.last_date", {"day": "1", "month": "1", "year": "2091"}, "after the day of the assessment"),
        ("sv.last_date", {"day": "1", "month": "13", "year": "2026"}, "Write the month as a number from 1 to 12."),
        ("sv.last_date", {"day": "40", "month": "1", "year": "2026"}, "Write the day as a number from 1 to 31."),
        ("sv.last_date", {"day": "1", "month": "1", "year": "26"}, "Write the year with four digits"),
        ("sv.last_date", {"day": "1", "year": "2026"}, "The month is missing."),
        ("sv.last_date", {"month": "1", "year": "2026", "time": "10:00"}, "The day is missing."),
        ("sv.last_date", {"day": "1", "month": "1", "year": "2026", "time": "25:00"}, "Write the time with hours"),
        (
            "sv.last_date",
            {"day": "1", "month": "1", "year": "2026", "time": "10:00", "offset": "+99:00"},
            "Choose how far the local time was from UTC.",
        ),
        ("seen", {"several": ["I-DR-01"]}, "not one of those offered"),
    ],
)
def test_it_says_what_is_expected_and_keeps_everything_else(adult, key, fields, says):
    before = unseal(adult.token).answers
    adult.answer(key, **fields)
    assert adult.status == 422
    assert "This answer was not kept" in adult.text
    assert says in adult.text
    assert "Everything answered before is kept." in adult.text
    assert adult.asked == key
    assert unseal(adult.token).answers == before


def test_what_was_typed_stays_in_the_fields_in_its_own_digits(adult):
    adult.answer("sv.last_date", day="٣١", month="٢", year="٢٠٢٦")
    for typed in ("٣١", "٢", "٢٠٢٦"):
        assert f'value="{typed}"' in adult.text


def test_a_question_that_does_not_exist_changes_nothing(adult):
    before = unseal(adult.token)
    adult.answer("no.such.fact", "yes")
    assert adult.status == 422
    assert unseal(adult.token).answers == before.answers


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose who the person is"),
        ({"who": "nobody"}, "Choose who the person is"),
        ({"who": "adult", "age": "15"}, "under 18"),
        ({"who": "child", "age": "18"}, "18 or more"),
        ({"who": "adult", "age": "old"}, "Write a number from 0 to 120."),
        ({"who": "adult", "country": "ZZ"}, "There is no profile of that country."),
    ],
)
def test_the_first_page_says_what_to_mend_and_keeps_the_choices(sheet, fields, says):
    sheet.send("begin", **fields)
    assert sheet.status == 422
    assert says in sheet.text
    if fields.get("who") in ("adult", "child"):
        assert f'value="{fields["who"]}" checked' in sheet.text


keys = st.sampled_from([*FACTS, *INDICATORS, "seen"])
texts = st.text(max_size=50)


@given(
    keys,
    st.dictionaries(st.sampled_from(["answer", "number", "day", "month", "year", "time", "offset"]), texts),
    st.lists(texts, max_size=3),
)
def test_whatever_is_sent_gives_an_answer_or_a_sentence(key, fields, ticked):
    assert is_question(key)
    try:
        taken_or_told: object = read(key, Filled(fields, tuple(ticked)), now())
    except AnswerProblem as problem:
        taken_or_told = problem.text
    assert taken_or_told
