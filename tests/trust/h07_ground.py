"""An Asylia of a harness's own inside this process: a database, and the application before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.server.database import Databases
from tests.trust.servers import folder, running

spoiling: tuple[str, ...] = ()
"""What is done to the tables of every Asylia that begins now; set for the length of a run."""


@contextmanager
def spoilt(*statements: str) -> Iterator[None]:
    """Databases that begin while this lasts have had this done to them by the owner of their tables."""
    global spoiling
    before, spoiling = spoiling, statements
    try:
        yield
    finally:
        spoiling = before


@contextmanager
def asylia() -> Iterator[Databases]:
    """While this lasts, the application in this process works on a fresh database, and keeps what it writes."""
    with folder() as var, running(var) as known, at(known):
        by_owner(known, *spoiling)
        yield known


@contextmanager
def at(known: Databases, role: str = "app") -> Iterator[None]:
    """While this lasts, the application in this process works on this database in this role."""
    connection = connections["default"]
    connection.close()
    before = dict(connection.settings_dict)
    connection.settings_dict.update(known.for_django(role))
    # Outside of tests that ask for it, pytest-django lets nobody connect.
    blocker = getattr(BaseDatabaseWrapper.ensure_connection, "__self__", None)
    try:
        with blocker.unblock() if blocker else nullcontext():
            yield
    finally:
        connection.close()
        connection.settings_dict.clear()
        connection.settings_dict.update(before)


@contextmanager
def unwalled(known: Databases) -> Iterator[None]:
    """While this lasts, the application reads as the owner of the tables, every wall down; then all is as before."""
    with at(known, "owner"), transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute("SELECT format('%I', relname) FROM pg_class WHERE relforcerowsecurity")
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        yield
        transaction.set_rollback(True)


def by_owner(known: Databases, *statements: str) -> None:
    """Statements of the owner of the tables, who may change the tables and sees no row."""
    with known.connect("owner") as owner:
        for statement in statements:
            owner.execute(statement.encode())


def as_app(connection: psycopg.Connection[Any], agency: object, account: object, query: str) -> list[Any]:
    """What the database itself shows to somebody who took the application over and asks in their own words."""
    with connection.transaction():
        connection.execute(
            "SELECT set_config('app.agency', %s, true), set_config('app.account', %s, true)",
            [str(agency), str(account)],
        )
        return connection.execute(query.encode()).fetchall()
