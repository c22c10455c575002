"""The words pages of cases say for codes: states, sources, sealed fields. English here, others by gettext."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from django.utils.translation import gettext

STATES: Mapping[str, str] = MappingProxyType(
    {
        "draft": "New",
        "open": "Open",
        "active": "Being worked on",
        "on_hold": "Waiting",
        "follow_up": "Follow-up",
        "closed": "Closed",
        "transferred": "Handed over",
    }
)

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "person": "The person told it",
        "observation": "It was seen",
        "document": "A document",
        "third_party": "Somebody else told it",
        "expert": "An expert",
        "coi": "Information on the country of origin",
    }
)

CERTAINTIES: Mapping[str, str] = MappingProxyType(
    {"stated": "As it was said", "observed": "As it was seen", "verified": "Checked against something else"}
)

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name",
        "birth": "Day of birth, as it is said",
        "alias": "What the person is called here",
        "pseudonym": "Name for a panel that must not know the person",
        "photograph": "Photograph",
        "channel": "A way to reach the person",
        "whereabouts": "Where the person stays",
        "narrative": "What the person told of exploitation",
        "claim": "What the person told of the fear of return",
        "health": "Health",
        "health_summary": "What helpers must know of health",
        "child": "Best interests of the child",
        "relative": "A relative",
        "panel_bundle": "Papers for a best-interests panel",
        "tracing_sheet": "Sheet for family tracing",
        "proceeding": "Criminal proceedings",
        "safety": "Threats",
        "safety_plan": "Safety plan",
        "safety_essentials": "What those near the person must know to keep them safe",
        "never": "Who must never find the person or see the file",
        "paper": "Identity paper",
        "observation": "What was seen at first contact",
        "instruction": "Instruction card: what not to do, and whom to call",
        "note_a": "Note on identity",
        "note_b": "Note on contact and place",
        "note_c": "Note on exploitation and screening",
        "note_d": "Note on the asylum claim",
        "note_e": "Note on health",
        "note_f": "Note on the child",
        "note_g": "Note on criminal proceedings",
        "note_h": "Note on safety",
        "note_i": "Note on papers and nationality",
        "note_j": "Note on first contact",
        "danger": "Why the case was opened in danger",
    }
)

TEXT_GROUPS: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "who": ("Who the person is", ("alias", "name", "birth", "paper", "note_a", "note_i")),
        "reach": ("Contact and place", ("channel", "whereabouts", "note_b")),
        "safety": (
            "Safety",
            ("never", "safety_essentials", "safety_plan", "safety", "instruction", "note_h", "danger"),
        ),
        "told": (
            "What was told and seen",
            ("observation", "narrative", "claim", "note_j", "note_c", "note_d", "proceeding", "note_g"),
        ),
        "care": ("Health and care", ("health_summary", "health", "note_e")),
        "child": (
            "Child and family",
            ("child", "relative", "tracing_sheet", "pseudonym", "panel_bundle", "note_f"),
        ),
    }
)
"""In which order a page shows what is kept in words. Photographs are no words."""

TROUBLES: Mapping[str, str] = MappingProxyType(
    {
        "no_key": "This is sealed, and your account holds no key for it. A colleague who holds one can give it to you.",
        "shredded": "This was deleted for good.",
        "damaged": "This does not open: it is damaged. Tell whoever runs this Asylia.",
    }
)

INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "return": "Let the person stay while the open questions are answered, and tell them which help there is.",
        "removal": "Let the person stay while the open questions are answered, and tell them which help there is.",
        "transfer": "Let the person stay here while the open questions are answered.",
        "refuse_entry": "Let the person in, and refer them to the authority that hears claims.",
        "detain": "Offer an open place to stay and a named person to contact.",
        "penalise": "Record what happened, and pass the case to the prosecutor with the question of compulsion.",
        "prosecute": "Record what happened, and pass the case to the prosecutor with the question of compulsion.",
        "age": "Go on treating the person as a child, and plan an age procedure only if it is needed.",
        "contact": "Use information that needs no contact with that State.",
        "share": "Ask the person first: what, to whom, what for, and until when.",
        "publish": "Publish figures that name nobody.",
        "interview": "Make it safe first: a private place, an interpreter, no unwanted companion, time to rest.",
        "consent": "Wait until the person is free, rested and informed in their own language.",
        "care": "Look for another carer, and keep the child safe meanwhile.",
        "tracing": "Ask the person what they wish, and assess the risk to the family first.",
        "family": "Verify the relation and the best interests of the child first.",
        "support": "Go on with support as it is, and talk with the person about what they want.",
        "solution": "Plan with the person what comes first, and keep the other ways open.",
        "asylum": "Go on with the examination, and record what is still to be asked.",
        "identification": "Go on with support, and ask a second person to read the case.",
        "case": "Keep the case open, and set a day to look at it again.",
        "child": "Bring it before the best-interests panel.",
        "risk": "Write of places and ways, never of this person.",
    }
)
"""What can be done in place of an action, by how its name begins: suggestions of our own, and no law."""


RULES: Mapping[str, str] = MappingProxyType(
    {
        "rejected": "What was sent could not be taken.",
        "repeated": "It had been done already, and was not done twice.",
        "law_allows": "The law does not stop it.",
        "law_refuses": "The law refuses it now.",
        "law_holds": "The law puts it on hold: not enough is known.",
        "role_cannot": "No role of this account does this.",
        "unknown_action": "No such action is known.",
        "second_factor": "The second factor was right.",
        "second_factor_wrong": "The second factor was wrong.",
        "own_session": "It is the account's own session.",
        "own_account_changed": "It is the account's own.",
        "wrong_code": "The code was not the right one.",
        "holds_key": "The account holds the key that it gave.",
        "by_operator": "By whoever runs the server, at the machine itself.",
        "no_incident": "No incident was open.",
    }
)
"""A sentence for each rule of the door, beside those of the policy."""

DANGERS: Mapping[str, str] = MappingProxyType({"risk_to_life": "Somebody may die, or be badly hurt, very soon"})
"""What a case may be opened for without a role in it."""

SIGNS: Mapping[str, str] = MappingProxyType(
    {
        "turned_away": "was turned away from different cases:",
        "in_one_hour": "opened different cases in one hour:",
        "in_one_day": "opened different cases in one day:",
        "at_night": "opened different cases at night:",
        "canary_opened": "a canary case was opened:",
        "canary_asked_for": "a canary case was asked for, and not shown:",
    }
)


def text(field: str) -> str:
    """What a sealed field is called, with its number where there may be several."""
    kind, _, number = field.partition(".")
    name = gettext(TEXTS[kind]) if kind in TEXTS else kind
    return f"{name} {number}" if number else name


def instead(action: str) -> str:
    """What can be done in place of an action; empty where nothing is suggested."""
    stem = action.partition(":")[0].partition(".")[0]
    return gettext(INSTEAD[stem]) if stem in INSTEAD else ""


def texts() -> Iterator[tuple[str, str]]:
    """Every text of this module, each with a word for the translator."""
    for table, comment in (
        (STATES, "The state of a case"),
        (SOURCES, "Where a fact comes from"),
        (CERTAINTIES, "How sure a fact is"),
        (TEXTS, "A kind of text kept of a person; stands above the text"),
        (TROUBLES, "Stands where a text would, and says why it cannot be shown"),
        (INSTEAD, "What can be done instead of something that was refused; a suggestion of ours"),
        (RULES, "Why something was done or refused; a line of the log"),
        (DANGERS, "What a case may be opened for in an emergency"),
        (SIGNS, "What an account did that is unlike the usual; a number follows"),
    ):
        yield from ((text, comment) for text in table.values())
    yield from ((name, "A group of texts") for name, _ in TEXT_GROUPS.values())
