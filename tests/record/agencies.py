"""Invented agencies and people who act for them, for tests of the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

from asylia.server.database import Databases

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Someone:
    """An account of an agency."""

    agency: UUID
    account: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Three:
    """One person of the agency that leads the case, one of an agency it may be shared with, one of neither."""

    lead: Someone
    partner: Someone
    stranger: Someone
    case: UUID


def founded(tables: Databases, names: Sequence[str]) -> list[Someone]:
    """One person of each of these agencies. Agencies are made by the owner of the tables, since the app may not."""
    people = [Someone(uuid4()) for _ in names]
    with tables.connect("owner") as owner:
        for person, name in zip(people, names, strict=True):
            owner.execute("INSERT INTO record_agency (id, name) VALUES (%s, %s)", [person.agency, name])
    return people
