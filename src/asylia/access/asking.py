"""Puts questions about one case to the policy for somebody who is signed in, and tells the log every answer."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from asylia.access.incident import frozen
from asylia.access.policy import decide
from asylia.access.policy_rules import Decision, Rule
from asylia.access.policy_standing import ANY_ENTRY, Actor, Entry, Field
from asylia.access.purposes import OF_FIELDS, PURPOSES
from asylia.access.refused import NotHere, Stopped
from asylia.access.roles import AREAS, PARTS, ROLES
from asylia.access.signed_in import SignedIn
from asylia.access.standing import Found, find
from asylia.audit.log import Log
from asylia.law.facts import FACTS
from asylia.record.dictionary import FIELDS, sealed_field
from asylia.record.standing import compartment

FACT_PURPOSES = FIELDS["Fact.value"].purposes
"""What any fact may be read or written for."""


@cache
def fact_field(key: str) -> Field:
    """A fact of the law as the policy knows it."""
    return Field.of(key, compartment(key), FACT_PURPOSES)


def text_field(name: str) -> Field:
    """A sealed field as the policy knows it. Raises DictionaryError."""
    entry = sealed_field(name)
    return Field.of(name, entry.compartment, entry.purposes)


FIRST_ASKED = ("frame", "queue", "rights", "session")
"""What most roles see one of."""

PLACES: tuple[tuple[str, Field | None], ...] = (
    *((area, None) for area in FIRST_ASKED),
    *((area, None) for area in AREAS if area not in FIRST_ASKED),
    *((part[0], Field("", part[0], part.partition(".")[2], frozenset(OF_FIELDS))) for part in PARTS),
)
"""Every area and every part of one, as a role may see a part without its area."""


@dataclass
class Asking:
    """Somebody before one case. Answers are gathered by rule and told to the log by `tell`, once."""

    signed_in: SignedIn
    found: Found | None
    code: str
    now: datetime
    purpose: str | None = None
    _answers: dict[tuple[str, str, str, bool, str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[tuple[str, str | None, Field | None, Entry], tuple[str, Decision]] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return self.signed_in.actor

    def purposes(self) -> tuple[str, ...]:
        """What this account may be asking for: what it says, else what its roles in the case are for."""
        if self.purpose is not None:
            return (self.purpose,)
        if self.found is None:
            return tuple(OF_FIELDS)
        standing = self.found.standing
        roles = sorted(standing.roles_of(self.actor.account, self.now)) + sorted(self.actor.duties)
        named = [purpose for role in roles if role in ROLES for purpose in sorted(ROLES[role].purposes)]
        broken = ["life_at_risk"] if any(one.account == self.actor.account for one in standing.broken) else []
        return tuple(dict.fromkeys(named + broken)) or ("casework",)

    def may(self, action: str, area: str | None, of: Field | None = None, entry: Entry = ANY_ENTRY) -> Decision:
        """The answer for the first purpose that opens it, else the last refusal. It goes to the log."""
        purpose, answer = self._asked(action, area, of, entry)
        # What is no purpose of the list is whatever somebody typed, and the log holds no such thing.
        told = purpose if purpose in PURPOSES else ""
        key = (action, area or "", told, answer.allowed, str(answer.rule), answer.role)
        names = self._answers[key]
        if of is not None and of.name and of.name not in names:
            names.append(of.name)
        return answer

    def _answer(self, action: str, area: str | None, of: Field | None) -> Decision:
        """An answer that is part of another one, which the log is told."""
        return self._asked(action, area, of, ANY_ENTRY)[1]

    def _asked(self, action: str, area: str | None, of: Field | None, entry: Entry) -> tuple[str, Decision]:
        """The answer and the purpose it is given for. Nothing it rests on changes, so it is worked out once."""
        question = (action, area, of, entry)
        if question not in self._known:
            self._known[question] = self._decided(*question)
        return self._known[question]

    def _decided(self, action: str, area: str | None, of: Field | None, entry: Entry) -> tuple[str, Decision]:
        standing = self.found.standing if self.found else None
        for purpose in self.purposes():
            answer = decide(self.actor, action, standing, area, of, purpose, self.now, entry)
            if answer.allowed:
                break
        return purpose, answer

    def sees(self, area: str, of: Field | None = None, entry: Entry = ANY_ENTRY) -> bool:
        return self.may("read", area, of, entry).allowed

    def shows(self, area: str) -> bool:
        """The same as `sees`, as part of an answer that the log is told as a whole."""
        return self._answer("read", area, None).allowed

    def opens(self) -> bool:
        """Whether the case is there for this account at all."""
        return self.way_in() is not None

    def way_in(self) -> tuple[str, str, Field | None] | None:
        """What opens the case to this account: some part of it that it may see, or that it may write something down.

        A duty held for the agency opens no case.
        """
        for area, of in (*PLACES, *self._shared_fields()):
            answer = self._answer("read", area, of)
            if answer.allowed and answer.rule is not Rule.BY_DUTY:
                return "read", area, of
        return ("told.record", "J", None) if self._answer("told.record", "J", None).allowed else None

    def _shared_fields(self) -> list[tuple[str, Field]]:
        """The single fields that were shared with the agency."""
        named = [share.scope.fields or () for share in self.found.standing.shares] if self.found else []
        fields = [fact_field(name) if name in FACTS else text_field(name) for names in named for name in names]
        return [(field.compartment, field) for field in fields]

    def need(self, action: str, area: str | None, of: Field | None = None, entry: Entry = ANY_ENTRY) -> Decision:
        """The permission, or NotHere; Stopped where an incident of the own agency stands before it."""
        answer = self.may(action, area, of, entry)
        if answer.rule is Rule.FROZEN:
            raise Stopped
        if not answer.allowed:
            raise NotHere
        return answer

    def tell(self, log: Log) -> None:
        """Everything that was answered, in the order of the questions."""
        for (action, area, purpose, allowed, rule, role), items in self._answers.items():
            log.add(
                action=action,
                allowed=allowed,
                rule=rule,
                case=self.found.code if self.found else self.code,
                area=area,
                purpose=purpose,
                role=role,
                items=items,
            )
        self._answers.clear()


def before(signed_in: SignedIn, code: str, now: datetime, purpose: str | None = None) -> Asking:
    """Somebody before the case of this code. Where there is none for them, every question is answered alike."""
    found = find(signed_in.agency, code, now)
    stopped = frozen(signed_in.agency) if found is None else found.frozen
    who = replace(signed_in, actor=replace(signed_in.actor, frozen=True)) if stopped else signed_in
    return Asking(who, found, code, now, purpose)
