"""Restores a backup into an empty database, and lets nobody in before what was deleted since is gone again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

import psycopg
import pyrage
from psycopg import sql

from asylia.record.deletion_ledger import Deleted
from asylia.record.deletion_reach import let_deletion_reach
from asylia.server.backup_age import SealError, opened
from asylia.server.backup_format import KEYRING, RECORD, Heading, Table, read_heading, read_tables
from asylia.server.backup_policies import BACKUP, RESTORE, let_owner_copy
from asylia.server.backup_server_keys import put_back, refuse_another_key
from asylia.server.backup_tables import tombstones
from asylia.server.database import Databases, working_as
from asylia.server.postgres import DatabaseUnusable
from asylia.server.restore_verify import check_chains

Say = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What is there again."""

    made_at: datetime
    rows: int
    events: int
    deleted_again: int


@dataclass(frozen=True)
class Given:
    """What a restore works from. deletions: the list of them, None where whoever restores says that there is none.

    old_keyring: whether a keyring past its days is taken all the same. var: the server's folder, for its own keys.
    """

    record: Path
    keyring: Path
    record_key: pyrage.x25519.Identity
    keyring_key: pyrage.x25519.Identity
    deletions: Sequence[Deleted] | None
    old_keyring: bool
    now: datetime
    var: Path


def unfinished(known: Databases) -> bool:
    """Whether a restore is still to be finished. Nobody may sign in then."""
    with known.connect("app") as app:
        if app.execute("SELECT to_regclass('public.record_restoring')").fetchone() == (None,):
            return False
        return app.execute("SELECT EXISTS (SELECT FROM record_restoring)").fetchone() == (True,)


def restore(known: Databases, given: Given, say: Say) -> Restored:
    """All of a backup, or nothing of it. The database has to be running. Raises SealError, FormatError."""
    with ExitStack() as until_read:
        streams = {
            KEYRING: until_read.enter_context(opened(given.keyring, given.keyring_key)),
            RECORD: until_read.enter_context(opened(given.record, given.record_key)),
        }
        headings = {part: read_heading(stream) for part, stream in streams.items()}
        check_headings(given, headings)
        refuse_agencies(known)
        bring_tables_to(known, headings[RECORD].migrations)
        begin(known, given.now)
        try:
            done = load_all(known, headings, streams, given, say, until_read.close)
        except BaseException:
            # Nothing was kept, so nobody has to be kept out.
            with suppress(DatabaseUnusable, psycopg.Error):
                end(known)
            raise
    finish(known)
    return done


def load_all(
    known: Databases,
    headings: dict[str, Heading],
    streams: dict[str, BinaryIO],
    given: Given,
    say: Say,
    read_to_the_end: Callable[[], None],
) -> Restored:
    """Load, verify and delete again, in one transaction: nobody ever sees a part of it.

    read_to_the_end: raises SealError where a file turns out at its very end not to be whole, before anything is kept.
    """
    heading = headings[RECORD]
    with known.connect("owner") as owner, owner.transaction():
        for setting in (BACKUP, RESTORE):
            owner.execute("SELECT set_config(%s, 'on', true)", [setting])
        rows = load(owner, streams, say)
        read_to_the_end()
        say("Every table is as it was written.")
        events = check_chains(owner, heading.chains)
        say(f"{events} events of the logs hold together.")
        again = replay(owner, given.deletions or ())
        # Last, and before anything is kept: where they cannot be written, nothing is restored.
        put_back(headings[KEYRING].server, given.var)
        return Restored(heading.made_at, rows, events, again)


def finish(known: Databases) -> None:
    """Bring the tables to this version and let people sign in."""
    from asylia.server.commands.migrate import bring_up_to_date

    bring_up_to_date(known)
    end(known)


def check_headings(given: Given, headings: dict[str, Heading]) -> None:
    """Raise SealError where the two files do not belong together, are too old, or the list of deletions is."""
    for part, path in ((RECORD, given.record), (KEYRING, given.keyring)):
        if headings[part].part != part:
            raise SealError(
                f"{path} is the other file of a backup. Nothing was restored. Give them the other way round."
            )
    if headings[RECORD].pair != headings[KEYRING].pair:
        raise SealError(
            f"{given.record} and {given.keyring} were not made together. Nothing was restored. Give the two files of "
            "one backup."
        )
    refuse_another_key(headings[KEYRING].server)
    days = headings[KEYRING].keep_days
    age = given.now - headings[KEYRING].made_at
    if days is not None and age > timedelta(days=days) and not given.old_keyring:
        raise SealError(
            f"The keyring {given.keyring} is {age.days} days old, and was to be destroyed after {days}: it holds keys "
            "of what has been deleted since, and with them what was promised to be gone can be opened again. Nothing "
            "was restored. Use a newer backup. Where there is none, --old-keyring takes it all the same; then make "
            "sure that the list of deletions is whole, and destroy this keyring afterwards."
        )
    if given.deletions is not None and len(given.deletions) < headings[RECORD].deletions:
        raise SealError(
            f"The list of deletions has {len(given.deletions)} lines, and there had been "
            f"{headings[RECORD].deletions} deletions when the backup was made: the list is older than the backup. "
            "Nothing was restored. Give the newest copy."
        )


