"""Puts the questions that another system's codes raise into the order in which they may be asked."""

from __future__ import annotations

from collections.abc import Iterable

from asylia.exchange.birth import MAJORITY
from asylia.law.facts import FACTS, Known
from asylia.people import Question

_NOT_ASKED_OF_CHILDREN = "means."
"""A child is never asked about means: for a child they are no element of trafficking (Palermo Protocol, 3(c))."""


def in_order(questions: Iterable[Question], known: Known) -> tuple[Question, ...]:
    """One question a fact, the easiest first, with all reasons for it; none that is answered or may not be asked."""
    reasons: dict[str, dict[str, None]] = {}
    for question in questions:
        reasons.setdefault(question.fact, {})[question.why] = None
    asked = [
        Question(fact, " ".join(whys))
        for fact, whys in reasons.items()
        if known[fact] is None and fact not in known.closed and not (_may_be_child(known) and _is_means(fact))
    ]
    return tuple(sorted(asked, key=lambda question: FACTS[question.fact].burden))


def _is_means(fact: str) -> bool:
    return fact.startswith(_NOT_ASKED_OF_CHILDREN)


def _may_be_child(known: Known) -> bool:
    age = known["person.declared_age"]
    return known["person.age_doubt"] is True or (isinstance(age, float) and age < MAJORITY)
