"""The list of cases: read from one index of one table, a page at a time, without opening or joining anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Now

from asylia.record.models import Access


@dataclass(frozen=True, order=True)
class Place:
    """Where a page ends, and the next begins: when the case was last changed, and the number of its row."""

    updated: datetime
    row: UUID


@dataclass(frozen=True)
class Listed:
    """One case in a list, as far as the acting agency may see it.

    code: the agency's own. leads: whether it leads the case. review_on: when it is looked at again at the latest. due:
    the earliest thing due that the agency may see, which may be past. child: known or presumed to be a child; False
    also where the agency may not see that.
    """

    case: UUID
    code: str
    leads: bool
    state: str
    review_on: date | None
    due: datetime | None
    child: bool
    until: datetime | None
    place: Place


SHOWN = ("case_id", "code", "lead_id", "agency_id", "state", "review_on", "due", "child", "until", "updated", "id")


def my_cases(
    limit: int, before: Place | None = None, among: QuerySet[Any] | Iterable[UUID] | None = None
) -> list[Listed]:
    """The cases of the acting agency, last changed first, `limit` of them from after the place `before` on.

    among: only of these cases: their numbers, or a query that gives them. One statement, inside `acting_as`.
    """
    rows = Access.objects.filter(Q(until=None) | Q(until__gt=Now()))
    if among is not None:
        rows = rows.filter(case_id__in=among)
    if before is not None:
        # The first condition is what the index is entered by; the second takes out what has the same moment.
        rows = rows.filter(updated__lte=before.updated).exclude(updated=before.updated, id__gte=before.row)
    return [_listed(row) for row in rows.order_by("-updated", "-id").values(*SHOWN)[:limit]]


def _listed(row: dict[str, Any]) -> Listed:
    return Listed(
        case=row["case_id"],
        code=row["code"],
        leads=row["lead_id"] == row["agency_id"],
        state=row["state"],
        review_on=row["review_on"],
        due=row["due"],
        child=row["child"],
        until=row["until"],
        place=Place(row["updated"], row["id"]),
    )
