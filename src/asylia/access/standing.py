"""How everyone stands to one case, read from the tables for the policy. Nothing of the case's content is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asylia.access.models import (
    Agreement,
    BreakGlass,
    Conversation,
    KeptAway,
    OriginState,
    Party,
    Release,
    Share,
)
from asylia.access.origin_block import Origin, Parties, refused
from asylia.access.policy_standing import Agreement as AgreementHeld
from asylia.access.policy_standing import Assignment as AssignmentHeld
from asylia.access.policy_standing import BreakGlass as GlassBroken
from asylia.access.policy_standing import CaseStanding, Consent, Scope, Span
from asylia.access.policy_standing import Conversation as Talk
from asylia.access.policy_standing import Release as Released
from asylia.access.policy_standing import Share as Shared
from asylia.record.case_code import CodeError, read_code
from asylia.record.models import Access, Assignment, RuleOutcome


@dataclass(frozen=True)
class Found:
    """A case that the acting agency may see something of. Whether this account may, the policy says."""

    access: Access
    standing: CaseStanding

    @property
    def case(self) -> UUID:
        return self.access.case_id

    @property
    def code(self) -> str:
        """The acting agency's own code of the case."""
        return self.access.code


def find(agency: UUID, code: str, now: datetime) -> Found | None:
    """The case that this agency knows under this code, as typed, or None. Within `acting_as` only."""
    try:
        wanted = read_code(code)
    except CodeError:
        return None
    rows = Access.objects.select_related("case").filter(agency_id=agency, code=wanted)
    return next(iter(found(rows, now)), None)


def found(rows: Iterable[Access], now: datetime) -> list[Found]:
    """How everyone stands to each of these cases, with a fixed number of queries however many they are."""
    live = [row for row in rows if row.until is None or row.until > now]
    if not live:
        return []
    cases = [row.case_id for row in live]
    tables = _Tables(cases, _agreements({row.lead_id for row in live}), parties())
    return [Found(row, tables.standing(row)) for row in live]


class _Tables:
    """The rows of every table that says how somebody stands to one of some cases, by case."""

    def __init__(self, cases: list[UUID], agreements: list[AgreementHeld], known: Parties) -> None:
        self._agreements = agreements
        self._parties = known
        self._assignments = _by_case(Assignment.objects, cases)
        self._kept_away = _by_case(KeptAway.objects.filter(withdrawn_at__isnull=True), cases)
        self._releases = _by_case(Release.objects, cases)
        self._shares = _by_case(Share.objects.select_related("consent"), cases)
        self._conversations = _by_case(Conversation.objects, cases)
        self._broken = _by_case(BreakGlass.objects.filter(opened_at__isnull=False), cases)
        self._origins = _by_case(OriginState.objects.filter(withdrawn_at__isnull=True), cases)
        self._child = _by_case(RuleOutcome.objects.filter(finding="child", ended__isnull=True), cases)

    def standing(self, access: Access) -> CaseStanding:
        case = access.case_id
        conversations = self._conversations[case]
        return CaseStanding(
            code=access.code,
            agency=str(access.lead_id),
            assignments=tuple(map(_assignment, self._assignments[case])),
            must_never_see=_named(self._kept_away[case], "must_never_see"),
            suspected=_named(self._kept_away[case], "suspected"),
            origin_block=refused(_origin(self._origins[case], access.case.country), self._parties),
            releases=tuple(map(_release, self._releases[case])),
            shares=tuple(_share(row, access.lead_id, self._agreements) for row in self._shares[case]),
            conversations=tuple(map(_conversation, conversations)),
            broken=tuple(_broken(access.code, row) for row in self._broken[case]),
            adult=_adult(self._child[case]),
            interviewers=frozenset(str(account) for row in conversations if row.interview for account in row.accounts),
        )


def _by_case(rows: Any, cases: list[UUID]) -> defaultdict[UUID, list[Any]]:
    kept: defaultdict[UUID, list[Any]] = defaultdict(list)
    for row in rows.filter(case_id__in=cases):
        kept[row.case_id].append(row)
    return kept


def _span(row: Any) -> Span:
    return Span(row.since, row.until, getattr(row, "withdrawn_at", None))


def _scope(row: Any) -> Scope:
    return Scope(frozenset(row.compartments), None if row.fields is None else frozenset(row.fields))


def _assignment(row: Assignment) -> AssignmentHeld:
    return AssignmentHeld(str(row.account), row.role, _span(row), row.checked)


def _release(row: Release) -> Released:
    return Released(row.role, _scope(row), _span(row))


def _conversation(row: Conversation) -> Talk:
    return Talk(frozenset(map(str, row.accounts)), _span(row))


def _broken(code: str, row: BreakGlass) -> GlassBroken:
    return GlassBroken(
        code,
        str(row.account),
        row.role,
        str(row.second),
        row.second_role,
        row.category,
        row.opened_at or row.asked_at,
        frozenset(row.told),
        row.closed_at,
    )


def _named(rows: Iterable[KeptAway], why: str) -> frozenset[str]:
    return frozenset(str(row.account or row.other_id) for row in rows if row.why == why)


def _adult(rows: Iterable[RuleOutcome]) -> bool | None:
    """Whether the person is known to be an adult; None where that is not known, which is not yes."""
    row = next(iter(rows), None)
    return None if row is None else row.state == "not_indicated"


def _origin(rows: Iterable[OriginState], host: str) -> Origin:
    states: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        states[row.why].add(row.state)
    return Origin(
        frozenset(states["nationality"]), frozenset(states["former_residence"]), frozenset(states["feared"]), host
    )


def parties() -> Parties:
    """Who belongs to which State, and passes things on to whom, as the list kept on this server says."""
    organ_of: dict[str, str] = {}
    passes_on_to: dict[str, frozenset[str]] = {}
    assessed: set[str] = set()
    for row in Party.objects.all():
        party = str(row.agency_id) if row.agency_id else row.state
        passes_on_to[party] = frozenset(row.passes_on_to)
        if row.agency_id:
            assessed.add(party)
            if row.organ_of:
                organ_of[party] = row.organ_of
    return Parties(organ_of, passes_on_to, frozenset(assessed))


def _agreements(senders: Iterable[UUID]) -> list[AgreementHeld]:
    return [
        AgreementHeld(
            str(row.sender_id),
            str(row.recipient_id),
            frozenset(row.purposes),
            frozenset(row.compartments),
            _span(row),
            frozenset(
                str(agency)
                for agency, by in ((row.sender_id, row.sender_signed_by), (row.recipient_id, row.recipient_signed_by))
                if by is not None
            ),
        )
        for row in Agreement.objects.filter(sender_id__in=list(senders))
    ]


def _share(row: Share, lead: UUID, agreements: Iterable[AgreementHeld]) -> Shared:
    fitting = [
        one
        for one in agreements
        if (one.sender, one.recipient) == (str(lead), str(row.recipient_id)) and row.purpose in one.purposes
    ]
    return Shared(
        str(row.recipient_id),
        row.purpose,
        _scope(row),
        _span(row),
        _consent(row),
        max(fitting, key=lambda one: one.span.until or one.span.since, default=None),
    )


def _consent(row: Share) -> Consent | None:
    consent = row.consent
    if consent is None or consent.state != "given":
        return None
    return Consent(
        str(consent.recipient_id),
        consent.purpose,
        Scope(frozenset(consent.compartments)),
        Span(consent.asked_at, consent.until),
        consent.basis,
        frozenset(map(str, row.approvers)),
    )
