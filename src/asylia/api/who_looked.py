"""Who looked at what: for those whose duty it is to watch over it. That somebody reads the log stands in the log."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router

from asylia.access.asking import before as before_case
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.api import shapes
from asylia.api.answers import COMMON, HIDDEN
from asylia.api.bodies import LARGEST, UUID_FORM
from asylia.api.signed import now, signed_in
from asylia.audit import reading
from asylia.audit.log import Log, logged
from asylia.audit.reading import Part, Why
from asylia.record.case_code import CodeError, read_code

router = Router(tags=["The log"])

PURPOSE = "oversight"

Earlier = Annotated[int | None, Query(ge=1, le=LARGEST * LARGEST, description="Only events before this number.")]
Whose = Annotated[str | None, Query(pattern=UUID_FORM)]


@router.get("/log", response={200: shapes.Events, **COMMON, **HIDDEN}, summary="The log of my agency")
def log_of_agency(
    request: HttpRequest, account: Whose = None, partner: Whose = None, before: Earlier = None
) -> shapes.Events:
    """Every decision, allowed and refused, newest first; or those of one account, or of one partner agency."""

    def read(log: Log, why: Why) -> Part:
        if account is not None:
            return reading.of_account(log, why, UUID(account), before)
        if partner is not None:
            return reading.of_partner(log, why, UUID(partner), before)
        return reading.all_events(log, why, before)

    return events(signed_in(request), "", read)


@router.get("/cases/{code}/log", response={200: shapes.Events, **COMMON, **HIDDEN}, summary="Who has seen this file")
def log_of_case(request: HttpRequest, code: str, before: Earlier = None) -> shapes.Events:
    """Who looked at this case or did something to it, partners included. A code without any event has an empty list."""
    try:
        wanted = read_code(code)
    except CodeError:
        raise NotHere from None
    return events(signed_in(request), wanted, lambda log, why: reading.of_case(log, why, wanted, before))


def events(someone: SignedIn, code: str, read: Callable[[Log, Why], Part]) -> shapes.Events:
    """What the log answers, where this account may read it. code: of the case it is about, or empty. Raises NotHere."""
    with logged(someone) as log:
        asking = before_case(someone, code, now(), PURPOSE)
        try:
            decision = asking.need("read", "log")
        except NotHere:
            asking.tell(log)
            raise
        part = read(log, Why(str(decision.rule), decision.role, PURPOSE))
    return shapes.Events(
        events=[
            shapes.Event(
                seq=one.seq,
                at=one.at,
                agency=one.agency,
                account=one.account,
                role=one.role,
                case=one.case,
                area=one.area,
                action=one.action,
                purpose=one.purpose,
                allowed=one.allowed,
                rule=one.rule,
                items=list(one.items),
            )
            for one in part.events
        ],
        before=part.before,
    )
