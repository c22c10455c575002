"""The three roles of the database and what each may do, as SQL that runs embedded and elsewhere alike."""

from __future__ import annotations

from collections.abc import Mapping

DATABASE = "asylia"
OWNER = "asylia_owner"
APP = "asylia_app"
WORKER = "asylia_worker"

ROLES = (OWNER, APP, WORKER)
"""owner: makes and changes tables, and sees no case. app: answers people. worker: does what is due, unseen."""

NO_POWERS = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION NOBYPASSRLS"

TIMEOUTS: Mapping[str, Mapping[str, str]] = {
    APP: {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s"},
    WORKER: {"statement_timeout": "5min", "lock_timeout": "10s", "idle_in_transaction_session_timeout": "1min"},
    OWNER: {"lock_timeout": "30s"},
}
"""A stuck worker must not keep others from writing."""


def new_cluster(passwords: Mapping[str, str]) -> list[str]:
    """Statements that make roles and database in an empty cluster, each on one line.

    passwords: for each role; characters of URL-safe base64 only.
    """
    return [
        *(f"CREATE ROLE {role} LOGIN {NO_POWERS} PASSWORD '{passwords[role]}'" for role in ROLES),
        *timeouts(),
        f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
        f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
        "REVOKE ALL ON DATABASE postgres FROM PUBLIC",
        "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}, {WORKER}",
        "ALTER ROLE postgres PASSWORD NULL",
    ]


def timeouts() -> list[str]:
    return [
        f"ALTER ROLE {role} SET {name} = '{value}'"
        for role, limits in TIMEOUTS.items()
        for name, value in limits.items()
    ]


def new_passwords(passwords: Mapping[str, str]) -> list[str]:
    """Statements that give the roles other passwords."""
    return [f"ALTER ROLE {role} PASSWORD '{passwords[role]}'" for role in ROLES]
