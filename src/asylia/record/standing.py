"""What stands of a ledger of facts: the newest values, with contradictions kept beside what they contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal
from uuid import UUID

from asylia.law.facts import FACTS, Known, Value, as_moment, read_answer

Source = Literal["person", "observation", "document", "third_party", "expert", "coi"]
Certainty = Literal["stated", "observed", "verified"]
Closed = Literal["", "asked", "declined", "denied"]
Precision = Literal["minute", "day", "month", "year", "range"]

SOURCES: tuple[Source, ...] = ("person", "observation", "document", "third_party", "expert", "coi")
"""coi: information on the country of origin."""

CERTAINTIES: tuple[Certainty, ...] = ("stated", "observed", "verified")
CLOSED: tuple[Closed, ...] = ("", "asked", "declined", "denied")
PRECISIONS: tuple[Precision, ...] = ("minute", "day", "month", "year", "range")


@dataclass(frozen=True)
class Interval:
    """When something was true, as well as it is known: from the first to the last moment it may have begun."""

    earliest: datetime
    latest: datetime
    precision: Precision

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError("an interval ends at its beginning or later")


@dataclass(frozen=True)
class Entry:
    """One row of a ledger. Nothing is ever changed in it or taken out.

    id: random, and nothing depends on its order. value: None where unknown. closed: why it stays unknown and is not
    asked again. supersedes, contradicts: ids of rows of the same key that were there before.
    """

    id: UUID
    key: str
    value: Value | None
    closed: Closed
    source: Source
    certainty: Certainty
    recorded_at: datetime
    when_true: Interval | None = None
    supersedes: frozenset[UUID] = frozenset()
    contradicts: frozenset[UUID] = frozenset()

    @property
    def at(self) -> date:
        """When this became true, or else known. The earliest it may have been, so that no clock starts too late."""
        if self.when_true is None:
            return self.recorded_at
        return self.when_true.earliest if self.when_true.precision == "minute" else self.when_true.earliest.date()


@dataclass(frozen=True)
class Standing:
    """What stands of one ledger."""

    by_key: Mapping[str, tuple[Entry, ...]]
    """For each key the entries that nothing supersedes, in the order in which they were recorded."""

    @cached_property
    def contradictions(self) -> Mapping[str, tuple[Entry, ...]]:
        """The keys on which standing entries disagree, with all that is said. The law reads each as unknown."""
        return {key: told for key, entries in self.by_key.items() if len(_values(told := _telling(entries))) > 1}

    @cached_property
    def known(self) -> Known:
        """What the law reads. Entries that agree count from the earliest; sets of what is known are joined."""
        facts: dict[str, Value] = {}
        at: dict[str, date] = {}
        closed = set()
        for key, entries in self.by_key.items():
            told = _telling(entries)
            if told and key not in self.contradictions:
                facts[key] = _joined(told)
                at[key] = min((entry.at for entry in told), key=as_moment)
            elif any(entry.closed for entry in entries):
                closed.add(key)
        return Known(facts, at, frozenset(closed))


def standing(ledger: Iterable[Entry]) -> Standing:
    """What stands of these entries of one case, given in any order."""
    entries = sorted(ledger, key=lambda entry: (entry.recorded_at, entry.id))
    superseded = {earlier for entry in entries for earlier in entry.supersedes}
    by_key: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.id not in superseded:
            by_key[entry.key] = (*by_key.get(entry.key, ()), entry)
    return Standing(by_key)


def _telling(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.value is not None)


def _values(entries: tuple[Entry, ...]) -> set[Value]:
    """The different values told. Sets of what is known add up and never contradict one another."""
    return set() if entries and isinstance(entries[0].value, frozenset) else {_of(entry) for entry in entries}


def _joined(entries: tuple[Entry, ...]) -> Value:
    first = _of(entries[0])
    if not isinstance(first, frozenset):
        return first
    return first.union(*(value for entry in entries if isinstance(value := entry.value, frozenset)))


def _of(entry: Entry) -> Value:
    if entry.value is None:
        raise ValueError("an entry without a value tells nothing")
    return entry.value


def written(value: Value) -> object:
    """A value as it is kept: yes, no or one word, a number, a day or moment in ISO 8601, or a sorted list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value


def read(key: str, kept: object) -> Value | None:
    """A value as the law reads it, from how it is kept. Raises FactError."""
    value, _ = read_answer(key, kept)
    return value


def compartment(key: str) -> str:
    """The class A to J that a fact belongs to."""
    return FACTS[key].sensitivity
