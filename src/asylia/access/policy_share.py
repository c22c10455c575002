"""What another agency may see of a case: what was shared, within consent and agreement, at this moment (R11-R18)."""

from __future__ import annotations

from datetime import datetime

from asylia.access.policy_question import Question
from asylia.access.policy_rules import Rule
from asylia.access.policy_standing import Agreement, CaseStanding, Consent, Scope, Share, Span

OTHER_BASES = frozenset({"vital_interest", "best_interests_of_the_child", "legal_duty", "public_interest"})
"""What a share may rest on where the person was not asked or refused, if two people have approved it (R08, D3)."""

APPROVERS = 2

WITH_ANY_SHARE = frozenset({"blocks"})
"""What goes with whatever is shared: nobody is left free to return or detain someone because they were told little."""


def refusal_of_share(question: Question, case: CaseStanding) -> Rule | None:
    """Why nothing that was shared opens this to the actor's agency, or None where something does."""
    if not (question.looks or question.action.through_share):
        return Rule.SHARE_READS_ONLY
    shares = [share for share in case.shares if _gives(share, question)]
    if not shares:
        return Rule.NO_SHARE
    consented = [share for share in shares if share.consent and _consents(share.consent, share, question)]
    if not consented:
        return Rule.NO_CONSENT
    agreed = any(share.agreement and _agrees(share.agreement, case, question) for share in consented)
    return None if agreed else Rule.NO_AGREEMENT


def _gives(share: Share, question: Question) -> bool:
    return (
        share.recipient == question.actor.agency
        and share.purpose == question.purpose
        and _bounded(share.span, question.now)
        and _covers(share.scope, question)
    )


def _consents(consent: Consent, share: Share, question: Question) -> bool:
    approved = consent.basis == "consent" or (consent.basis in OTHER_BASES and len(consent.approvers) >= APPROVERS)
    return (
        approved
        and consent.recipient == share.recipient
        and consent.purpose == share.purpose
        and _bounded(consent.span, question.now)
        and _covers(consent.scope, question)
    )


def _agrees(agreement: Agreement, case: CaseStanding, question: Question) -> bool:
    return (
        agreement.sender == case.agency
        and agreement.recipient == question.actor.agency
        and {agreement.sender, agreement.recipient} <= agreement.signed_by
        and question.purpose in agreement.purposes
        and (question.area in WITH_ANY_SHARE or question.area in agreement.compartments)
        and _bounded(agreement.span, question.now)
    )


def _bounded(span: Span, now: datetime) -> bool:
    """What is given to another agency has an end, or is not given."""
    return span.until is not None and span.holds(now)


def _covers(scope: Scope, question: Question) -> bool:
    # What is done nowhere is not done through a share.
    return question.area in WITH_ANY_SHARE or scope.covers(
        question.area or "", question.field.name if question.field else None
    )
