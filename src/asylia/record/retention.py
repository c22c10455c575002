"""How long what is known of a person is kept after the case has closed, and what is due to be deleted on a day.

The years are in the field dictionary: an area of a case is kept as long as the longest kept of its sealed fields, the
rest of the case as long as the case. These are Asylia's defaults, not law. A case that is opened again is not due; when
it closes, the time begins anew. Nothing is kept for ever: a case that does not close is to be looked at each year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import connection

from asylia.record.deletion import delete_case, delete_compartment
from asylia.record.dictionary import FIELDS, SEALED
from asylia.record.models import Tombstone

WHOLE = ""
"""In place of a compartment: the case with all that is left of it."""


def _years() -> dict[str, int]:
    years = {WHOLE: FIELDS["Case.id"].keep_years or 0}
    for entry in SEALED.values():
        years[entry.compartment] = max(years.get(entry.compartment, 0), entry.keep_years or 0)
    return years


KEEP_YEARS: Mapping[str, int] = MappingProxyType(_years())
"""Years after closing, for each compartment A to J, and under WHOLE for the case itself."""


@dataclass(frozen=True)
class Due:
    """Something that was kept long enough. code: the agency's own code of the case. on: since when it is due."""

    case: UUID
    code: str
    compartment: str
    on: date


@dataclass(frozen=True)
class ToReview:
    """A case that is open and was not looked at for too long. A person decides what becomes of it."""

    code: str
    on: date


def gone_on(closed: date, compartment: str) -> date:
    """The day on which this compartment of a case that closed on that day is to be gone."""
    year = closed.year + KEEP_YEARS[compartment]
    try:
        return closed.replace(year=year)
    except ValueError:
        # The 29th of February.
        return date(year, 3, 1)


def due(today: date) -> tuple[list[Due], list[ToReview]]:
    """What the acting agency has kept long enough, and what it has to look at. Only the worker may ask."""
    midnight = datetime.combine(today - timedelta(days=365 * min(KEEP_YEARS.values()) - 1), time(), UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM asylia_kept_cases(%s, %s)", [midnight, today])
        rows = cursor.fetchall()
    found: list[Due] = []
    review: list[ToReview] = []
    for case, code, opened_at, closed_at, review_on in rows:
        if closed_at is None:
            review.append(ToReview(code, review_on or opened_at.astimezone(UTC).date() + timedelta(days=365)))
        else:
            found += _due_of(case, code, closed_at, today)
    return sorted(found, key=lambda one: (one.on, one.code, one.compartment)), sorted(review, key=lambda one: one.on)


def _due_of(case: UUID, code: str, closed_at: datetime, today: date) -> Iterator[Due]:
    closed = closed_at.astimezone(UTC).date()
    if (whole := gone_on(closed, WHOLE)) <= today:
        yield Due(case, code, WHOLE, whole)
        return
    gone = set(Tombstone.objects.filter(of_case=case, at__gte=closed_at).values_list("compartment", flat=True))
    for compartment in KEEP_YEARS:
        on = gone_on(closed, compartment)
        if compartment != WHOLE and on <= today and compartment not in gone:
            yield Due(case, code, compartment, on)


def delete_due(one: Due) -> bool:
    """Delete for good what is due; whether it was still there."""
    if one.compartment == WHOLE:
        return delete_case(one.case, "retention")
    return delete_compartment(one.case, one.compartment, "retention")
