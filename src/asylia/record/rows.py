"""Who looks: for the length of one transaction, the database shows and takes only the rows of one agency."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from uuid import UUID

from django.db import connection, transaction


class Actor(Protocol):
    """Whoever acts: an account of an agency."""

    @property
    def account(self) -> UUID: ...

    @property
    def agency(self) -> UUID: ...


SETTINGS = ("app.agency", "app.account")
"""What the policies read (asylia_agency, asylia_account). Empty or missing shows no row at all."""

SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in SETTINGS)


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """One transaction as this actor, all or nothing. Raises RuntimeError inside another transaction.

    Whoever acts is set for the transaction alone, so that a pooled connection carries nobody over to the next request.
    """
    with transaction.atomic(durable=True):
        _set(str(actor.agency), str(actor.account))
        yield
        _set("", "")


def _set(agency: str, account: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SET, [agency, account])
