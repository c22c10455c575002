"""Brings a populated database from an earlier version to this one, dying at statements on the way; started by h05.

    python -m tests.trust.migrating VERSION KILLS FAULT

Each change of the tables runs in a child that kills itself (-9) right after one statement of one migration. After each
death every row of the earlier version is there with its content and the tables are those before the migration; at the
end they are those of a database that nobody killed. Then the way back, and up again. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psycopg

from asylia.server.database import Databases, databases
from tests.record.test_migrations_go_both_ways import schema

SNAPSHOTS = Path(__file__).with_name("snapshots")

VERSIONS: Mapping[str, Mapping[str, str]] = {"nothing": {}, "record_0002": {"record": "0002_walls"}}
"""Every released version of the tables, by its newest migration of each app; a file in snapshots fills it with rows."""

Counted = dict[str, int]
"""How many statements each migration ran."""


class Wrong(Exception):
    """What a harness must turn red for."""


def main(version: str, kills: int, fault: str) -> dict[str, Any]:
    """Kills: how many in each migration, at other statements each time."""
    import django

    django.setup()
    with ExitStack() as stack:
        calm = stack.enter_context(_database())
        killed = stack.enter_context(_database())
        for known in (calm, killed):
            set_up(known, version)
        # A table that held nothing may go.
        rows = {place: found for place, found in contents(killed).items() if found}
        stack.enter_context(FAULTS[fault]())
        counted = up(calm)
        wanted = schema(calm)
        tried = up_with_deaths(killed, counted, kills, rows) if kills else len(up(killed))
        same(schema(killed), wanted, "after all the kills the tables are others")
        same(contents(killed, rows), rows, "after all the kills rows are lost or changed")
        before = schema(calm)
        down(killed, version)
        same(contents(killed, rows), rows, "on the way back rows are lost or changed")
        up(killed)
        same(schema(killed), before, "after the way back and up again the tables are others")
        same(contents(killed, rows), rows, "after the way back and up again rows are lost or changed")
    return {"tried": tried, "migrations": len(counted), "rows": sum(len(found) for found in rows.values())}


def same(found: object, wanted: object, otherwise: str) -> None:
    if found != wanted:
        raise Wrong(otherwise)


@contextmanager
def _database() -> Iterator[Databases]:
    with tempfile.TemporaryDirectory(prefix="asylia-trust-") as var:
        known = databases(Path(var))
        with known.kept():
            yield known


def set_up(known: Databases, version: str) -> None:
    """The tables of an earlier version, filled."""
    targets = VERSIONS[version]
    if not targets:
        return
    finished(known, lambda: migrate(list(targets.items())))
    statements = (SNAPSHOTS / f"{version}.sql").read_text()
    with known.connect("owner") as owner, bare(owner, walled(owner)):
        owner.execute(statements)


@contextmanager
def bare(owner: psycopg.Connection, tables: Iterable[str]) -> Iterator[None]:
    """These tables, reached by their owner past the walls, which stand again afterwards."""
    for table in tables:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    # What is checked at the end of a transaction is checked now: a table cannot be changed before.
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")


def walled(owner: psycopg.Connection) -> list[str]:
    found = owner.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relforcerowsecurity "
        "AND relnamespace = 'public'::regnamespace ORDER BY 1"
    )
    return [table for (table,) in found]


Contents = dict[tuple[str, tuple[str, ...]], list[str]]
"""The rows of each table with these columns, each as a fingerprint of its content."""


def contents(known: Databases, of: Contents | None = None) -> Contents:
    """Every row of the database, or of the tables and columns that were there before."""
    with known.connect("owner") as owner:
        places = list(of) if of is not None else [(table, columns(owner, table)) for table in walled(owner)]
        with bare(owner, [table for table, _ in places]):
            return {place: rows(owner, *place) for place in places}


def columns(owner: psycopg.Connection, table: str) -> tuple[str, ...]:
    found = owner.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s "
        "ORDER BY ordinal_position",
        [table],
    )
    return tuple(row[0] for row in found)


def rows(owner: psycopg.Connection, table: str, names: Sequence[str]) -> list[str]:
    listed = ", ".join(names)
    found = owner.execute(f"SELECT md5(ROW({listed})::text) FROM {table} ORDER BY 1")
    return [row[0] for row in found]


def up(known: Databases) -> Counted:
    """To this version, by nobody killed; how many statements each migration took."""
    read, write = os.pipe()
    finished(known, lambda: migrate(None, told=write))
    os.close(write)
    with os.fdopen(read) as said:
        return {name: int(number) for name, number in (line.split() for line in said)}


def up_with_deaths(known: Databases, counted: Counted, kills: int, rows: Contents) -> int:
    """To this version, killed at statements of each migration in turn; how many times."""
    chance = random.Random(5)
    tried = 0
    for name, number in counted.items():
        every = range(1, number + 1)
        ran = in_child(known, partial(migrate, None, (name, 0)))
        if ran != -signal.SIGKILL:
            raise Wrong(f"{name} was not reached: {ran}")
        tables = schema(known)
        for at in sorted(chance.sample(every, min(kills, number))):
            ran = in_child(known, partial(migrate, None, (name, at)))
            if ran != -signal.SIGKILL:
                raise Wrong(f"{name} cannot be begun again after it was killed")
            same(contents(known, rows), rows, f"rows are lost or changed by a kill in {name}")
            same(schema(known), tables, f"a kill in {name} leaves half of it")
            tried += 1
    finished(known, lambda: migrate(None))
    return tried


def down(known: Databases, version: str) -> None:
    """Back to an earlier version."""

    def back() -> None:
        from django.db import connection
        from django.db.migrations.executor import MigrationExecutor

        executor = MigrationExecutor(connection)
        newest = VERSIONS[version]
        apps = {app for app, _ in executor.loader.applied_migrations}
        executor.migrate([(app, newest.get(app)) for app in sorted(apps, key=lambda app: app in newest)])

    finished(known, back)


def migrate(targets: list[tuple[str, str]] | None, die: tuple[str, int] = ("", 0), told: int = -1) -> None:
    """To these migrations, or to the newest ones. die: after which statement of which; 0: before its first."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.migration import Migration

    apply = Migration.apply

    def applied(migration: Migration, *given: Any, **more: Any) -> Any:
        name, number = f"{migration.app_label}.{migration.name}", 0
        if die == (name, 0):
            os.kill(os.getpid(), signal.SIGKILL)

        def counted(execute: Callable[..., Any], *statement: Any) -> Any:
            nonlocal number
            done = execute(*statement)
            number += 1
            if die == (name, number):
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        with connection.execute_wrapper(counted):
            result = apply(migration, *given, **more)
        if told >= 0:
            os.write(told, f"{name} {number}\n".encode())
        return result

    with patch.object(Migration, "apply", applied):
        executor = MigrationExecutor(connection)
        executor.migrate(targets or executor.loader.graph.leaf_nodes())


