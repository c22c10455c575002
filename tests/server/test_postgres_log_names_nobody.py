"""Nothing that a statement holds reaches the database's log, however the statement fails."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import psycopg
import pytest

from asylia.server.database import Databases
from asylia.server.postgres import DatabaseUnusable

MARK = "Amina-Tesfaye-P7733"


@pytest.fixture
def owner(cluster: Databases) -> Iterator[psycopg.Connection]:
    with cluster.connect("owner") as connection:
        connection.autocommit = True
        connection.execute("CREATE TABLE marked (text text UNIQUE, number int CHECK (number < 10))")
        yield connection
        connection.execute("DROP TABLE marked")


FAILING = [
    f"INSERT INTO marked (text) VALUES ('{MARK}'), ('{MARK}')",
    f"INSERT INTO marked (text, number) VALUES ('{MARK}', 11)",
    f"SELECT '{MARK}'::int",
    f"SELECT '{MARK}'::uuid",
    f"SELECT '{MARK}' FROM nothing_there",
    f'SELECT "{MARK}"',
    f"DO $$ BEGIN RAISE EXCEPTION '{MARK}'; END $$",
    f"DO $$ BEGIN RAISE WARNING '{MARK}'; END $$",
    f"SELECT pg_sleep(0.2), '{MARK}'",
]


@pytest.mark.parametrize("statement", FAILING)
def test_it_is_not_in_the_log(owner: psycopg.Connection, cluster: Databases, statement: str) -> None:
    with suppress(psycopg.Error):
        owner.execute(statement)
    with suppress(psycopg.Error):
        owner.execute("SELECT %s::int", [MARK])
    assert cluster.place is not None
    log = cluster.place.log.read_text()
    assert "ready to accept connections" in log
    assert MARK not in log


def test_a_crash_does_not_write_down_what_was_running(cluster: Databases) -> None:
    """A process of the database that is killed is reported by its number alone."""
    assert cluster.place is not None
    with cluster.connect("owner") as victim:
        pid = victim.info.backend_pid
        sleeping = threading.Thread(target=sleep, args=(victim,))
        sleeping.start()
        time.sleep(0.3)
        os.kill(pid, signal.SIGKILL)
        sleeping.join()
    reported = f"(PID {pid}) was terminated by signal 9"
    until = time.monotonic() + 30
    while reported not in cluster.place.log.read_text() and time.monotonic() < until:
        time.sleep(0.1)
    log = wait_for_database(cluster, until)
    assert reported in log
    assert MARK not in log


def sleep(connection: psycopg.Connection) -> None:
    with suppress(psycopg.Error):
        connection.execute(f"SELECT pg_sleep(30), '{MARK}'")


def wait_for_database(cluster: Databases, until: float) -> str:
    """What the log says once the database takes connections again."""
    assert cluster.place is not None
    while time.monotonic() < until:
        with suppress(DatabaseUnusable):
            cluster.connect("owner").close()
            break
        time.sleep(0.1)
    return cluster.place.log.read_text()
