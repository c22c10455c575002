"""Clocks in working days skip weekends and holidays and never end on one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.law.calendar import Calendar, CalendarError, add_working_days
from asylia.law.country import CODES, FLOOR, load

PROFILES = [FLOOR, *(load(code) for code in CODES)]
some_day = st.dates(date(1950, 1, 1), date(2090, 12, 31))
some_length = st.integers(0, 60)
some_profile = st.sampled_from(PROFILES)


@dataclass(frozen=True)
class Place:
    calendar: Calendar


FRIDAY_AND_SATURDAY = Place(Calendar(weekend=frozenset({4, 5})))


@pytest.mark.parametrize(
    ("code", "start", "days", "due"),
    [
        ("XA", date(2026, 3, 2), 5, date(2026, 3, 9)),
        ("XB", date(2026, 4, 10), 5, date(2026, 4, 17)),
        ("GB", date(2026, 4, 2), 1, date(2026, 4, 7)),  # Good Friday, a weekend and Easter Monday lie between
        ("GB", date(2026, 12, 24), 1, date(2026, 12, 29)),  # 28 December stands in for Saturday 26
        ("UY", date(2026, 8, 24), 1, date(2026, 8, 26)),  # 25 August is a holiday every year
        ("UY", date(2031, 8, 22), 1, date(2031, 8, 26)),
        ("TT", date(2026, 6, 3), 1, date(2026, 6, 5)),  # Corpus Christi
        ("CR", date(2027, 3, 24), 1, date(2027, 3, 29)),  # Holy Thursday and Good Friday
        ("XA", date(2025, 12, 31), 1, date(2026, 1, 2)),
        ("XA", date(2028, 2, 28), 2, date(2028, 3, 1)),  # 2028 has a 29 February
        ("XA", date(2027, 2, 26), 1, date(2027, 3, 1)),
    ],
)
def test_known_dates(code, start, days, due):
    assert add_working_days(start, days, load(code)) == due


def test_a_clock_of_no_days_ends_at_once_or_on_the_next_working_day():
    assert add_working_days(date(2026, 3, 2), 0, FLOOR) == date(2026, 3, 2)
    assert add_working_days(date(2026, 3, 7), 0, FLOOR) == date(2026, 3, 9)


def test_a_clock_that_starts_on_a_weekend_counts_from_monday():
    assert add_working_days(date(2026, 3, 7), 1, FLOOR) == date(2026, 3, 9)


def test_the_weekend_is_the_one_of_the_country():
    assert add_working_days(date(2026, 3, 5), 1, FRIDAY_AND_SATURDAY) == date(2026, 3, 8)


def test_a_moment_counts_with_its_own_day():
    late = datetime(2026, 3, 2, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert late.astimezone(UTC).day == 3
    assert add_working_days(late, 5, load("XA")) == date(2026, 3, 9)


def test_a_clock_cannot_run_backwards():
    with pytest.raises(CalendarError, match="0 or more"):
        add_working_days(date(2026, 3, 2), -1, FLOOR)


def test_a_clock_cannot_leave_the_calendar():
    with pytest.raises(CalendarError, match="9999"):
        add_working_days(date(9999, 12, 30), 5, FLOOR)


@given(some_day, some_length, some_profile)
def test_a_clock_never_ends_on_a_day_off(start, days, profile):
    assert profile.calendar.is_working_day(add_working_days(start, days, profile))


@given(some_day, some_length, some_profile)
def test_a_longer_clock_ends_later(start, days, profile):
    shorter, longer = (add_working_days(start, length, profile) for length in (days, days + 1))
    assert shorter < longer or (days == 0 and shorter == longer)


@given(some_day, st.integers(0, 30), some_length, some_profile)
def test_a_later_start_never_ends_earlier(start, later, days, profile):
    first, second = (add_working_days(day, days, profile) for day in (start, start + timedelta(days=later)))
    assert first <= second


@given(some_day, st.integers(1, 60), some_profile)
def test_exactly_so_many_working_days_lie_between(start, days, profile):
    due = add_working_days(start, days, profile)
    passed = (start + timedelta(days=n) for n in range(1, (due - start).days + 1))
    assert sum(profile.calendar.is_working_day(day) for day in passed) == days
