"""Which rows of which table belong to a case, read from the database itself: so deletion reaches tables of any room."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

from asylia.record.dictionary import BY_ROW, FIELDS, NONE

if TYPE_CHECKING:
    import psycopg

NEVER_DELETED = ("audit_", "record_tombstone")
"""How the names of tables begin that deletion leaves alone: they hold codes and numbers, and prove what was done."""

LAYING = 0x41535944
"""Two servers that start at once lay the policies one after the other: the number of the lock they share."""


@dataclass(frozen=True)
class Reach:
    """How deletion finds the rows of a case in one table. rows: SQL. depth: how many tables away from the case.

    compartment: the letter of the whole table, BY_ROW or NONE.
    """

    table: str
    rows: str
    depth: int
    compartment: str

    def written(self) -> str:
        """What stands as a comment on the policy, so that a change is noticed."""
        return json.dumps({"compartment": self.compartment, "depth": self.depth, "rows": self.rows}, sort_keys=True)


def let_deletion_reach(owner: psycopg.Connection) -> int:
    """Lay the policy `erase` on every table with rows of a case, and give how many had to be laid.

    By it alone does the owner, who else sees no case, see the rows of the one case that is being deleted.
    """
    laid = 0
    with owner.transaction():
        owner.execute("SELECT pg_advisory_xact_lock(%s)", [LAYING])
        comments: dict[str, str] = dict(owner.execute(COMMENTS).fetchall())
        for reach in reaches(owner):
            if comments.get(reach.table) == reach.written():
                continue
            owner.execute(f'DROP POLICY IF EXISTS erase ON "{reach.table}"')
            owner.execute(f'CREATE POLICY erase ON "{reach.table}" TO asylia_owner USING ({reach.rows})')
            quoted = reach.written().replace("'", "''")
            owner.execute(f"COMMENT ON POLICY erase ON \"{reach.table}\" IS '{quoted}'")
            laid += 1
    return laid


COMMENTS = "SELECT polrelid::regclass::text, obj_description(oid, 'pg_policy') FROM pg_policy WHERE polname = 'erase'"

CASE_COLUMNS = """
SELECT c.relname, a.attname, NULL, NULL FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT a.attisdropped
    AND a.atttypid = 'uuid'::regtype AND a.attname IN ('case', 'case_id')
"""
"""A table may name a case without a foreign key to it."""

FOREIGN_KEYS = """
SELECT c.relname, a.attname, r.relname, b.attname FROM pg_constraint k
JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
JOIN pg_attribute b ON b.attrelid = r.oid AND b.attnum = k.confkey[1]
WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
"""


def reaches(owner: psycopg.Connection) -> Iterator[Reach]:
    """Every table with rows of a case, those nearest to the case first."""
    own, links = defaultdict(set), set()
    for table, column, other, other_column in [*owner.execute(CASE_COLUMNS), *owner.execute(FOREIGN_KEYS)]:
        if table.startswith(NEVER_DELETED):
            continue
        if other in (None, "record_case"):
            own[table].add(column)
        else:
            links.add((table, column, other, other_column))
    by_row = {table for (table,) in owner.execute(WITH_COMPARTMENT)}
    rows = {"record_case": ('"record_case"."id" = asylia_erasing()', 0)}
    for table, columns in own.items():
        rows[table] = (" OR ".join(f'"{table}"."{column}" = asylia_erasing()' for column in sorted(columns)), 1)
    depth = 1
    while found := _next(rows, links, depth):
        rows |= found
        depth += 1
    classes = compartments()
    for table, (condition, distance) in sorted(rows.items(), key=lambda item: (item[1][1], item[0])):
        letter = classes.get(table, BY_ROW)
        yield Reach(table, condition, distance, NONE if letter == BY_ROW and table not in by_row else letter)


WITH_COMPARTMENT = "SELECT attrelid::regclass::text FROM pg_attribute WHERE attname = 'compartment' AND attnum > 0"


def _next(
    rows: Mapping[str, tuple[str, int]], links: set[tuple[str, str, str, str]], depth: int
) -> dict[str, tuple[str, int]]:
    """The tables that point to a table of this distance, and are not reached from nearer."""
    conditions = defaultdict(list)
    for table, column, other, other_column in sorted(links):
        if table not in rows and other in rows and rows[other][1] == depth:
            conditions[table].append(
                f'EXISTS (SELECT FROM "{other}" WHERE "{other}"."{other_column}" = "{table}"."{column}"'
                f" AND ({rows[other][0]}))"
            )
    return {table: (" OR ".join(found), depth + 1) for table, found in conditions.items()}


def compartments() -> dict[str, str]:
    """The compartment of each table, as the field dictionary says: a letter, BY_ROW, or NONE."""
    tables = {model.__name__: model._meta.db_table for model in apps.get_models()}
    said = defaultdict(set)
    for entry in FIELDS.values():
        said[entry.name.partition(".")[0]].add(entry.compartment)
    return {
        table: next(iter(said[name])) if len(said[name]) == 1 else NONE
        for name, table in tables.items()
        if name in said
    }
