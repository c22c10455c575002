"""Opening one case for two hours because a life is in danger: two roles, only to read, and data protection is told.

R26. It never passes a wall of policy_walls, and never shows a role what that role must never see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from asylia.access.policy_question import Question
from asylia.access.policy_roles import duties_of
from asylia.access.policy_rules import Decision, Rule
from asylia.access.policy_standing import Actor, BreakGlass, CaseStanding
from asylia.access.policy_walls import kept_away, signed_in, stepped_up
from asylia.access.roles import COMPARTMENTS, ROLES

LASTS = timedelta(hours=2)
CATEGORIES = frozenset({"risk_to_life"})
"""What it may be opened for. There is one: imminent risk to life (domain, section B)."""

REASON_SIGNS = 20
OPENINGS_A_WEEK = 3
"""Asylia's default. More in seven days need a talk with the data-protection officer first."""

TOLD_AT_ONCE = frozenset({"data_protection", "case_owner"})
PURPOSE = "life_at_risk"


@dataclass(frozen=True)
class Opening:
    """What is asked for: whose role, who agrees in which role, and why. earlier: this account's openings before."""

    role: str
    second: Actor
    second_role: str
    category: str
    reason: str
    earlier: tuple[datetime, ...]


def may_ask(actor: Actor, role: str, category: str, now: datetime) -> Decision:
    """Whether somebody may ask for it. Whether there is such a case, and who is kept from it, only may_open() knows."""
    if not signed_in(actor, now):
        return Decision(False, Rule.NOT_SIGNED_IN)
    if not stepped_up(actor, now):
        return Decision(False, Rule.NO_STEP_UP)
    allowed = category in CATEGORIES and _may_hold(actor, role)
    return Decision(allowed, Rule.BY_BREAK_GLASS if allowed else Rule.BREAK_GLASS_FORM)


def may_open(actor: Actor, case: CaseStanding | None, asked: Opening, now: datetime) -> Decision:
    """Whether the glass may be broken now. If so, store a BreakGlass and tell both of TOLD_AT_ONCE in the same step."""
    refusal = _refusal(actor, case, asked, now)
    return Decision(refusal is None, refusal or Rule.BY_BREAK_GLASS, asked.role)


def _refusal(actor: Actor, case: CaseStanding | None, asked: Opening, now: datetime) -> Rule | None:
    if not signed_in(actor, now):
        return Rule.NOT_SIGNED_IN
    if not stepped_up(actor, now):
        return Rule.NO_STEP_UP
    if case is None or actor.agency != case.agency:
        return Rule.NO_SUCH_CASE
    away = kept_away(actor, case)
    if away is not None:
        return away
    if asked.category not in CATEGORIES or len(asked.reason.strip()) < REASON_SIGNS or not _may_hold(actor, asked.role):
        return Rule.BREAK_GLASS_FORM
    if not _second_agrees(actor, case, asked, now):
        return Rule.BREAK_GLASS_SECOND
    often = sum(now - timedelta(days=7) < opened for opened in asked.earlier) >= OPENINGS_A_WEEK
    return Rule.BREAK_GLASS_OFTEN if often else None


def _may_hold(actor: Actor, role: str) -> bool:
    return role in actor.qualified and role in ROLES and ROLES[role].opens_in_danger


def _second_agrees(actor: Actor, case: CaseStanding, asked: Opening, now: datetime) -> bool:
    second = asked.second
    return (
        second.account != actor.account
        and second.agency == case.agency
        and asked.second_role != asked.role
        and asked.second_role in second.qualified
        and asked.second_role in ROLES
        and ROLES[asked.second_role].agrees_in_danger
        and signed_in(second, now)
        and stepped_up(second, now)
        and kept_away(second, case) is None
    )


def by_break_glass(question: Question) -> Decision | None:
    """The answer of an opening that holds now, or None where there is none that opens this."""
    case = question.case
    if case is None or not question.looks or question.purpose != PURPOSE or question.area not in COMPARTMENTS:
        return None
    for opened in case.broken:
        if _opens(opened, question, case):
            return Decision(True, Rule.BY_BREAK_GLASS, opened.role)
    return None


def _opens(opened: BreakGlass, question: Question, case: CaseStanding) -> bool:
    actor, now = question.actor, question.now
    held = {opened.role} | duties_of(question) | case.roles_of(actor.account, now)
    return (
        (opened.case, opened.account) == (case.code, actor.account)
        and actor.agency == case.agency
        and opened.category in CATEGORIES
        and opened.opened_at <= now < opened.opened_at + LASTS
        and (opened.closed_at is None or now < opened.closed_at)
        and opened.told >= TOLD_AT_ONCE
        and _may_hold(actor, opened.role)
        and _second_stands(opened, case)
        and not any(
            ROLES[code].never_sees(question.area or "", question.part, frozenset(held))
            for code in held
            if code in ROLES
        )
    )


def _second_stands(opened: BreakGlass, case: CaseStanding) -> bool:
    """Whether the second was another person in another role, and nobody has since kept them away."""
    return (
        opened.second != opened.account
        and opened.second_role != opened.role
        and opened.second_role in ROLES
        and ROLES[opened.second_role].agrees_in_danger
        and opened.second not in case.must_never_see | case.suspected
    )
