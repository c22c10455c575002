"""Looking: who I am, my cases, and what of one case I may see. Everything goes through the one window."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router

from asylia.access import window
from asylia.access.models_accounts import Account
from asylia.access.policy_begin import roles_to_begin
from asylia.access.policy_standing import STEP_UP_HOLDS
from asylia.access.purposes import PURPOSES
from asylia.access.signed_in import SignedIn
from asylia.api import shapes
from asylia.api.answers import COMMON, HIDDEN
from asylia.api.seen import case_seen
from asylia.api.signed import now, signed_in
from asylia.audit.log import logged
from asylia.record.models import Agency
from asylia.record.rows import acting_as

router = Router(tags=["Looking"])


@router.get("/me", response={200: shapes.Me, **COMMON}, summary="Who is signed in")
def me(request: HttpRequest) -> shapes.Me:
    """Account, agency, roles, and how long the second factor counts."""
    someone = signed_in(request)
    with acting_as(someone):
        account = Account.objects.get(pk=someone.account)
        agency = Agency.objects.get(pk=someone.agency)
    session = someone.actor.session
    stepped_up = session.stepped_up_at if session else None
    return shapes.Me(
        account=someone.account,
        agency=someone.agency,
        agency_name=agency.name,
        shown_as=account.shown_as,
        duties=sorted(someone.actor.duties),
        qualified=sorted(someone.actor.qualified),
        may_open_as=list(roles_to_begin(someone.actor)),
        signed_in_at=session.signed_in_at if session else now(),
        second_factor_until=None if stepped_up is None else stepped_up + STEP_UP_HOLDS,
    )


@router.get("/cases", response={200: shapes.Lines, **COMMON, **HIDDEN}, summary="My cases")
def my_cases(request: HttpRequest, after: Annotated[str | None, Query(max_length=120)] = None) -> shapes.Lines:
    """The cases in which this account holds a role, or open to it for danger: last changed first, 50 at a time."""
    someone = signed_in(request)
    with logged(someone) as log:
        page = window.my_cases(someone, log, now(), after)
    return shapes.Lines(
        cases=[
            shapes.Line(
                code=line.code,
                leads=line.leads,
                state=line.state,
                review_on=line.review_on,
                due=line.due,
                child=line.child,
                until=line.until,
                danger_until=line.danger_until,
            )
            for line in page.lines
        ],
        next=page.next,
    )


@router.get("/cases/{code}", response={200: shapes.Case, **COMMON, **HIDDEN}, summary="What I may see of a case")
def case(
    request: HttpRequest,
    code: str,
    purpose: Annotated[str | None, Query(pattern=f"^({'|'.join(PURPOSES)})$")] = None,
) -> shapes.Case:
    """Facts, texts, findings, what is barred, rights, tasks, deadlines and people, as far as this account sees them.

    purpose: what for; without it, whatever the account's roles in the case are for.
    """
    return case_seen(looked_at(signed_in(request), code, purpose))


def looked_at(someone: SignedIn, code: str, purpose: str | None = None) -> window.Look:
    """What the window shows of a case. Raises NotHere, LogUnwritable."""
    with logged(someone) as log:
        return window.look(someone, log, code, now(), purpose)
