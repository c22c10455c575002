"""Who begins and ends an incident, and who keeps canaries: easy to begin, and never ended by one alone (R60)."""

from __future__ import annotations

from datetime import datetime

from asylia.access.policy_rules import Decision, Rule
from asylia.access.policy_standing import Actor
from asylia.access.policy_walls import signed_in, stepped_up

BEGINS = ("DP", "SY", "CO")
"""Duties, and roles an account is qualified for, any of which is enough to begin one, at once."""

ASKS_TO_END = ("SY", "CO")
AGREES_TO_END = ("DP",)
"""Who asks that it be over, and who agrees: two people, by Asylia's own choice."""


def may_begin_incident(actor: Actor, now: datetime) -> Decision:
    """Whether an account may stop sharing in its agency. The second factor is not asked for again: seconds count."""
    return _as_one_of(BEGINS, actor) if signed_in(actor, now) else Decision(False, Rule.NOT_SIGNED_IN)


def may_ask_to_end(actor: Actor, now: datetime) -> Decision:
    """Whether an account may ask that the incident be over."""
    return _weighed(ASKS_TO_END, actor, now)


def may_agree_to_end(actor: Actor, asked_by: str | None, now: datetime) -> Decision:
    """Whether an account may end the incident, which another one has asked for."""
    decision = _weighed(AGREES_TO_END, actor, now)
    alone = asked_by is None or asked_by == actor.account
    return Decision(False, Rule.NO_SECOND, decision.role) if decision.allowed and alone else decision


def may_keep_canaries(actor: Actor, now: datetime) -> Decision:
    """Whether an account may say which cases are canaries, and learn it."""
    return _weighed(AGREES_TO_END, actor, now)


def has_part(roles: tuple[str, ...], actor: Actor) -> bool:
    """Whether an account could have this part, whatever it has still to give for it."""
    return _as_one_of(roles, actor).allowed


def _weighed(roles: tuple[str, ...], actor: Actor, now: datetime) -> Decision:
    if not signed_in(actor, now):
        return Decision(False, Rule.NOT_SIGNED_IN)
    return _as_one_of(roles, actor) if stepped_up(actor, now) else Decision(False, Rule.NO_STEP_UP)


def _as_one_of(roles: tuple[str, ...], actor: Actor) -> Decision:
    for role in roles:
        if role in actor.duties:
            return Decision(True, Rule.BY_DUTY, role)
        if role == "CO" and role in actor.qualified:
            return Decision(True, Rule.BY_ROLE, role)
    return Decision(False, Rule.NO_ROLE)
