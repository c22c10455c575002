"""How the tables of a backup follow one another as bytes: a line that says what comes, the tables, a line that sums up.

First a line of JSON (Heading). Then for each table a line of JSON, its rows as PostgreSQL's COPY writes them, in pieces
with their length in four bytes before them, and a length of zero. At last a line of JSON (sums), which can be written
only when all is read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Self

FORMAT = "asylia-backup-1"
RECORD = "record"
KEYRING = "keyring"
LENGTH_BYTES = 4
LONGEST_LINE = 16 * 1024 * 1024
LONGEST_PIECE = 256 * 1024 * 1024


class FormatError(ValueError):
    """The bytes are no backup of Asylia, or not a whole one. The text says so and what to do."""

    def __init__(self) -> None:
        super().__init__(
            "This is not a whole backup of Asylia, or one that was changed. Nothing was restored. Take another copy."
        )


@dataclass(frozen=True)
class Heading:
    """What a file is. pair: the same random number in both files of one backup. chains: seq and fingerprint by agency.

    deletions: how many tombstones there were; a list of deletions that has fewer is older than the backup. keep_days:
    how long the file may be used; None for as long as one likes. server: of the keyring, the keys that the server keeps
    beside its database, by the name of their files.
    """

    part: str
    pair: str
    made_at: datetime
    version: str
    migrations: tuple[tuple[str, str], ...]
    chains: Mapping[str, tuple[int, str]]
    deletions: int
    keep_days: int | None = None
    server: Mapping[str, str] = field(default_factory=dict)

    def line(self) -> bytes:
        return _line({"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()})

    @classmethod
    def read(cls, line: bytes) -> Self:
        """Raises FormatError."""
        said = _read(line)
        try:
            if said.pop("format") != FORMAT:
                raise FormatError
            said["made_at"] = datetime.fromisoformat(said["made_at"])
            said["migrations"] = tuple((app, name) for app, name in said["migrations"])
            said["chains"] = {agency: (int(seq), str(own)) for agency, (seq, own) in said["chains"].items()}
            said["server"] = {str(name): str(key) for name, key in said.get("server", {}).items()}
            return cls(**said)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise FormatError from None


@dataclass(frozen=True)
class Table:
    """One table: its columns in the order of its rows."""

    name: str
    columns: tuple[str, ...]


@dataclass
class Sum:
    """What adds up of one table while its rows pass."""

    rows: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def add(self, piece: bytes) -> None:
        # In the text format of COPY a line end inside a value is written with a backslash.
        self.rows += piece.count(b"\n")
        self.digest.update(piece)

    def said(self) -> tuple[int, str]:
        return self.rows, self.digest.hexdigest()


def written(heading: Heading, tables: Iterable[tuple[Table, Iterable[bytes]]]) -> Iterator[bytes]:
    """The bytes of one file of a backup."""
    yield heading.line()
    sums = {}
    for table, rows in tables:
        yield _line(asdict(table))
        total = Sum()
        for piece in rows:
            if piece:
                total.add(piece)
                yield len(piece).to_bytes(LENGTH_BYTES, "big") + piece
        yield bytes(LENGTH_BYTES)
        sums[table.name] = total.said()
    yield _line({"sums": sums})


def read_heading(stream: BinaryIO) -> Heading:
    """What the file is. Raises FormatError."""
    return Heading.read(stream.readline(LONGEST_LINE))


def read_tables(stream: BinaryIO, take: Callable[[Table, Iterator[bytes]], int]) -> int:
    """Give each table after the heading to `take`, which says how many rows it took; and give how many tables.

    Raises FormatError where a table, its rows or their sum is not what was written; what was taken is let go then.
    """
    sums: dict[str, tuple[int, str]] = {}
    while "sums" not in (said := _read(stream.readline(LONGEST_LINE))):
        try:
            table = Table(str(said["name"]), tuple(str(column) for column in said["columns"]))
        except (KeyError, TypeError):
            raise FormatError from None
        total = Sum()
        taken = take(table, _pieces(stream, total))
        if taken != total.rows:
            raise FormatError
        sums[table.name] = total.said()
    if {name: tuple(one) for name, one in said["sums"].items()} != sums:
        raise FormatError
    return len(sums)


def _pieces(stream: BinaryIO, total: Sum) -> Iterator[bytes]:
    while length := int.from_bytes(_exactly(stream, LENGTH_BYTES), "big"):
        if length > LONGEST_PIECE:
            raise FormatError
        piece = _exactly(stream, length)
        total.add(piece)
        yield piece


def _exactly(stream: BinaryIO, length: int) -> bytes:
    found = stream.read(length)
    if len(found) != length:
        raise FormatError
    return found


def _line(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said, sort_keys=True).encode() + b"\n"


def _read(line: bytes) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except ValueError:
        raise FormatError from None
    if not line.endswith(b"\n") or not isinstance(said, dict):
        raise FormatError
    return said
