"""Makes a backup: one moment of all tables, in two files that only an offline key opens, the keyring apart.

The keyring is apart because a wrapped key kept in an old backup would open what has been deleted since. Its file is to
be destroyed after KEYRING_DAYS at the latest, and a restore refuses it then. Neither file alone opens anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pyrage
from psycopg import sql

import asylia
from asylia.record.deletion_ledger import LEDGER, add_to_ledger
from asylia.server.backup_age import UNFINISHED, SealError, put_in_place, seal
from asylia.server.backup_format import KEYRING, RECORD, Heading, Table, written
from asylia.server.backup_policies import BACKUP
from asylia.server.backup_server_keys import server_keys
from asylia.server.backup_tables import applied, chain_heads, tables, tombstones
from asylia.server.database import Databases
from asylia.server.postgres import DatabaseUnusable

KEYRING_DAYS = 35
"""R45. After that, what was deleted since must not be opened by an old key any more."""

PIECE_BYTES = 128 * 1024
"""PostgreSQL gives row by row; more at a time is sealed faster."""

Say = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """The two files, and how much is in them."""

    record: Path
    keyring: Path
    rows: int
    bytes: int
    deletions: int


def keyring_of(record: Path) -> Path:
    """Where the keyring of a backup lies, unless it is named."""
    return record.with_name(f"{record.name}.keyring")


def make(
    known: Databases,
    record: Path,
    recipient: pyrage.x25519.Recipient,
    keyring_recipient: pyrage.x25519.Recipient,
    ledger: Path,
    now: datetime,
    say: Say,
) -> Made:
    """Both files of a backup, whole under their names or not there at all. The database has to be running.

    ledger: the list of deletions in the server's folder, brought up to date too.
    Raises SealError, OSError, DatabaseUnusable.
    """
    keyring = keyring_of(record)
    for path in (record, keyring):
        if path.exists():
            raise SealError(f"{path} is there already, and was left as it is. Give another name.")
    counter = _Counter(say)
    unfinished = {path: path.with_name(path.name + UNFINISHED) for path in (keyring, record)}
    try:
        with one_moment(known) as owner:
            stones = tombstones(owner)
            pair = secrets.token_hex(16)
            size = 0
            for part, path, to in ((KEYRING, keyring, keyring_recipient), (RECORD, record, recipient)):
                heading = Heading(
                    part=part,
                    pair=pair,
                    made_at=now,
                    version=asylia.__version__,
                    migrations=applied(owner),
                    chains=chain_heads(owner) if part == RECORD else {},
                    deletions=len(stones),
                    keep_days=KEYRING_DAYS if part == KEYRING else None,
                    server=server_keys(ledger.parent) if part == KEYRING else {},
                )
                size += seal(written(heading, _rows(owner, part, counter)), unfinished[path], to)
            add_to_ledger(ledger, stones)
        # The record last: where it stands under its name, the whole backup does.
        for path, whole in unfinished.items():
            put_in_place(whole, path)
    except BaseException as error:
        for path, whole in unfinished.items():
            whole.unlink(missing_ok=True)
            if not record.exists():
                path.unlink(missing_ok=True)
        raise told(error, record) from error
    return Made(record, keyring, counter.rows, size, len(stones))


@contextmanager
def one_moment(known: Databases) -> Iterator[psycopg.Connection]:
    """The owner's sight of all rows as they stood at one moment, whatever is written meanwhile; only to read."""
    with known.connect("owner") as owner:
        owner.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        owner.read_only = True
        with owner.transaction():
            owner.execute("SELECT set_config(%s, 'on', true)", [BACKUP])
            yield owner


def bring_ledger_up_to_date(known: Databases, var: Path) -> int:
    """Add to the list of deletions what the database knows and the file does not, and give how many that were."""
    with one_moment(known) as owner:
        stones = tombstones(owner)
    return add_to_ledger(var / LEDGER, stones) if stones else 0


def told(error: BaseException, path: Path) -> BaseException:
    """The same error in words for whoever makes the backup."""
    if isinstance(error, OSError):
        return SealError(
            f"The backup {path} could not be written ({error.strerror}), and nothing is left of it. Give it another "
            "place, or make room, and begin again."
        )
    if isinstance(error, psycopg.Error):
        return DatabaseUnusable(
            "The database stopped answering while the backup was made, and nothing is left of it. `./asylia check` "
            "says what is wrong."
        )
    return error


class _Counter:
    """Says how far it is, table by table."""

    def __init__(self, say: Say) -> None:
        self.rows = 0
        self._say = say

    def through(self, table: Table, pieces: Iterator[bytes]) -> Iterator[bytes]:
        rows = 0
        for piece in pieces:
            rows += piece.count(b"\n")
            yield piece
        self.rows += rows
        if rows:
            self._say(f"{table.name}: {rows} rows")


def _rows(owner: psycopg.Connection, part: str, counter: _Counter) -> Iterator[tuple[Table, Iterator[bytes]]]:
    for table in tables(owner, part):
        yield table, counter.through(table, _copied(owner, table))


def _copied(owner: psycopg.Connection, table: Table) -> Iterator[bytes]:
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
        sql.SQL(", ").join(map(sql.Identifier, table.columns)), sql.Identifier(table.name)
    )
    with owner.cursor() as cursor, cursor.copy(statement) as copy:
        held = bytearray()
        for row in copy:
            held += row
            if len(held) >= PIECE_BYTES:
                yield bytes(held)
                held.clear()
        yield bytes(held)
