"""Reads people from the spreadsheet templates of HTCDS 2.0, the Human Trafficking Case Data Standard (IOM).

The codes of the standard raise questions; they set no fact. Only the date of birth becomes an age. Names, addresses,
phone numbers and free text are not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from asylia.exchange.birth import Birth, read_birth, registered_birth, with_birth
from asylia.exchange.code_lists import Code, htcds_codes, htcds_core_by_label, htcds_fields
from asylia.exchange.csv_register import MOST_ROWS
from asylia.exchange.htcds_codes import read_codes
from asylia.exchange.htcds_questions import DECIDED_BY, RAISED_BY_ANY, RAISED_BY_CODE, RAISED_BY_TEXT, STATUS
from asylia.exchange.questions import in_order
from asylia.exchange.source import Source
from asylia.exchange.unreadable import printable
from asylia.exchange.workbook import LONGEST_CELL, CellValue, NotAValue, SheetRow, Workbook
from asylia.law.facts import NOTHING_KNOWN, FactError
from asylia.people import Intake, Person, Question, SetAside
from asylia.screening import NOTHING_OBSERVED

_Cells = tuple[CellValue | NotAValue, ...]

_HEADER_ROWS = 2
_FEWEST_KNOWN_NAMES = 5
"""Names of the standard that row 1 of a sheet must hold to be taken for a case sheet."""

_MISNAMED = {"vic_TraffickinStatusDecisionMakingOrg": DECIDED_BY}
"""Names in the official templates that differ from the standard."""

_MAILING = "prs_Mailing"
_YEAR_TYPED_AS_DATE = 1905
"""A year such as 2009 typed into a cell formatted as a date becomes a day of 1905."""

_STATUS_NOTES = {
    "PossibleVictimOfTrafficking": "The file calls this person a possible victim of trafficking.",
    "ActualVictimOfTrafficking": "The file calls this person an actual victim of trafficking.",
    "NotAVictimOfTrafficking": "The file calls this person not a victim of trafficking.",
}
_SETS_NOTHING = "That sets nothing here: ask where identification stands, and for the decision itself."


def read_htcds(source: Source, on: date) -> Intake:
    """Every person of the case sheet: a row that holds more than its number.

    A row with a formula, or with a value outside the list of its column, is set aside. Raises UnreadableFile when the
    file is no workbook, or no sheet of it, or more than one, is an HTCDS case sheet.
    """
    workbook = Workbook(source)
    sheet = _case_sheet(source, workbook)
    columns, notes = _columns(source, *_header(workbook, sheet))
    people: list[Person] = []
    set_aside: list[SetAside] = []
    for row in workbook.rows(sheet):
        if row.number <= _HEADER_ROWS:
            continue
        cells = _filled(row, columns)
        if not cells:
            continue
        if len(people) + len(set_aside) >= MOST_ROWS:
            raise source.unreadable(f"more than {MOST_ROWS:,} people; split the file")
        try:
            people.append(_person(row.number, cells, on))
        except FactError as error:
            set_aside.append(SetAside(f"row {row.number}", str(error)))
    if not people and not set_aside:
        raise source.unreadable(f"sheet “{printable(sheet, 40)}” lists nobody; expected a person a row from row 3 on")
    return Intake(tuple(people), tuple(set_aside), tuple(notes))


def _case_sheet(source: Source, workbook: Workbook) -> str:
    found = [sheet for sheet in workbook.sheets if _is_case_sheet(workbook, sheet)]
    if len(found) == 1:
        return found[0]
    if found:
        raise source.unreadable(f"{len(found)} sheets are HTCDS case sheets; keep one in the file, or split it")
    raise source.unreadable(
        "no sheet is an HTCDS 2.0 case sheet; row 1 (hidden in the templates) is expected to hold the names of the "
        "standard, such as vic_TraffickingStatus"
    )


def _is_case_sheet(workbook: Workbook, sheet: str) -> bool:
    names, _ = _header(workbook, sheet)
    return len({_name(cell) for cell in names} & set(htcds_fields())) >= _FEWEST_KNOWN_NAMES


def _header(workbook: Workbook, sheet: str) -> tuple[_Cells, _Cells]:
    """The cells of row 1, the names, and of row 2, the labels."""
    rows = takewhile(lambda row: row.number <= _HEADER_ROWS, workbook.rows(sheet))
    cells = {row.number: row.cells for row in rows}
    return cells.get(1, ()), cells.get(2, ())


def _name(cell: CellValue | NotAValue) -> str:
    name = cell.strip() if isinstance(cell, str) else ""
    return _MISNAMED.get(name, name)


@dataclass(frozen=True)
class _Column:
    """A column that is a field of the standard. index: from 0."""

    index: int
    field: str


_Cell = tuple[_Column, CellValue | NotAValue]


def _columns(source: Source, names: _Cells, labels: _Cells) -> tuple[tuple[_Column, ...], list[str]]:
    """The columns that are fields of the standard, and notes on those that are not."""
    columns: dict[str, _Column] = {}
    notes = []
    for index in range(1, max(len(names), len(labels))):
        name = _name(names[index]) if index < len(names) else ""
        label = labels[index] if index < len(labels) else None
        field = field_of(name, " ".join(label.split()) if isinstance(label, str) else "")
        if field in columns:
            first = _letters(columns[field].index)
            raise source.unreadable(f"column {_letters(index)}: {field} is already column {first}; expected it once")
        if field:
            columns[field] = _Column(index, field)
        elif name or label:
            notes.append(f"Column {_letters(index)} is no field of HTCDS 2.0; it was not read.")
    return tuple(columns.values()), notes


def field_of(name: str, label: str) -> str | None:
    """The field of a column by its name in row 1 and its label in row 2; None when it is none of the standard.

    The name counts. But in all official templates the names of the five mailing columns stand in another order than
    their labels, and people type by the label; and the reason for outgoing referral has a label only.
    """
    by_label = htcds_core_by_label().get(label)
    if name.startswith(_MAILING) or not name:
        return by_label or name or None
    return name if name in htcds_fields() else None


def _letters(index: int) -> str:
    """The letters a spreadsheet gives a column. index: from 0."""
    letters = ""
    index += 1
    while index:
        index, letter = divmod(index - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _filled(row: SheetRow, columns: tuple[_Column, ...]) -> Mapping[str, _Cell]:
    """The cells of a row that hold something, by field. Column A, which numbers the rows in advance, is no field."""
    return {
        column.field: (column, row.cells[column.index])
        for column in columns
        if column.index < len(row.cells) and not _is_empty(row.cells[column.index])
    }


def _person(number: int, cells: Mapping[str, _Cell], on: date) -> Person:
    """The person of that row. Raises FactError, naming the column and what is expected."""
    codes: dict[str, tuple[Code, ...]] = {}
    notes: list[str] = []
    for column, cell in cells.values():
        if isinstance(cell, NotAValue):
            raise FactError(f"{_place(column)}: {cell.what} where a value is expected; paste the value itself")
        if htcds_codes(column.field):
            if len(str(cell)) > LONGEST_CELL:
                raise FactError(f"{_place(column)}: a cell is longer than {LONGEST_CELL:,} characters")
            found, understood = read_codes(column.field, str(cell))
            if not understood and column.field in RAISED_BY_ANY:
                raise FactError(f"{_place(column)}: expected {_expected(column.field)}")
            if not understood:
                notes.append(f"{_place(column)}: a value that is not of the list of this column; it was not read.")
            codes[column.field] = found
    known = NOTHING_KNOWN
    birth_notes: tuple[str, ...] = ()
    if "prs_Birthdate" in cells:
        known, birth_notes = with_birth(known, _birth(*cells["prs_Birthdate"], on), on)
    return Person(
        id=f"row {number}",
        known=known,
        observed=NOTHING_OBSERVED,
        questions=in_order(_questions(cells, codes), known),
        notes=(*birth_notes, *_notes(codes), *notes),
    )


def _is_empty(cell: CellValue | NotAValue) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _place(column: _Column) -> str:
    return f"column {_letters(column.index)} ({column.field})"


def _expected(field: str) -> str:
    labels = ", ".join(code.label for code in htcds_codes(field))
    return f"one or more of the list, joined with “; ”: {labels}"


def _birth(column: _Column, cell: CellValue | NotAValue, on: date) -> Birth:
    try:
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            if day.year == _YEAR_TYPED_AS_DATE:
                raise FactError(
                    "expected a date of birth; this is a day of 1905, which a spreadsheet makes of a year that is "
                    "typed into a date cell"
                )
            return registered_birth(day, on)
        if isinstance(cell, float) and cell.is_integer():
            cell = str(int(cell))
        birth = read_birth(cell, on)
        # Text such as 2009-01-01 says no more than a date cell does.
        return registered_birth(birth.earliest, on) if birth.earliest == birth.latest else birth
    except FactError as error:
        raise FactError(f"{_place(column)}: {str(error).removeprefix('born: ')}") from None


def _questions(cells: Mapping[str, _Cell], codes: Mapping[str, tuple[Code, ...]]) -> Iterator[Question]:
    labels = htcds_fields()
    for field, listed in codes.items():
        for code in listed:
            further = RAISED_BY_CODE.get(field, {}).get(code.value, ())
            for fact in (*RAISED_BY_ANY.get(field, ()), *further):
                yield Question(fact, f"The file lists “{code.label}” under “{labels[field]}”.")
    for field, facts in RAISED_BY_TEXT.items():
        for fact in facts if field in cells else ():
            yield Question(fact, f"The file says something under “{labels[field]}”, which is free text.")


def _notes(codes: Mapping[str, tuple[Code, ...]]) -> Iterator[str]:
    for code in codes.get(STATUS, ()):
        yield f"{_STATUS_NOTES[code.value]} {_SETS_NOTHING}"
    for code in codes.get("prs_Citizenship", ()):
        yield f"Citizenship: ISO 3166-1 alpha-2 code {code.value}. The law does not read it."
