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

_READERS: dict[str, Callable[[Source, date], Intake]] = {".toml": read_toml, ".csv": read_csv}


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
