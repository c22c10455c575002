"""What a year, month or day of birth says of a person's age on a day. Precision is kept; nobody is given a birthday."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from asylia.law.facts import FactError, Known, Value, ascii_digits

OLDEST_AGE = 120
"""Years. A birth longer ago is taken for a slip, or for a year of another calendar."""

MAJORITY = 18
"""Convention on the Rights of the Child, article 1."""

ESTIMATE_MARGIN = 5
"""Years above 18 within which an estimated date of birth leaves age in doubt. Asylia's own policy."""

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclass(frozen=True)
class Birth:
    """The first and the last day on which the person may have been born."""

    earliest: date
    latest: date

    def ages(self, on: date) -> tuple[int, int]:
        """The youngest and the oldest age in whole years the person can have on that day."""
        return _age(min(self.latest, on), on), _age(self.earliest, on)


def read_birth(given: object, on: date) -> Birth:
    """A year (2009), month (2009-05) or day (2009-05-03) of birth, in digits of any script.

    given: text, whole number or date. on: day or moment of the assessment. Raises FactError.
    """
    return _checked(_interval(given), on)


def registered_birth(day: date, on: date, *, whole_year: bool = False) -> Birth:
    """A date of birth from another system's register. 1 January is read as the year alone, as is all with whole_year.

    Registers enter 1 January where only the year is known; it can never be told from a true one. Raises FactError.
    """
    if whole_year or (day.month, day.day) == (1, 1):
        return _checked(Birth(date(day.year, 1, 1), date(day.year, 12, 31)), on)
    return _checked(Birth(day, day), on)


def _checked(birth: Birth | None, on: date) -> Birth:
    today = _day(on)
    # A day may already have begun elsewhere on earth.
    if birth is None or birth.earliest > today + timedelta(days=1) or birth.ages(today)[0] > OLDEST_AGE:
        raise FactError(
            f"born: expected a year, month or day of the common (Gregorian) calendar such as 2009, 2009-05 or "
            f"2009-05-03, not after the day of the assessment and not more than {OLDEST_AGE} years before it"
        )
    return birth


def with_birth(known: Known, birth: Birth, on: date) -> tuple[Known, tuple[str, ...]]:
    """What is known, with the age that follows from the birth, and a note where the two do not agree.

    A declared age that is given stays. When the birth leaves open whether the person is 18, or contradicts the
    declared age about it, age is in doubt, unless the file itself says whether it is.
    """
    youngest, oldest = birth.ages(_day(on))
    declared = known["person.declared_age"]
    if isinstance(declared, float):
        if (declared < MAJORITY) in (youngest < MAJORITY, oldest < MAJORITY):
            return known, ()
        note = "The declared age and the date of birth disagree on whether this person is 18: age is in doubt."
        return _in_doubt(known), (note,)
    if youngest < MAJORITY <= oldest:
        note = "The date of birth leaves open whether this person is 18: age is in doubt."
        return _in_doubt(known), (note,)
    return _filled(known, {"person.declared_age": float(youngest)}), ()


def with_estimate(known: Known, birth: Birth, on: date) -> tuple[Known, tuple[str, ...]]:
    """What is known, with what an estimated birth adds. An estimate is at best a year.

    A child's estimate is taken as a child's age. An adult's is never entered as the age the person declares
    (`facts.json`), and puts age in doubt unless it lies more than `ESTIMATE_MARGIN` years above 18.
    """
    youngest, oldest = birth.ages(_day(on))
    if oldest < MAJORITY:
        return with_birth(known, birth, on)
    if youngest > MAJORITY + ESTIMATE_MARGIN:
        return known, ("The date of birth is an estimate; it is not entered as the age the person declares.",)
    return _in_doubt(known), ("The date of birth is an estimate near 18: age is in doubt.",)


def _in_doubt(known: Known) -> Known:
    return known if known["person.age_doubt"] is not None else _filled(known, {"person.age_doubt": True})


def _filled(known: Known, more: Mapping[str, Value]) -> Known:
    return Known({**known.facts, **more}, known.at, known.closed - set(more))


def _interval(given: object) -> Birth | None:
    if isinstance(given, bool | datetime):
        return None
    if isinstance(given, date):
        return Birth(given, given)
    written = _WRITTEN.fullmatch(ascii_digits(str(given)[:40]).strip()) if isinstance(given, str | int) else None
    if written is None:
        return None
    year, month, day = (int(part) if part else None for part in written.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return Birth(first, first)
    last_month = month or 12
    return Birth(first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1]))


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _day(on: date) -> date:
    return on.date() if isinstance(on, datetime) else on
