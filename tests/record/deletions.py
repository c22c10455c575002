"""A case that is really written, so that other connections see it, and what the database holds of it past all walls."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from pytest_django.plugin import DjangoDbBlocker

from asylia.server.backup_policies import BACKUP
from asylia.server.database import Databases
from tests.record.agencies import NOW, Someone, Three, founded


@contextmanager
def written(tables: Databases, blocker: DjangoDbBlocker) -> Iterator[Three]:
    """Three new agencies with a case of the first. Unlike elsewhere, nothing is taken back when the test ends."""
    from django.db import connection

    from asylia.record.cases import open_case
    from asylia.record.rows import acting_as

    lead, partner, stranger = founded(tables, ["Lamplight", "Harbour House", "Northern Desk"])
    with blocker.unblock():
        with acting_as(lead):
            case = open_case(lead, NOW).case_id
        try:
            yield Three(lead, partner, stranger, case)
        finally:
            connection.close()


def filled(lead: Someone, case: UUID) -> UUID:
    """The case with one row in every table of the record, and a wrapped key in every compartment."""
    from asylia.access.models import StoredKey
    from asylia.record.models import COMPARTMENTS
    from asylia.record.rows import acting_as
    from tests.record.every_table import TABLES, row

    with acting_as(lead):
        for table in TABLES:
            row(table, lead, case).save(force_insert=True)
        for letter in COMPARTMENTS:
            StoredKey.objects.create(
                case_id=case, agency_id=lead.agency, compartment=letter, version=1, key_id=b"id", wrapped=b"wrapped"
            )
    return case


CASE_COLUMNS = (
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
    "WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname IN ('case', 'case_id')"
)


def left(tables: Databases, case: UUID) -> dict[str, int]:
    """How many rows each table holds of a case."""
    found = {}
    with tables.connect("owner") as owner:
        owner.execute("SELECT set_config(%s, 'on', true)", [BACKUP])
        for table, column in [*owner.execute(CASE_COLUMNS).fetchall(), ("record_case", "id")]:
            counted = owner.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', [case]).fetchone()
            found[table] = counted[0] if counted else 0
    return {table: count for table, count in found.items() if count}
