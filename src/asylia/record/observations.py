"""What was answered to screening indicators: added, never changed, and read back as the screening takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from asylia.record.models import IndicatorObservation
from asylia.record.rows import Actor
from asylia.record.standing import Source
from asylia.screening import Observed, read_indicators

COMPARTMENT = "C"
"""Screening is kept with what was told of exploitation (domain, section B), whatever the indicator."""


def record(case: UUID, actor: Actor, given: Mapping[str, object], source: Source, now: datetime) -> list[UUID]:
    """Add answers to indicators (yes, no, unknown, asked, declined, denied), and give the numbers of the rows.

    What the same account had answered to the same indicator is superseded; what somebody else answered stays beside it.
    Raises IndicatorError, naming the indicator.
    """
    read = read_indicators(given)
    earlier = _standing(case)
    rows = [
        IndicatorObservation(
            id=uuid4(),
            case_id=case,
            agency_id=actor.agency,
            indicator=name,
            compartment=COMPARTMENT,
            observed=read.answers.get(name),
            closed=str(answer).strip().casefold() if name in read.closed else "",
            source=source,
            recorded_at=now,
            recorded_by=actor.account,
            supersedes=[row.id for row in earlier.get(name, []) if row.recorded_by == actor.account],
        )
        for name, answer in given.items()
    ]
    IndicatorObservation.objects.bulk_create(rows)
    return [row.id for row in rows]


def observed(case: UUID) -> Observed:
    """What stands of the answers, as far as whoever acts may see them. Where two people disagree it is not known."""
    answers: dict[str, bool] = {}
    closed = set()
    at = {}
    for name, rows in _standing(case).items():
        told = {row.observed for row in rows if row.observed is not None}
        if len(told) == 1:
            answers[name] = told.pop()
            at[name] = min(row.recorded_at for row in rows)
        elif any(row.closed for row in rows):
            closed.add(name)
    return Observed(answers, frozenset(closed), at)


def _standing(case: UUID) -> dict[str, list[IndicatorObservation]]:
    rows = list(IndicatorObservation.objects.filter(case_id=case).order_by("recorded_at", "id"))
    superseded = {earlier for row in rows for earlier in row.supersedes}
    found: dict[str, list[IndicatorObservation]] = {}
    for row in rows:
        if row.id not in superseded:
            found.setdefault(row.indicator, []).append(row)
    return found
