"""Deletion for good: the keys of what is deleted are destroyed, its rows removed, and a tombstone stays."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from asylia.record.deletion_ledger import LEDGER, Deleted, add_to_ledger
from asylia.record.models import Restoring, Tombstone


def delete_case(case: UUID, because: str) -> bool:
    """Delete a whole case for good; whether it was there and led by the acting agency. because: of DELETED_BECAUSE."""
    return _deleted("SELECT asylia_delete_case(%s, %s)", case, because)


def delete_compartment(case: UUID, compartment: str, because: str) -> bool:
    """Delete one compartment of a case for good: its keys, what they sealed, its facts and findings."""
    return _deleted("SELECT asylia_delete_compartment(%s, %s, %s)", case, compartment, because)


def restore_unfinished() -> bool:
    """Whether a backup is still being restored. Nobody may sign in then: what was deleted may be there again."""
    return Restoring.objects.exists()


def _deleted(statement: str, case: UUID, *values: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, (case, *values))
        (done,) = cursor.fetchone()
    if done:
        stones = [
            Deleted(stone.id, stone.of_case, stone.agency_id, stone.compartment, stone.why, stone.at)
            for stone in Tombstone.objects.filter(of_case=case).order_by("at")
        ]
        # Where the file cannot be written, the deletion holds all the same: the next start and the next backup add it.
        transaction.on_commit(lambda: add_to_ledger(settings.VAR / LEDGER, stones) and None, robust=True)
    return bool(done)
