"""Measures the list of cases in the database, with the walls and without them, beside one another in one run.

    bench/record.py [--cases N] [--rounds N]

50 invented agencies with 20 accounts each, 10 % of the cases shared with a second agency. Without walls means: the
owner of the tables, for whom row-level security is switched off, asks the same question with the account and agency
written into it. The database is made in a folder of its own, and removed.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import psycopg

Connection = psycopg.Connection[Any]

AGENCIES, ACCOUNTS, PAGE = 50, 20, 50
TABLES = ("record_agency", "record_case", "record_access", "record_assignment")

INVENTED = (
    f"INSERT INTO record_agency SELECT gen_random_uuid(), 'Agency ' || i FROM generate_series(1, {AGENCIES}) i",
    "CREATE TABLE bench_agency AS SELECT id, row_number() OVER (ORDER BY name) - 1 AS n FROM record_agency",
    "CREATE TABLE bench_account AS SELECT gen_random_uuid() AS id, a.id AS agency, k "
    f"FROM bench_agency a, generate_series(0, {ACCOUNTS}) k",
    f"""
    INSERT INTO record_case (id, agency_id, state, country, opened_at, opened_by, version, review_on)
    SELECT gen_random_uuid(), a.id, (ARRAY['open', 'active', 'follow_up', 'closed'])[1 + (random() * 3)::int], '',
        now() - random() * interval '700 days', gen_random_uuid(), 1, current_date + (random() * 60)::int
    FROM generate_series(1, %(cases)s) i JOIN bench_agency a ON a.n = i %% {AGENCIES}
    """,
    """
    INSERT INTO record_access (
        id, case_id, agency_id, lead_id, code, compartments, updated, state, review_on, due, child
    )
    SELECT gen_random_uuid(), c.id, c.agency_id, c.agency_id, substr(md5(random()::text), 1, 14), 'ABCDEFGHIJ',
        now() - random() * interval '300 days', c.state, c.review_on, now() + random() * interval '20 days',
        random() < 0.2
    FROM record_case c
    """,
    f"""
    INSERT INTO record_access (
        id, case_id, agency_id, lead_id, code, compartments, updated, until, state, review_on, child
    )
    SELECT gen_random_uuid(), c.id, a.id, c.agency_id, substr(md5(random()::text), 1, 14), 'ABJ',
        now() - random() * interval '300 days', now() + (random() * 100 - 10) * interval '1 day', c.state,
        c.review_on, false
    FROM record_case c JOIN bench_agency a ON a.n = abs(hashtext(c.id::text)) % {AGENCIES} AND a.id <> c.agency_id
    WHERE random() < 0.1
    """,
    # Account 0 works on every case of its agency, 1 to 19 share them out, and 20 is new: every 2000th.
    f"""
    INSERT INTO record_assignment (id, case_id, agency_id, account, role, checked, since, given_by)
    SELECT gen_random_uuid(), a.case_id, a.agency_id, b.id, CASE b.k WHEN 0 THEN 'CO' ELSE 'CW' END, false,
        now() - interval '1 day', b.id
    FROM record_access a JOIN bench_account b ON b.agency = a.agency_id AND (
        b.k = 0 OR b.k = 1 + abs(hashtext(a.id::text)) % {ACCOUNTS - 1}
        OR (b.k = {ACCOUNTS} AND hashtext(a.id::text) % 2000 = 0)
    )
    """,
)

WHO = {"somebody who works on every case of the agency": 0, "a case worker": 3, "somebody new": ACCOUNTS}


@contextmanager
def database(cases: int) -> Iterator[tuple[Connection, Connection]]:
    """A database with that many invented cases: a connection of the owner without walls, and one of the app."""
    folder = Path(tempfile.mkdtemp(prefix="asylia-bench-"))
    os.environ.update(
        DJANGO_SETTINGS_MODULE="asylia.server.settings",
        ASYLIA_SECRET_KEY="only for figures: " + "0" * 50,
        ASYLIA_VAR=str(folder),
    )
    from asylia.server.database import databases

    known = databases(folder)
    try:
        with known.kept():
            subprocess.run([sys.executable, "-m", "asylia.server.command", "migrate"], check=True, capture_output=True)
            with known.connect("owner") as owner, known.connect("app") as app:
                owner.autocommit = app.autocommit = True
                for table in TABLES:
                    owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER".encode())
                for statement in INVENTED:
                    owner.execute(statement.encode(), {"cases": cases} if "%(cases)s" in statement else None)
                owner.execute("VACUUM ANALYZE")
                yield owner, app
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def percentiles(taken: list[float]) -> str:
    return f"p50 {median(taken):6.2f} ms   p95 {quantiles(taken, n=20)[18]:6.2f} ms"


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


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
    """The same question, with what the walls add to it written out."""
    works_on = (
        f"EXISTS (SELECT FROM record_assignment s WHERE s.account = '{account}' AND s.agency_id = '{agency}' "
        "AND s.case_id = record_access.case_id AND s.withdrawn_at IS NULL AND (s.until IS NULL OR s.until > now()) "
        "OFFSET 0) AND "
    )
    table = "record_access" if 'FROM "record_access"' in statement else "record_assignment"
    narrowed = statement.replace("WHERE ", f"WHERE {table}.agency_id = '{agency}' AND ", 1)
    return narrowed.replace("WHERE ", f"WHERE {works_on}", 1) if table == "record_access" else narrowed


def answered(connection: Connection, statements: list[str], account: UUID, agency: UUID) -> float:
    """Milliseconds until these statements have been answered to this account."""
    with connection.transaction():
        connection.execute(
            "SELECT set_config('app.agency', %s, true), set_config('app.account', %s, true)",
            [str(agency), str(account)],
        )
        return timed(lambda: [connection.execute(one.encode()).fetchall() for one in statements])


def measure(owner: Connection, app: Connection, rounds: int) -> None:
    """Print, for each kind of account, what the list takes with the walls, without them, and in whole."""
    import django

    django.setup()
    from asylia.record.lists import my_cases
    from asylia.record.rows import acting_as

    for words, k in WHO.items():
        accounts = owner.execute("SELECT id, agency FROM bench_account WHERE k = %s", [k]).fetchall()
        walls, none, whole = [], [], []
        for _ in range(rounds):
            account, agency = random.choice(accounts)
            statements = asked(account, agency)
            walls.append(answered(app, statements, account, agency))
            written_out = [without_walls(one, account, agency) for one in statements]
            none.append(answered(owner, written_out, account, agency))
            with acting_as(SimpleNamespace(account=account, agency=agency)):
                whole.append(timed(lambda: my_cases(PAGE)))
        print(f"{words}:")
        print(f"  with walls     {percentiles(walls)}")
        print(f"  without walls  {percentiles(none)}   ratio {median(walls) / median(none):.2f}")
        print(f"  my_cases()     {percentiles(whole)}")


def main() -> None:
    """Make the database, and measure."""
    arguments = argparse.ArgumentParser(description="What the list of cases takes, with the walls and without them.")
    arguments.add_argument("--cases", type=int, default=200_000)
    arguments.add_argument("--rounds", type=int, default=300)
    given = arguments.parse_args()
    random.seed(3)
    with database(given.cases) as (owner, app):
        print(f"{given.cases} cases, {AGENCIES} agencies, {given.rounds} rounds, the first page of {PAGE}")
        measure(owner, app, given.rounds)


if __name__ == "__main__":
    main()
