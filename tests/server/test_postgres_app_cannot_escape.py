"""Whoever takes the password of the app or the worker reads and writes rows, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from asylia.server.database import Databases


@pytest.fixture(params=["app", "worker"])
def connection(request: pytest.FixtureRequest, cluster: Databases) -> Iterator[psycopg.Connection]:
    with cluster.connect("owner") as owner:
        owner.execute("CREATE TABLE IF NOT EXISTS walled (id int)")
        owner.execute("GRANT SELECT, INSERT ON walled TO asylia_app, asylia_worker")
        owner.execute("ALTER TABLE walled ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    with cluster.connect(request.param) as connection:
        connection.autocommit = True
        yield connection
    with cluster.connect("owner") as owner:
        owner.execute("DROP TABLE walled")


@pytest.mark.parametrize(
    "attempt",
    [
        "CREATE ROLE another SUPERUSER",
        "ALTER ROLE asylia_app SUPERUSER",
        "ALTER ROLE asylia_app BYPASSRLS",
        "ALTER ROLE asylia_owner PASSWORD 'known'",
        "SET ROLE asylia_owner",
        "SET SESSION AUTHORIZATION postgres",
        "SET session_replication_role = replica",
        "ALTER SYSTEM SET log_statement = 'all'",
        "SET log_statement = 'all'",
        "SET log_min_messages = debug1",
        "ALTER TABLE walled DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE walled NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE walled OWNER TO asylia_app",
        "CREATE POLICY open ON walled USING (true)",
        "CREATE TABLE mine (id int)",
        "CREATE TEMPORARY TABLE mine (id int)",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql RETURN 1",
        "CREATE EXTENSION pg_trgm",
        "CREATE DATABASE mine",
        "TRUNCATE walled",
        "DROP TABLE walled",
        "SELECT pg_read_file('postgresql.conf')",
        "COPY walled TO PROGRAM 'cat'",
        "COPY walled TO '/tmp/asylia-walled'",
        "SELECT lo_import('/etc/hostname')",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'asylia_owner'",
        "SELECT rolpassword FROM pg_authid",
        "SELECT * FROM pg_hba_file_rules",
    ],
)
def test_it_is_refused(connection: psycopg.Connection, attempt: str, cluster: Databases) -> None:
    with cluster.connect("owner") as held_open:
        held_open.execute("SELECT 1")
        with pytest.raises(psycopg.Error) as refused:
            connection.execute(attempt)
    assert refused.value.sqlstate in {"42501", "0LP01"}, refused.value


def test_row_level_security_cannot_be_switched_off_for_a_look(connection: psycopg.Connection) -> None:
    connection.execute("SET row_security = off")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT * FROM walled")


def test_what_others_run_is_not_shown(connection: psycopg.Connection, cluster: Databases) -> None:
    with cluster.connect("owner") as other:
        other.execute("SELECT 'Amina'")
        shown = connection.execute("SELECT query FROM pg_stat_activity WHERE usename = 'asylia_owner'").fetchall()
    assert shown == [("<insufficient privilege>",)]


@pytest.mark.parametrize("name", ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"])
def test_no_request_keeps_others_waiting_for_ever(connection: psycopg.Connection, name: str) -> None:
    value = connection.execute("SELECT setting::int FROM pg_settings WHERE name = %s", [name]).fetchone()
    assert value is not None
    assert 0 < value[0] <= 300_000


def test_another_database_is_closed(cluster: Databases) -> None:
    for role in ("app", "worker"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**{**cluster.connection(role), "dbname": "postgres", "password": "x"})
