"""Opening a case for two hours because a life is in danger: one asks, a second agrees, others are told (R26)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection

from asylia.access.drawers import Drawers
from asylia.access.models import BreakGlass
from asylia.access.models_accounts import Account
from asylia.access.policy_break_glass import (
    REASON_SIGNS,
    TOLD_AT_ONCE,
    Opening,
    may_ask,
    may_open,
)
from asylia.access.policy_rules import Decision
from asylia.access.policy_standing import STEP_UP_HOLDS, Actor, Session
from asylia.access.refused import NotHere
from asylia.access.roles import ROLES
from asylia.casework.answers import Rejected
from asylia.casework.steps import Door, step
from asylia.record.case_code import CodeError, read_code
from asylia.record.models import SealedField
from asylia.record.texts import next_after

REASON = "danger"
"""The sealed field in which the reason stands."""


@step("glass.ask", unseen=True)
def ask(door: Door) -> None:
    """Ask to open a case whose code is known, because a life is in danger. Whether there is such a case is not told."""
    role, category = str(door.given.get("role", "")), str(door.given.get("category", ""))
    decision = may_ask(door.signed_in.actor, role, category, door.now)
    _tell(door, "glass.ask", decision, role)
    if not decision.allowed:
        raise Rejected(
            "Nothing was asked: it needs the danger, a role of yours that may ask, and your second factor given just "
            "now.",
            "role",
        )
    if len(_reason(door)) < REASON_SIGNS:
        raise Rejected(
            "Nothing was asked: say in %(signs)s signs or more what the danger is.", "reason", signs=REASON_SIGNS
        )
    case = _case_of(door.asking.code)
    if case is not None:
        BreakGlass.objects.create(
            case_id=case,
            agency_id=door.signed_in.agency,
            account=door.signed_in.account,
            role=role,
            category=category,
            asked_at=door.now,
        )
    door.notes.append("asked")


@step("glass.agree", settled=True)
def agree(door: Door) -> None:
    """Agree, as a second person in another role, that a colleague opens this case. It holds for two hours."""
    asked = _asked(door)
    opener = Account.objects.filter(pk=asked.account, active=True).first()
    if opener is None:
        raise NotHere
    session = Session(asked.asked_at, asked.asked_at, second_factor=True, stepped_up_at=asked.asked_at)
    actor = Actor(
        str(opener.pk),
        str(opener.agency_id),
        session,
        duties=frozenset(opener.duties),
        qualified=frozenset(opener.qualified),
    )
    role = str(door.given.get("role", ""))
    earlier = BreakGlass.objects.filter(account=opener.pk, opened_at__gt=door.now - timedelta(days=7))
    opening = Opening(
        asked.role,
        door.signed_in.actor,
        role,
        asked.category,
        _reason(door),
        tuple(row.opened_at for row in earlier if row.opened_at is not None),
    )
    decision = may_open(actor, door.found.standing, opening, door.now)
    _tell(door, "glass.agree", decision, role)
    if not decision.allowed:
        raise Rejected("It was not opened: the second person, the reason or the time does not fit.", "role")
    _open(door, asked, role)


@step("glass.close", settled=True)
def close(door: Door) -> None:
    """End an opening before its two hours are over."""
    ended = BreakGlass.objects.filter(
        case_id=door.found.case, pk=door.row("opening"), opened_at__isnull=False, closed_at__isnull=True
    ).update(closed_at=door.now)
    if not ended:
        raise Rejected("Nothing was changed: no such opening holds.", "opening")
    door.log.add(action="glass.close", allowed=True, rule="by_role", case=door.found.code)


def _asked(door: Door) -> BreakGlass:
    """The request, given within the minutes for which the asker's second factor counts."""
    asked = BreakGlass.objects.filter(
        case_id=door.found.case,
        pk=door.row("asked"),
        opened_at__isnull=True,
        asked_at__gt=door.now - STEP_UP_HOLDS,
    ).first()
    if asked is None:
        raise Rejected(
            "Nothing was opened: no such request waits. It lapses after five minutes; make it anew.", "asked"
        )
    return asked


def _open(door: Door, asked: BreakGlass, role: str) -> None:
    """Open it and keep the reason sealed. The case's page and data protection's own show it from this step on."""
    BreakGlass.objects.filter(pk=asked.pk).update(
        opened_at=door.now, second=door.signed_in.account, second_role=role, told=sorted(TOLD_AT_ONCE)
    )
    rows = list(SealedField.objects.filter(case_id=door.found.case, agency_id=door.signed_in.agency, field=REASON))
    version, after = next_after(rows, [row.version for row in rows])
    Drawers(door.signed_in, door.found).write("H", REASON, version, tuple(after), _reason(door), door.now)
    door.add("openings", asked.pk)


def _tell(door: Door, action: str, decision: Decision, role: str) -> None:
    """Tell the log. What was given as a role may be anything."""
    door.log.add(
        action=action,
        allowed=decision.allowed,
        rule=decision.rule,
        case=door.asking.code,
        role=role if role in ROLES else "",
    )


def _reason(door: Door) -> str:
    return str(door.given.get("reason", "")).strip()


def _case_of(code: str) -> UUID | None:
    """The case of the acting agency with this code, whoever is assigned to it."""
    try:
        wanted = read_code(code)
    except CodeError:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT asylia_case_of_code(%s)", [wanted])
        (case,) = cursor.fetchone()
    return None if case is None else UUID(str(case))
