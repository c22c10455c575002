"""A database in a folder of its own, with invented cases of 50 agencies, one of which has accounts with keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from asylia.server.database import Databases
    from record_agency import Worked

Connection = psycopg.Connection[Any]

AGENCIES, ACCOUNTS = 50, 20
FILLED = ("record_agency", "record_case", "record_access", "record_assignment", "record_fact")

INVENTED = (
    f"INSERT INTO record_agency SELECT gen_random_uuid(), 'Agency ' || i FROM generate_series(2, {AGENCIES}) i",
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
    """
    INSERT INTO record_fact (
        id, case_id, agency_id, key, compartment, value, closed, source, certainty, true_precision, recorded_at,
        recorded_by, supersedes, contradicts
    )
    SELECT gen_random_uuid(), c.id, c.agency_id, 'triage.afraid_here', 'J', '"yes"', '', 'person', 'stated', '',
        c.opened_at, c.opened_by, '{}', '{}'
    FROM record_case c
    """,
)
"""One fact in each case, so that the ledger is no small table either."""


@dataclass(frozen=True)
class Filled:
    """The database while it is there. owner, app: connections in these roles. agency: the one with keys."""

    known: Databases
    owner: Connection
    app: Connection
    agency: Worked

    @property
    def postmaster(self) -> int:
        """The number of PostgreSQL's first process."""
        if self.known.place is None:
            raise RuntimeError("The database of this run is its own, and this one is elsewhere.")
        return int((self.known.place.data / "postmaster.pid").read_text().splitlines()[0])


@contextmanager
def filled(cases: int) -> Iterator[Filled]:
    """A database with that many invented cases; removed afterwards. Django is set up in it as the app."""
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
            subprocess.run(
                [sys.executable, "-m", "asylia.server.command", "migrate"], check=True, stdout=subprocess.DEVNULL
            )
            set_django_up()
            from django.db import connections

            from record_agency import founded

            with known.connect("owner") as owner, known.connect("app") as app:
                owner.autocommit = app.autocommit = True
                agency = founded(owner, "Agency 1")
                fill(owner, cases)
                try:
                    yield Filled(known, owner, app, agency)
                finally:
                    connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def set_django_up() -> None:
    """Django as the server has it, but with style sheets under their own names: none are laid out here."""
    import django
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
    django.setup()


def fill(owner: Connection, cases: int) -> None:
    """Invent the cases. Meanwhile triggers are off and the owner sees the tables; afterwards all is as it was."""
    for table in FILLED:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER".encode())
    for statement in INVENTED:
        owner.execute(statement.encode(), {"cases": cases} if "%(cases)s" in statement else None)
    for table in FILLED:
        owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER".encode())
    owner.execute("VACUUM ANALYZE")


@contextmanager
def seen_by_owner(owner: Connection) -> Iterator[None]:
    """While this lasts, row-level security does not hold for the owner of the tables that a list reads."""
    read = ("record_access", "record_assignment", "access_breakglass")
    for table in read:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY".encode())
    try:
        yield
    finally:
        for table in read:
            owner.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY".encode())
