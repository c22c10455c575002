"""The list of cases in the database, with the walls and without them, beside one another in one run."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from statistics import median
from types import SimpleNamespace
from uuid import UUID

from record_figures import Line, p95, timed
from record_filled import ACCOUNTS, Connection, Filled, seen_by_owner

PAGE = 50
WHO = {"somebody who works on every case of the agency": 0, "a case worker": 3, "somebody new": ACCOUNTS}
RATIO, SLOWEST = 1.5, 20.0


def asked(account: UUID, agency: UUID) -> list[str]:
    """The statements by which `my_cases` reads the first page of this account, in their order."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from asylia.record.lists import my_cases
    from asylia.record.rows import acting_as

    with acting_as(SimpleNamespace(account=account, agency=agency)), CaptureQueriesContext(connection) as said:
        my_cases(PAGE)
    return [one["sql"] for one in said]


def without_walls(statement: str, account: UUID, agency: UUID) -> str:
    """The same question, with what the walls add to it written out: whose rows, and which cases of the agency."""
    found = re.search(r'FROM "(\w+)"', statement)
    table = found[1] if found else ""
    theirs = f"{table}.agency_id = '{agency}' AND "
    if table == "record_access":
        theirs += (
            f"(EXISTS (SELECT FROM record_assignment s WHERE s.account = '{account}' AND s.agency_id = '{agency}' "
            "AND s.case_id = record_access.case_id AND s.withdrawn_at IS NULL "
            "AND (s.until IS NULL OR s.until > now()) OFFSET 0) "
            f"OR EXISTS (SELECT FROM access_breakglass b WHERE b.account = '{account}' "
            "AND b.case_id = record_access.case_id AND b.opened_at > now() - interval '2 hours' "
            "AND b.closed_at IS NULL OFFSET 0)) AND "
        )
    return statement.replace("WHERE ", f"WHERE {theirs}", 1)


Rows = list[list[tuple[object, ...]]]


def answered(connection: Connection, statements: list[str], account: UUID, agency: UUID) -> tuple[float, Rows]:
    """Milliseconds until these statements have been answered to this account, and the answers."""
    rows: Rows = []
    with connection.transaction():
        connection.execute(
            "SELECT set_config('app.agency', %s, true), set_config('app.account', %s, true)",
            [str(agency), str(account)],
        )
        taken = timed(lambda: rows.extend([connection.execute(one.encode()).fetchall() for one in statements]))
    return taken, rows


def same(statements: list[str], walls: Rows, none: Rows) -> bool:
    """Whether both ways list the same cases. Some of many assignments come in no order of their own, so they count."""
    return all(
        one == other if "ORDER BY" in statement else len(one) == len(other)
        for statement, one, other in zip(statements, walls, none, strict=True)
    )


def measure(filled: Filled, rounds: int) -> Iterator[Line]:
    """For each kind of account, what the first page takes with the walls, without them, and in whole."""
    from asylia.record.lists import my_cases
    from asylia.record.rows import acting_as

    for words, k in WHO.items():
        accounts = filled.owner.execute("SELECT id, agency FROM bench_account WHERE k = %s", [k]).fetchall()
        walls, none, whole = list[float](), list[float](), list[float]()
        with seen_by_owner(filled.owner):
            for _ in range(rounds):
                account, agency = random.choice(accounts)
                statements = asked(account, agency)
                taken, listed = answered(filled.app, statements, account, agency)
                walls.append(taken)
                written_out = [without_walls(one, account, agency) for one in statements]
                taken, unwalled = answered(filled.owner, written_out, account, agency)
                none.append(taken)
                if not same(statements, listed, unwalled):
                    raise RuntimeError("With the walls and without them, other cases were listed.")
                with acting_as(SimpleNamespace(account=account, agency=agency)):
                    whole.append(timed(lambda: my_cases(PAGE)))
        ratio = median(walls) / median(none)
        yield Line(
            f"list of cases, {words}",
            walls,
            "without walls",
            median(none),
            ratio,
            target=f"ratio {RATIO}, p95 {SLOWEST:.0f} ms",
            met=ratio <= RATIO and p95(walls) < SLOWEST,
        )
        yield Line(f"the same with Django, `my_cases({PAGE})`", whole)
