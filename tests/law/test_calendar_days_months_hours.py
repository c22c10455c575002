"""Clocks in days, months and hours end where a calendar and a watch say they do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.law.calendar import CalendarError, add_days, add_hours, add_months

some_offset = st.builds(lambda minutes: timezone(timedelta(minutes=minutes)), st.integers(-14 * 60, 14 * 60))
earliest, latest = datetime.fromisoformat("1950-01-01"), datetime.fromisoformat("2090-01-01")
some_moment = st.datetimes(earliest, latest, timezones=some_offset)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 3, 2), 30, date(2026, 4, 1)),
        (date(2026, 2, 3), 30, date(2026, 3, 5)),
        (date(2028, 2, 3), 30, date(2028, 3, 4)),
        (date(2026, 12, 20), 30, date(2027, 1, 19)),
        (date(2026, 3, 7), 0, date(2026, 3, 7)),
    ],
)
def test_days_cross_months_and_leap_years(start, days, due):
    assert add_days(start, days) == due


def test_days_after_a_moment_are_a_day():
    assert type(add_days(datetime(2026, 3, 2, 9, tzinfo=UTC), 30)) is date


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 8, 25), 1, date(2026, 9, 25)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(start, months, due):
    assert add_months(start, months) == due


def test_hours_keep_the_offset_of_their_start():
    taken = datetime.fromisoformat("2026-03-01T22:00+01:00")
    assert add_hours(taken, 72).isoformat() == "2026-03-04T22:00:00+01:00"
    assert add_hours(taken, 120).isoformat() == "2026-03-06T22:00:00+01:00"


def test_summer_time_does_not_shorten_a_clock():
    before = datetime(2026, 3, 28, 20, tzinfo=ZoneInfo("Europe/London"))  # the clocks go forward in the night
    due = add_hours(before, 24)
    assert due - before.astimezone(UTC) == timedelta(hours=24)
    assert due.isoformat() == "2026-03-29T20:00:00+00:00"


def test_hours_need_an_offset():
    with pytest.raises(CalendarError, match="offset"):
        add_hours(datetime.fromisoformat("2026-03-01T22:00"), 24)


@pytest.mark.parametrize("add", [add_days, add_months])
def test_a_clock_cannot_run_backwards_or_leave_the_calendar(add):
    with pytest.raises(CalendarError, match="0 or more"):
        add(date(2026, 3, 2), -1)
    with pytest.raises(CalendarError, match="9999"):
        add(date(9999, 12, 1), 40)


def test_hours_cannot_run_backwards_or_leave_the_calendar():
    with pytest.raises(CalendarError, match="0 or more"):
        add_hours(datetime(2026, 3, 2, tzinfo=UTC), -1)
    with pytest.raises(CalendarError, match="9999"):
        add_hours(datetime(9999, 12, 31, tzinfo=UTC), 48)


@given(some_moment, st.integers(0, 1000))
def test_hours_are_real_hours(moment, hours):
    due = add_hours(moment, hours)
    assert due - moment == timedelta(hours=hours)
    assert due.utcoffset() == moment.utcoffset()


@given(st.dates(date(1950, 1, 1), date(2090, 1, 1)), st.integers(0, 240))
def test_a_later_start_never_ends_months_earlier(start, months):
    assert add_months(start, months) <= add_months(start + timedelta(days=1), months)
    assert add_months(start, months) < add_months(start, months + 1)
