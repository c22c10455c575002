"""One person, assessed: screening and law together, as the library, the command and the desk all show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from asylia.law.citations import Citation
from asylia.law.engine import LAW, LAW_VERSION, NOT_BEGUN, Begun, Outcome, Step
from asylia.law.facts import FACTS, Known, Value
from asylia.law.question import COST, ranked, worth
from asylia.people import Intake, Person
from asylia.screening import (
    INDICATORS,
    Contradiction,
    Indicator,
    Screening,
    contradictions,
    facts_from_indicators,
    screen_person,
)
from asylia.screening.questions import QUESTIONS

TIER_WORTH = {"S": 1.0, "M": 0.5, "W": 0.2, "t": 0.3}
"""How much a sign of each tier moves a dimension, against a fact that settles a guard by itself. Ours."""

LEVEL_OPEN = ("L0", "L1", "L2")
"""At L3 and L4 the duties are all there; more signs are not asked for, only taken when told."""


@dataclass(frozen=True)
class NextQuestion:
    """The question most worth asking. key: a fact or an indicator. why: what it would help to settle."""

    key: str
    text: str
    burden: int
    why: str


@dataclass(frozen=True)
class Assessment:
    """What is indicated, owed, forbidden and due for one person. Decides nothing."""

    person: Person
    screening: Screening
    outcome: Outcome
    contradictions: tuple[Contradiction, ...]

    @cached_property
    def next_question(self) -> NextQuestion | None:
        """The question most worth asking next, facts and indicators in one queue; None where none would change
        anything."""
        for question in self.person.questions:
            if (
                question.fact not in self.outcome.look.known.facts
                and question.fact not in self.outcome.look.known.closed
            ):
                return NextQuestion(
                    question.fact, FACTS[question.fact].question, FACTS[question.fact].burden, question.why
                )
        return next(iter(self.queue), None)

    @cached_property
    def queue(self) -> tuple[NextQuestion, ...]:
        """All questions that may be asked now, best first."""
        scored: list[tuple[float, float, NextQuestion]] = [
            (
                guards,
                findings,
                NextQuestion(key, FACTS[key].question, FACTS[key].burden, _why(guards)),
            )
            for key, guards, findings in ranked(self.outcome)
        ]
        scored.extend(self._indicator_questions())
        scored.sort(key=lambda one: (-one[0], -one[1]))
        return tuple(question for _, _, question in scored)

    def _indicator_questions(self) -> list[tuple[float, float, NextQuestion]]:
        if self.screening.level not in LEVEL_OPEN:
            return []
        how_much = worth(self.outcome)
        found = []
        for row in INDICATORS.values():
            if self._worth_asking(row):
                question = QUESTIONS[row.id]
                guards, findings = how_much.of(row.facts)
                tier = TIER_WORTH[row.tier(self.screening.variant) or "W"]
                cost = COST[question.burden]
                found.append(
                    (
                        (guards + tier) / cost,
                        (findings + tier) / cost,
                        NextQuestion(row.id, question.text, question.burden, "It would help the screening."),
                    )
                )
        return found

    def _worth_asking(self, row: Indicator) -> bool:
        observed = self.person.observed
        twin = row.same_fact_as
        if row.id in observed.answers or row.id in observed.closed or (twin and observed.yes(twin)):
            return False
        if row.tier(self.screening.variant) is None:
            return False
        if row.ask == "core":
            return True
        dimension = self.screening.dimensions.get(row.dimension or "")
        return dimension is not None and dimension.state == "emerging"

    def as_json(self) -> dict[str, Any]:
        """The assessment in plain words and numbers, as `asylia assess --json` prints it."""
        outcome = self.outcome
        question = self.next_question
        return {
            "id": self.person.id,
            "findings": dict(outcome.findings),
            "screening": {
                "level": self.screening.level,
                "dimensions": {
                    code: {
                        "state": dimension.state,
                        "strong": dimension.strong,
                        "medium": dimension.medium,
                        "weak": dimension.weak,
                    }
                    for code, dimension in self.screening.dimensions.items()
                },
                "variant": self.screening.variant,
                "state": self.screening.state,
                "ilo_pattern": self.screening.ilo_pattern,
                "caution": self.screening.caution,
            },
            "guards": {
                action: {
                    "verdict": guard.verdict,
                    "hard": guard.hard,
                    "rules": list(guard.rules),
                    "ask": guard.ask,
                }
                for action, guard in outcome.guards.items()
            },
            "rights": [
                {
                    "code": attached.right.code,
                    "text": attached.right.text,
                    "source": attached.right.source,
                    "duty_bearer": attached.duty_bearer,
                    "rules": list(attached.rules),
                }
                for attached in outcome.rights
            ],
            "deadlines": [
                {
                    "what": due.what,
                    "due": due.due.isoformat(),
                    "rule": due.rule,
                    "legal": due.legal,
                    "start": {"at": due.start.isoformat(), "by": due.started_by},
                }
                for due in outcome.deadlines
            ],
            "tasks": [{"role": task.role, "what": task.what, "rule": task.rule} for task in outcome.tasks],
            "notices": [{"item": notice.text, "rule": notice.rule} for notice in outcome.notices],
            "warnings": [{"text": warning.text, "rule": warning.rule} for warning in outcome.warnings],
            "next_question": None if question is None else {"fact": question.key, "text": question.text},
            "because": {name: [_step(step) for step in outcome.because(name)] for name in outcome.findings},
            "contradictions": [
                {
                    "fact": one.fact,
                    "given": shown(one.given),
                    "taken": shown(one.taken),
                    "indicators": list(one.indicators),
                }
                for one in self.contradictions
            ],
            "notes": list(self.person.notes),
        }


def screened(person: Person) -> tuple[Screening, Known]:
    """The screening, and what is known once indicators and level are facts."""
    known = person.known.with_facts(facts_from_indicators(person.observed, person.known))
    screening = screen_person(person.observed, known)
    return screening, known.with_facts({"screen.level": screening.level, "screen.state": screening.state})


def assess(person: Person, country: str | None, on: date, begun: Begun = NOT_BEGUN) -> Assessment:
    """Screening first, then the law, which reads the level as a fact.

    country: code of the host country's profile, None for the international floor. on: day or moment of the assessment.
    begun: when an earlier assessment first saw something due. Raises CountryError for a code without profile.
    """
    screening, known = screened(person)
    return Assessment(
        person,
        screening,
        LAW.at(country, on).assess(known, on, begun),
        contradictions(person.observed, person.known),
    )


def report(intake: Intake, country: str | None, on: date) -> dict[str, Any]:
    """Everything a file gave, assessed, in the shape of `asylia assess --json`."""
    law = LAW.at(country, on)
    return {
        "law": {
            "version": LAW_VERSION,
            "country": country,
            "on": on.isoformat(),
            "banner": law.profile.banner,
        },
        "people": [assess(person, country, on).as_json() for person in intake.people],
        "set_aside": [{"row": one.row, "reason": one.reason} for one in intake.set_aside],
        "notes": list(intake.notes),
    }


def shown(held: Value) -> Any:
    """A value as words and numbers: yes/no, a list, a date as text."""
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, frozenset):
        return sorted(held)
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, float) and held.is_integer():
        return int(held)
    return held


def _step(step: Step) -> dict[str, Any]:
    return {
        "rule": step.rule,
        "provision": step.provision,
        "value": step.state,
        "cites": [_cite(citation) for citation in step.cites],
        "facts": {key: shown(held) for key, held in step.facts.items()},
        "missing": list(step.missing),
    }


def _cite(citation: Citation) -> str:
    return citation.text


def _why(guards: float) -> str:
    return "An action waits for it." if guards else "A finding depends on it."
