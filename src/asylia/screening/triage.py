"""The first look by any trained officer: twelve items, four of them gentle questions, and a card saying what to do.

The officer learns what to do and what not to do. Neither level nor story is on the card.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asylia.law.facts import FACTS, Known
from asylia.screening.adult_or_child import variant_for
from asylia.screening.indicators import INDICATORS, Observed

TRIAGE_FACTS = ("triage.afraid_here", "triage.needs_care", "triage.unwanted_companion", "fear.return")
"""The four gentle questions. A yes, or an answer that stayed unclear, gives L2 at least."""

FEAR_FACTS = tuple(key for key, fact in FACTS.items() if key.startswith("fear.") and fact.type == "ternary")
"""Any of these, said in any words, is the yes of the fourth question (R-REF-15)."""


@dataclass(frozen=True)
class TriageItem:
    """One thing to ask or to look at. key: the fact or indicator it answers."""

    key: str
    kind: Literal["question", "observation"]
    text: str


FIRST_TO_ASK = frozenset({*TRIAGE_FACTS, "person.declared_age"})
"""Without these the first look is not finished."""

OBSERVED_ITEMS = tuple(key for key, row in INDICATORS.items() if row.group == "OB")

TRIAGE_ITEMS: tuple[TriageItem, ...] = (
    *(TriageItem(key, "question", FACTS[key].question) for key in TRIAGE_FACTS),
    TriageItem("person.declared_age", "question", FACTS["person.declared_age"].question),
    TriageItem("person.age_doubt", "observation", FACTS["person.age_doubt"].question),
    *(TriageItem(key, "observation", INDICATORS[key].text) for key in OBSERVED_ITEMS),
)
"""The whole of triage, in the order it is done, with the person alone."""


@dataclass(frozen=True)
class Triage:
    """What triage came to. opens_help: L2 at least. because: the keys that opened it. open_items: not yet put."""

    opens_help: bool
    because: tuple[str, ...]
    open_items: tuple[str, ...]


@dataclass(frozen=True)
class Card:
    """What an officer is told: short instructions, and nothing about the person."""

    key: Literal["child", "protect", "finish", "inform"]
    title: str
    lines: tuple[str, ...]


CARDS = {
    "child": Card(
        "child",
        "A child, or perhaps a child",
        (
            "Call child protection now, whatever the hour.",
            "Do not turn away, remove, hold or charge.",
            "No cell, no holding room, no uniformed office.",
            "Do not leave the child with an adult whose care has not been verified, relatives included.",
            "Offer water, food, warmth and rest.",
            "Ask no more. A child specialist does.",
        ),
    ),
    "protect": Card(
        "protect",
        "Protect and call",
        (
            "Do not turn away, remove, hold or charge.",
            "Call the protection worker on duty now.",
            "Keep the person apart from those they came with, under a neutral pretext.",
            "If the person may be under 18, call child protection as well.",
            "Offer water, food, rest and a doctor.",
            "Do not contact the country of origin, and do not ask for names or for the story.",
        ),
    ),
    "finish": Card(
        "finish",
        "Finish the first look",
        (
            "Speak with the person alone, with an interpreter who is not a companion.",
            "Ask the questions that are still open. Any of them may be left unanswered.",
            "Until this is done, do not turn away, remove, hold or charge.",
        ),
    ),
    "inform": Card(
        "inform",
        "Give information",
        (
            "Give the leaflet on asylum and help, in a language the person understands.",
            "Say where and how help can be asked for later.",
            "Call the protection worker on duty if anything changes, or if you are unsure.",
        ),
    ),
}


def said_yes(known: Known) -> tuple[str, ...]:
    """The triage questions answered yes, any form of fear of return among them."""
    return tuple(key for key in dict.fromkeys((*TRIAGE_FACTS, *FEAR_FACTS)) if known[key] is True)


def stayed_unclear(known: Known) -> tuple[str, ...]:
    """The triage questions put to the person without a verified answer (asked, declined, denied)."""
    return tuple(key for key in TRIAGE_FACTS if key in known.closed and known[key] is None)


def is_on_file(known: Known) -> bool:
    """Whether anything of a triage is recorded."""
    asked = [key for key in TRIAGE_FACTS if key.startswith("triage.")]
    return known["triage.done"] is True or any(known[key] is not None or key in known.closed for key in asked)


def triage_result(observed: Observed, known: Known) -> Triage:
    """What the four questions and the observations come to: help opens on any yes, and on any answer left unclear."""
    seen = tuple(key for key in OBSERVED_ITEMS if observed.yes(key))
    because = (*said_yes(known), *stayed_unclear(known), *seen)
    answered = known.facts.keys() | known.closed | observed.answers.keys() | observed.closed
    open_items = tuple(item.key for item in TRIAGE_ITEMS if item.key not in answered)
    return Triage(bool(because), because, open_items)


def instruction_card(observed: Observed, known: Known) -> Card:
    """The card for the officer: for a child, for someone who needs protection now, to finish, or to inform."""
    if variant_for(known) == "child":
        return CARDS["child"]
    result = triage_result(observed, known)
    if result.opens_help:
        return CARDS["protect"]
    return CARDS["finish" if set(result.open_items) & FIRST_TO_ASK else "inform"]
