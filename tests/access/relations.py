"""Every way an account can stand to a case, with what the walls and the sharing let through of it.

Each gives the actor, the case and how much of a role's reach is left: `role` all of it, `read` only looking at what a
role sees (and what is done through a share), `blocks` what must not be done to the person, `none` nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from asylia.access.policy_standing import Actor, Assignment, CaseStanding, Scope
from tests.access.field_table import FOR_THE_AGENCY
from tests.access.standings import (
    AGREEMENT,
    CONSENT,
    DAY,
    EMBASSY,
    ENDED,
    HARBOUR,
    HOUR,
    LANTERN,
    ME,
    NOW,
    SESSION,
    WITHDRAWN,
    actor,
    case,
    share_for,
)

Relation = Callable[[str, str], tuple[Actor, CaseStanding | None, str]]


def own(role: str, purpose: str) -> tuple[Actor, CaseStanding | None, str]:
    return actor(role), case(role), "role"


def not_assigned(role: str, purpose: str):
    return actor(role), case(), "duty"


def assignment_ended(role: str, purpose: str):
    return actor(role), replace(case(), assignments=(Assignment(ME, role, ENDED, checked=True),)), "duty"


def somebody_else_assigned(role: str, purpose: str):
    return actor(role), case(role, account="account-other"), "duty"


def shared_full(role: str, purpose: str):
    return actor(role, LANTERN), replace(case(role), shares=(share_for(purpose),)), "read"


def shared_other_part(role: str, purpose: str):
    elsewhere = Scope(frozenset({"nothing"}))
    return actor(role, LANTERN), replace(case(role), shares=(share_for(purpose, scope=elsewhere),)), "blocks"


def share_expired(role: str, purpose: str):
    return actor(role, LANTERN), replace(case(role), shares=(share_for(purpose, span=ENDED),)), "none"


def consent_withdrawn(role: str, purpose: str):
    share = share_for(purpose, consent=replace(CONSENT, purpose=purpose, span=WITHDRAWN))
    return actor(role, LANTERN), replace(case(role), shares=(share,)), "none"


def consent_missing(role: str, purpose: str):
    return actor(role, LANTERN), replace(case(role), shares=(share_for(purpose, consent=None),)), "none"


def agreement_ended(role: str, purpose: str):
    share = share_for(purpose, agreement=replace(AGREEMENT, purposes=frozenset({purpose}), span=ENDED))
    return actor(role, LANTERN), replace(case(role), shares=(share,)), "none"


def other_agency(role: str, purpose: str):
    return actor(role, LANTERN), case(role), "none"


def blocked_user(role: str, purpose: str):
    return actor(role), replace(case(role), must_never_see=frozenset({ME})), "none"


def blocked_agency(role: str, purpose: str):
    return actor(role), replace(case(role), must_never_see=frozenset({HARBOUR})), "none"


def suspected(role: str, purpose: str):
    return actor(role), replace(case(role), suspected=frozenset({ME})), "none"


def origin(role: str, purpose: str):
    standing = replace(case(role), shares=(replace(share_for(purpose), recipient=EMBASSY),))
    return actor(role, EMBASSY), replace(standing, origin_block=frozenset({EMBASSY})), "none"


def deleted(role: str, purpose: str):
    return actor(role), replace(case(role), live=False), "none"


def nonexistent(role: str, purpose: str):
    return actor(role), None, "duty"


def signed_out(role: str, purpose: str):
    return replace(actor(role), session=None), case(role), "none"


def idle(role: str, purpose: str):
    return replace(actor(role), session=replace(SESSION, last_seen_at=NOW - HOUR)), case(role), "none"


def signed_in_too_long(role: str, purpose: str):
    return replace(actor(role), session=replace(SESSION, signed_in_at=NOW - DAY)), case(role), "none"


def clock_set_back(role: str, purpose: str):
    return replace(actor(role), session=replace(SESSION, last_seen_at=NOW + HOUR)), case(role), "none"


def without_second_factor(role: str, purpose: str):
    return replace(actor(role), session=replace(SESSION, second_factor=False)), case(role), "none"


def disabled(role: str, purpose: str):
    return replace(actor(role), active=False), case(role), "none"


RELATIONS: tuple[Relation, ...] = (
    own,
    not_assigned,
    assignment_ended,
    somebody_else_assigned,
    shared_full,
    shared_other_part,
    share_expired,
    consent_withdrawn,
    consent_missing,
    agreement_ended,
    other_agency,
    blocked_user,
    blocked_agency,
    suspected,
    origin,
    deleted,
    nonexistent,
    signed_out,
    idle,
    signed_in_too_long,
    clock_set_back,
    without_second_factor,
    disabled,
)


def lets_through(reach: str, role: str, looks: bool, through_share: bool) -> bool:
    """Whether a relation leaves this of what a role could do in a case of its own."""
    if reach == "role":
        return True
    if role in FOR_THE_AGENCY:
        return reach == "duty"
    return reach == "read" and (looks or through_share)
