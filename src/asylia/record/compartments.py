"""Where a row belongs that nobody classes by hand: what the law wrote, tracks, and who must know of a block at once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from asylia.law.actions import ACTIONS, expand
from asylia.law.facts import FACTS
from asylia.law.nodes import Finding, Node

COMPARTMENTS = "ABCDEFGHIJ"
"""Identity, contact and place, exploitation, asylum claim, health, child, proceedings, safety, papers, triage."""

ANY = ""
"""What any access to a case shows."""

MOST_CLOSED = "DCEFHBGIAJ"
"""The compartments from the one that most roles must never see. A row that tells of several belongs to the first of
them, whose readers are barred for good from none of the others; see `most_closed` for the one exception."""

OF_TRACKS = {
    "case": ANY,
    "screening": "C",
    "identification": "C",
    "asylum": "D",
    "statelessness": "I",
    "detention": "J",
    "age": "F",
    "child": "F",
    "guardian": "F",
    "bia": "F",
    "bid": "F",
    "stay": "G",
    "proceedings": "G",
    "remedy": "G",
    "safety_plan": "H",
    "service_plan": "H",
    "placement": "H",
    "migrant": ANY,
    "sgbv": "E",
    "solution": "H",
    "return": "H",
    "tracing": "F",
}
"""Where the steps of a track stand: with the facts the track is about."""

OF_FINDINGS = {
    "child": "F",
    "refugee_criteria": "D",
    "complementary_protection": "D",
    "at_risk_of_statelessness": "I",
}
"""Where a finding belongs that is neither about trafficking (C) nor part of the refugee definition (`ref.`, D)."""

CONCERNS_ALL = frozenset(
    expand(
        "return.*",
        "removal.refer",
        "transfer.third_country",
        "refuse_entry",
        "detain",
        "detain.continue",
        "penalise.*",
        "prosecute.compelled_offence",
        "age.treat_as_adult",
        "contact.origin_authority",
        "share:*",
        "publish.data",
        "risk.link_to_person",
        "interview.*",
        "consent.capture",
        "care.place_with:*",
        "tracing.contact",
        "family.reunify",
        "support.*",
        "solution.start:*",
    )
)
"""What anybody with access could do to the person, or be asked to. That it is barred now they must know, whatever they
may see; why, they must not. No such word tells by itself that there is a claim, an exploitation or an illness."""

CONCERNS_FEW = frozenset(ACTIONS) - CONCERNS_ALL
"""What only those can do who see the reasons, and whose very name tells of what is not for everybody."""


def most_closed(letters: Iterable[str]) -> str:
    """The one compartment for what tells of all of these; ANY for what tells of none.

    Those who care never see proceedings, and the police never see health: what tells of both stands in C at least,
    whose readers are barred from neither.
    """
    told = set(letters)
    if told >= {"E", "G"}:
        told.add("C")
    return min(told, key=MOST_CLOSED.index, default=ANY)


def of_finding(finding: str) -> str:
    """The class A to J that a finding belongs to."""
    return "D" if finding.startswith("ref.") else OF_FINDINGS.get(finding, "C")


@cache
def read_by(condition: Node) -> frozenset[str]:
    """The compartments of the facts and findings that a condition reads, by whichever way it is met."""
    if isinstance(condition, Finding):
        return frozenset(of_finding(condition.name))
    key = getattr(condition, "key", None)
    own = frozenset(FACTS[key].sensitivity) if key else frozenset()
    return own.union(*(read_by(part) for part in condition.parts))


OF_ROLES = {
    "BO": "J",
    "FR": "J",
    "DT": "J",
    "CW": "CHBIAJ",
    "PO": "DCHBIAJ",
    "CP": "CEFHBAJ",
    "IA": "CAJ",
    "AD": "DA",
    "SD": "IA",
    "LR": "DGI",
    "HP": "E",
    "SV": "H",
    "RS": "H",
    "FT": "F",
}
"""Where the work of a role stands, the most closed first. A coordinator works in none of them."""


def of_task(role: str, letters: Iterable[str]) -> str:
    """Where a task stands that follows from what is in these compartments.

    Its words are written for its role, so it stands where that role can see it, even where the reasons may not.
    """
    reasons = most_closed(letters)
    seen = OF_ROLES.get(role, reasons)
    return reasons if reasons in seen else seen[0]


OF_RECIPIENTS = {
    "origin_authority": "D",
    "police": "G",
    "identification_authority": "C",
    "asylum_authority": "D",
    "statelessness_authority": "I",
    "unhcr": "D",
    "iom": "C",
    "child_protection": "F",
    "shelter": "B",
    "health": "E",
    "legal_aid": "G",
    "labour_inspectorate": "G",
    "tracing_partner": "F",
    "family": "F",
    "immigration_enforcement": "G",
    "public": "A",
}
"""Where it stands that something went to, or was asked of, a kind of recipient: to whom one is sent tells why."""

OF_ACTS = {
    "return.": "H",
    "removal.refer": "H",
    "transfer.third_country": "H",
    "refuse_entry": "J",
    "detain": "J",
    "penalise.": "J",
    "prosecute.": "G",
    "age.treat_as_adult": "J",
    "contact.origin_authority": "D",
    "publish.data": "A",
    "risk.link_to_person": "A",
    "interview.": "C",
    "consent.capture": "A",
    "care.place_with:": "B",
    "child.": "F",
    "tracing.": "F",
    "family.": "F",
    "support.": "H",
    "solution.start:": "H",
    "case.close": "A",
    "asylum.": "D",
    "identification.": "C",
    **{f"share:{recipient}": where for recipient, where in OF_RECIPIENTS.items()},
}
"""Where it stands that something was done: where those work who do it."""


def of_act(action: str) -> str:
    """The class A to J in which it is kept that an action of the law's list was taken."""
    return next(where for stem, where in OF_ACTS.items() if action.startswith(stem))


OF_INTERVIEWS = {
    "triage": "J",
    "screening": "C",
    "in_depth": "C",
    "asylum": "D",
    "best_interests": "F",
    "documents": "I",
}
"""Where it stands that there was a conversation of this kind."""

OF_DECISIONS = {
    "reasonable_grounds": "C",
    "identification": "C",
    "asylum_first": "D",
    "asylum_appeal": "D",
    "statelessness": "I",
    "age": "F",
    "best_interests": "F",
    "stay": "G",
    "detention_review": "J",
}
"""Where it stands that an authority decided this."""

OF_SERVICES = {
    "shelter": "B",
    "food_and_basics": "A",
    "health": "E",
    "psychosocial": "E",
    "legal": "G",
    "interpreting": "A",
    "education": "A",
    "livelihood": "A",
    "documents": "I",
    "safety": "H",
    "child_care": "F",
    "family_links": "F",
    "return_support": "H",
}
"""Where it stands that a service was wished for, offered or given."""
