"""How everyone stands to one case, read from the tables for the policy. Nothing of the case's content is here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from asylia.access.models import (
    Agreement,
    BreakGlass,
    Conversation,
    Incident,
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
from asylia.access.policy_standing import CaseStanding, Scope, Span
from asylia.access.policy_standing import Consent as Consented
from asylia.access.policy_standing import Conversation as Talk
from asylia.access.policy_standing import Release as Released
from asylia.access.policy_standing import Share as Shared
from asylia.record.case_code import CodeError, read_code
from asylia.record.models import Access, Assignment, Consent, RuleOutcome
from asylia.record.together import OF_CASES, Row, moment, rows_of


@dataclass(frozen=True)
class Found:
    """A case that the acting agency may see something of. Whether this account may, the policy says.

    frozen: whether an incident is open in the acting agency.
    """

    access: Access
    standing: CaseStanding
    frozen: bool = False

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
    """How everyone stands to each of these cases, in one statement however many they are."""
    live = [row for row in rows if row.until is None or row.until > now]
    if not live:
        return []
    kept = rows_of(STANDING, {row.case_id for row in live}, leads=list({row.lead_id for row in live}))
    known = _parties(kept[Party])
    return [Found(row, _standing(row, kept, known), bool(kept[Incident])) for row in live]


STANDING = {
    Assignment: OF_CASES,
    KeptAway: f"{OF_CASES} AND t.withdrawn_at IS NULL",
    Release: OF_CASES,
    Share: OF_CASES,
    Consent: f"{OF_CASES} AND t.state = 'given'",
    Conversation: OF_CASES,
    BreakGlass: f"{OF_CASES} AND t.opened_at IS NOT NULL",
    OriginState: f"{OF_CASES} AND t.withdrawn_at IS NULL",
    RuleOutcome: f"{OF_CASES} AND t.finding = 'child' AND t.ended IS NULL",
    Agreement: "t.sender_id = ANY (%(leads)s)",
    Party: "true",
    Incident: "t.ended_at IS NULL",
}
"""Every table that says how somebody stands to a case, and which of its rows count."""


def _standing(access: Access, kept: Mapping[Any, list[Row]], known: Parties) -> CaseStanding:
    case = str(access.case_id)
    rows = {table: [row for row in kept[table] if row.get("case_id") == case] for table in STANDING}
    away, talks = rows[KeptAway], rows[Conversation]
    consents = {row["id"]: row for row in rows[Consent]}
    agreements = [_agreement(row) for row in kept[Agreement] if row["sender_id"] == str(access.lead_id)]
    return CaseStanding(
        code=access.code,
        agency=str(access.lead_id),
        assignments=tuple(map(_assignment, rows[Assignment])),
        must_never_see=_named(away, "must_never_see"),
        suspected=_named(away, "suspected"),
        origin_block=refused(_origin(rows[OriginState], access.case.country), known),
        releases=tuple(map(_release, rows[Release])),
        shares=tuple(_share(row, consents, agreements) for row in rows[Share]),
        conversations=tuple(map(_conversation, talks)),
        broken=tuple(_broken(access.code, row) for row in rows[BreakGlass]),
        adult=_adult(rows[RuleOutcome]),
        interviewers=frozenset(account for row in talks if row["interview"] for account in row["accounts"]),
    )


def _span(row: Row) -> Span:
    since = datetime.fromisoformat(row["since"])
    return Span(since, moment(row["until"]), moment(row.get("withdrawn_at")))


def _scope(row: Row) -> Scope:
    return Scope(frozenset(row["compartments"]), None if row["fields"] is None else frozenset(row["fields"]))


def _assignment(row: Row) -> AssignmentHeld:
    return AssignmentHeld(row["account"], row["role"], _span(row), row["checked"])


def _release(row: Row) -> Released:
    return Released(row["role"], _scope(row), _span(row))


def _conversation(row: Row) -> Talk:
    return Talk(frozenset(row["accounts"]), _span(row))


def _broken(code: str, row: Row) -> GlassBroken:
    return GlassBroken(
        code,
        row["account"],
        row["role"],
        row["second"],
        row["second_role"],
        row["category"],
        datetime.fromisoformat(row["opened_at"]),
        frozenset(row["told"]),
        moment(row["closed_at"]),
    )


def _named(rows: Iterable[Row], why: str) -> frozenset[str]:
    return frozenset(row["account"] or row["other_id"] for row in rows if row["why"] == why)


def _adult(rows: Iterable[Row]) -> bool | None:
    """Whether the person is known to be an adult; None where that is not known, which is not yes."""
    row = next(iter(rows), None)
    return None if row is None else row["state"] == "not_indicated"


def _origin(rows: Iterable[Row], host: str) -> Origin:
    states: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        states[row["why"]].add(row["state"])
    return Origin(
        frozenset(states["nationality"]), frozenset(states["former_residence"]), frozenset(states["feared"]), host
    )


def _parties(rows: Iterable[Row]) -> Parties:
    """Who belongs to which State, and passes things on to whom, as the list kept on this server says."""
    organ_of: dict[str, str] = {}
    passes_on_to: dict[str, frozenset[str]] = {}
    assessed: set[str] = set()
    for row in rows:
        party = row["agency_id"] or row["state"]
        passes_on_to[party] = frozenset(row["passes_on_to"])
        if row["agency_id"]:
            assessed.add(party)
            if row["organ_of"]:
                organ_of[party] = row["organ_of"]
    return Parties(organ_of, passes_on_to, frozenset(assessed))


def _agreement(row: Row) -> AgreementHeld:
    signed = (
        (row["sender_id"], row["sender_signed_by"]),
        (row["recipient_id"], row["recipient_signed_by"]),
    )
    return AgreementHeld(
        row["sender_id"],
        row["recipient_id"],
        frozenset(row["purposes"]),
        frozenset(row["compartments"]),
        _span(row),
        frozenset(agency for agency, by in signed if by is not None),
    )


def _share(row: Row, consents: Mapping[str, Row], agreements: Iterable[AgreementHeld]) -> Shared:
    fitting = [one for one in agreements if one.recipient == row["recipient_id"] and row["purpose"] in one.purposes]
    consent = consents.get(row["consent_id"])
    return Shared(
        row["recipient_id"],
        row["purpose"],
        _scope(row),
        _span(row),
        None if consent is None else _consent(consent, row),
        max(fitting, key=lambda one: one.span.until or one.span.since, default=None),
    )


def _consent(row: Row, share: Row) -> Consented:
    return Consented(
        row["recipient_id"],
        row["purpose"],
        Scope(frozenset(row["compartments"])),
        Span(datetime.fromisoformat(row["asked_at"]), moment(row["until"])),
        row["basis"],
        frozenset(share["approvers"]),
    )
