"""Who may open a case: an account that is signed in, in a role that meets people and may be assigned to it."""

from __future__ import annotations

from datetime import datetime

from asylia.access.policy_rules import Decision, Rule
from asylia.access.policy_standing import Actor
from asylia.access.policy_walls import signed_in

OPENERS = ("BO", "FR", "CW", "PO", "CP")
"""Roles that meet somebody nobody has a file of yet (domain, section B). Asylia's own choice."""


def may_begin(actor: Actor, role: str, now: datetime) -> Decision:
    """Whether an account may open a case in a role, which it then holds in it."""
    if not signed_in(actor, now):
        return Decision(False, Rule.NOT_SIGNED_IN, role)
    allowed = role in OPENERS and role in actor.qualified
    return Decision(allowed, Rule.BY_ROLE if allowed else Rule.NO_ROLE, role)


def roles_to_begin(actor: Actor) -> tuple[str, ...]:
    """The roles in which an account may open a case."""
    return tuple(role for role in OPENERS if role in actor.qualified)
