"""How much memory PostgreSQL and this process take while something is measured; Linux only."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

EVERY = 1.0
"""Seconds between two looks. Each takes some milliseconds beside what is measured."""

PROCESSES = Path("/proc")


class Memory:
    """The most that was seen, in MB: of PostgreSQL's processes together, shared memory counted once; of this one.

    Of this one the system keeps the highest itself (VmHWM), so that the 64 MB of one sign-in are not missed.
    """

    def __init__(self, postmaster: int) -> None:
        self.postgres = 0.0
        self.own = 0.0
        self._postmaster = postmaster
        self._over = threading.Event()

    @property
    def together(self) -> float:
        return self.postgres + self.own

    def look(self) -> None:
        self.postgres = max(self.postgres, sum(told("smaps_rollup", "Pss:", one) for one in family(self._postmaster)))
        self.own = told("status", "VmHWM:", "self")

    def keep_looking(self) -> None:
        while not self._over.wait(EVERY):
            self.look()

    def end(self) -> None:
        self._over.set()


@contextmanager
def memory(postmaster: int) -> Iterator[Memory | None]:
    """Watches while this lasts; None where the system does not tell."""
    if not (PROCESSES / "self" / "smaps_rollup").exists():
        yield None
        return
    seen = Memory(postmaster)
    watch = threading.Thread(target=seen.keep_looking, daemon=True)
    watch.start()
    try:
        yield seen
    finally:
        seen.end()
        watch.join()
        seen.look()


def told(file: str, row: str, process: int | str) -> float:
    """MB that the system tells of a process in this row; 0 where it has ended. Pss: its own, its share of the rest."""
    try:
        rows = (PROCESSES / str(process) / file).read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(one.split()[1]) for one in rows if one.startswith(row)) / 1024


def family(postmaster: int) -> list[int]:
    """The process and its children."""
    found = [postmaster]
    for folder in PROCESSES.iterdir():
        if folder.name.isdecimal():
            try:
                after_name = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(after_name[1]) == postmaster:
                found.append(int(folder.name))
    return found
