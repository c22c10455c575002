"""Doing something to the person that the law may forbid: every action of the law's closed list, by one step."""

from __future__ import annotations

from fnmatch import fnmatchcase

from asylia.access.policy_standing import Entry
from asylia.access.refused import NotHere
from asylia.casework.answers import Rejected
from asylia.casework.steps import Door, step
from asylia.law.actions import ACTIONS
from asylia.law.engine import LAW_VERSION
from asylia.record.compartments import of_act
from asylia.record.models import Act

BY_ROLES: tuple[tuple[str, str, str | None], ...] = (
    ("detain*", "detention.report", "J"),
    ("refuse_entry", "triage.record", "J"),
    ("penalise.*", "triage.record", "J"),
    ("age.treat_as_adult", "triage.record", "J"),
    ("removal.refer", "return.prepare", "solutions"),
    ("return.*", "return.prepare", "solutions"),
    ("transfer.third_country", "return.prepare", "solutions"),
    ("asylum.*", "asylum.decide", "D"),
    ("identification.negative_without_review", "identification.negative", "C"),
    ("share:*", "referral.make", "referrals"),
    ("interview.*", "screening.run", "C"),
    ("consent.capture", "consent.record", "consents"),
    ("care.place_with:*", "care.plan", "F"),
    ("child.bid_required_decision", "bid.submit", "F"),
    ("tracing.contact", "tracing.trace", "F"),
    ("family.reunify", "tracing.verify", "F"),
    ("solution.start:*", "solution.plan", "solutions"),
    ("support.*", "service.plan", "H"),
    ("case.close", "service.plan", "H"),
    ("contact.origin_authority", "contact.origin_authority", None),
    ("prosecute.compelled_offence", "proceedings.log", "G"),
)
"""Which permission of roles.toml each action of the law needs, and where it would be written. What is not here no role
of Asylia does: publishing, linking a risk to a person."""


@step("act.take")
def take(door: Door) -> None:
    """Record that something is done to or with the person, if role and law both allow it now."""
    action = str(door.given.get("act", ""))
    if action not in ACTIONS:
        raise Rejected("Nothing was recorded: this is no action of the list.", "act")
    permission, area = _permission(door, action)
    whose = Entry(author=str(door.signed_in.account), second=_second(door))
    door.asking.need(permission, area, None, whose)
    door.allow(action)
    row = Act.objects.create(
        case_id=door.found.case,
        agency_id=door.signed_in.agency,
        action=action,
        compartment=of_act(action),
        taken_at=door.now,
        taken_by=door.signed_in.account,
        verdict="allow",
        law=LAW_VERSION,
    )
    door.add("acts", row.pk)


def _second(door: Door) -> str | None:
    """The account of the second person that is named, where one is."""
    return None if door.given.get("second") is None else str(door.row("second"))


def _permission(door: Door, action: str) -> tuple[str, str | None]:
    for pattern, permission, area in BY_ROLES:
        if fnmatchcase(action, pattern):
            return permission, area
    door.log.add(action=action, allowed=False, rule="role_cannot", case=door.found.code)
    raise NotHere
