"""Incident mode: one switch that stops sharing, exports and keys of an agency, and the cases that raise an alarm (R60).

Low threshold to protect, a high one to go back: one person begins it, two end it. Each step is in the agency's log in
the same transaction. What a wall of the policy, an account or a sheet of a custodian refuses meanwhile asks `frozen`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection

from asylia.access.models_incident import REASONS, Canary, Incident
from asylia.access.policy_incident import may_agree_to_end, may_ask_to_end, may_begin_incident, may_keep_canaries
from asylia.access.policy_rules import Decision, Rule
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.audit.log import OPERATOR, Answer, Log, logged
from asylia.record.case_code import CodeError, read_code

BEGIN = "incident.begin"
ASK_END = "incident.ask_end"
END = "incident.end"
MARK = "canary.mark"
UNMARK = "canary.unmark"
"""What the log calls each step. It says that a canary was marked, and never which: others read the log too."""

BY_OPERATOR = "by_operator"
NONE_OPEN = "no_incident"
PURPOSE = "oversight"


class NoIncident(Answer):
    """There is nothing to end."""

    def __init__(self) -> None:
        super().__init__("No incident is open in this agency. Nothing was changed.")


class NotAskedYet(Answer):
    """Data protection cannot end it alone."""

    def __init__(self) -> None:
        super().__init__(
            "The incident goes on. Two people end it: an administrator or a coordinator asks, and then somebody else, "
            "of data protection, agrees."
        )


@dataclass(frozen=True)
class Operator:
    """Whoever runs commands on the server. They act for an agency under no account of it."""

    agency: UUID
    account: UUID = OPERATOR


def frozen(agency: UUID) -> bool:
    """Whether an incident is open in this agency. Within `acting_as` only."""
    return Incident.objects.filter(agency_id=agency, ended_at__isnull=True).exists()


def open_incident(agency: UUID) -> Incident | None:
    """The incident that is open in this agency, for anybody who works there. Within `acting_as` only."""
    return Incident.objects.filter(agency_id=agency, ended_at__isnull=True).first()


def begin(someone: SignedIn, now: datetime) -> Incident:
    """Stop sharing at once. Where that was done already, it goes on as it is. Raises NotHere."""
    with logged(someone, now) as log:
        _need(log, BEGIN, may_begin_incident(someone.actor, now))
        return _begun(someone.agency, someone.account, now)


def ask_end(someone: SignedIn, now: datetime) -> None:
    """Ask, as an administrator or coordinator, that it be over. It goes on until data protection agrees.

    Raises NotHere, NoIncident.
    """
    with logged(someone, now) as log:
        incident = _open_for(log, ASK_END, someone, may_ask_to_end(someone.actor, now))
        Incident.objects.filter(pk=incident.pk).update(end_asked_at=now, end_asked_by=someone.account)


def agree_end(someone: SignedIn, now: datetime) -> None:
    """End it, as data protection, after somebody else has asked. Raises NotHere, NoIncident, NotAskedYet."""
    with logged(someone, now) as log:
        found = open_incident(someone.agency)
        asked_by = None if found is None or found.end_asked_by is None else str(found.end_asked_by)
        decision = may_agree_to_end(someone.actor, asked_by, now)
        if found is not None and decision.rule is Rule.NO_SECOND:
            _tell(log, END, decision)
            raise NotAskedYet
        incident = _open_for(log, END, someone, decision)
        Incident.objects.filter(pk=incident.pk).update(ended_at=now, ended_by=someone.account)


def begin_as_operator(agency: UUID, now: datetime) -> Incident:
    """The same by whoever runs the server, where nobody of the agency can sign in. For the owner of the tables."""
    operator = Operator(agency)
    with logged(operator, now) as log:
        log.add(action=BEGIN, allowed=True, rule=BY_OPERATOR, purpose=PURPOSE)
        return _begun(agency, OPERATOR, now)


def end_as_operator(agency: UUID, because: str, now: datetime) -> None:
    """End it for one of REASONS, where two people of the agency cannot. For the owner of the tables.

    Raises ValueError for another reason, NoIncident.
    """
    if because not in REASONS:
        raise ValueError("the reason is one of REASONS")
    with logged(Operator(agency), now) as log:
        incident = open_incident(agency)
        rule = BY_OPERATOR if incident else NONE_OPEN
        log.add(action=END, allowed=incident is not None, rule=rule, purpose=PURPOSE, items=[because])
        if incident is None:
            raise NoIncident
        Incident.objects.filter(pk=incident.pk).update(ended_at=now, ended_by=OPERATOR, ended_because=because)


def mark_canary(someone: SignedIn, code: str, now: datetime) -> None:
    """Let any look at this made-up case raise an alarm. Marked twice is marked once. Raises NotHere."""
    with logged(someone, now) as log:
        decision = may_keep_canaries(someone.actor, now)
        wanted = _typed(code)
        case = _case_of(wanted) if decision.allowed and wanted else None
        if case is None:
            _tell(log, MARK, Decision(False, Rule.NO_SUCH_CASE, decision.role) if decision.allowed else decision)
            raise NotHere
        row = Canary.objects.filter(case_id=case, ended_at__isnull=True).first()
        if row is None:
            row = Canary.objects.create(
                id=uuid4(),
                case_id=case,
                agency_id=someone.agency,
                code=wanted,
                marked_at=now,
                marked_by=someone.account,
            )
        _tell(log, MARK, decision, row)


def unmark_canary(someone: SignedIn, code: str, now: datetime) -> None:
    """Let looks at this case raise no alarm any more. Raises NotHere."""
    with logged(someone, now) as log:
        decision = may_keep_canaries(someone.actor, now)
        row = Canary.objects.filter(code=_typed(code), ended_at__isnull=True).first() if decision.allowed else None
        if row is None:
            _tell(log, UNMARK, Decision(False, Rule.NO_SUCH_CASE, decision.role) if decision.allowed else decision)
            raise NotHere
        Canary.objects.filter(pk=row.pk).update(ended_at=now)
        _tell(log, UNMARK, decision, row)


def canaries(someone: SignedIn, now: datetime) -> tuple[str, ...]:
    """The codes of the agency's canaries, for data protection alone. Raises NotHere."""
    with logged(someone, now) as log:
        decision = may_keep_canaries(someone.actor, now)
        _need(log, "canary.list", decision)
        return tuple(Canary.objects.filter(ended_at__isnull=True).order_by("code").values_list("code", flat=True))


