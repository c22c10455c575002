"""Reads the scenario files: what a lawyer wrote, as facts in and expectations out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from asylia.assessment import Assessment, assess
from asylia.law import read_facts
from asylia.law.facts import read_time
from asylia.people import Person
from asylia.screening import read_indicators

FOLDER = Path(__file__).parents[2] / "scenarios"
DEFAULT_ON = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

EXPECTATIONS = {
    "findings",
    "guards",
    "blocks",
    "hard",
    "forbids",
    "level",
    "rights",
    "no_rights",
    "tasks",
    "no_tasks",
    "notices",
    "no_notices",
    "warnings",
    "no_warnings",
    "deadlines",
    "no_deadlines",
    "follows",
    "derived",
    "ask",
    "next_not",
    "error",
}


@dataclass(frozen=True)
class Scenario:
    """One sentence a lawyer can read, with what is known and what has to follow."""

    file: str
    rule: str
    says: str
    facts: Mapping[str, Any]
    indicators: Mapping[str, Any]
    country: str | None
    on: date
    expect: Mapping[str, Any]

    @property
    def name(self) -> str:
        return f"{self.file}: {self.says}"

    def assess(self) -> Assessment:
        person = Person("1", read_facts(self.facts, self.on), read_indicators(self.indicators, self.on))
        return assess(person, self.country, self.on)


@cache
def all_scenarios() -> tuple[Scenario, ...]:
    return tuple(found for path in sorted(FOLDER.rglob("*.toml")) for found in _read(path))


def _read(path: Path) -> Iterator[Scenario]:
    file = str(path.relative_to(FOLDER))
    content = tomllib.loads(path.read_text("utf-8"))
    rule = content.get("rule", "")
    for one in content.get("scenario", []):
        yield _scenario(file, rule, one)
    for table in content.get("table", []):
        for row in table["rows"]:
            merged = {**table, **{key: row[key] for key in ("country", "on") if key in row}}
            merged["facts"] = {**table.get("base", {}), **row.get("facts", {})}
            merged["indicators"] = {**table.get("indicators", {}), **row.get("indicators", {})}
            merged["expect"] = {**table.get("expect", {}), **row.get("expect", {})}
            merged["says"] = f"{table['says']}: {row['label']}"
            yield _scenario(file, rule, merged)


def _scenario(file: str, rule: str, one: Mapping[str, Any]) -> Scenario:
    unknown = set(one["expect"]) - EXPECTATIONS
    assert not unknown, f"{file}: expectations are not called {unknown}"
    assert one["expect"], f"{file}: {one['says']} expects nothing"
    on = one.get("on")
    return Scenario(
        file,
        rule,
        one["says"],
        one.get("facts", {}),
        one.get("indicators", {}),
        one.get("country"),
        (read_time(on) if isinstance(on, str) else on) or DEFAULT_ON,
        one["expect"],
    )
