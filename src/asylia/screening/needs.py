"""Needs beside trafficking: what kind of place and care fits a person, and whether detention is out of the question.

Domains after the UNHCR/IDC vulnerability screening tool (2016), for which no accuracy study was found. They guide
placement and alternatives to detention. They never touch a status.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asylia.law.facts import Known
from asylia.screening.adult_or_child import variant_for
from asylia.screening.levels import Screening
from asylia.screening.triage import FEAR_FACTS

Intervention = Literal["low", "medium", "high"]
INTERVENTIONS: tuple[Intervention, ...] = ("low", "medium", "high")

CAUTION = "This guides placement and alternatives to detention. It says nothing about anyone's status."


@dataclass(frozen=True)
class Need:
    """One domain. intervention is None unless the need is present. facts: what it was read from."""

    key: str
    name: str
    presence: Literal["present", "absent", "unknown"]
    intervention: Intervention | None
    placement: str
    facts: tuple[str, ...]


NAMES = {
    "child": "Child",
    "sogiesc": "Sex, gender, sexual orientation and gender identity",
    "health": "Health and mental health",
    "disability": "Disability",
    "torture_trauma": "Torture and trauma",
    "protection": "Protection needs: asylum, statelessness, trafficking",
    "family_unity": "Family unity",
    "older_age": "Older age",
    "suicide_risk": "Risk of suicide",
}
"""The domains in the order in which they are asked."""

PLACEMENT = {
    "child": "With a verified carer or in children's care, never among unrelated adults, never in detention.",
    "sogiesc": "A place the person calls safe; single room or apart by choice; never isolation as protection.",
    "health": "Near treatment, with rest and medicine; no shared room where there is infection.",
    "disability": "A place that can be reached and used, with the aids and helper the person chooses.",
    "torture_trauma": "Open, quiet, without uniforms, bars or locked doors; a doctor documents marks with consent.",
    "protection": "Apart from anyone feared; address kept secret; lawyer and asylum information at hand.",
    "family_unity": "Together, where each says alone that they wish it; never together in detention.",
    "older_age": "Ground floor, close to care; whoever cares for the person is checked as a possible controller.",
    "suicide_risk": "Never alone and never locked in; a specialist today; means of self-harm out of reach.",
}
"""What to look for in a place when the need is present."""

UNASKED = "Ask before a place is chosen; until then choose as if the need were there."

ASYLUM_NOT_RAISED = frozenset({"not_raised", "information_given", "undecided", "wish_declined", "withdrawn"})
STATELESS_STATES = frozenset({"nationality_unclear", "not_considered_national", "stateless_recognised"})
PRESUMED_STATES = frozenset({"presumed", "rg_positive", "identified", "reconsideration"})


def needs_of(known: Known, screening: Screening | None = None) -> tuple[Need, ...]:
    """The nine domains, from what is known and, where there is one, from the screening (its level only)."""
    return tuple(_one(key, known, screening) for key in NAMES)


def _one(key: str, known: Known, screening: Screening | None) -> Need:
    if key == "child":
        return _child(known)
    return _protection(known, screening) if key == "protection" else _stated(key, known)


def strongest(found: tuple[Need, ...]) -> Intervention | None:
    """The highest intervention among the needs that are present; None when none is."""
    present = [need.intervention for need in found if need.intervention is not None]
    return max(present, key=INTERVENTIONS.index, default=None)


def detention_advice(found: tuple[Need, ...]) -> str:
    """What the needs mean for someone who is held. Advice to look for a way out, never a reason to hold."""
    if any(need.key == "child" and need.presence == "present" for need in found):
        return "A child is not held for migration reasons: release to care, with the family where that is safe."
    if strongest(found) == "high":
        return "Release, or an alternative to detention, today. Ask again after 48 hours if it has not been found."
    if strongest(found) == "medium":
        return "Look for an alternative to detention, and give the care needed meanwhile."
    if any(need.presence == "unknown" for need in found):
        return "Finish asking about needs, in private, within 24 hours. An alternative comes before detention."
    return "An alternative comes before detention."


def _need(key: str, intervention: Intervention | None, facts: tuple[str, ...]) -> Need:
    return Need(key, NAMES[key], "present", intervention, PLACEMENT[key], facts)


def _without(key: str, presence: Literal["absent", "unknown"], facts: tuple[str, ...]) -> Need:
    return Need(key, NAMES[key], presence, None, UNASKED if presence == "unknown" else "", facts)


def _stated(key: str, known: Known) -> Need:
    """A domain that has a fact of its own: need.KEY is absent, low, medium or high."""
    facts = (f"need.{key}",)
    stated = known[facts[0]]
    for intervention in INTERVENTIONS:
        if stated == intervention:
            return _need(key, intervention, facts)
    return _without(key, "absent" if stated == "absent" else "unknown", facts)


def _child(known: Known) -> Need:
    """A child who is with a verified carer needs less; any other, and any whose company is unknown, needs most."""
    variant = variant_for(known)
    facts = ("person.child", "person.declared_age", "person.age_doubt", "age.range_low", "person.uasc")
    if variant == "child":
        with_carer = known["person.uasc"] == "accompanied" and known["carer.verified"] is True
        return _need("child", "medium" if with_carer else "high", (*facts, "carer.verified"))
    return _without("child", "absent" if variant == "adult" else "unknown", facts)


def _protection(known: Known, screening: Screening | None) -> Need:
    """High where fear, danger or a presumption of trafficking is on file; medium for what else is still open."""
    level = screening.level if screening else None
    asylum, identification = known["asylum.state"], known["id.state"]
    facts = ("fear.return", "asylum.state", "nat.established", "stl.state", "id.state", "screen.level", "safety.threat")
    urgent = (
        any(known[fear] is True for fear in FEAR_FACTS)
        or known["safety.threat"] is True
        or identification in PRESUMED_STATES
        or level in ("L3", "L4")
    )
    open_question = (
        (asylum is not None and asylum not in ASYLUM_NOT_RAISED)
        or known["stl.state"] in STATELESS_STATES
        or known["nat.established"] is False
        or identification == "signal"
        or level == "L2"
    )
    if urgent or open_question:
        return _need("protection", "high" if urgent else "medium", facts)
    said_no = known["fear.return"] is False and known["asylum.informed"] is True
    ruled_out = said_no and known["nat.established"] is True and level == "L1"
    return _without("protection", "absent" if ruled_out else "unknown", facts)
