"""Reads one person from a TOML file: [person], [facts] and [indicators]."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date

from asylia.exchange.answers import PERSON_KEYS, Answers, nearest
from asylia.exchange.source import Source
from asylia.exchange.unreadable import printable
from asylia.law.facts import FACTS, FactError
from asylia.people import Intake

TABLES = ("person", "facts", "indicators")

_ONLY_PERSON = "1"
"""What the person is called when the file gives no id."""

_DEEPEST = 4
"""Parts of the longest fact key, and one more."""

_LARGEST_INTEGER = 2**63
"""Numbers beyond 64 bits are not TOML."""


def read_toml(source: Source, on: date) -> Intake:
    """The one person of this file. Raises UnreadableFile, naming the line or the key."""
    tables = _parse(source)
    try:
        return Intake((_answers(tables).read(on),))
    except FactError as error:
        raise source.unreadable(str(error)) from None


def _parse(source: Source) -> dict[str, object]:
    text = source.text()
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, tomllib.TOMLDecodeError) else "a number or nesting too large to read"
        hint = "words, and dates without a day, stand in quotation marks"
        raise source.unreadable(f"this is not TOML as expected: {printable(what)}; {hint}") from None


def _answers(tables: Mapping[str, object]) -> Answers:
    for name, table in tables.items():
        if name not in TABLES:
            raise FactError(
                f"“{printable(name, 60)}” is not expected at the top; "
                f"expected [person], [facts] and [indicators]{nearest(name, TABLES)}"
            )
        if not isinstance(table, dict):
            raise FactError(f"“{name}” is expected to be a table: write [{name}] on a line of its own")
    if not tables:
        raise FactError("there is nothing to read; expected [person], [facts] or [indicators]")
    person, facts, indicators = (_table(tables, name) for name in TABLES)
    for key in person:
        if key not in PERSON_KEYS:
            raise FactError(
                f"“{printable(key, 60)}” is not expected under [person]; "
                f"expected {', '.join(PERSON_KEYS)}{nearest(key, PERSON_KEYS)}"
            )
    return Answers(_ONLY_PERSON, person, _flat(facts), indicators)


def _table(tables: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = tables.get(name, {})
    return table if isinstance(table, dict) else {}


def _flat(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts by their full key, however they were nested. Raises FactError for one given twice."""
    flat: dict[str, object] = {}
    for key, answer in _leaves(facts, ()):
        if key in flat:
            raise FactError(f"{printable(key, 60)}: given twice, quoted and nested; give it once")
        flat[key] = answer
    return flat


def _leaves(table: Mapping[str, object], path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    for part, answer in table.items():
        key = ".".join((*path, part))
        # A fact key is never the beginning of another, so a table under a fact key is its {value=, at=}.
        is_group = isinstance(answer, dict) and key not in FACTS and answer and not set(answer) <= {"value", "at"}
        if isinstance(answer, dict) and is_group and len(path) < _DEEPEST:
            yield from _leaves(answer, (*path, part))
        else:
            said = answer.get("value") if isinstance(answer, dict) else answer
            if isinstance(said, int) and abs(said) >= _LARGEST_INTEGER:
                raise FactError(f"{printable(key, 60)}: this number is too large")
            yield key, answer
