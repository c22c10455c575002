"""Opening a case, and letting another agency see it: the rows on which every wall rests."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from asylia.record.case_code import new_code
from asylia.record.compartments import COMPARTMENTS
from asylia.record.models import Access, Case
from asylia.record.rows import Actor

TRIES = 5
"""Two codes of 49 random bits are rarely equal; then another is drawn."""


def open_case(actor: Actor, now: datetime, country: str = "") -> Access:
    """A new case of the actor's agency, which sees all of it, under a fresh code. No name is needed."""
    case = Case.objects.create(
        id=uuid4(), agency_id=actor.agency, country=country, opened_at=now, opened_by=actor.account
    )
    return give_access(actor, case.id, actor.agency, COMPARTMENTS, None, now)


def give_access(
    actor: Actor, case: UUID, agency: UUID, compartments: str, until: datetime | None, now: datetime
) -> Access:
    """Let an agency see these compartments of a case until that moment, under a code of its own.

    Raises django.db.Error where the actor's agency does not lead the case.
    """
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return Access.objects.create(
                    case_id=case,
                    agency_id=agency,
                    lead_id=actor.agency,
                    code=new_code(),
                    compartments=compartments,
                    until=until,
                    updated=now,
                )
        except IntegrityError as error:
            if "record_access_code_once" not in str(error) or attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def take_access(case: UUID, agency: UUID) -> bool:
    """Let an agency see the case no more, from the next statement on; whether the acting agency had let it."""
    return _call("SELECT asylia_take_access(%s, %s)", case, agency)


def touch(case: UUID, now: datetime) -> bool:
    """Put the case first in the lists of all who may see it; whether whoever acts may."""
    return _call("SELECT asylia_touch(%s, %s)", case, now)


def shared_with(case: UUID) -> list[Access]:
    """The access of every agency to a case that the acting agency leads, its own included."""
    return list(Access.objects.raw("SELECT * FROM asylia_shared_with(%s)", [case]))


def _call(statement: str, *values: UUID | datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (done,) = cursor.fetchone()
    return bool(done)
