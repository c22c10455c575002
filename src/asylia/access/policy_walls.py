"""What nothing opens: no role, no consent, no second person, no emergency."""

from __future__ import annotations

from datetime import datetime

from asylia.access.policy_question import Question
from asylia.access.policy_rules import Rule
from asylia.access.policy_standing import Actor, CaseStanding

GOES_OUT = frozenset({"referral.make", "contact.origin_authority"})
"""Actions that tell somebody outside the agency of a person. None of them is done while an incident is open."""


def wall(question: Question) -> Rule | None:
    """The wall that stands before this question, or None."""
    return wall_of_account(question) or (None if question.case is None else wall_of_case(question, question.case))


def wall_of_account(question: Question) -> Rule | None:
    """What the account itself lacks."""
    actor, entry = question.actor, question.entry
    if not signed_in(actor, question.now):
        return Rule.NOT_SIGNED_IN
    if actor.frozen and _goes_out(question):
        return Rule.FROZEN
    if question.action.step_up and not stepped_up(actor, question.now):
        return Rule.NO_STEP_UP
    # Where it is not said whose account or work it is, it may be one's own.
    if question.action.name == "account.manage" and entry.about_account in (None, actor.account):
        return Rule.OWN_ACCOUNT
    if question.action.not_own and entry.author in (None, actor.account):
        return Rule.OWN_WORK
    return None


def wall_of_case(question: Question, case: CaseStanding) -> Rule | None:
    """What stands between this account and the case."""
    refused = kept_away(question.actor, case)
    if refused is not None:
        return refused
    if question.entry.file not in (None, case.code):
        return Rule.ANOTHER_FILE
    return None if _second_agrees(question, case) else Rule.NO_SECOND


def kept_away(actor: Actor, case: CaseStanding) -> Rule | None:
    """Why this actor must not come near the case at all, or None."""
    if not case.live:
        return Rule.NO_SUCH_CASE
    if case.must_never_see & {actor.account, actor.agency}:
        return Rule.MUST_NEVER_SEE
    if actor.account in case.suspected:
        return Rule.SUSPECTED
    return Rule.ORIGIN if actor.agency in case.origin_block else None


def signed_in(actor: Actor, now: datetime) -> bool:
    return actor.active and actor.session is not None and actor.session.holds(now)


def stepped_up(actor: Actor, now: datetime) -> bool:
    return actor.session is not None and actor.session.stepped_up(now)


def _goes_out(question: Question) -> bool:
    """Whether this leaves the agency. Data protection takes the log along, to find out what happened."""
    own_inquiry = question.area == "log" and "DP" in question.actor.duties
    return question.action.name in GOES_OUT or (question.entry.taken_out and not own_inquiry)


def _second_agrees(question: Question, case: CaseStanding) -> bool:
    needed, second = question.action.second, question.entry.second
    if not needed:
        return True
    if second is None or second == question.actor.account or second in case.must_never_see | case.suspected:
        return False
    return bool(needed & case.roles_of(second, question.now))
