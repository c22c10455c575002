"""Walks a track the way the door does: state, needs, time to think, the law; and keeps what becomes known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from asylia.casework.tracks.machine import ASK_AGAIN, Machine, Move, law_of, missing, sets_of, waits
from asylia.law import Known
from asylia.law.engine import LAW, Outcome
from asylia.law.facts import Value, read_answer

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

INTERVIEW_IS_SAFE: Mapping[str, Value] = {
    "int.venue_safe": True,
    "int.private": True,
    "int.controller_present": False,
    "int.interpreter_needed": True,
    "int.interpreter_ok": True,
    "int.sex_preference_asked": True,
    "int.trained_user": True,
    "int.distress": False,
    "int.medical_need": False,
    "int.stop_asked": False,
    "risk.life_imminent": False,
    "basic_needs": True,
    "notice.understood": True,
    "consent.interview": True,
}
ADULT: Mapping[str, Value] = {"person.declared_age": 31.0, "person.age_doubt": False}
CHILD: Mapping[str, Value] = {"person.declared_age": 16.0}


class Refused(Exception):
    """The move is not made. The text says why."""


class Walk:
    """One track of an invented person."""

    def __init__(self, machine: Machine, facts: Mapping[str, Value] | None = None, state: str = "") -> None:
        self.machine = machine
        self.state = state or machine.first
        self.facts: dict[str, Value] = dict(facts or {})
        self.now = NOON
        self.last: tuple[str, datetime] | None = None

    def know(self, facts: Mapping[str, Value]) -> Walk:
        """More is known now."""
        self.facts.update(facts)
        return self

    def forget(self, *keys: str) -> Walk:
        """These are not known."""
        for key in keys:
            self.facts.pop(key, None)
        return self

    def later(self, **time: int) -> Walk:
        """Time passes."""
        self.now += timedelta(**time)
        return self

    def law(self, more: Mapping[str, Value] | None = None) -> Outcome:
        """What the law says now, or with more known."""
        facts = {**self.facts, **(more or {})}
        if self.machine.fact:
            facts.setdefault(self.machine.fact, self.state)
        return LAW.assess(Known(facts, {}, frozenset()), self.now)

    def go(self, name: str, **answers: str) -> Walk:
        """Make this move, or raise Refused."""
        move = self.machine.move(name)
        if move is None or self.state not in move.begins:
            raise Refused(f"from {self.state} there is no {name}")
        if waits(move, self.last, self.now):
            raise Refused(move.after.says if move.after else "")
        lacking = missing(move, self.law().look)
        if lacking:
            raise Refused("; ".join(one.says for one in lacking))
        after = self._afterwards(move, answers)
        action = law_of(move, answers)
        guard = LAW.assess(Known(after, {}, frozenset()), self.now).guards[action] if action else None
        if guard is not None and guard.verdict != "allow":
            raise Refused(f"{action}: {', '.join(guard.rules)}")
        self.facts.clear()
        self.facts.update(after)
        self.state, self.last = move.to(self.state), (name, self.now)
        return self

    def beside(self, machine: Machine) -> Walk:
        """Another track of the same person: what becomes known in one is known in the other."""
        other = Walk(machine)
        other.facts, other.now = self.facts, self.now
        return other

    def _afterwards(self, move: Move, answers: Mapping[str, str]) -> dict[str, Value]:
        after = dict(self.facts)
        for key, word in sets_of(move, answers).items():
            value = None if word == ASK_AGAIN else read_answer(key, word)[0]
            if value is None:
                after.pop(key, None)
            else:
                after[key] = value
        if self.machine.fact:
            after[self.machine.fact] = move.to(self.state)
        return after


def leads(machine: Machine) -> dict[str, set[str]]:
    """From each state, where its moves lead, a move that changes nothing left out."""
    return {state: {move.to(state) for move in machine.from_state(state) if move.ends} for state in machine.states}
