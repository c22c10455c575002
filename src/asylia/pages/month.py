"""A plain calendar of one month, for the neutral page."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format


@dataclass(frozen=True)
class Month:
    """A month as a page shows it. weeks: days by week from Monday, None outside the month."""

    name: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[int | None, ...], ...]
    today: int


def month_of(day: date) -> Month:
    """The month in which that day lies."""
    weeks = calendar.Calendar().monthdayscalendar(day.year, day.month)
    return Month(
        name=date_format(day, "F Y"),
        weekdays=tuple(str(WEEKDAYS_ABBR[number]) for number in range(7)),
        weeks=tuple(tuple(number or None for number in week) for week in weeks),
        today=day.day,
    )
