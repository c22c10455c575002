"""The ledger of facts in the database: what stands of a case is read, what is told is added, and no more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from asylia.law.facts import FactError, Value, fact, read_answer
from asylia.record.models import Fact
from asylia.record.rows import Actor
from asylia.record.standing import Certainty, Closed, Entry, Interval, Source, Standing, compartment, standing, written

CLOSING: dict[str, Closed] = {"asked": "asked", "declined": "declined", "denied": "denied"}


@dataclass(frozen=True)
class Told:
    """One thing told, not yet recorded. value: None where unknown. id: the same again for the same act of telling."""

    key: str
    value: Value | None
    source: Source
    certainty: Certainty
    closed: Closed = ""
    when_true: Interval | None = None
    supersedes: frozenset[UUID] = frozenset()
    contradicts: frozenset[UUID] = frozenset()
    id: UUID | None = None


def told(key: str, answer: object, source: Source, certainty: Certainty, when_true: Interval | None = None) -> Told:
    """What an answer in words tells: yes, no, a word, a number, a date, asked, declined, denied. Raises FactError."""
    if fact(key).derived:
        raise FactError("%(key)s: the law works this out itself; it is not recorded", key=key)
    value, is_closed = read_answer(key, answer)
    closed = CLOSING[str(answer).strip().casefold()] if is_closed else ""
    return Told(key, None if value == "unknown" else value, source, certainty, closed, when_true)


def superseding(one: Told, earlier: frozenset[UUID]) -> Told:
    """The same, said to take the place of these earlier rows of the same fact."""
    return replace(one, supersedes=earlier)


def standing_of(case: UUID) -> Standing:
    """What stands of the facts of a case, as far as whoever acts may see them."""
    return standing(entries(case))


def entries(case: UUID) -> list[Entry]:
    """The whole ledger of a case, oldest first, as far as whoever acts may see it."""
    return [entry for entry, _ in told_by(case)]


def told_by(case: UUID) -> list[tuple[Entry, UUID]]:
    """The same, each with the account that recorded it."""
    rows = Fact.objects.filter(case_id=case).order_by("recorded_at", "id")
    return [(_entry(row), row.recorded_by) for row in rows]


def record(case: UUID, actor: Actor, new: Iterable[Told], now: datetime) -> list[Entry]:
    """Add what was told to the ledger of a case, and give the rows that were added."""
    rows = [
        Fact(
            id=one.id or uuid4(),
            case_id=case,
            agency_id=actor.agency,
            key=one.key,
            compartment=compartment(one.key),
            value=None if one.value is None else written(one.value),
            closed=one.closed,
            source=one.source,
            certainty=one.certainty,
            true_earliest=one.when_true.earliest if one.when_true else None,
            true_latest=one.when_true.latest if one.when_true else None,
            true_precision=one.when_true.precision if one.when_true else "",
            recorded_at=now,
            recorded_by=actor.account,
            supersedes=sorted(one.supersedes),
            contradicts=sorted(one.contradicts),
        )
        for one in new
    ]
    Fact.objects.bulk_create(rows)
    return [_entry(row) for row in rows]


def _entry(row: Fact) -> Entry:
    value, _ = read_answer(row.key, row.value)
    when = None
    if row.true_earliest is not None and row.true_latest is not None:
        when = Interval(row.true_earliest, row.true_latest, row.true_precision)  # type: ignore[arg-type]
    return Entry(
        row.id,
        row.key,
        value,
        row.closed,  # type: ignore[arg-type]
        row.source,  # type: ignore[arg-type]
        row.certainty,  # type: ignore[arg-type]
        row.recorded_at,
        when,
        frozenset(row.supersedes),
        frozenset(row.contradicts),
    )
