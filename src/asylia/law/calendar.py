"""Counting time for legal clocks: hours, days, months and the working days of a country. It never asks for today."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol, TypeVar

SATURDAY, SUNDAY = 5, 6

End = TypeVar("End", bound=date)


class CalendarError(ValueError):
    """A clock that cannot be run: its start has no offset, its length is below zero, or its end is past year 9999."""


@dataclass(frozen=True)
class Calendar:
    """Which days are not worked.

    weekend: days of the week, Monday is 0. yearly: (month, day) of holidays that fall on the same date every year.
    dated: holidays that move, one date each. A holiday that is not listed counts as a working day, so a clock can only
    end too early, never too late for the person it protects.
    """

    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    yearly: frozenset[tuple[int, int]] = frozenset()
    dated: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on that day."""
        plain = as_day(day)
        return (
            plain.weekday() not in self.weekend
            and (plain.month, plain.day) not in self.yearly
            and plain not in self.dated
        )


class Dated(Protocol):
    """Whatever carries a calendar; in practice a country profile."""

    @property
    def calendar(self) -> Calendar: ...


def add_working_days(start: date, days: int, profile: Dated) -> date:
    """The day on which so many working days have passed; the start is not counted.

    start: a day, or a moment (its own local day counts). days: 0 or more; 0 gives the start, or the next working day
    where the start is none. Raises CalendarError.
    """
    _not_negative(days)
    day, left = as_day(start), days
    while left or not profile.calendar.is_working_day(day):
        day = add_days(day, 1)
        if left and profile.calendar.is_working_day(day):
            left -= 1
    return day


def add_days(start: date, days: int) -> date:
    """The calendar day so many days later, whatever day of the week it is. Raises CalendarError."""
    _not_negative(days)
    return _in_range(lambda: as_day(start) + timedelta(days=days))


def add_months(start: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter. Raises CalendarError."""
    _not_negative(months)
    first = as_day(start)
    years, months_before = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, months_before + 1
    return _in_range(lambda: date(year, month, min(first.day, monthrange(year, month)[1])))


def add_hours(moment: datetime, hours: int) -> datetime:
    """The moment so many hours later, shown in the offset of the start.

    Hours are real hours: a change to or from summer time in between neither lengthens nor shortens the clock.
    Raises CalendarError, also for a moment without offset.
    """
    _not_negative(hours)
    offset = moment.utcoffset()
    if offset is None:
        raise CalendarError("a clock in hours needs a start with its offset, such as 2026-03-01T22:00+01:00")
    return _in_range(lambda: moment.replace(tzinfo=timezone(offset)) + timedelta(hours=hours))


def as_day(moment: date) -> date:
    """The day of a moment, where it happened; a day as it is."""
    return moment.date() if isinstance(moment, datetime) else moment


def _not_negative(length: int) -> None:
    if length < 0:
        raise CalendarError("a clock runs forward: its length is expected to be 0 or more")


def _in_range(count: Callable[[], End]) -> End:
    try:
        return count()
    except (OverflowError, ValueError):
        raise CalendarError("this clock would end after the year 9999; check its start and its length") from None
