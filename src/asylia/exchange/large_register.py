"""Reads a register of any size from Parquet or CSV, a chunk at a time, so that memory stays bounded."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from asylia.exchange.csv_register import Row, cells_by_key, header_of, rows_of
from asylia.exchange.source import Source
from asylia.exchange.unreadable import UnreadableFile
from asylia.law.facts import FACTS, FactError
from asylia.people import SetAside

PEOPLE_IN_A_CHUNK = {".parquet": 100_000, ".csv": 20_000}

LONGEST_LINE = 32 * 1024 * 1024
"""Characters."""

FIRST_BYTES = 8


@dataclass(frozen=True)
class Chunk:
    """Some rows of a register. rows: columns under Asylia's keys, as they stand in the file, null where empty.

    places: where each row stands. set_aside: rows that cannot be read at all. done: the share of the file read so far.
    """

    rows: pl.DataFrame
    places: Sequence[str]
    set_aside: tuple[SetAside, ...]
    done: float


def chunks(path: Path) -> Iterator[Chunk]:
    """The rows of that file, chunk by chunk.

    Raises UnreadableFile where the file is not what it says, or its header is wrong.
    """
    name = path.name or str(path)
    if not path.exists():
        raise UnreadableFile(name, "there is no such file")
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableFile(name, "this is not a regular file")
    if not found.st_size:
        raise UnreadableFile(name, "the file is empty")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFile(name, f"expected a file that ends in {' or '.join(_READERS)}")
    with path.open("rb") as file:
        source = Source(name, path.suffix.lower(), file.read(FIRST_BYTES))
    return reader(path, source)


def _parquet(path: Path, source: Source) -> Iterator[Chunk]:
    try:
        scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        names = scan.collect_schema().names()
        people = scan.select(pl.len()).collect().item()
    except pl.exceptions.PolarsError:
        raise source.unreadable("this cannot be read as Parquet; expected a whole Parquet file") from None
    header = header_of(source, Row(1, "the header", tuple(names)))
    renamed = scan.select(pl.col(name).alias(key) for name, key in zip(names, header, strict=True))
    for column, kind in renamed.collect_schema().items():
        _fits(source, column, kind)
    size = PEOPLE_IN_A_CHUNK[source.ending]
    for start in range(0, people, size):
        try:
            rows = renamed.slice(start, size).collect()
        except pl.exceptions.PolarsError:
            raise source.unreadable(f"rows from {start + 1:,} on cannot be read; the file is damaged") from None
        places = range(start + 1, start + 1 + rows.height)
        yield Chunk(rows, [f"row {place}" for place in places], (), (start + rows.height) / people)


def _fits(source: Source, column: str, kind: pl.DataType) -> None:
    is_set = column in FACTS and FACTS[column].type == "set"
    if kind.is_nested() and not (is_set and isinstance(kind, pl.List | pl.Array)):
        expected = FACTS[column].expected if column in FACTS else "text"
        raise source.unreadable(f"column “{column}” holds lists or structures; expected {expected}")


def _csv(path: Path, source: Source) -> Iterator[Chunk]:
    kind = source.contains()
    if kind:
        raise source.unreadable(f"its ending says {source.ending}, its content is {kind}")
    mark, encoding = source.mark_and_encoding()
    size = path.stat().st_size
    with path.open("rb") as file, io.TextIOWrapper(file, encoding=encoding, newline="") as text:
        file.seek(len(mark))
        rows = rows_of(source, _lines(text.readline, source))
        header = header_of(source, next(rows, None))
        pending: list[dict[str, str]] = []
        places: list[str] = []
        set_aside: list[SetAside] = []
        for row in rows:
            if row.is_empty:
                continue
            try:
                pending.append(cells_by_key(row, header))
                places.append(row.place)
            except FactError as error:
                set_aside.append(SetAside(row.place, str(error)))
            if len(pending) + len(set_aside) >= PEOPLE_IN_A_CHUNK[source.ending]:
                yield Chunk(_table(pending, header), places, tuple(set_aside), file.tell() / size)
                pending, places, set_aside = [], [], []
        yield Chunk(_table(pending, header), places, tuple(set_aside), 1.0)


def _lines(readline: Callable[[int], str], source: Source) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        try:
            line = readline(LONGEST_LINE)
        except UnicodeDecodeError:
            raise source.unreadable(
                f"line {number} or one soon after is not text in UTF-8; save the file as UTF-8 and try again"
            ) from None
        if not line:
            return
        if len(line) >= LONGEST_LINE:
            raise source.unreadable(f"line {number} is longer than {LONGEST_LINE:,} characters")
        if "\x00" in line:
            raise source.unreadable(f"line {number} holds a NUL byte; a text file is expected, saved as UTF-8")
        yield line


def _table(rows: Sequence[dict[str, str]], header: Sequence[str]) -> pl.DataFrame:
    return pl.DataFrame({key: pl.Series(key, [row.get(key) for row in rows], dtype=pl.String) for key in header})


_READERS: dict[str, Callable[[Path, Source], Iterator[Chunk]]] = {".parquet": _parquet, ".csv": _csv}
