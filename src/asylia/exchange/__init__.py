"""Readers of other people's files: everything that comes in is checked here, and refused in words when it is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from asylia.exchange.csv_register import read_csv
from asylia.exchange.source import Source, open_source
from asylia.exchange.toml_person import read_toml
from asylia.exchange.unreadable import UnreadableFile
from asylia.people import Intake

__all__ = ["UnreadableFile", "read"]


def _read_xml(source: Source, on: date) -> Intake:
    # Imported when needed: lxml and openpyxl take time to load, and TOML and CSV do without them.
    from asylia.exchange.errf import read_errf

    return read_errf(source, on)


def _read_xlsx(source: Source, on: date) -> Intake:
    from asylia.exchange.htcds import read_htcds

    return read_htcds(source, on)


_READERS: dict[str, Callable[[Source, date], Intake]] = {
    ".toml": read_toml,
    ".csv": read_csv,
    ".xlsx": _read_xlsx,
    ".xlsm": _read_xlsx,
    ".xml": _read_xml,
}


def read(path: Path, on: date) -> Intake:
    """The people of a file, and who was set aside and why.

    on: the day or moment of the assessment, against which ages and dates are checked.
    Raises UnreadableFile when nothing can be read.
    """
    source = open_source(path)
    reader = _READERS.get(source.ending)
    if reader is None:
        raise source.unreadable(f"expected a file that ends in {', '.join(_READERS)}")
    return reader(source, on)
