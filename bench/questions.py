"""Counts the questions until everything is settled: Asylia's next question, a form that skips, a form in order.

Simulated people answer from a truth that is complete or nearly so. A way of asking ends where every finding and guard
is settled, or where nothing more can be asked. Results: var/bench/questions.json, and tables on standard output.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from asylia.assessment import Assessment, assess
from asylia.law.engine import Law, Outcome
from asylia.law.facts import FACTS, Known, Value
from asylia.law.question import may_be_asked, ranked
from asylia.people import Person
from asylia.screening import INDICATORS
from asylia.screening.indicators import Observed
from asylia.screening.questions import QUESTIONS
from people import ON, SEED, cases
from scenario_people import from_scenarios
from selection import KEYS, SELECTION

RESULTS = Path(__file__).resolve().parents[1] / "var" / "bench"

HARMFUL = 3
"""The burden of a question that makes a person tell the harm again."""

NOT_KNOWN = 0.1
"""How often a random person does not know the answer."""

Truth = Mapping[str, Value]
"""What the person would answer, by fact or indicator; what is left out they do not know."""


@dataclass(frozen=True)
class Asking:
    """What one way of asking cost one person.

    in_vain: questions of the highest burden without which findings and guards would have come out the same.
    """

    asked: tuple[str, ...]
    burden: int
    harmful: int
    in_vain: int


class Interview:
    """A person as far as they have answered."""

    def __init__(self, truth: Truth) -> None:
        self.truth = truth
        self.asked: list[str] = []

    def ask(self, key: str) -> None:
        self.asked.append(key)

    def known(self, without: str | None = None) -> Known:
        """The answered facts, as the law reads them; `without` one of them."""
        told = [key for key in self.asked if key != without and key in FACTS]
        answered = {key: self.truth[key] for key in told if key in self.truth}
        return Known(answered, {}, frozenset(key for key in told if key not in self.truth))

    def person(self, without: str | None = None) -> Person:
        """The answered facts and indicators."""
        told = [key for key in self.asked if key != without and key in INDICATORS]
        answers = {key: bool(self.truth[key]) for key in told if key in self.truth}
        observed = Observed(answers, frozenset(key for key in told if key not in self.truth))
        return Person("simulated", self.known(without), observed)


Way = Callable[[Interview], str | None]
"""Which question comes next, or None at the end."""

Conclusion = tuple[Mapping[str, str], Mapping[str, str]]


def burden(key: str) -> int:
    """What the question costs the person, 0 to 3."""
    return FACTS[key].burden if key in FACTS else QUESTIONS[key].burden


def asking(truth: Truth, way: Way, conclude: Callable[[Interview, str | None], Conclusion]) -> Asking:
    """One person asked in one way."""
    interview = Interview(truth)
    while (key := way(interview)) is not None:
        interview.ask(key)
    harmful = [key for key in interview.asked if burden(key) == HARMFUL]
    final = conclude(interview, None)
    return Asking(
        tuple(interview.asked),
        sum(burden(key) for key in interview.asked),
        len(harmful),
        sum(conclude(interview, key) == final for key in harmful),
    )


def concluded(outcome: Outcome) -> Conclusion:
    """Findings and guards."""
    return outcome.findings, {action: guard.verdict for action, guard in outcome.guards.items()}


# The selected rules: facts only


def selected_ways(law: Law, keys: Sequence[str]) -> dict[str, Way]:
    """The ways of asking under a law without screening."""

    def open_now(interview: Interview) -> list[str]:
        return [key for key, _, _ in ranked(law.assess(interview.known(), ON)) if key in keys]

    def next_question(interview: Interview) -> str | None:
        return next(iter(open_now(interview)), None)

    def skipping(interview: Interview) -> str | None:
        still_open = set(open_now(interview))
        return next((key for key in keys if key in still_open), None)

    def in_order(interview: Interview) -> str | None:
        if not open_now(interview):
            return None
        return next((key for key in keys if key not in interview.asked), None)

    return {"next question": next_question, "form that skips": skipping, "form in order": in_order}


def of_selection(interview: Interview, without: str | None) -> Conclusion:
    """What the selected rules conclude."""
    return concluded(SELECTION.assess(interview.known(without), ON))


# The whole law, with screening


def assessed(interview: Interview, without: str | None = None) -> Assessment:
    """The interview so far, screened and assessed at the international floor."""
    return assess(interview.person(without), None, ON)


def of_everything(interview: Interview, without: str | None) -> Conclusion:
    """What all rules conclude, the level of the screening included."""
    found = assessed(interview, without)
    findings, guards = concluded(found.outcome)
    return {**findings, "level": found.screening.level}, guards


FORM = (*(key for key, row in INDICATORS.items() if row.ask == "core"), *FACTS)
"""The form: core indicators first, then every fact in the order of facts.json."""


def whole_ways() -> dict[str, Way]:
    """The ways of asking under all rules."""

    def next_question(interview: Interview) -> str | None:
        question = assessed(interview).next_question
        return question.key if question else None

    def skipping(interview: Interview) -> str | None:
        still_open = {question.key for question in assessed(interview).queue}
        order = (*FORM, *INDICATORS)
        return next((key for key in order if key in still_open), None)

    def in_order(interview: Interview) -> str | None:
        if not assessed(interview).queue:
            return None
        allowed = may_be_asked(assessed(interview).outcome)
        return next((key for key in FORM if key not in interview.asked and (key in INDICATORS or allowed(key))), None)

    return {"next question": next_question, "form that skips": skipping, "form in order": in_order}


# Whom is asked


def random_truths(keys: Sequence[str], number: int) -> list[Truth]:
    """People of whom everything is drawn by lot; a tenth of the answers they do not know."""
    return [with_indicators(case) for case in cases(keys, number, unknown=NOT_KNOWN)]


def with_indicators(case: Truth) -> Truth:
    """The same person with answers to all indicators: yes where a fact says so, else by lot."""
    draw = random.Random(f"{SEED} {sorted(case)}")
    answers: dict[str, Value] = {}
    for key, row in INDICATORS.items():
        if draw.random() >= NOT_KNOWN:
            answers[key] = any(case.get(fact) is True for fact in row.facts) or (not row.facts and draw.random() < 0.3)
    return {**case, **answers}


def summary(found: Sequence[Asking]) -> dict[str, float]:
    """Averages over the people."""
    return {
        "people": len(found),
        "questions": mean(len(one.asked) for one in found),
        "burden": mean(one.burden for one in found),
        "harmful": mean(one.harmful for one in found),
        "in_vain": mean(one.in_vain for one in found),
    }


def main() -> int:
    """Ask everyone in every way."""
    read = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    read.add_argument("--quick", action="store_true", help="few people, to see that everything runs")
    options, _ = read.parse_known_args()
    many, few = (8, 2) if options.quick else (400, 40)
    askable = tuple("person.declared_age" if key == "person.child" else key for key in KEYS)
    parts = (
        ("21 rules, people by lot", random_truths(askable, many), selected_ways(SELECTION, askable), of_selection),
        (
            "21 rules, people of the scenarios",
            from_scenarios(askable, many),
            selected_ways(SELECTION, askable),
            of_selection,
        ),
        ("all rules, people by lot", random_truths(tuple(FACTS), few), whole_ways(), of_everything),
        ("all rules, people of the scenarios", from_scenarios(tuple(FACTS), few), whole_ways(), of_everything),
    )
    results: dict[str, Any] = {}
    for title, truths, ways, conclude in parts:
        results[title] = {
            name: summary([asking(with_indicators(truth), way, conclude) for truth in truths])
            for name, way in ways.items()
        }
        print_table(title, results[title])
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "questions.json").write_text(json.dumps(results, indent=1))
    return 0


def print_table(title: str, found: Mapping[str, Mapping[str, float]]) -> None:
    """One table in Markdown."""
    people = next(iter(found.values()))["people"]
    print(f"\n{title} ({people:.0f} people)\n")
    print("| way of asking | questions | burden | of burden 3 | of these in vain |")
    print("|---|---|---|---|---|")
    for name, told in found.items():
        figures = " | ".join(f"{told[key]:.1f}" for key in ("questions", "burden", "harmful", "in_vain"))
        print(f"| {name} | {figures} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
