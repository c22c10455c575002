"""Opening a case, and letting another agency see it: the rows on which every wall rests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from asylia.record.case_code import new_code
from asylia.record.compartments import COMPARTMENTS
from asylia.record.models import Access, Assignment, Case
from asylia.record.rows import Actor

TRIES = 5
"""Two codes of 49 random bits are rarely equal; then another is drawn."""


def open_case(actor: Actor, now: datetime, country: str = "", role: str = "CW") -> Access:
    """A new case of the actor's agency, under a fresh code, in which the actor holds this role. No name is needed."""
    case = Case.objects.create(
        id=uuid4(), agency_id=actor.agency, country=country, opened_at=now, opened_by=actor.account
    )
    access = give_access(actor, case.id, actor.agency, COMPARTMENTS, None, now)
    assign(actor, case.id, actor.account, role, now)
    return access


def assign(actor: Actor, case: UUID, account: UUID, role: str, now: datetime) -> Assignment:
    """Let an account of the actor's agency hold a role in a case. The first of a case is whoever opens it.

    Raises django.db.Error where the actor neither opens the case nor sees it.
    """
    return Assignment.objects.create(
        case_id=case, agency_id=actor.agency, account=account, role=role, since=now, given_by=actor.account
    )


def unassign(case: UUID, account: UUID, now: datetime, role: str | None = None) -> int:
    """End what an account holds in a case, in one role or in all. How many assignments ended."""
    held = Assignment.objects.filter(case_id=case, account=account, withdrawn_at__isnull=True)
    return (held if role is None else held.filter(role=role)).update(withdrawn_at=now)


def give_access(
    actor: Actor,
    case: UUID,
    agency: UUID,
    compartments: str,
    until: datetime | None,
    now: datetime,
    received_by: Mapping[UUID, str] | None = None,
) -> Access:
    """Let an agency see these compartments of a case until that moment, under a code of its own.

    received_by: accounts of that agency with the role in which they receive it; nobody else there sees it.
    Raises django.db.Error where the actor's agency does not lead the case.
    """
    access = _new_access(actor, case, agency, compartments, until, now)
    for account, role in (received_by or {}).items():
        Assignment.objects.create(
            case_id=case, agency_id=agency, account=account, role=role, since=now, until=until, given_by=actor.account
        )
    return access


def _new_access(
    actor: Actor, case: UUID, agency: UUID, compartments: str, until: datetime | None, now: datetime
) -> Access:
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


def count(case: UUID, now: datetime) -> bool:
    """One change more of a case: its version, and its place in the lists of all; whether whoever acts may see it."""
    return _call(COUNT, case, case, now)


COUNT = """
WITH counted AS (UPDATE record_case SET version = version + 1 WHERE id = %s) SELECT asylia_touch(%s, %s)
"""


def shared_with(case: UUID) -> list[Access]:
    """The access of every agency to a case that the acting agency leads, its own included."""
    return list(Access.objects.raw("SELECT * FROM asylia_shared_with(%s)", [case]))


def _call(statement: str, *values: UUID | datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (done,) = cursor.fetchone()
    return bool(done)
