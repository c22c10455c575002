"""One question to the policy, all of its words known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from asylia.access.policy_rules import Rule
from asylia.access.policy_standing import Actor, CaseStanding, Entry, Field
from asylia.access.purposes import PURPOSES
from asylia.access.roles import ACTIONS, AREAS, Action


@dataclass(frozen=True)
class Question:
    """Who asks to do what with which part of which case, what for, and when."""

    actor: Actor
    action: Action
    case: CaseStanding | None
    area: str | None
    field: Field | None
    purpose: str
    now: datetime
    entry: Entry

    @property
    def part(self) -> str:
        return self.field.part if self.field else ""

    @property
    def looks(self) -> bool:
        """Whether it is only about seeing."""
        return self.action.name == "read"


def wrong_word(action: str, area: str | None, field: Field | None, purpose: str) -> Rule | None:
    """Why these words make no question, or None where they do."""
    if action not in ACTIONS:
        return Rule.UNKNOWN_ACTION
    if purpose not in PURPOSES:
        return Rule.UNKNOWN_PURPOSE
    if area is None:
        # Looking and writing are always at some place, and a field stands in one.
        placed = action == "read" or bool(ACTIONS[action].into) or field is not None
        return Rule.UNKNOWN_AREA if placed else None
    if area not in AREAS:
        return Rule.UNKNOWN_AREA
    return Rule.FIELD_ELSEWHERE if field is not None and field.compartment != area else None