def has_agencies(known: Databases) -> bool:
    with known.connect("owner") as owner:
        made = owner.execute("SELECT to_regclass('public.record_agency')").fetchone() != (None,)
        return made and owner.execute("SELECT EXISTS (SELECT FROM record_agency)").fetchone() == (True,)


def refuse_agencies(known: Databases) -> None:
    if has_agencies(known):
        raise SealError(
            "This database has agencies already, and was left as it is. A backup is restored into a new one: name an "
            "empty folder in ASYLIA_VAR, or an empty database."
        )


def bring_tables_to(known: Databases, migrations: Sequence[tuple[str, str]]) -> None:
    """The tables as they were when the backup was made. Raises SealError where this version does not know them."""
    from asylia.server.commands.migrate import set_django_up

    with working_as("owner"):
        set_django_up()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        nodes = MigrationExecutor(connection).loader.graph.node_map
        wanted = set(migrations)
        unknown = wanted - set(nodes)
        if unknown:
            raise SealError(
                f"This backup was made by a newer version of Asylia: {len(unknown)} changes of its tables are not "
                "known here. Nothing was restored. Install that version, or a newer one."
            )
        targets: list[tuple[str, str | None]] = [
            (app, None) for app in {app for app, _ in nodes} - {a for a, _ in wanted}
        ]
        targets += [
            name
            for name in wanted
            if not any(child.key in wanted and child.key[0] == name[0] for child in nodes[name].children)
        ]
        for target in sorted(targets, key=str):
            # One after the other: Django does not go back in one room and forward in another at once.
            MigrationExecutor(connection).migrate([target])
    finally:
        connection.close()
    with known.connect("owner") as owner:
        let_deletion_reach(owner)
        let_owner_copy(owner)


def begin(known: Databases, now: datetime) -> None:
    """From here on nobody may sign in, until `end`."""
    with known.connect("owner") as owner:
        owner.execute("INSERT INTO record_restoring (id, began) VALUES (%s, %s)", [uuid4(), now])


def end(known: Databases) -> None:
    with known.connect("owner") as owner:
        owner.execute("DELETE FROM record_restoring")


def load(owner: psycopg.Connection, streams: dict[str, BinaryIO], say: Say) -> int:
    """Fill every table, and give how many rows that were. What stands between the tables is checked when all are full.

    Triggers rest meanwhile: they would take what was written long ago for new.
    """
    loaded: list[str] = []
    total = 0

    def take(table: Table, pieces: Iterator[bytes]) -> int:
        nonlocal total
        loaded.append(table.name)
        rows = fill(owner, table, pieces)
        total += rows
        if rows:
            say(f"{table.name}: {rows} rows")
        return rows

    for part in (RECORD, KEYRING):
        read_tables(streams[part], take)
    owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in loaded:
        owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))
        count_on(owner, name)
    return total


def fill(owner: psycopg.Connection, table: Table, pieces: Iterator[bytes]) -> int:
    """Fill one table. COPY does not go through walls, so the rows wait in a table that ends with the transaction."""
    name, columns = sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
    owner.execute(sql.SQL("CREATE TEMPORARY TABLE incoming AS SELECT {} FROM {} WHERE false").format(columns, name))
    with owner.cursor() as cursor, cursor.copy("COPY incoming FROM STDIN") as copy:
        for piece in pieces:
            copy.write(piece)
    done = owner.execute(sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM incoming").format(name, columns))
    owner.execute("DROP TABLE incoming")
    return done.rowcount


def count_on(owner: psycopg.Connection, table: str) -> None:
    """Numbers that the database gives go on after the highest there is."""
    columns = owner.execute(
        "SELECT a.attname, pg_get_serial_sequence(%s, a.attname) FROM pg_attribute a WHERE attrelid = %s::regclass "
        "AND attnum > 0 AND NOT attisdropped AND pg_get_serial_sequence(%s, a.attname) IS NOT NULL",
        [table, table, table],
    ).fetchall()
    for column, sequence in columns:
        owner.execute(
            sql.SQL("SELECT setval({}, (SELECT coalesce(max({}), 0) + 1 FROM {}), false)").format(
                sql.Literal(sequence), sql.Identifier(column), sql.Identifier(table)
            )
        )


def replay(owner: psycopg.Connection, deletions: Sequence[Deleted]) -> int:
    """Delete again what was deleted after the backup was made, and give how many deletions that were."""
    known = {stone.id for stone in tombstones(owner)}
    agencies = {agency for (agency,) in owner.execute("SELECT id FROM record_agency")}
    missing = [one for one in deletions if one.id not in known]
    for one in missing:
        owner.execute("SELECT asylia_erase(%s, %s)", [one.case, one.compartment])
        if one.agency in agencies:
            owner.execute(
                "INSERT INTO record_tombstone (id, of_case, agency_id, compartment, why, at) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                [one.id, one.case, one.agency, one.compartment, one.why, one.at],
            )
    return len(missing)