def finished(known: Databases, does: Callable[[], None]) -> None:
    if in_child(known, does) != 0:
        raise Wrong("a change of the tables fails")


def in_child(known: Databases, does: Callable[[], None]) -> int:
    """How a child of this process ended that did this as the owner of the tables: 0, or minus what killed it."""
    from django.db import connection

    child = os.fork()
    if child == 0:
        code = 1
        try:
            connection.settings_dict.update(known.for_django("owner"))
            does()
            code = 0
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@contextmanager
def nothing() -> Iterator[None]:
    """Asylia as it is."""
    yield


@contextmanager
def without_transactions() -> Iterator[None]:
    """No migration is all or nothing."""
    from django.db.migrations.migration import Migration

    with patch.object(Migration, "atomic", new=False):
        yield


@contextmanager
def also(direction: str, statement: str) -> Iterator[None]:
    """The newest migration of casework also does something else."""
    from django.db.migrations.migration import Migration

    move = getattr(Migration, direction)

    def moved(migration: Migration, state: Any, editor: Any, *more: Any, **named: Any) -> Any:
        result = move(migration, state, editor, *more, **named)
        if migration.app_label == "casework":
            editor.execute(statement)
        return result

    with patch.object(Migration, direction, moved):
        yield


FAULTS: Mapping[str, Callable[[], Any]] = {
    "": nothing,
    "without transactions": without_transactions,
    "forgets on the way up": lambda: also(
        "apply", "ALTER TABLE record_person DROP COLUMN names, ADD COLUMN names smallint NOT NULL DEFAULT 0"
    ),
    "forgets on the way back": lambda: also("unapply", "TRUNCATE record_deadline CASCADE"),
    "walls stay open on the way back": lambda: also("unapply", "CREATE POLICY extra ON record_person USING (true)"),
}

if __name__ == "__main__":
    try:
        print(json.dumps(main(sys.argv[1], int(sys.argv[2]), sys.argv[3])))
    except Wrong as wrong:
        print(json.dumps({"wrong": str(wrong)}))
