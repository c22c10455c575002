"""Rows of several tables of some cases in one statement: a page or a command asks the database once, not ten times."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

Row = dict[str, Any]
"""One row as JSON has it: numbers of rows and times are text."""

Wanted = Mapping[type[Model], str]
"""Tables, each with the condition on its rows: SQL of our own, in which %(cases)s are the cases and t is the row."""

OF_CASES = "t.case_id = ANY (%(cases)s)"


def rows_of(wanted: Wanted, cases: Iterable[UUID], **named: list[UUID]) -> defaultdict[type[Model], list[Row]]:
    """The rows that whoever acts may see, by table. Each table's own walls hold, as if it had been asked alone."""
    tables = list(wanted)
    parts = [
        f"SELECT {place} AS place, to_jsonb(t) AS row FROM {table._meta.db_table} t WHERE {wanted[table]}"
        for place, table in enumerate(tables)
    ]
    found: defaultdict[type[Model], list[Row]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), {"cases": list(cases), **named})
        for place, row in cursor.fetchall():
            found[tables[place]].append(json.loads(row))
    return found


def moment(text: str | None) -> datetime | None:
    """A time as JSON has it."""
    return None if text is None else datetime.fromisoformat(text)
