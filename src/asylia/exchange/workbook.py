"""Opens an Excel workbook with care: no zip bomb, no document types in its parts, no macro run, no formula trusted."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from openpyxl import load_workbook
from openpyxl.cell.read_only import EmptyCell

from asylia.exchange.source import Source
from asylia.exchange.unreadable import UnreadableFile, printable

MOST_PARTS = 2_000
MOST_UNPACKED = 512 * 1024 * 1024
"""Bytes that all parts may have together when unpacked."""

MOST_UNPACKED_RATIO = 150
"""Times its packed size that a part larger than `RATIO_COUNTS_FROM` may have; office files stay below 50."""

RATIO_COUNTS_FROM = 8 * 1024 * 1024
MOST_COLUMNS = 2_000
LAST_ROW = 1_048_576
"""The last row a sheet can have."""

MOST_CELLS = 20_000_000
LONGEST_CELL = 10_000
"""Characters."""

_DAMAGED = "the workbook is damaged; open it in a spreadsheet program and save it anew"
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CHUNK = 1024 * 1024

CellValue = str | float | bool | date | None


@dataclass(frozen=True)
class NotAValue:
    """Stands in place of a cell that holds no plain value. what: what it holds, in words."""

    what: str


@dataclass(frozen=True)
class SheetRow:
    """A row: its number as the spreadsheet shows it, and its cells from column A on."""

    number: int
    cells: tuple[CellValue | NotAValue, ...]


class Workbook:
    """A workbook, checked; its sheets are read row by row, as often as asked."""

    def __init__(self, source: Source) -> None:
        """Raises UnreadableFile when the source is no workbook, or could not be read safely."""
        _check_parts(source)
        self._source = source
        try:
            with _quiet():
                self._book = load_workbook(io.BytesIO(source.content), read_only=True)
                self.sheets = tuple(sheet.title for sheet in self._book.worksheets)
        except Exception:  # openpyxl meets damaged parts with almost any error
            raise source.unreadable(_DAMAGED) from None

    def rows(self, sheet: str) -> Iterator[SheetRow]:
        """The rows of that sheet that hold a cell. Raises UnreadableFile where the sheet cannot be read on."""
        rows = self._rows(sheet)
        number = 0
        while True:
            try:
                with _quiet():
                    row = next(rows, None)
            except UnreadableFile:
                raise
            except Exception:  # openpyxl meets damaged parts with almost any error
                place = f"sheet “{printable(sheet, 40)}”, after row {number}"
                raise self._source.unreadable(f"{place}: {_DAMAGED}") from None
            if row is None:
                return
            number = row.number
            yield row

    def _rows(self, sheet: str) -> Iterator[SheetRow]:
        page = self._book[sheet]
        # The size a sheet says it has may be wrong; what is there counts.
        page.reset_dimensions()
        seen = 0
        for number, row in enumerate(page.iter_rows(), start=1):
            seen += len(row)
            if number > LAST_ROW or seen > MOST_CELLS:
                raise self._source.unreadable(f"sheet “{printable(sheet, 40)}” has more cells than a register can have")
            if not row:
                continue
            cells = tuple(_value(cell) for cell in row)
            if any(cell is not None for cell in cells[MOST_COLUMNS:]):
                raise self._source.unreadable(
                    f"row {number} has {len(cells):,} columns; at most {MOST_COLUMNS:,} are expected"
                )
            yield SheetRow(number, cells[:MOST_COLUMNS])


@contextmanager
def _quiet() -> Iterator[None]:
    # The templates' drop-down lists make openpyxl warn that it would lose them; nothing is written, so nothing is lost.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _check_parts(source: Source) -> None:
    if source.contains() == "an old or password-protected Office file":
        raise source.unreadable(
            "the workbook is password-protected or of an old kind; save it as .xlsx without password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as parts:
            _check_sizes(source, parts.infolist())
            for part in parts.infolist():
                _check_markup(source, parts, part)
    except zipfile.BadZipFile:
        raise source.unreadable(f"its ending says {source.ending}, its content is no Excel workbook") from None
    except UnreadableFile:
        raise
    except Exception:  # each decompressor has errors of its own
        raise source.unreadable(_DAMAGED) from None


def _check_sizes(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise source.unreadable("the workbook unpacks to more than a register can be; expected a plain workbook")
    for part in parts:
        if part.file_size > RATIO_COUNTS_FROM and part.file_size > MOST_UNPACKED_RATIO * max(part.compress_size, 1):
            raise source.unreadable(
                "a part of the workbook unpacks to far more than it holds; expected a plain workbook"
            )


def _check_markup(source: Source, parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Raises UnreadableFile for a part in XML that declares a document type, or hides its text in another encoding."""
    if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
        return
    tail = b""
    with parts.open(part) as content:
        while chunk := content.read(_CHUNK):
            if not tail and b"\x00" in chunk[:4]:
                raise source.unreadable("a part of the workbook is not in UTF-8; save it anew in a spreadsheet program")
            if _DOCUMENT_TYPE.search(tail + chunk):
                raise source.unreadable("a part of the workbook declares a document type; expected a plain workbook")
            tail = chunk[-16:]


def _value(cell: object) -> CellValue | NotAValue:
    if isinstance(cell, EmptyCell):
        return None
    kind = getattr(cell, "data_type", None)
    value = getattr(cell, "value", None)
    if kind == "f":
        return NotAValue("a formula")
    if kind == "e":
        return NotAValue("an error value")
    if value is None or isinstance(value, str | bool | date):
        return value
    if isinstance(value, int | float):
        return float(value)
    return NotAValue("a time of day")
