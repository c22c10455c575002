"""The list of deletions as a file that can be carried away, so that no backup brings back what was deleted after it."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self
from uuid import UUID

FORMAT = "asylia-deletion-1"
LEDGER = "deletions.jsonl"
"""Its name in the server's folder. It grows by one line for each deletion, and holds nothing personal."""


class LedgerError(ValueError):
    """The file is not a whole list of deletions. The text says where and what to do."""


@dataclass(frozen=True)
class Deleted:
    """One tombstone, as it stands in the file. compartment: empty for a whole case."""

    id: UUID
    case: UUID
    agency: UUID
    compartment: str
    why: str
    at: datetime

    def line(self) -> str:
        """One line of JSON, with its line end."""
        said = {
            "format": FORMAT,
            "id": str(self.id),
            "case": str(self.case),
            "agency": str(self.agency),
            "compartment": self.compartment,
            "why": self.why,
            "at": self.at.isoformat(),
        }
        return json.dumps(said, sort_keys=True) + "\n"

    @classmethod
    def read(cls, line: str) -> Self:
        """The deletion of a line. Raises ValueError, KeyError or TypeError where it is none."""
        said = json.loads(line)
        if said["format"] != FORMAT:
            raise ValueError
        ids = (UUID(said["id"]), UUID(said["case"]), UUID(said["agency"]))
        return cls(*ids, str(said["compartment"]), str(said["why"]), datetime.fromisoformat(said["at"]))


def read_ledger(path: Path) -> list[Deleted]:
    """Every deletion in the file, in order. Raises LedgerError, or OSError where it cannot be read."""
    with path.open("rb") as file:
        return list(_read(file))


def _read(file: BinaryIO) -> Iterator[Deleted]:
    for number, line in enumerate(file, 1):
        try:
            yield Deleted.read(line.decode())
        except (ValueError, KeyError, TypeError):
            raise LedgerError(
                f"Line {number} of the list of deletions cannot be read. Take another copy of the file. If there is "
                "none, remove that line, go on, and delete that case again by hand."
            ) from None


def add_to_ledger(path: Path, deleted: Iterable[Deleted]) -> int:
    """Append what the file does not have yet, safe on disk when this returns, and give how many that were.

    A line that a power cut left unfinished is taken away first: the database still knows what it said.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        whole = file.read()
        file.truncate(end := whole.rfind(b"\n") + 1)
        file.seek(0)
        known = {one.id for one in _read(file)}
        file.seek(end)
        new = [one for one in deleted if one.id not in known]
        file.write("".join(one.line() for one in new).encode())
        file.flush()
        os.fsync(file.fileno())
    return len(new)
