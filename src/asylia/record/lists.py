"""The list of cases somebody works on: a page at a time, without opening a case or joining anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Func, Q, QuerySet, UUIDField
from django.db.models.functions import Now

from asylia.record.models import Access, Assignment


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
    also where the agency may not see that. danger_until: where it is in the list only because it was opened for a life
    in danger, when that ends.
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
    danger_until: datetime | None = None


SHOWN = ("case_id", "code", "lead_id", "agency_id", "state", "review_on", "due", "child", "until", "updated", "id")


FEW = 300
"""Up to so many cases that somebody works on are looked up one by one. Of more, the newest are soon met on the way."""


DANGER_LASTS = timedelta(hours=2)
"""As long as the wall of the database lets an opening for a life in danger through."""


def my_cases(limit: int, before: Place | None = None) -> list[Listed]:
    """The cases that whoever acts works on, last changed first, `limit` of them from after the place `before` on.

    Inside `acting_as`. What was opened to them for a life in danger is among them while it is open.
    """
    opened = _opened()
    few = list(_worked_on().values_list("case_id", flat=True)[: FEW + 1])
    if len(few) <= FEW:
        return [_marked(one, opened, set(few)) for one in _page(limit, before, [*few, *opened])]
    found: list[Listed] = []
    while len(found) < limit:
        page = _page(wanted := limit - len(found), before, None)
        mine = set(_worked_on().filter(case_id__in=[one.case for one in page]).values_list("case_id", flat=True))
        found += [_marked(one, opened, mine) for one in page if one.case in mine or one.case in opened]
        if len(page) < wanted:
            break
        before = page[-1].place
    return found


def _worked_on() -> QuerySet[Assignment]:
    return Assignment.objects.filter(Q(until=None) | Q(until__gt=Now()), account=_me(), withdrawn_at=None)


def _opened() -> Mapping[UUID, datetime]:
    """The cases that are open to whoever acts because a life is in danger, each with when that ends."""
    # The table is of a room above this one, which imports this one.
    rows = apps.get_model("access", "BreakGlass")._default_manager.filter(
        account=_me(), opened_at__gt=Now() - DANGER_LASTS, closed_at=None
    )
    opened = rows.order_by("opened_at").values_list("case_id", "opened_at")
    return {case: at + DANGER_LASTS for case, at in opened if at is not None}


def _me() -> Func:
    return Func(function="asylia_account", output_field=UUIDField())


def _marked(one: Listed, opened: Mapping[UUID, datetime], worked_on: set[UUID]) -> Listed:
    return one if one.case in worked_on else replace(one, danger_until=opened.get(one.case))


def _page(limit: int, before: Place | None, among: list[UUID] | None) -> list[Listed]:
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
