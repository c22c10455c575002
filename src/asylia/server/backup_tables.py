"""Which tables a backup holds, in which of its two files, and in which order they can be filled again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import psycopg

from asylia.record.deletion_ledger import Deleted
from asylia.server.backup_format import KEYRING, Table

KEYS = ("access_account", "access_storedkey", "access_storedgrant", "mfa_authenticator")
"""What opens the rest: the wrapped keys of drawers, the grants, the locked keys of users, their second factors."""

PASSING = ("django_migrations", "django_session", "access_signin", "access_attempt", "record_restoring")
"""What a backup never holds: sessions, which would be open again, and what the database knows of itself."""

COLUMNS = """
SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' AND NOT c.relname = ANY(%s)
ORDER BY c.relname, a.attnum
"""
"""Columns that the database works out itself are left to it."""

POINTS = """
SELECT DISTINCT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint
WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND conrelid <> confrelid
"""


def tables(owner: psycopg.Connection, part: str) -> list[Table]:
    """The tables of one file, each after those that it points to."""
    columns: Mapping[str, list[str]] = defaultdict(list)
    for table, column in owner.execute(COLUMNS, [list(PASSING)]):
        columns[table].append(column)
    points: Mapping[str, set[str]] = defaultdict(set)
    for table, other in owner.execute(POINTS):
        points[table].add(other)
    return [
        Table(name, tuple(columns[name])) for name in _in_order(columns, points) if (name in KEYS) == (part == KEYRING)
    ]


def _in_order(names: Mapping[str, object], points: Mapping[str, set[str]]) -> Iterator[str]:
    done: set[str] = set()

    def visit(name: str) -> Iterator[str]:
        if name in done:
            return
        # Where two point to each other, the database checks both at the end; then any order will do.
        done.add(name)
        for other in sorted(points[name]):
            if other in names:
                yield from visit(other)
        yield name

    for name in names:
        yield from visit(name)


def applied(connection: psycopg.Connection) -> tuple[tuple[str, str], ...]:
    """The changes of the tables that this database has had."""
    rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return tuple((str(app), str(name)) for app, name in rows)


def chain_heads(owner: psycopg.Connection) -> dict[str, tuple[int, str]]:
    """How long each agency's log is, and its newest fingerprint."""
    if owner.execute("SELECT to_regclass('public.audit_audithead')").fetchone() == (None,):
        return {}
    return {
        str(agency): (seq, own) for agency, seq, own in owner.execute("SELECT agency_id, seq, own FROM audit_audithead")
    }


def tombstones(owner: psycopg.Connection) -> list[Deleted]:
    """Every deletion of every agency, oldest first."""
    rows = owner.execute("SELECT id, of_case, agency_id, compartment, why, at FROM record_tombstone ORDER BY at, id")
    return [Deleted(*row) for row in rows]
