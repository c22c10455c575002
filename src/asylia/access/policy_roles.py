"""What the roles open that an account holds: in the case by assignment, and for the agency by duty."""

from __future__ import annotations

from datetime import datetime

from asylia.access.policy_question import Question
from asylia.access.policy_rules import Decision, Rule
from asylia.access.policy_share import refusal_of_share
from asylia.access.policy_standing import CaseStanding
from asylia.access.purposes import OF_WAYS
from asylia.access.roles import ROLES, Role


def by_roles(question: Question) -> Decision:
    """The answer of the roles alone. What one of them must never see or do, no other opens."""
    in_case, duties = roles_in_case(question), duties_of(question)
    held = in_case | duties
    if any(_never(question, ROLES[code], held) for code in held):
        return Decision(False, Rule.ROLE_NEVER)
    answers = [_by_assignment(question, code) for code in sorted(in_case)]
    answers += [_by_duty(question, code) for code in sorted(duties)]
    nothing = Decision(False, Rule.NO_SUCH_CASE if question.case is None else Rule.NO_ROLE)
    # The answer that came furthest tells the log most.
    return max(answers, key=lambda answer: (answer.allowed, _ORDER[answer.rule]), default=nothing)


_ORDER = {rule: place for place, rule in enumerate(Rule)}


def roles_in_case(question: Question) -> frozenset[str]:
    """The roles that count for this account in this case."""
    case, account = question.case, question.actor.account
    if case is None:
        return frozenset()
    held = frozenset(
        code for code in case.roles_of(account, question.now) if code in ROLES and ROLES[code].held_in_case
    )
    if account == case.person:
        return held & {"PR"}
    if not _is_independent(account, case, question.now):
        held -= {"GD"}
    # Nobody else is the person; and who has interviewed the person cannot be their guardian.
    return held - ({"PR", "GD"} if account in case.interviewers else {"PR"})


def _is_independent(account: str, case: CaseStanding, now: datetime) -> bool:
    """Whether a guardian was checked. Who was not may be the controller, and is nobody in the case."""
    return any(
        held.checked and held.role == "GD"
        for held in case.assignments
        if held.account == account and held.span.holds(now)
    )


def duties_of(question: Question) -> frozenset[str]:
    """The duties that count, for the account's own agency."""
    if question.case is not None and question.case.agency != question.actor.agency:
        return frozenset()
    return frozenset(code for code in question.actor.duties if code in ROLES and not ROLES[code].held_in_case)


def _by_assignment(question: Question, code: str) -> Decision:
    refusal = _refusal(question, ROLES[code])
    if refusal is not None:
        return Decision(False, refusal, code)
    case = question.case
    if case is None or case.agency == question.actor.agency:
        return Decision(True, Rule.BY_ROLE, code)
    refusal = refusal_of_share(question, case)
    return Decision(refusal is None, refusal or Rule.BY_SHARE, code)


def _by_duty(question: Question, code: str) -> Decision:
    refusal = _refusal(question, ROLES[code])
    return Decision(refusal is None, refusal or Rule.BY_DUTY, code)


def _never(question: Question, role: Role, held: frozenset[str]) -> bool:
    area = None if question.action.blind else question.area
    return role.never_does(question.action.name, held) or (
        area is not None and role.never_sees(area, question.part, held)
    )


def _refusal(question: Question, role: Role) -> Rule | None:
    """Why this role does not allow it, or None where it does. To write somewhere one must also see it."""
    if not question.looks and question.action.name not in role.does:
        return Rule.ROLE_CANNOT
    if not _fits(question, role):
        return Rule.WRONG_PURPOSE
    if question.area is None:
        return None
    if not question.looks and question.area not in question.action.into:
        return Rule.NOT_WRITTEN_THERE
    if question.action.blind:
        return None
    ways = role.ways_to_see(question.area, question.part)
    if not ways:
        return Rule.NOT_SEEN
    holds = any(all(_holds(condition, question, role) for condition in way) for way in ways)
    return None if holds else Rule.CONDITION


def _fits(question: Question, role: Role) -> bool:
    field, purpose = question.field, question.purpose
    return purpose in role.purposes and (field is None or purpose in OF_WAYS or purpose in field.purposes)


def _holds(condition: str, question: Question, role: Role) -> bool:
    """Whether a condition of roles.toml holds. One that is not known never does."""
    account, entry = question.actor.account, question.entry
    if condition == "own_entries":
        return entry.author == account
    if condition == "own_words":
        return entry.by_person
    return question.case is not None and _holds_in_case(condition, question, question.case, role)


def _holds_in_case(condition: str, question: Question, case: CaseStanding, role: Role) -> bool:
    account, now = question.actor.account, question.now
    standing = [held for held in case.assignments if held.span.holds(now)]
    if condition == "together":
        return any(account in talk.accounts and talk.span.holds(now) for talk in case.conversations)
    if condition == "with_consent":
        return any(_released(question, case, role))
    if condition == "child_case":
        # A child until shown otherwise: not known is not enough to close a child's file to who protects children.
        return case.adult is not True
    if condition == "represented":
        return any(held.role == "LR" for held in standing)
    if condition == "independent":
        return any(held.account == account and held.role == role.code and held.checked for held in standing)
    return False


def _released(question: Question, case: CaseStanding, role: Role) -> list[bool]:
    name = question.field.name if question.field else None
    return [
        release.role == role.code
        and release.span.holds(question.now)
        and release.scope.covers(question.area or "", name)
        for release in case.releases
    ]