def _begun(agency: UUID, account: UUID, now: datetime) -> Incident:
    # Two who begin it at once both find it begun.
    new = Incident(id=uuid4(), agency_id=agency, begun_at=now, begun_by=account)
    Incident.objects.bulk_create([new], ignore_conflicts=True)
    return Incident.objects.get(agency_id=agency, ended_at__isnull=True)


def _open_for(log: Log, action: str, someone: SignedIn, decision: Decision) -> Incident:
    """The incident that a step is about, with the step in the log."""
    incident = open_incident(someone.agency)
    if incident is None and (decision.allowed or decision.rule is Rule.NO_SECOND):
        log.add(action=action, allowed=False, rule=NONE_OPEN, role=decision.role, purpose=PURPOSE)
        raise NoIncident
    if incident is None or not decision.allowed:
        _tell(log, action, decision)
        raise NotHere
    _tell(log, action, decision)
    return incident


def _need(log: Log, action: str, decision: Decision) -> None:
    _tell(log, action, decision)
    if not decision.allowed:
        raise NotHere


def _tell(log: Log, action: str, decision: Decision, row: Canary | None = None) -> None:
    items = [] if row is None else [str(row.pk)]
    log.add(
        action=action,
        allowed=decision.allowed,
        rule=decision.rule,
        role=decision.role,
        purpose=PURPOSE,
        items=items,
    )


def _typed(code: str) -> str:
    try:
        return read_code(code)
    except CodeError:
        return ""


def _case_of(code: str) -> UUID | None:
    """The case that this agency leads under this code. Data protection works on none, and sees no other trace of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT asylia_case_of_code(%s)", [code])
        (case,) = cursor.fetchone()
    return None if case is None else UUID(str(case))
