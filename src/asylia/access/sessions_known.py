"""Lets the database show one row to whoever is not signed in yet: the account, session or count they can name."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

NAMED = frozenset({"app.signing_in", "app.session", "app.attempt"})
"""What the walls of accounts read. Each shows the one row that is named so, and no other."""


@contextmanager
def known_by(setting: str, value: str) -> Iterator[None]:
    """One transaction in which the row that is named so is seen, by nobody in particular."""
    if setting not in NAMED:
        raise ValueError("only a sign-in name, a session or a count of tries can be named")
    with transaction.atomic(durable=True):
        _set(setting, value)
        yield
        _set(setting, "")


def _set(setting: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
