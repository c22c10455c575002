"""Asylia's own command with a fault put into backup or restore on purpose, started by h14_restore.

python -m tests.trust.h14_command FAULT backup ...
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from asylia.server import backup, backup_age, restore
from asylia.server.backup_format import KEYRING, RECORD, Table
from asylia.server.backup_policies import BACKUP, RESTORE
from asylia.server.backup_tables import tables
from asylia.server.database import Databases


def put(where: object, name: str, by: object) -> None:
    setattr(where, name, by)


def nothing_replayed() -> None:
    """What was deleted after the backup stays."""
    put(restore, "replay", lambda _owner, _deletions: 0)


def tombstones_alone() -> None:
    """What was deleted after the backup is noted as deleted, and stays."""
    real = psycopg.Connection.execute

    def execute(self: psycopg.Connection, query: Any, *given: Any, **named: Any) -> Any:
        erases = str(query).startswith("SELECT asylia_erase")
        return real(self, "SELECT 1", **named) if erases else real(self, query, *given, **named)

    put(psycopg.Connection, "execute", execute)


def replayed_too_late() -> None:
    """People may sign in before what was deleted is gone again."""
    load_all = restore.load_all

    def late(known: Databases, headings: Any, streams: Any, given: restore.Given, *rest: Any) -> Any:
        done = load_all(known, headings, streams, replace(given, deletions=()), *rest)
        restore.end(known)
        time.sleep(0.5)
        with known.connect("owner") as owner, owner.transaction():
            for setting in (BACKUP, RESTORE):
                owner.execute("SELECT set_config(%s, 'on', true)", [setting])
            restore.replay(owner, given.deletions or ())
        return done

    put(restore, "load_all", late)


def row_dropped() -> None:
    """One fact is left out while its table is read."""
    copied = backup._copied

    def short(owner: psycopg.Connection, table: Table) -> Iterator[bytes]:
        for piece in copied(owner, table):
            yield piece.partition(b"\n")[2] if table.name == "record_fact" else piece

    put(backup, "_copied", short)


def one_file() -> None:
    """The keys lie in the same file as what they open."""

    def together(owner: psycopg.Connection, part: str) -> list[Table]:
        return [] if part == KEYRING else tables(owner, KEYRING) + tables(owner, RECORD)

    put(backup, "tables", together)


def left_behind() -> None:
    """What was loaded before a file turned out to be torn is kept."""
    fill = restore.fill

    def kept(owner: psycopg.Connection, table: Table, pieces: Iterator[bytes]) -> int:
        rows = fill(owner, table, pieces)
        if table.name == "record_agency":
            owner.execute("COMMIT")
            owner.execute("BEGIN")
            for setting in (BACKUP, RESTORE):
                owner.execute("SELECT set_config(%s, 'on', true)", [setting])
        return rows

    put(restore, "fill", kept)


def server_keys_lost() -> None:
    """The keys that the server keeps beside its database are in no backup."""
    put(backup, "server_keys", lambda _var: {})


def torn_at_its_end() -> None:
    """No fault of Asylia: of the record all rows can be read, and only its very end tells that it is not whole."""
    real = backup_age.opened

    @contextmanager
    def opened(path: Path, identity: Any) -> Iterator[Any]:
        with real(path, identity) as stream:
            yield stream
        raise backup_age.SealError(f"{path} is not a whole backup: it ends otherwise than it should.")

    put(restore, "opened", opened)


def end_not_read() -> None:
    """What was loaded is kept before a file was read to its end, of a file that is torn just there."""
    load_all: Any = restore.load_all
    torn_at_its_end()
    put(restore, "load_all", lambda *given: load_all(*given[:-1], lambda: None))


FAULTS: Mapping[str, Callable[[], None]] = {
    "": lambda: None,
    "nothing replayed": nothing_replayed,
    "tombstones alone": tombstones_alone,
    "replayed too late": replayed_too_late,
    "row dropped": row_dropped,
    "one file": one_file,
    "left behind": left_behind,
    "server keys lost": server_keys_lost,
    "torn at its end": torn_at_its_end,
    "end not read": end_not_read,
}


def main(fault: str, *arguments: str) -> int:
    from asylia.server.command import main as command

    FAULTS[fault]()
    return command(list(arguments))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
