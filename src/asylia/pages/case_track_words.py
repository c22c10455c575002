"""The words pages say for tracks: what the tracks say themselves, and a word for each choice. Others by gettext."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from asylia.casework.actions.tracks import MOVED
from asylia.casework.tracks.machine import TOO_EARLY, Asked, Machine
from asylia.pages import words

CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "accelerated_priority": "Accelerated, because it comes first",
        "assisted_voluntary_return": "Assisted voluntary return",
        "birth": "Day and place of birth",
        "break": "A break was needed",
        "care_change": "Another place of care",
        "case_management": "A case worker who stays in touch",
        "child_asks": "The child asks for it",
        "civil": "Civil",
        "community": "Asking people who know them",
        "community_placement": "Living in the community",
        "compensation": "Compensation",
        "complementary_pathway": "Complementary pathway",
        "contested_reunification": "Contested reunification",
        "controller_appears": "Somebody who may control the person appeared",
        "country_expertise": "Knowledge of the country",
        "criminal": "Criminal",
        "danger": "There is danger",
        "distress": "The person is in distress",
        "dna_with_consent": "A DNA test, with consent",
        "documents": "Papers",
        "durable_solution": "A durable solution",
        "earlier_papers": "Earlier papers",
        "education": "Education",
        "emergency_contraception": "Emergency contraception",
        "event": "Something happened",
        "exceptional_care": "Exceptional temporary care",
        "family": "Family",
        "family_elsewhere": "Family elsewhere",
        "forensic_record": "Record of injuries as evidence",
        "guarantee_of_non_repetition": "Guarantee that it will not happen again",
        "guarantor": "Somebody who stands surety",
        "health": "Health",
        "high": "High",
        "hiv_prophylaxis": "Prevention of HIV",
        "host_archives": "Archives of the host country",
        "host_integration": "Integration in the host country",
        "housing": "Housing",
        "infections": "Infections",
        "injuries": "Injuries",
        "interpretation": "Interpreting",
        "labour": "Labour",
        "language_expert": "Somebody who knows the language",
        "last_residence": "Where the person last lived",
        "law": "Law",
        "legal": "Legal help",
        "local_integration": "Local integration",
        "low": "Low",
        "material": "Food, clothes, money",
        "medical_need": "Medical help is needed",
        "medium": "Medium",
        "mental_health": "Mental health",
        "merged": "Merged with the question of nationality",
        "migratory_option": "Migration for family, work or study",
        "name": "Name",
        "new_fact": "There is a new fact",
        "not_reached": "Not reached",
        "open_shelter": "An open shelter",
        "organisations": "Organisations",
        "other": "Something else",
        "other_asks": "Somebody else asks for it",
        "paediatrics": "Paediatrics",
        "parents": "Parents",
        "person_asks": "The person asks for it",
        "pregnancy": "Pregnancy",
        "prima_facie": "Recognition as a group (prima facie)",
        "protection": "Protection",
        "protective_relocation": "Protective relocation",
        "psychological": "Psychological help",
        "psychology": "Psychology",
        "reached": "Reached",
        "referral_to_state": "Handed to the State's procedure",
        "registers": "Registers",
        "regular": "Regular",
        "relocation": "Relocation",
        "reporting": "Reporting from time to time",
        "resettlement": "Resettlement",
        "restitution": "Restitution",
        "return": "Return",
        "reunification": "Family reunification",
        "safety": "For the person's safety",
        "separate_accounts": "What each told alone",
        "separation_from_parent": "Separation from a parent",
        "simplified": "Simplified",
        "social_work": "Social work",
        "state_fund": "A fund of the State",
        "time": "Time has passed",
        "voluntary_repatriation": "Voluntary repatriation",
        "wages": "Wages",
        "work": "Work",
        "year_passed": "A year has passed",
    }
)
"""What can be chosen for a move. To whom one is sent has its words in `words.PARAMETERS`."""

TO_WHOM = "to"
"""The question to whom somebody or something is sent."""

YES_NO: Mapping[str, str] = MappingProxyType({"yes": "Yes", "no": "No"})


def choice(code: str, question: str = "") -> str:
    """The word for a choice of a question, in English."""
    if question == TO_WHOM:
        return words.PARAMETERS[code]
    return CHOICES.get(code) or YES_NO.get(code) or words.PARAMETERS[code]


def questions(machine: Machine) -> Iterator[Asked]:
    """Every question of a track."""
    yield from machine.about
    for move in machine.moves:
        yield from move.asks


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the tracks that is shown, each with a word for the translator."""
    yield TOO_EARLY, "Why a step cannot be made yet"
    for machine in MOVED.values():
        yield machine.name, "The name of a track: one of the procedures a case is in"
        yield from ((said, f"Where a track stands: {machine.name}") for said in machine.states.values())
        for move in machine.moves:
            yield move.does, f"What somebody does on a track: {machine.name}"
            yield from ((need.says, f"What must be so before: {machine.name}") for need in move.needs)
            if move.after is not None:
                yield move.after.says, f"Time to think it over: {machine.name}"
            if move.past is not None:
                yield move.past, "Something due by law"
        for asked in questions(machine):
            yield asked.says, f"A question asked with a step: {machine.name}"
            yield from ((choice(code, asked.name), "Something to choose") for code in asked.choices)
        for dues in machine.dues.values():
            yield from ((due.what, f"What is due: {machine.name}") for due in dues)
