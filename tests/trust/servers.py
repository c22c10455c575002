"""A server folder of a harness's own, with a database that runs, and a process that writes and acknowledges."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import UUID

import psycopg

from asylia.server.database import Databases, databases
from asylia.server.postgres import DatabaseUnusable, Place, Postgres, pid_file
from tests.record.agencies import Someone, founded

ROOT = Path(__file__).resolve().parents[2]

fault = ""
"""The fault of `writer` or `migrating` that a process works under which starts now; set for the length of a run."""


def environment(var: Path, role: str) -> dict[str, str]:
    """For a process of Asylia in this server folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ASYLIA_")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "src"), str(ROOT / "tools")])
    return {
        **kept,
        "PYTHONPATH": path,
        "ASYLIA_VAR": str(var),
        "ASYLIA_DATABASE_ROLE": role,
        "ASYLIA_SECRET_KEY": "only for tests: " + "0" * 50,
        "DJANGO_SETTINGS_MODULE": "asylia.server.settings",
    }


def migrate(var: Path) -> None:
    command = [sys.executable, "-m", "asylia.server.command", "migrate"]
    subprocess.run(command, env=environment(var, "app"), check=True, capture_output=True)


@cache
def _ready_made() -> Path:
    """A folder with a database of this version's tables, made once for all harnesses of a process, and copied."""
    var = Path(tempfile.mkdtemp(prefix="asylia-trust-"))
    atexit.register(shutil.rmtree, var, ignore_errors=True)
    with databases(var).kept():
        migrate(var)
    return var


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="asylia-trust-") as made:
        yield Path(made)


@contextmanager
def running(var: Path, *, tables: bool = True) -> Iterator[Databases]:
    """A database in this empty folder, with the tables of this version or none, that runs while this lasts."""
    known = databases(var)
    if tables:
        shutil.copytree(_ready_made() / "database", var / "database")
    with known.kept():
        yield known


def place_of(known: Databases) -> Place:
    assert known.place is not None
    return known.place


def postmaster(known: Databases) -> int:
    return int(pid_file(place_of(known).data)[0])


def wait_for(holds: Callable[[], bool], seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def answers(known: Databases) -> bool:
    try:
        with known.connect("app") as connection:
            connection.execute("SELECT 1")
    except (DatabaseUnusable, psycopg.Error):
        return False
    return True


def partner(one: UUID) -> UUID:
    """The fact that is written with this one, or not at all."""
    return UUID(int=one.int ^ 1)


@dataclass(frozen=True)
class Writing:
    """A process that writes pairs of facts through the ledger and leaves word of each pair after its commit."""

    process: subprocess.Popen[bytes]
    someone: Someone
    words: Path

    def said(self, word: str) -> list[list[str]]:
        """The lines that begin with this word, without it; a last line that is not whole is left out."""
        whole = self.words.read_text().rpartition("\n")[0].splitlines()
        return [line.split()[1:] for line in whole if line.split()[0] == word]

    def acknowledged(self) -> list[UUID]:
        """The first of each pair that was acknowledged."""
        return [UUID(one) for (one,) in self.said("written")]

    def case(self) -> UUID:
        return UUID(self.said("case")[0][0])

    def wrote(self, more_than: int, seconds: float = 30) -> bool:
        return wait_for(lambda: len(self.said("written")) > more_than, seconds)


@contextmanager
def writing(known: Databases, threads: int = 4, pairs: int = 0) -> Iterator[Writing]:
    """While this lasts, a process writes; pairs: how many, 0 for without end. It has begun when this begins."""
    (someone,) = founded(known, ["Lamplight"])
    var = place_of(known).folder.parent
    with folder() as outside:
        words = outside / "acknowledged"
        arguments = [str(someone.agency), str(someone.account), str(threads), str(pairs), fault]
        with words.open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.trust.writer", *arguments], env=environment(var, "app"), stdout=said
            )
        try:
            found = Writing(process, someone, words)
            if not wait_for(lambda: bool(found.said("case")), 60):
                raise RuntimeError("the writing process did not begin")
            yield found
        finally:
            process.kill()
            process.wait()


def facts(known: Databases, someone: Someone, case: UUID) -> set[UUID]:
    """The facts of a case, as the database shows them to an account that works on it."""
    with known.connect("app") as connection:
        for name, value in (("app.agency", someone.agency), ("app.account", someone.account)):
            connection.execute("SELECT set_config(%s, %s, true)", [name, str(value)])
        return {row[0] for row in connection.execute("SELECT id FROM record_fact WHERE case_id = %s", [case])}


@contextmanager
def under(name: str) -> Iterator[None]:
    """Processes that start while this lasts work under this fault of `writer` or `migrating`."""
    global fault
    before, fault = fault, name
    try:
        yield
    finally:
        fault = before


@contextmanager
def never_started_again() -> Iterator[None]:
    """The embedded database is not watched: once dead it stays dead."""
    watch = Postgres._keep_watching
    Postgres._keep_watching = lambda self: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        Postgres._keep_watching = watch  # type: ignore[method-assign]
