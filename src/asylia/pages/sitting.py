"""One look at the desk: the assessment of its answers, what the last step changed, and the question to ask next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from asylia.assessment import Assessment, NextQuestion, assess
from asylia.law.facts import FACTS
from asylia.pages import words
from asylia.pages.desk import OBSERVATIONS, SEEN, TRIAGE, Desk, person
from asylia.screening import INDICATORS
from asylia.screening.questions import QUESTIONS

PUT_TO_THE_PERSON = ("triage.", "fear.", "act.", "means.", "smug.", "purpose.occurred", "purpose.intended")
"""How the yes/no facts begin whose questions speak to the person."""

HARDEST_ON_SCREEN = 2
"""What may hurt to tell is not left to a screen."""


def _is_for_person(question: NextQuestion) -> bool:
    if question.burden > HARDEST_ON_SCREEN:
        return False
    if question.key in QUESTIONS:
        return QUESTIONS[question.key].asked_of == "person"
    return question.key.startswith(PUT_TO_THE_PERSON) and FACTS[question.key].type == "ternary"


@dataclass(frozen=True)
class Why:
    """Why a question is asked: what it may settle, in the words of the page. rules: ids of the rules that read it."""

    triage: bool
    screening: str
    actions: tuple[str, ...]
    findings: tuple[str, ...]
    rules: tuple[str, ...]


class Sitting:
    """The desk at one moment. Raises FactError where an answer cannot be taken."""

    def __init__(self, desk: Desk, now: datetime) -> None:
        self.desk = desk
        self.on: date = desk.moment(now)
        self.assessment: Assessment = self._assessed(desk)
        self.seen: Mapping[str, Any] = self.assessment.as_json()

    def _assessed(self, desk: Desk) -> Assessment:
        return assess(person(desk, self.on), desk.country or None, self.on)

    @cached_property
    def before(self) -> Mapping[str, Any] | None:
        """The assessment as it was before the last step; None where there was no step."""
        return self._assessed(self.desk.earlier).as_json() if self.desk.before else None

    @cached_property
    def next_key(self) -> str | None:
        """What to ask next: triage first, then facts and indicators from one queue. Left for later comes last."""
        answers, later = self.desk.answers, self.desk.later
        for key in TRIAGE:
            if key not in answers and key not in later:
                return key
        if SEEN not in later and not any(key in answers for key in OBSERVATIONS):
            return SEEN
        return next((one.key for one in self.assessment.queue if one.key not in later), None)

    @cached_property
    def next_for_person(self) -> str | None:
        """What the person may answer on the screen themselves: triage, and no more while an interview is not safe."""
        answers, later = self.desk.answers, self.desk.later
        triage = next((key for key in TRIAGE if key not in answers and key not in later), None)
        if triage or self.unsafe_to_interview:
            return triage
        return next((one.key for one in self.assessment.queue if one.key not in later and _is_for_person(one)), None)

    def why(self, key: str) -> Why:
        """Why that question is asked."""
        facts = (key,) if key in FACTS else INDICATORS[key].facts if key in INDICATORS else ()
        return Why(
            triage=key in TRIAGE or key == SEEN,
            screening=words.why_screened(key),
            actions=tuple(dict.fromkeys(self._waiting_actions(key))),
            findings=tuple(words.finding(name) for name in self._open_findings(facts)),
            rules=tuple(dict.fromkeys(rule for fact in facts for rule in FACTS[fact].rules)),
        )

    def _waiting_actions(self, key: str) -> list[str]:
        guards: Mapping[str, Any] = self.seen["guards"]
        return [words.action(action) for action, guard in guards.items() if guard["ask"] == key]

    def _open_findings(self, facts: tuple[str, ...]) -> list[str]:
        return [
            name
            for name, steps in self.seen["because"].items()
            if self.seen["findings"][name] == "unknown"
            and any(set(facts) & set(step["missing"]) for step in steps if step["rule"] == steps[0]["rule"])
        ]

    @property
    def unsafe_to_interview(self) -> bool:
        """Whether anything still stands against starting an interview."""
        return bool(self.seen["guards"]["interview.start"]["verdict"] != "allow")
