"""What is wrong with the database, in plain words, each with how to mend it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg

from asylia.server.database import ROLE_NAMES, Databases
from asylia.server.postgres import DatabaseUnusable

OLDEST_SERVER = 160000
"""PostgreSQL 16, as PostgreSQL numbers it."""

POWERS = {
    "rolsuper": "NOSUPERUSER",
    "rolbypassrls": "NOBYPASSRLS",
    "rolcreaterole": "NOCREATEROLE",
    "rolcreatedb": "NOCREATEDB",
    "rolreplication": "NOREPLICATION",
}
"""Powers that app and worker must not have, and what takes each away."""

EXPECTED_SETTINGS = {
    "fsync": ("on", "what was acknowledged may be lost when the power fails"),
    "full_page_writes": ("on", "what was acknowledged may be lost when the power fails"),
    "synchronous_commit": ("on", "what was acknowledged may be lost when the server dies"),
    "data_checksums": ("on", "a failing disk is noticed late"),
    "log_statement": ("none", "its log may hold what was written about people"),
    "log_min_error_statement": ("panic", "its log may hold what was written about people"),
    "log_min_messages": ("log", "its log may hold what was written about people"),
    "log_min_duration_statement": ("-1", "its log may hold what was written about people"),
    "log_error_verbosity": ("terse", "its log may hold what was written about people"),
}

STRICTER_LEVELS = {"log": {"log", "fatal", "panic"}}


def faults(known: Databases) -> Iterator[str]:
    """One sentence or two for each fault; none when all is well. The database has to be running."""
    for role in ("app", "worker"):
        if role in known.connections or role == "app":
            yield from faults_as(known, role)


def faults_as(known: Databases, role: str) -> Iterator[str]:
    try:
        with known.connect(role) as connection:
            yield from too_old(connection)
            yield from too_powerful(connection)
            yield from without_limits(connection)
            if role == "app":
                yield from unsafe_settings(connection)
                yield from without_walls(connection)
                yield from log_not_kept(connection)
                yield from beyond_deletion(connection)
                yield from half_restored(connection)
    except DatabaseUnusable as error:
        yield str(error)


def too_old(connection: psycopg.Connection) -> Iterator[str]:
    if connection.info.server_version < OLDEST_SERVER:
        version = connection.info.server_version // 10000
        yield f"The database is PostgreSQL {version}. Asylia needs 16 or newer: upgrade it."


def too_powerful(connection: psycopg.Connection) -> Iterator[str]:
    """Whoever may do more than read and write rows could step over the walls between agencies."""
    row = connection.execute(f"SELECT {', '.join(POWERS)} FROM pg_roles WHERE rolname = current_user").fetchone()  # noqa: S608
    user = connection.info.user
    for (power, cure), held in zip(POWERS.items(), row or (), strict=True):
        if held:
            yield (
                f"The role {user} has a power it must not have ({power.removeprefix('rol')}). "
                f"As an administrator of the database: ALTER ROLE {user} {cure};"
            )
    owned = connection.execute(
        "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
        "WHERE relkind IN ('r', 'p', 'v', 'm') AND nspname = 'public' AND pg_has_role(current_user, relowner, 'MEMBER')"
    ).fetchone()
    if owned and owned[0]:
        yield (
            f"The role {user} owns tables, so it could lift their walls. Work as a role of its own, "
            f"as docs/running.md shows, and keep {ROLE_NAMES['owner']} for the tables."
        )
    creates = connection.execute("SELECT has_schema_privilege(current_user, 'public', 'CREATE')").fetchone()
    if creates and creates[0]:
        yield (
            f"The role {user} may create tables. As an administrator of the database: "
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
        )


def without_limits(connection: psycopg.Connection) -> Iterator[str]:
    for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        value = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        if value and value[0] == "0":
            yield (
                f"The role {connection.info.user} has no {name}, so one stuck request could keep everybody waiting. "
                f"As an administrator: ALTER ROLE {connection.info.user} SET {name} = '15s';"
            )


def without_walls(connection: psycopg.Connection) -> Iterator[str]:
    """Tables whose rows are shown to every agency."""
    open_tables = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace "
        "AND relname <> 'django_migrations' AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY relname"
    ).fetchall()
    for (table,) in open_tables:
        yield (
            f"The table {table} has no walls between agencies. As {ROLE_NAMES['owner']}: "
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
        )


def log_not_kept(connection: psycopg.Connection) -> Iterator[str]:
    """A log that cannot be added to, so that nothing can be shown or done, or one that its writer could change."""
    if connection.execute("SELECT to_regproc('asylia_log')").fetchone() == (None,):
        return
    writes = connection.execute("SELECT has_function_privilege(current_user, 'asylia_log(jsonb)', 'EXECUTE')")
    if writes.fetchone() != (True,):
        yield (
            f"{connection.info.user} cannot write the log, so nothing is shown and nothing is done. As "
            f"{ROLE_NAMES['owner']}: GRANT EXECUTE ON FUNCTION asylia_log TO {connection.info.user};"
        )
    for table in ("audit_auditevent", "audit_audithead"):
        changes = connection.execute(
            "SELECT has_table_privilege(current_user, %s, 'INSERT, UPDATE, DELETE, TRUNCATE')", [table]
        )
        if changes.fetchone() != (False,):
            yield (
                f"{connection.info.user} could change what is in the log. As {ROLE_NAMES['owner']}: "
                f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON {table} FROM {connection.info.user};"
            )


def beyond_deletion(connection: psycopg.Connection) -> Iterator[str]:
    """Tables with rows of a case that no deletion would reach. Until they are reached, nothing can be deleted."""
    if connection.execute("SELECT to_regproc('asylia_beyond_deletion')").fetchone() == (None,):
        return
    for (table,) in connection.execute("SELECT * FROM asylia_beyond_deletion()").fetchall():
        yield f"Deletion for good does not reach the table {table}, so it is refused. Run ./asylia migrate."


def half_restored(connection: psycopg.Connection) -> Iterator[str]:
    """A restore that was cut short, and keeps everybody out."""
    if connection.execute("SELECT to_regproc('asylia_restoring')").fetchone() == (None,):
        return
    if connection.execute("SELECT asylia_restoring()").fetchone() == (True,):
        yield (
            "A backup is being restored, or that was cut short, and nobody can sign in. Where no `./asylia restore` is "
            "running, run it again: it begins anew, or finishes."
        )


def unsafe_settings(connection: psycopg.Connection) -> Iterator[str]:
    for name, (expected, risk) in EXPECTED_SETTINGS.items():
        value = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
        if value and value[0] not in STRICTER_LEVELS.get(expected, {expected}):
            yield f"The database runs with {name} = {value[0]}: {risk}. Set {name} = {expected} in its configuration."
