"""Data protection looks into what was opened because a life is in danger, within 72 hours (R26)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from asylia.access.models import BreakGlass
from asylia.access.policy_rules import Rule
from asylia.access.signed_in import SignedIn
from asylia.audit.log import logged

REVIEW = "glass.review"
"""What the log calls it."""

REVIEWED_WITHIN = timedelta(hours=72)

OUTCOMES = ("in_order", "to_be_followed_up")
"""What came of it. What has to be followed up is written nowhere here: data protection sees no case."""


def review(signed_in: SignedIn, opening: UUID, outcome: str, now: datetime) -> bool:
    """Say that an opening was looked into, and what came of it; whether that was done.

    It is done once, by data protection of the agency, and by nobody who had a part in the opening.
    """
    with logged(signed_in, now) as log:
        may = "DP" in signed_in.actor.duties and outcome in OUTCOMES
        rows = BreakGlass.objects.filter(
            pk=opening, agency_id=signed_in.agency, opened_at__isnull=False, reviewed_at=None
        )
        rows = rows.exclude(account=signed_in.account).exclude(second=signed_in.account)
        done = may and rows.update(reviewed_at=now) > 0
        rule, role, items = (Rule.BY_DUTY, "DP", [str(opening), outcome]) if done else (Rule.ROLE_CANNOT, "", [])
        log.add(action=REVIEW, allowed=done, rule=rule, role=role, items=items)
    return done
