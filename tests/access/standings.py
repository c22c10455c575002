"""Invented accounts and cases for the policy: one way to stand to a case each, and everything fulfilled unless said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from asylia.access.policy_standing import (
    Actor,
    Agreement,
    Assignment,
    CaseStanding,
    Consent,
    Conversation,
    Entry,
    Field,
    Release,
    Scope,
    Session,
    Share,
    Span,
)
from asylia.access.purposes import OF_FIELDS
from tests.access.field_table import FOR_THE_AGENCY

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
EVER = Span(NOW - DAY)
OPEN = Span(NOW - DAY, NOW + DAY)
ENDED = Span(NOW - 2 * DAY, NOW - DAY)
WITHDRAWN = Span(NOW - 2 * DAY, NOW + DAY, withdrawn_at=NOW - HOUR)

HARBOUR, LANTERN, EMBASSY = "agency-harbour", "agency-lantern", "agency-embassy"
ME, OTHER = "account-me", "account-other"
CODE = "case-1"
ALL = frozenset("ABCDEFGHIJ")
EVERYTHING = Scope(ALL | {"frame", "blocks", "queue", "rights", "consents", "referrals", "solutions", "session"})

SESSION = Session(NOW - HOUR, NOW - timedelta(minutes=1), second_factor=True, stepped_up_at=NOW - timedelta(minutes=1))


def actor(role: str | None = None, agency: str = HARBOUR, account: str = ME) -> Actor:
    """Someone signed in just now; a role that is held for the agency is their duty."""
    duties = frozenset({role} & FOR_THE_AGENCY) if role else frozenset()
    return Actor(account, agency, SESSION, duties=duties)


def case(*roles: str, conditions: bool = True, account: str = ME) -> CaseStanding:
    """A case of HARBOUR in which ME holds these roles, with every condition a role may ask for fulfilled, or none."""
    assigned = tuple(
        Assignment(account, role, EVER, checked=conditions) for role in roles if role not in FOR_THE_AGENCY
    )
    standing = CaseStanding(
        CODE, HARBOUR, assignments=assigned, adult=not conditions, person=account if "PR" in roles else None
    )
    if not conditions:
        return standing
    return replace(
        standing,
        assignments=(*assigned, Assignment("account-lawyer", "LR", EVER)),
        releases=tuple(Release(role, EVERYTHING, OPEN) for role in roles),
        conversations=(Conversation(frozenset({account}), OPEN),),
    )


def own(conditions: bool = True) -> Entry:
    """A row that ME wrote of the person's words, or one that somebody else wrote."""
    return Entry(author=ME, by_person=True) if conditions else Entry(author=OTHER)


def field(place: str, name: str = "some_field", purposes: frozenset[str] = frozenset(OF_FIELDS)) -> Field:
    """A field of an area, or of a part written as A.alias, that serves every purpose."""
    area, _, part = place.partition(".")
    return Field(name, area, part, purposes)


CONSENT = Consent(LANTERN, "casework", EVERYTHING, OPEN)
AGREEMENT = Agreement(
    HARBOUR, LANTERN, frozenset({"casework"}), EVERYTHING.compartments, OPEN, frozenset({HARBOUR, LANTERN})
)
SHARE = Share(LANTERN, "casework", EVERYTHING, OPEN, CONSENT, AGREEMENT)


def share_for(purpose: str, **changed: Any) -> Share:
    """Everything shared with LANTERN for a purpose, consented and agreed, but for what is changed."""
    consent = replace(CONSENT, purpose=purpose)
    agreement = replace(AGREEMENT, purposes=frozenset({purpose}))
    return replace(replace(SHARE, purpose=purpose, consent=consent, agreement=agreement), **changed)
