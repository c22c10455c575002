"""Reads a register from CSV: a person a row, facts and indicators as columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from asylia.exchange.answers import PERSON_KEYS, Answers, nearest
from asylia.exchange.source import Source
from asylia.exchange.unreadable import printable
from asylia.law.facts import FACTS, FactError
from asylia.people import Intake, Person, SetAside
from asylia.screening import INDICATORS

MOST_COLUMNS = 2_000
MOST_ROWS = 200_000
LONGEST_CELL = 10_000
"""Characters."""

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True)
class Row:
    """One record: its number as a spreadsheet shows it, where it stands, and its cells, or why they cannot be read."""

    number: int
    place: str
    cells: tuple[str, ...]
    fault: str = ""

    @property
    def is_empty(self) -> bool:
        """A blank line, as many stand at the end of a spreadsheet."""
        return not self.fault and not any(cell.strip() for cell in self.cells)


def read_csv(source: Source, on: date) -> Intake:
    """Every person of the register. A row with a wrong cell is set aside, the others are read.

    Raises UnreadableFile when the header is wrong or nobody is listed.
    """
    rows = rows_of(source, io.StringIO(source.text(), newline=""))
    header = header_of(source, next(rows, None))
    people: list[Person] = []
    set_aside: list[SetAside] = []
    first_use: dict[str, str] = {}
    for row in rows:
        if row.is_empty:
            continue
        if len(people) + len(set_aside) >= MOST_ROWS:
            raise source.unreadable(
                f"more than {MOST_ROWS:,} people; split the file, or count a large register with ./asylia population"
            )
        try:
            person = _person(row, header, on)
            if person.id in first_use:
                raise FactError(f"id: already used in {first_use[person.id]}; every person needs an id of their own")
        except FactError as error:
            set_aside.append(SetAside(row.place, str(error)))
            continue
        first_use[person.id] = row.place
        people.append(person)
    if not people and not set_aside:
        raise source.unreadable("there is a header and nobody under it; expected a person a row")
    return Intake(tuple(people), tuple(set_aside))


def rows_of(source: Source, lines: Iterable[str]) -> Iterator[Row]:
    """The records of a file as they come, the header first. lines: with their ends, as they stand in the file.

    Raises UnreadableFile for a cell that is too long.
    """
    coming = iter(lines)
    first = next(coming, "")
    delimiter, skipped = _delimiter(first.strip())
    reader = csv.reader(coming if skipped else chain([first], coming), delimiter=delimiter, strict=True)
    number = skipped
    while True:
        number += 1
        began = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            ended = max(skipped + reader.line_num, began)
            place = f"line {began}" if ended == began else f"lines {began} to {ended}"
            if "limit" in str(error):
                raise source.unreadable(f"{place}: a cell is longer than {LONGEST_CELL:,} characters") from None
            yield Row(number, place, (), 'a quotation mark (") is opened and not closed, or stands inside a cell')
            continue
        yield Row(number, f"row {number}", tuple(cells))


def _delimiter(first: str) -> tuple[str, int]:
    """The sign between cells, and how many lines stand before the header (Excel's own “sep=;” line)."""
    if first.casefold().startswith("sep=") and first[4:] in DELIMITERS:
        return first[4:], 1
    return max(DELIMITERS, key=first.count), 0


def header_of(source: Source, row: Row | None) -> tuple[str, ...]:
    """The keys of the columns. Raises UnreadableFile for one that is not known, or stands there twice."""
    if row is None or row.fault:
        raise source.unreadable(f"line 1: {row.fault if row else 'expected a header of fact keys'}")
    cells = [cell.replace("\u00a0", " ").strip() for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise source.unreadable("line 1: expected a header of fact keys such as person.declared_age")
    if len(cells) > MOST_COLUMNS:
        raise source.unreadable(f"the header has {len(cells):,} columns; at most {MOST_COLUMNS:,} are expected")
    known = _known_columns()
    header: list[str] = []
    for column, cell in enumerate(cells, start=1):
        key = known.get(cell.casefold())
        if key is None:
            shown = f"“{printable(cell, 60)}” is not a key Asylia knows" if cell else "has no name"
            raise source.unreadable(
                f"column {column} {shown}; expected id, born, languages, "
                f"fact keys or indicator ids{nearest(cell, known.values())}"
            )
        if key in header:
            raise source.unreadable(f"column {column}: “{key}” is already column {header.index(key) + 1}")
        header.append(key)
    return tuple(header)


def _known_columns() -> Mapping[str, str]:
    keys = (*PERSON_KEYS, *FACTS, *INDICATORS)
    return {key.casefold(): key for key in keys}


def cells_by_key(row: Row, header: tuple[str, ...]) -> dict[str, str]:
    """What the row says, its empty cells left out. Raises FactError for a row that does not fit the header."""
    if row.fault:
        raise FactError(row.fault)
    # Fewer cells than the header are taken: Excel leaves out the empty ones at the end of some rows.
    if any(cell.strip() for cell in row.cells[len(header) :]):
        raise FactError(f"{len(row.cells)} cells where the header has {len(header)} columns")
    given = {key: cell.strip() for key, cell in zip(header, row.cells, strict=False) if cell.strip()}
    for key, cell in given.items():
        if len(cell) > LONGEST_CELL:
            raise FactError(f"{key}: a cell is longer than {LONGEST_CELL:,} characters")
    return given


def _person(row: Row, header: tuple[str, ...], on: date) -> Person:
    """The person of that row. Raises FactError."""
    given = cells_by_key(row, header)
    return Answers(
        id=row.place,
        person={key: given[key] for key in PERSON_KEYS if key in given},
        facts={key: cell for key, cell in given.items() if key in FACTS},
        indicators={key: cell for key, cell in given.items() if key in INDICATORS},
    ).read(on)
