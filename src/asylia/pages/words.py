"""The words the desk says for codes: values, actions, findings, roles, groups. English here, others by gettext.

Everything in this module is a text a person reads; `texts` lists all of it, so that no catalogue misses one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.utils.translation import gettext

from asylia.law.facts import FACTS
from asylia.screening import INDICATORS
from asylia.screening.questions import QUESTIONS, WHY_ASKED

VALUES: Mapping[str, str] = MappingProxyType(
    {
        "yes": "Yes",
        "no": "No",
        "denied": "Said no, not verified",
        "asked": "Not known",
        "declined": "Prefers not to say",
        "accompanied": "With a parent or usual carer",
        "unaccompanied": "Alone, without parent, relative or usual carer",
        "separated": "With a relative who was not the usual carer",
        "orphan_unverified": "Said to be an orphan, not verified",
        "child_headed_household": "In a household headed by a child",
        "asylum_seeker": "Asylum-seeker",
        "refugee": "Refugee",
        "returnee": "Returned refugee",
        "idp": "Displaced within their own country",
        "stateless": "Stateless",
        "at_risk_of_statelessness": "At risk of statelessness",
        "other_of_concern": "Of concern in another way",
        "sexual": "Sexual exploitation",
        "forced_labour": "Forced labour",
        "domestic_servitude": "Domestic servitude",
        "slavery_like": "Slavery or a practice like it",
        "debt_bondage": "Debt bondage",
        "forced_criminality": "Being made to commit offences",
        "begging": "Forced begging",
        "forced_marriage": "Forced marriage",
        "organ_removal": "Removal of organs",
        "illegal_adoption": "Unlawful adoption",
        "surrogacy_exploitation": "Exploitation of surrogacy",
        "child_soldiering": "Use of children by armed groups",
        "online_sexual": "Sexual exploitation online",
        "other": "Something else",
        "abduction": "Being taken by force",
        "confinement": "Being locked in",
        "rape": "Rape",
        "sexual_enslavement": "Sexual slavery",
        "forced_prostitution": "Forced prostitution",
        "beatings": "Beatings",
        "starvation": "Starvation",
        "denial_of_care": "Being denied medical care",
        "killing": "Being killed",
        "debt_unpaid": "A debt is still unpaid",
        "recruiter_knows_home": "The recruiter knows the home",
        "family_role": "Family or community had a part in it",
        "no_support": "Poverty without support",
        "trafficked_again_before": "It has happened again before",
        "local_network": "A network works there",
        "not_raised": "Not raised",
        "information_given": "Information given",
        "undecided": "Not decided yet",
        "wish_declined": "No wish, after information",
        "wish_expressed": "Wish expressed",
        "fear_expressed": "Fear expressed",
        "registered": "Registered",
        "interview_scheduled": "Interview set",
        "interviewed": "Interviewed",
        "assessed": "Assessed",
        "exclusion_screen": "Exclusion being examined",
        "recognised": "Recognised as a refugee",
        "complementary": "Complementary protection granted",
        "rejected_first": "Rejected at first instance",
        "appeal": "On appeal",
        "rejected_final": "Finally rejected",
        "hr_refoulement_check": "Human-rights check before any return",
        "return_eligible": "Return may be considered",
        "non_removable": "Cannot be removed",
        "withdrawn": "Withdrawn",
        "not_done": "Not done",
        "cleared": "Done, no risk found",
        "risk_found": "Risk found",
        "not_started": "Not started",
        "triage_done": "Triage done",
        "info_given": "Information given",
        "screening_scheduled": "Screening set",
        "in_progress": "In progress",
        "paused": "Paused",
        "completed": "Completed",
        "stopped": "Stopped",
        "reviewed": "Reviewed",
        "rescreen_due": "To be screened again",
        "L0": "L0",
        "L1": "L1",
        "L2": "L2",
        "L3": "L3",
        "L4": "L4",
        "none": "None",
        "signal": "A signal",
        "no_present_indication": "No present indication",
        "presumed": "Presumed victim",
        "rg_positive": "Reasonable grounds found",
        "rg_negative": "Reasonable grounds not found",
        "identified": "Identified by the authority",
        "not_confirmed": "Not confirmed by the authority",
        "reconsideration": "Being reconsidered",
        "not_a_victim": "“Not a victim”",
        "solution_delivered": "A solution was delivered",
        "person_declines_help": "The person declines help",
        "held": "The person holds them",
        "confiscated_by_controller": "Taken by the one in control",
        "destroyed": "Destroyed",
        "lost": "Lost",
        "never_issued": "Never issued",
        "false_supplied": "False papers were supplied",
        "doc_gap": "Papers missing",
        "nationality_unclear": "Nationality unclear",
        "sequence_check": "Order being checked: asylum first",
        "enquiry_non_origin": "Enquiry without the State of origin",
        "enquiry_origin": "Enquiry with the State of origin",
        "national_confirmed": "Confirmed as a national",
        "not_considered_national": "No State considers the person its national",
        "stateless_recognised": "Recognised as stateless",
        "suspended": "Suspended",
        "requested": "Requested",
        "appointed": "Appointed",
        "high": "High",
        "medium": "Medium",
        "low": "Low",
        "open": "Open",
        "signed": "Signed",
        "opened": "Opened",
        "information_complete": "Information complete",
        "panel_scheduled": "Panel set",
        "decided": "Decided",
        "implemented": "Carried out",
        "review": "Under review",
        "local_integration": "Local integration",
        "care_change": "Change of care",
        "reunification": "Reunification",
        "resettlement": "Resettlement",
        "relocation": "Relocation",
        "return": "Return",
        "durable_solution": "A durable solution",
        "exceptional_care": "Exceptional temporary care",
        "separation_from_parent": "Separation from a parent",
        "contested_reunification": "Contested reunification",
        "running": "Running",
        "extended": "Extended",
        "ended_by_expiry": "Ended by expiry",
        "ended_early": "Ended early",
        "stay_permit_considered": "Stay permit being considered",
        "permit_granted": "Permit granted",
        "refused": "Refused",
        "absent": "No such need",
        "draft": "Draft",
        "consent_checked": "Consent checked",
        "sent": "Sent",
        "acknowledged": "Acknowledged",
        "not_acknowledged": "Not acknowledged",
        "escalated": "Escalated",
        "accepted": "Accepted",
        "declined_by_service": "Declined",
        "rerouted": "Sent elsewhere",
        "service_started": "Service started",
        "disengaged": "Contact ended",
    }
)

ACTIONS: Mapping[str, str] = MappingProxyType(
    {
        "return.execute": "Carry out a return",
        "return.prepare": "Prepare a return",
        "removal.refer": "Refer for removal",
        "transfer.third_country": "Transfer to a third country",
        "contact.origin_authority": "Contact the authorities of the country of origin",
        "share": "Share information",
        "detain": "Detain",
        "detain.continue": "Keep in detention",
        "penalise.status_offence": "Penalise entry, stay, work, papers or prostitution-related acts",
        "prosecute.compelled_offence": "Prosecute an act that was compelled",
        "interview.start": "Start an interview",
        "interview.continue": "Go on with an interview",
        "age.treat_as_adult": "Treat as an adult",
        "asylum.reject_on": "Reject asylum on this ground",
        "support.condition_on_cooperation": "Make support depend on cooperation",
        "support.withdraw": "Withdraw support",
        "care.place_with": "Place in the care of this person",
        "tracing.contact": "Contact relatives while tracing",
        "family.reunify": "Reunite with family",
        "child.bid_required_decision": "Take a decision that needs a best interests determination",
        "case.close": "Close the case",
        "solution.start": "Start this solution",
        "publish.data": "Publish data",
        "risk.link_to_person": "Link area risk figures to the person",
        "identification.negative_without_review": "Decide against identification without review",
        "consent.capture": "Record a consent",
        "penalise.smuggled_person": "Penalise for having been smuggled",
        "refuse_entry": "Refuse entry",
        "support.impose": "Impose a service, a test or a stay",
        "asylum.condition_on": "Tie asylum to this condition",
        "asylum.revoke_on": "Revoke asylum on this ground",
    }
)
"""Names of actions; for one that takes a parameter, of the action without it."""

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "origin_authority": "authorities of the country of origin",
        "police": "police or prosecutor",
        "identification_authority": "identification authority",
        "asylum_authority": "asylum authority",
        "statelessness_authority": "statelessness authority",
        "unhcr": "UNHCR",
        "iom": "IOM",
        "child_protection": "child protection",
        "shelter": "shelter",
        "health": "health staff",
        "legal_aid": "lawyer",
        "labour_inspectorate": "labour inspectorate",
        "tracing_partner": "tracing partner",
        "family": "relatives",
        "immigration_enforcement": "immigration enforcement",
        "public": "the public",
        "non_cooperation": "no cooperation with an investigation",
        "case_closed": "the criminal case was closed",
        "suspect_acquitted": "the suspect was acquitted",
        "exclusion": "exclusion",
        "internal_relocation": "another part of the country of origin",
        "late_disclosure": "told late",
        "no_documents": "no documents",
        "manifestly_unfounded": "manifestly unfounded",
        "accompanying_adult": "the accompanying adult",
        "relative": "a relative",
        "suspected_controller": "the suspected controller",
        "voluntary_repatriation": "voluntary repatriation",
        "resettlement": "resettlement",
        "local_integration": "local integration",
        "complementary_pathway": "complementary pathway",
        "host_integration": "integration in the host country",
        "assisted_voluntary_return": "assisted voluntary return",
        "protective_relocation": "protective relocation",
        "migratory_option": "migration for family, work or study",
    }
)
"""Names of what follows the colon of an action."""

FINDINGS: Mapping[str, str] = MappingProxyType(
    {
        "act": "An act of trafficking",
        "means": "A means of trafficking",
        "purpose": "A purpose of exploitation",
        "trafficking": "Trafficking in persons",
        "smuggled_migrant": "Smuggling of the person",
        "child": "Under 18",
        "presumed_victim": "Presumed victim of trafficking (reasonable grounds)",
        "ref.outside": "Outside the country of origin",
        "ref.persecution": "Feared harm amounting to persecution",
        "ref.fear": "Well-founded fear",
        "ref.no_state_protection": "No protection by the State of origin",
        "ref.ground": "A Convention ground that contributes",
        "ref.sur_place": "Fear that arose after departure",
        "ref.avail": "Unable or unwilling to use that State's protection",
        "ref.compelling_reasons": "Compelling reasons from past persecution",
        "refugee_criteria": "Refugee criteria, for decision",
        "complementary_protection": "Complementary protection",
        "at_risk_of_statelessness": "Risk of statelessness",
    }
)

FINDING_VALUES: Mapping[str, str] = MappingProxyType(
    {
        "indicated": "Indicated",
        "not_indicated": "Not indicated by what is established",
        "unknown": "Not enough is known",
        "presumed": "Presumed, not established",
    }
)

VERDICTS: Mapping[str, str] = MappingProxyType(
    {"refuse": "Must not be done now", "hold": "On hold", "allow": "Not stopped by these rules"}
)

LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "L0": "Not enough is known. Give safe information and offer again.",
        "L1": "No present indication. This never means “not a victim”. Screen again when something changes.",
        "L2": "Protection concern. Offer services and asylum information, and screen again.",
        "L3": "Reasonable grounds to believe that the person was trafficked: presumed victim until decided otherwise.",
        "L4": "Strong indication. The same duties as L3, and urgent.",
    }
)

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "BO": "Border or immigration official",
        "FR": "First responder",
        "CW": "Case worker",
        "PO": "Protection officer",
        "CP": "Child-protection officer",
        "BP": "Best interests panel",
        "GD": "Guardian",
        "LR": "Legal representative",
        "IA": "Identification authority",
        "AD": "Asylum decision-maker",
        "SD": "Statelessness and documentation officer",
        "SV": "Shelter or service provider",
        "HP": "Health staff",
        "LE": "Police or prosecutor liaison",
        "DT": "Detention officer",
        "RS": "Return and solutions officer",
        "FT": "Family-tracing officer",
        "IN": "Interpreter",
        "CO": "Coordinator",
        "RA": "Risk analyst",
        "MO": "Independent monitor",
        "DP": "Data-protection officer",
        "AUD": "Auditor",
        "PR": "The person concerned",
        "SY": "System administrator",
    }
)

RESTS_ON: Mapping[str, str] = MappingProxyType(
    {
        "binding law": "Rests on binding law",
        "guidance": "Rests on guidance",
        "Asylia's own policy": "Asylia's own protective policy, not a legal duty",
    }
)

CITATION_STATES: Mapping[str, str] = MappingProxyType(
    {
        "confirmed": "Confirmed against the text",
        "corrected": "Corrected against the text",
        "not yet checked": "Not yet checked",
    }
)

BURDENS: Mapping[int, str] = MappingProxyType(
    {
        0: "On file or for you to see: do not ask the person.",
        1: "Easy to ask.",
        2: "Hard to ask: only alone, only where it is safe.",
        3: "Telling this can hurt. Ask only if it must be known now, and never twice.",
    }
)

DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "DR": "Deceptive recruitment",
        "CR": "Coercive recruitment",
        "RV": "Recruitment by abuse of vulnerability",
        "TR": "Journey",
        "EX": "Exploitation",
        "CD": "Coercion at destination",
        "VD": "Abuse of vulnerability at destination",
        "DO": "Papers",
        "CH": "Signs that concern children only",
        "OB": "What you see",
    }
)

DIMENSION_STATES: Mapping[str, str] = MappingProxyType(
    {"positive": "Positive", "emerging": "Emerging", "unclear": "Unclear", "none_yet": "None yet"}
)

UNITS: Mapping[str, str] = MappingProxyType({"years": "Years"})

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "person.declared_age": "What the person says. What somebody else estimates is not an age but a doubt about it.",
        "person.child": "“No” only after an age procedure that ended with written reasons.",
        "consented": "Never ask this. Enter it only where it was said; it counts for nothing and only adds a warning.",
        "state.able": "From information on the country of origin. Do not ask the person.",
        "state.willing": "From information on the country of origin. Do not ask the person.",
        "state.effective": "From information on the country of origin. Do not ask the person.",
        "fear.return": "Fear counts in any words. No special word is needed.",
        "guardian.state": "“Appointed” includes that the guardian is independent. An unverified adult is no guardian.",
        "purpose.occurred": "Open words, no details. The person may stop at any time.",
        "sv.occurred": "Offer the chance to say so; never press. Care does not depend on a report to the police.",
    }
)
"""What helps to answer a question rightly."""

GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "person": ("The person", ("person.", "age.", "family.", "control_suspected")),
        "triage": ("Triage", ("triage.", "screen.")),
        "trafficking": ("What happened", ("act.", "means.", "purpose.", "consented", "smug.", "loc.internal", "past.")),
        "fear": ("Fear and return", ("fear.", "risk.", "agent.", "state.", "loc.outside", "origin.", "host.")),
        "asylum": (
            "Asylum",
            (
                "asylum.",
                "ground.",
                "nexus.",
                "relocate.",
                "avail.",
                "transfer.",
                "excl.",
                "account.",
            ),
        ),
        "interview": ("The interview", ("int.", "basic_needs", "notice.", "consent.interview")),
        "identification": ("Identification", ("id.", "decision.", "close.", "coop.")),
        "papers": ("Papers and nationality", ("doc.", "nat.", "birth.", "stl.", "reg.")),
        "charges": ("Charges and detention", ("off.", "det.")),
        "child": ("Children", ("guardian.", "child.", "bia.", "bid.", "carer.", "trace.")),
        "sharing": ("Sharing and referral", ("consent.share.", "share.", "referral.")),
        "stay": ("Stay, proceedings, safety", ("stay.", "proc.", "claim.", "safety.")),
        "needs": ("Needs and care", ("sv.", "need.", "care.")),
        "solution": ("Return", ("ret.",)),
    }
)
"""Groups of facts, in the order of the journey: their name, and how the keys in them begin."""

PLAIN_ANSWERS = frozenset({"yes", "no", "denied", "asked", "declined"})
"""Answers that are told apart by a shape of their own."""

_BY_SERVICE = frozenset({"referral.state"})


def value(key: str, given: str) -> str:
    """What a value of that fact or indicator is called."""
    if given == "declined" and key in _BY_SERVICE:
        return gettext(VALUES["declined_by_service"])
    return gettext(VALUES.get(given, given))


def question(key: str) -> str:
    """The question that asks for a fact or an indicator."""
    return gettext(FACTS[key].question if key in FACTS else QUESTIONS[key].text)


def why_screened(key: str) -> str:
    """Why an indicator is asked for; empty for a fact."""
    return gettext(WHY_ASKED[INDICATORS[key].group]) if key in INDICATORS else ""


def finding(name: str) -> str:
    """What a finding is called."""
    return gettext(FINDINGS[name])


def action(name: str) -> str:
    """What an action is called, without its parameter."""
    return gettext(ACTIONS[name.partition(":")[0]])


def parameter(name: str) -> str:
    """What the parameter of an action is called; empty where it takes none."""
    word = name.partition(":")[2]
    return gettext(PARAMETERS[word]) if word else ""


def full_action(name: str) -> str:
    """What an action is called, with its parameter."""
    of = parameter(name)
    # Translators: an action and whom or what it concerns: "Share information: police, shelter"
    return gettext("%(action)s: %(list)s") % {"action": action(name), "list": of} if of else action(name)


def group_of(key: str) -> str:
    """The group in which a fact or indicator is listed."""
    if key in INDICATORS:
        return INDICATORS[key].group
    return next(name for name, (_, starts) in GROUPS.items() if key.startswith(starts))


def group_name(name: str) -> str:
    """What a group of facts or indicators is called."""
    return gettext(DIMENSIONS[name] if name in DIMENSIONS else GROUPS[name][0])


def keys_of(group: str) -> tuple[str, ...]:
    """The facts or indicators of a group, in their own order."""
    return tuple(key for key in (*FACTS, *INDICATORS) if group_of(key) == group)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of this module, of the facts and of the indicators, each with a word for the translator."""
    for table, comment in (
        (VALUES, "A value that a fact can have, chosen from a list"),
        (ACTIONS, "An action that the law can forbid; stands alone in a list"),
        (PARAMETERS, "Whom or what an action concerns; stands after its name, in a list"),
        (FINDINGS, "A finding; stands in a table, beside its state"),
        (FINDING_VALUES, "The state of a finding; stands in a table, beside its name"),
        (VERDICTS, "What the rules say of an action"),
        (LEVELS, "What a screening level means"),
        (ROLES, "Who has to do a task"),
        (RESTS_ON, "What a rule rests on"),
        (CITATION_STATES, "Whether a citation was compared with its source"),
        (BURDENS, "What asking a question costs the person"),
        (UNITS, "What a number counts; stands above the field for it"),
        (HINTS, "A hint below a question"),
        (DIMENSIONS, "A dimension of the screening"),
        (DIMENSION_STATES, "The state of a dimension"),
    ):
        yield from ((text, comment) for text in table.values())
    yield from ((name, "A group of questions") for name, _ in GROUPS.values())
    for fact in FACTS.values():
        yield fact.question, f"Question for the fact {fact.key}"
    for key, put in QUESTIONS.items():
        yield put.text, f"Question for the indicator {key}: answered with yes or no"
    for group, why in WHY_ASKED.items():
        yield why, f"Why the questions of the group {group} are asked"
