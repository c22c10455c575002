"""Any digits are digits, and a date is kept as precisely as it is known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asylia.pages.desk import Answer, Desk, person, unseal
from asylia.pages.questions import Filled, read

ON = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.mark.parametrize("year", ["2026", "٢٠٢٦", "۲۰۲۶"])
def test_arabic_and_persian_digits_are_digits(year):
    assert read("stay.since", Filled({"day": "٢", "month": "۳", "year": year}), ON) == {"stay.since": "2026-03-02"}


def test_an_age_in_arabic_digits_reaches_the_law_and_is_shown_as_it_was_typed(sheet):
    sheet.send("begin", who="not_sure", age="١٦", country="XB")
    desk = unseal(sheet.token)
    assert person(desk, desk.moment(ON)).known["person.declared_age"] == 16.0
    assert "١٦ years, as declared; doubt recorded: treated as a child." in sheet.text


def test_a_time_carries_its_offset():
    fields = {"day": "1", "month": "3", "year": "2026", "time": "22:00", "offset": "+01:00"}
    assert read("sv.last_date", Filled(fields), ON) == {"sv.last_date": "2026-03-01T22:00+01:00"}


@pytest.mark.parametrize(("fields", "kept"), [({"year": "2026"}, "2026"), ({"month": "3", "year": "2026"}, "2026-03")])
def test_a_part_of_a_date_is_kept_and_no_day_is_invented(fields, kept):
    assert read("sv.last_date", Filled(fields), ON) == {"sv.last_date": kept}
    desk = Desk(answers={"sv.last_date": Answer(kept, "2026-03-02")})
    known = person(desk, ON).known
    assert known["sv.last_date"] is None
    assert "sv.last_date" in known.closed


def test_the_page_says_that_no_clock_starts_from_it(adult):
    adult.answer("sv.last_date", year="2026")
    assert "Not a whole date: no clock starts from it." in adult.text


def test_a_whole_date_stays_the_same_when_it_is_changed_and_kept_ten_times(adult):
    for _ in range(10):
        adult.answer("stay.since", day="1", month="11", year="1973")
    assert unseal(adult.token).answers["stay.since"].given == "1973-11-01"
