"""One invented person on one track: what is known of them, and every step tried as the door tries it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from asylia.casework.tracks.machine import Machine, law_of, missing, sets_of
from asylia.law.engine import LAW, Outcome
from asylia.law.facts import read_facts

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

ADULT: dict[str, object] = {"person.declared_age": 31, "person.age_doubt": "no"}
CHILD: dict[str, object] = {"person.declared_age": 16}
NO_RISKS: dict[str, object] = {
    "ret.risk_assessed": "yes",
    "ret.risk_reprisal": "low",
    "ret.risk_retrafficking": "low",
    "ret.risk_family_role": "low",
    "ret.risk_stigma": "low",
    "ret.risk_support": "low",
    "ret.risk_health": "low",
    "ret.risk_debt": "low",
    "ret.risk_proceedings": "low",
    "ret.risk_state_protection": "low",
}


@dataclass
class Walk:
    """known: facts as they would be told. answers: what the track is about. on: the moment."""

    machine: Machine
    known: dict[str, object] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    on: datetime = NOON
    country: str | None = None
    state: str = ""

    def __post_init__(self) -> None:
        self.state = self.state or self.machine.first
        self._stand()

    def _stand(self) -> None:
        if self.machine.fact:
            self.known[self.machine.fact] = {"value": self.state, "at": self.on.isoformat()}

    def tell(self, **facts: object) -> Walk:
        """More is known. Two underscores stand for the dot in the name of a fact."""
        self.known.update({key.replace("__", "."): answer for key, answer in facts.items()})
        return self

    def later(self, *, days: int = 0, hours: int = 0) -> Walk:
        self.on += timedelta(days=days, hours=hours)
        return self

    def outcome(self, more: dict[str, str] | None = None) -> Outcome:
        return LAW.at(self.country).assess(read_facts({**self.known, **(more or {})}, self.on), self.on)

    def refused(self, name: str, **answers: str) -> str:
        """Why the step cannot be taken: no such step, what is missing, or the rules that refuse; "" where it can."""
        move = self.machine.move(name)
        if move is None or self.state not in move.begins:
            return "no such step"
        now = self.outcome()
        lacking = missing(move, now.look, now.deadlines)
        if lacking:
            return " ".join(one.says for one in lacking)
        said = self.about | answers
        action = law_of(move, said)
        guard = None if action is None else self.outcome(sets_of(move, said)).guards[action]
        return "" if guard is None or guard.verdict == "allow" else f"{guard.verdict}: {', '.join(guard.rules)}"

    def go(self, *names: str, **answers: str) -> Walk:
        """Take these steps, one after the other; each must be allowed."""
        for name in names:
            why = self.refused(name, **answers)
            assert not why, f"{name} from {self.state}: {why}"
            move = self.machine.move(name)
            assert move is not None
            self.known.update(sets_of(move, self.about | answers))
            self.state = move.to(self.state)
            self._stand()
        return self

    def steps(self) -> set[str]:
        """The steps that are written for the state it is in."""
        return {move.name for move in self.machine.from_state(self.state)}
