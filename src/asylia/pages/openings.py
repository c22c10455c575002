"""Openings of cases for a life in danger as pages show them: to whom it was opened, to who works there, to who watches.

Only what concerns the one who looks: the account itself, those who see what is due in the case, and data protection.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from asylia.access.asking import Asking, before
from asylia.access.models import BreakGlass
from asylia.access.openings_reviewed import REVIEWED_WITHIN
from asylia.access.policy_break_glass import LASTS
from asylia.access.policy_standing import STEP_UP_HOLDS, Actor
from asylia.access.roles import ROLES
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look
from asylia.audit.models import AuditEvent
from asylia.pages import words
from asylia.pages.board import day_or_moment
from asylia.pages.desk import stamp
from asylia.record.lists import Listed

SHOWN_TO_WATCHERS = timedelta(days=7)


@dataclass(frozen=True)
class Opening:
    """One request or opening in words. state: asked, lapsed, open or over. until: when that ends by itself."""

    number: UUID
    account: UUID
    role: str
    who: str
    role_name: str
    second: str
    since: str
    until: str
    state: str


def roles_to_ask(actor: Actor) -> tuple[str, ...]:
    """The roles of an account in which it may ask."""
    return tuple(role for role in sorted(actor.qualified) if role in ROLES and ROLES[role].opens_in_danger)


def roles_to_agree(actor: Actor, asked_as: str) -> tuple[str, ...]:
    """The roles of an account in which it may agree to what was asked in another one."""
    agreeing = (role for role in sorted(actor.qualified) if role in ROLES and ROLES[role].agrees_in_danger)
    return tuple(role for role in agreeing if role != asked_as)


def everybody(seen: Look) -> set[UUID]:
    """The accounts that are named in the openings of a case."""
    return {account for row in seen.openings for account in (row.account, row.second) if account is not None}


def in_words(rows: Iterable[BreakGlass], called: Mapping[UUID, str], moment: datetime) -> tuple[Opening, ...]:
    """Requests and openings, the newest first."""
    return tuple(_opening(row, called, moment) for row in rows)


def _opening(row: BreakGlass, called: Mapping[UUID, str], moment: datetime) -> Opening:
    since = row.opened_at or row.asked_at
    ends = row.closed_at or since + (LASTS if row.opened_at else STEP_UP_HOLDS)
    going_on = moment < ends
    return Opening(
        number=row.pk,
        account=row.account,
        role=row.role,
        who=called.get(row.account, ""),
        role_name=_(words.ROLES[row.role]),
        second=called.get(row.second, "") if row.second else "",
        since=day_or_moment(stamp(since)),
        until=day_or_moment(stamp(ends)),
        state=("open" if going_on else "over") if row.opened_at else ("asked" if going_on else "lapsed"),
    )


def going_on(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    """Those that wait for an answer, or hold."""
    return tuple(one for one in openings if one.state in ("asked", "open"))


def mine_until(asking: Asking) -> str:
    """When it ends that this case is open to the account for danger; empty where it is not. Within `acting_as` only."""
    if asking.found is None:
        return ""
    held = BreakGlass.objects.filter(
        case_id=asking.found.case,
        account=asking.signed_in.account,
        opened_at__gt=asking.now - LASTS,
        closed_at=None,
    ).first()
    return day_or_moment(stamp(held.opened_at + LASTS)) if held is not None and held.opened_at is not None else ""


def marked(someone: SignedIn, lines: Iterable[Listed], moment: datetime) -> Mapping[str, str]:
    """The codes of a list in which somebody else asks, or has opened the case: `asked` or `open`.

    Only for who sees what is due in that case. Within `acting_as` only.
    """
    codes = {line.case: line.code for line in lines}
    asked = Q(opened_at=None, asked_at__gt=moment - STEP_UP_HOLDS)
    opened = Q(opened_at__gt=moment - LASTS, closed_at=None)
    rows = BreakGlass.objects.filter(asked | opened, case_id__in=codes).exclude(account=someone.account)
    found: dict[str, str] = {}
    for row in rows.order_by("asked_at", "id"):
        code = codes[row.case_id]
        if found.get(code) != "asked" and before(someone, code, moment).shows("queue"):
            found[code] = "open" if row.opened_at else "asked"
    return found


def to_review(someone: SignedIn) -> int:
    """How many cases of the agency were opened for danger and nobody has looked into. Within `acting_as` only."""
    return BreakGlass.objects.filter(agency_id=someone.agency, opened_at__isnull=False, reviewed_at=None).count()


def for_watchers(someone: SignedIn, called: Mapping[UUID, str], moment: datetime) -> Iterator[Mapping[str, Any]]:
    """What was opened for danger in the agency, newest first, for whoever reads its log. Within `acting_as` only.

    What nobody has looked into stays, however old it is.
    The code is the log's own: who watches sees no case. Event and opening were written in one step, at one moment.
    """
    lately, waiting = Q(opened_at__gt=moment - SHOWN_TO_WATCHERS), Q(opened_at__isnull=False, reviewed_at=None)
    opened = list(BreakGlass.objects.filter(lately | waiting, agency_id=someone.agency))
    since = min((row.opened_at for row in opened if row.opened_at), default=moment)
    rows = {(row.opened_at, row.second): row for row in opened}
    events = AuditEvent.objects.filter(action="glass.agree", allowed=True, agency_id=someone.agency, at__gte=since)
    for event in events.order_by("-seq"):
        row = rows.get((event.at, event.account))
        if row is not None and row.opened_at is not None:
            due = row.opened_at + REVIEWED_WITHIN
            yield {
                "code": event.case_code,
                "opening": _opening(row, called, moment),
                "review_by": day_or_moment(stamp(due)),
                "late": row.reviewed_at is None and due < moment,
                "reviewed": "" if row.reviewed_at is None else day_or_moment(stamp(row.reviewed_at)),
                "may_review": row.reviewed_at is None
                and "DP" in someone.actor.duties
                and someone.account not in (row.account, row.second),
            }
