"""What to ask next in a case, worked out from what one account sees: the question tells of nothing that is hidden.

A role is led only to facts it would see the answer of. Else somebody would be asked, a second time, what a colleague
had asked already and what this role must not read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from asylia.access.roles import ROLES, part_of
from asylia.access.window import Look
from asylia.assessment import Assessment, assess
from asylia.law.facts import FACTS
from asylia.pages import words
from asylia.pages.desk import TRIAGE
from asylia.people import Person
from asylia.screening import Observed

OF_WHOLE_FILE = frozenset({"child_case", "independent"})
"""Conditions of roles.toml under which a role sees what everybody wrote, not only its own."""


@dataclass(frozen=True)
class AskNext:
    """The one question, what it could clear, and what asking costs the person."""

    key: str
    text: str
    burden: str
    painful: bool
    clears: tuple[str, ...]


def ask_next(look: Look, assessment: Assessment) -> AskNext | None:
    """The question most worth asking by whoever sees this much of the case; None where none would change anything.

    assessment: of what this account sees, from `assessed`.
    """
    known = look.ledger.known
    triage = [key for key in TRIAGE if key not in known.facts and key not in known.closed]
    queue = [one.key for one in assessment.queue if one.key in FACTS]
    key = next((key for key in (*triage, *queue) if may_be_asked(look.roles, key)), None)
    if key is None:
        return None
    waiting = (action for action, guard in assessment.outcome.guards.items() if guard.ask == key)
    return AskNext(
        key=key,
        text=words.question(key),
        burden=_(words.BURDENS[FACTS[key].burden]),
        painful=FACTS[key].burden >= 2,
        clears=tuple(dict.fromkeys(map(words.action, waiting))),
    )


def assessed(look: Look, now: datetime) -> Assessment:
    """What the law would say if what this account sees were all there is. It decides nothing, and stops nothing."""
    return assess(Person(look.code, look.ledger.known, Observed({}, frozenset(), {})), look.country or None, now)


def may_be_asked(roles: Iterable[str], key: str) -> bool:
    """Whether somebody in these roles would see the answer to this question, whoever had given it."""
    return not FACTS[key].derived and sees_all(roles, FACTS[key].sensitivity, part_of(key))


def sees_all(roles: Iterable[str], area: str, part: str = "") -> bool:
    """Whether somebody in these roles sees what stands there, whoever wrote it. What was released singly counts not."""
    held = frozenset(role for role in roles if role in ROLES)
    if any(ROLES[role].never_sees(area, part, held) for role in held):
        return False
    return any(way <= OF_WHOLE_FILE for role in held for way in ROLES[role].ways_to_see(area, part))
