"""Backups made and restored by the command, as whoever runs Asylia does it, each into a database of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from tests.record.agencies import Someone

from asylia.server.backup_age import new_key
from asylia.server.database import Databases, databases


@dataclass(frozen=True)
class Pair:
    """A key pair for backups. file: where the secret half lies."""

    public: str
    file: Path


def pair(folder: Path, name: str = "key") -> Pair:
    public, secret = new_key()
    file = folder / name
    file.write_text(f"# public key: {public}\n{secret}\n")
    return Pair(public, file)


def asylia(var: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One command of Asylia, with its own folder."""
    environment = {**os.environ, "ASYLIA_VAR": str(var)}
    return subprocess.run(
        [sys.executable, "-m", "asylia.server.command", *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def folder_of(tables: Databases) -> Path:
    assert tables.place is not None
    return tables.place.folder.parent


def backed_up(tables: Databases, file: Path, to: Pair) -> Path:
    done = asylia(folder_of(tables), "backup", file, "--to", to.public)
    assert done.returncode == 0, done.stderr
    return file


@contextmanager
def seen_as(known: Databases, someone: Someone) -> Iterator[psycopg.Connection]:
    """What the app sees in another database, acting as someone."""
    with known.connect("app") as app:
        app.execute("SELECT set_config('app.agency', %s, false)", [str(someone.agency)])
        app.execute("SELECT set_config('app.account', %s, false)", [str(someone.account)])
        yield app


def count(app: psycopg.Connection, table: str, case: UUID, column: str = "case_id") -> int:
    found = app.execute(f"SELECT count(*) FROM {table} WHERE {column} = %s", [case]).fetchone()
    return found[0] if found else 0


@contextmanager
def running(var: Path) -> Iterator[Databases]:
    """The restored database, up."""
    known = databases(var)
    with known.kept():
        yield known
