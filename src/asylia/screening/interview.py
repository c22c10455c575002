"""How to interview without doing harm: what is never asked, what must hold before, when to pause, stop and follow up.

Rests on the WHO recommendations for interviewing trafficked women (2003) and the rules R-CON-03 to 06, R-CHD-02 and 06.
Times are Asylia's defaults, not legal limits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from asylia.law.facts import Known
from asylia.screening.indicators import Variant

BREAK_AFTER_MINUTES = 30
"""A break is offered then, and at each hard topic."""

LONGEST_MINUTES = {"adult": 90, "child": 45}
"""The longest one interview may last."""

CHECK_IN_HOURS = (24, 72)
"""When to ask afterwards how the person is."""


@dataclass(frozen=True)
class Forbidden:
    """A question that is never put. instead: what may be said. only_at: the step it is forbidden at; None is always."""

    key: str
    what: str
    why: str
    instead: str
    patterns: tuple[str, ...]
    only_at: Literal["triage"] | None = None


FORBIDDEN: tuple[Forbidden, ...] = (
    Forbidden(
        "why_not_leave",
        "Why the person did not leave, flee, resist or report.",
        "It puts the blame on the person.",
        "What would have happened if you had tried to leave?",
        (
            r"\bwhy\s+(?:did|do|have|had)(?:n['’]t|\s+not)?\s+you\s+(?:not\s+|never\s+|just\s+)*"
            r"(?:leave|left|escape|flee|fled|run|go\s+to\s+the\s+police|report|say\s+no|resist|fight|shout|scream|stay)",
            r"\bwhy\s+(?:not|never)\s+(?:leave|escape|run\s+away|report)",
        ),
    ),
    Forbidden(
        "agreed_or_enjoyed",
        "Whether the person agreed, wanted or enjoyed it.",
        "Agreement counts for nothing once a means was used, and never in a child.",
        "How did this come about?",
        (
            r"\b(?:did|do|have|had|were|are)\s+you\s+(?:really\s+)?(?:agree|consent|enjoy|want\s+(?:it|to\s+do)|like\s+(?:it|that)|willing)",
        ),
    ),
    Forbidden(
        "sexual_details",
        "Details of sexual acts beyond what care or protection needs.",
        "It harms, and no decision of Asylia needs it.",
        "You need not say what was done. Do you want to see a doctor?",
        (
            r"\b(?:describe|detail|explain|tell\s+me)\b[^.?!]{0,60}\b(?:sex|sexual|rape|raped|intercourse|penetrat\w*)\b",
            r"\b(?:which|what|how\s+many)\s+(?:sexual\s+acts|sexual\s+positions|men|clients\s+(?:each|a|per))\b",
            r"\bpenetrat\w*",
        ),
    ),
    Forbidden(
        "sexual_history",
        "Virginity, or the person's sexual history.",
        "It degrades, and says nothing about exploitation.",
        "Leave it out.",
        (r"\bvirgin\w*", r"\bsexual\s+(?:history|past|experience)\b", r"\bhow\s+many\s+(?:sexual\s+)?partners\b"),
    ),
    Forbidden(
        "injury_pictures",
        "Pictures of injuries, or to be shown them.",
        "Only a doctor looks, in care, with consent.",
        "Would you like a doctor to see to this?",
        (
            r"\b(?:photo\w*|picture|pictures|film|image|images)\b[^.?!]{0,40}\b(?:injur\w*|scar\w*|wound\w*|bruise\w*|burn\w*)",
            r"\bshow\s+(?:me|us)\b[^.?!]{0,40}\b(?:injur\w*|scar\w*|wound\w*|bruise\w*|burn\w*|body|tattoo\w*)",
        ),
    ),
    Forbidden(
        "prove_it",
        "To prove it.",
        "The burden is not the person's alone, and doubt silences.",
        "Is there anything or anyone that could help to show this, without danger to you?",
        (
            r"\bprove\s+(?:it|that|this|to|your)",
            r"\b(?:what|which|any|have\s+you)\s+(?:proof|evidence)\b",
            r"\bwhy\s+should\s+(?:i|we|anyone)\s+believe",
            r"\bare\s+you\s+(?:lying|telling\s+the\s+truth)",
        ),
    ),
    Forbidden(
        "immigration_threat",
        "Anything that links the answer to being sent back, held or refused papers.",
        "Answers under threat are worth nothing and break trust.",
        "What you say here does not go to those who decide on removal.",
        (
            r"\b(?:if|unless|or)\b[^.?!]{0,60}\b(?:deport\w*|sent?\s+(?:you\s+)?back|removed?|detain\w*|locked?\s+(?:you\s+)?up|arrest\w*|lose\s+your\s+(?:papers|permit|visa))\b",
        ),
    ),
    Forbidden(
        "story_again",
        "The same account of abuse twice without a reason.",
        "Retelling harms. Read what is on file.",
        "I have read what you told my colleague. Is there anything you wish to add or to change?",
        (
            r"\b(?:tell|describe|explain|go\s+over|repeat)\b[^.?!]{0,40}\b(?:again|once\s+more|one\s+more\s+time|from\s+the\s+beginning)\b",
        ),
    ),
    Forbidden(
        "before_others",
        "Questions in front of a carer, a companion or a child.",
        "They may be the ones to be feared, or may be hurt by hearing it.",
        "Speak alone first.",
        (
            r"\b(?:in\s+front\s+of|with)\s+your\s+(?:son|daughter|child|children|husband|wife|partner|mother|father|parents|uncle|aunt|brother|sister|boss|carer)\b[^.?!]{0,30}\b(?:here|present|listening|in\s+the\s+room|tell|say|answer)\b",
        ),
    ),
    Forbidden(
        "relatives_payments",
        "Payment details of relatives.",
        "It endangers them and is not needed to protect.",
        "Does anyone at home depend on money from this?",
        (
            r"\b(?:bank|account\s+number|card\s+number|mobile\s+money|transfer\s+number)\b[^.?!]{0,60}\b(?:mother|father|parents|family|brother|sister|relative\w*|husband|wife)\b",
            r"\b(?:mother|father|parents|family|brother|sister|relative\w*|husband|wife)\b[^.?!]{0,60}\b(?:bank|account\s+number|card\s+number|mobile\s+money)\b",
            r"\bhow\s+much\s+(?:did|has|have)\s+your\s+(?:mother|father|parents|family|brother|sister|relative\w*|husband|wife)\s+(?:pay|paid|send|sent)\b",
        ),
    ),
    Forbidden(
        "trafficker_name",
        "The name of whoever is feared.",
        "At the first look it frightens and protects nobody.",
        "You need give no names.",
        (
            r"\b(?:name|names|called|who\s+is|who\s+was)\b[^.?!]{0,40}\b(?:trafficker|traffickers|recruiter|smuggler|boss|pimp|exploiter)\b",
            r"\b(?:trafficker|recruiter|smuggler|boss|pimp|exploiter)['’]s\s+name\b",
        ),
        only_at="triage",
    ),
)
"""What is never asked. The patterns know plain English only: no warning is no approval."""

_PATTERNS = tuple((item, re.compile(pattern, re.IGNORECASE)) for item in FORBIDDEN for pattern in item.patterns)


@dataclass(frozen=True)
class ForbiddenFound:
    """A passage of a text that looks like a question never to be put. It is pointed at, and not repeated."""

    forbidden: Forbidden
    start: int
    end: int

    @property
    def text(self) -> str:
        """The warning for the one who wrote it."""
        when = "At triage do not ask" if self.forbidden.only_at == "triage" else "Do not ask"
        return f"{when}: {self.forbidden.what} {self.forbidden.why} Instead: {self.forbidden.instead}"


def warn_forbidden(text: str) -> list[ForbiddenFound]:
    """The passages of a free text that look like forbidden questions, in the order of the text, one for each kind.

    It knows modest patterns in English. It warns; it does not stop anyone, and finding nothing approves nothing.
    """
    first: dict[str, ForbiddenFound] = {}
    for item, pattern in _PATTERNS:
        found = pattern.search(text)
        if found and (item.key not in first or found.start() < first[item.key].start):
            first[item.key] = ForbiddenFound(item, found.start(), found.end())
    return sorted(first.values(), key=lambda warning: warning.start)


Phase = Literal["before", "during", "stop", "after", "remote", "child"]


@dataclass(frozen=True)
class InterviewRule:
    """One rule of conduct. fact: the fact that records whether it was kept, where there is one."""

    phase: Phase
    text: str
    fact: str | None = None


INTERVIEW_RULES: tuple[InterviewRule, ...] = (
    InterviewRule("before", "Food, rest, health and safety come first.", "basic_needs"),
    InterviewRule("before", "The room is safe, and exits, water and tissues are at hand.", "int.venue_safe"),
    InterviewRule("before", "Nobody sees or hears.", "int.private"),
    InterviewRule("before", "Whoever may control the person is far away.", "int.controller_present"),
    InterviewRule("before", "The person chooses the sex of interviewer and interpreter.", "int.sex_preference_asked"),
    InterviewRule("before", "The person chooses the language; the interpreter was checked.", "int.interpreter_ok"),
    InterviewRule("before", "The interviewer is trained for this step.", "int.trained_user"),
    InterviewRule("before", "Say what it is for, and what stays secret and what cannot.", "notice.understood"),
    InterviewRule(
        "before", "Say that anything may be skipped, and that a stop, a break or a companion may be asked for."
    ),
    InterviewRule("before", "Ask for agreement to this interview.", "consent.interview"),
    InterviewRule("before", "No uniforms and no weapons. No notes on the lap if the person dislikes it."),
    InterviewRule("during", f"Offer a break after {BREAK_AFTER_MINUTES} minutes and at each hard topic."),
    InterviewRule(
        "during", f"At most {LONGEST_MINUTES['adult']} minutes with an adult, {LONGEST_MINUTES['child']} with a child."
    ),
    InterviewRule("during", "Ask openly and let the person use their own words. Write those words down as they are."),
    InterviewRule("during", "If the person drifts away, bring them back to the room before anything else."),
    InterviewRule("during", "Promise nothing that is not certain."),
    InterviewRule("stop", "Stop when the person asks.", "int.stop_asked"),
    InterviewRule("stop", "Stop at great distress; with a child, at any distress.", "int.distress"),
    InterviewRule("stop", "Stop when someone who may control the person comes near.", "int.controller_present"),
    InterviewRule("stop", "Stop at danger to life.", "risk.life_imminent"),
    InterviewRule("stop", "Stop for a medical need or intoxication.", "int.medical_need"),
    InterviewRule("stop", "What was said is kept. Stopping costs the person nothing. Go on only with new agreement."),
    InterviewRule("after", "End on the present and on safety, and agree on referrals."),
    InterviewRule("after", f"Ask after {CHECK_IN_HOURS[0]} to {CHECK_IN_HOURS[1]} hours how the person is."),
    InterviewRule("after", "The interviewer talks it over with a colleague."),
    InterviewRule("remote", "Ask whether anyone can hear. Agree on a code word and on a safe time to call back."),
    InterviewRule("child", "Only a child specialist interviews, and a guardian who is not under suspicion is there."),
    InterviewRule("child", "Short words; drawing is welcome; nothing leading; nothing twice.", "int.child_friendly"),
)
"""Conduct before, during and after an interview, in order."""

GateState = Literal["open", "closed", "not known"]


@dataclass(frozen=True)
class Gate:
    """Something that must hold before an interview starts. Only `open` lets it start; not known does not.

    facts: what it reads. rule: the rule of law behind it.
    """

    key: str
    state: GateState
    reason: str
    facts: tuple[str, ...]
    rule: str


@dataclass(frozen=True)
class _GateRule:
    key: str
    facts: tuple[str, ...]
    rule: str
    holds: Callable[[Known], bool | None]
    reasons: dict[GateState, str]


def _fact(key: str) -> Callable[[Known], bool | None]:
    def holds(known: Known) -> bool | None:
        value = known[key]
        return value if isinstance(value, bool) else None

    return holds


def _controller_away(known: Known) -> bool | None:
    present = known["int.controller_present"]
    return None if present is None else present is False


def _interpreter(known: Known) -> bool | None:
    if known["int.interpreter_needed"] is False:
        return True
    return _fact("int.interpreter_ok")(known)


def _guardian(known: Known) -> bool | None:
    state = known["guardian.state"]
    return None if state is None else state == "appointed"


_GATES = (
    _GateRule(
        "basic_needs",
        ("basic_needs",),
        "R-RFR-03",
        _fact("basic_needs"),
        {
            "open": "Food, rest, health and safety have been seen to.",
            "closed": "See to food, rest, health and safety first.",
            "not known": "Ask whether the person has eaten, rested, and needs a doctor.",
        },
    ),
    _GateRule(
        "venue",
        ("int.venue_safe",),
        "R-CON-05",
        _fact("int.venue_safe"),
        {
            "open": "The place is safe.",
            "closed": "The place is not safe. Move.",
            "not known": "Check that the place is safe.",
        },
    ),
    _GateRule(
        "privacy",
        ("int.private",),
        "R-CON-05",
        _fact("int.private"),
        {
            "open": "Nobody sees or hears.",
            "closed": "Others can see or hear. Find a private room.",
            "not known": "Check that nobody can see or hear.",
        },
    ),
    _GateRule(
        "controller_away",
        ("int.controller_present",),
        "R-CON-05",
        _controller_away,
        {
            "open": "Nobody who may control the person is near.",
            "closed": "Someone who may control the person is near. Separate them under a neutral pretext.",
            "not known": "Find out who came with the person and where they are.",
        },
    ),
    _GateRule(
        "interpreter",
        ("int.interpreter_needed", "int.interpreter_ok"),
        "R-CON-04",
        _interpreter,
        {
            "open": "The interpreter is independent and accepted, or none is needed.",
            "closed": "This interpreter is not safe: a relative, a companion, or in conflict. Find another.",
            "not known": "Check whether an interpreter is needed, independent and accepted by the person.",
        },
    ),
    _GateRule(
        "sex_preference",
        ("int.sex_preference_asked",),
        "R-CON-04",
        _fact("int.sex_preference_asked"),
        {
            "open": "The person was asked whom they want.",
            "closed": "Ask whom the person wants as interviewer and interpreter.",
            "not known": "Ask whom the person wants as interviewer and interpreter.",
        },
    ),
    _GateRule(
        "trained",
        ("int.trained_user",),
        "R-CHD-06",
        _fact("int.trained_user"),
        {
            "open": "The interviewer is trained for this step.",
            "closed": "Only someone trained for this step may interview; for a child, a child specialist.",
            "not known": "Check that the interviewer is trained for this step; for a child, a child specialist.",
        },
    ),
    _GateRule(
        "notice",
        ("notice.understood",),
        "R-CON-03",
        _fact("notice.understood"),
        {
            "open": "The information was given and understood.",
            "closed": "Give the information again, in a language understood, and let the person say it back.",
            "not known": "Give the information in a language understood, and let the person say it back.",
        },
    ),
    _GateRule(
        "consent",
        ("consent.interview",),
        "R-CON-06",
        _fact("consent.interview"),
        {
            "open": "The person agrees to this interview.",
            "closed": "The person does not agree. There is no interview, and help goes on.",
            "not known": "Ask whether the person agrees to this interview.",
        },
    ),
)

_CHILD_GATES = (
    _GateRule(
        "child_friendly",
        ("int.child_friendly",),
        "R-CHD-06",
        _fact("int.child_friendly"),
        {
            "open": "The place is made for children.",
            "closed": "No child is interviewed in a cell or among uniforms. Move.",
            "not known": "Check that the place is fit for a child: no cell, no uniforms.",
        },
    ),
    _GateRule(
        "guardian",
        ("guardian.state",),
        "R-CHD-02",
        _guardian,
        {
            "open": "A guardian is appointed.",
            "closed": "Wait for the guardian. Only urgent questions of safety may be asked before.",
            "not known": "Find out whether a guardian is appointed. An unverified adult is never a guardian.",
        },
    ),
)


def gates(known: Known, variant: Variant) -> tuple[Gate, ...]:
    """What must hold before a screening interview, in the order to see to it. Unknown keeps a gate shut."""
    rules = (*_GATES, *_CHILD_GATES) if variant == "child" else _GATES
    return tuple(_gate(rule, known) for rule in rules)


def _gate(rule: _GateRule, known: Known) -> Gate:
    holds = rule.holds(known)
    state: GateState = "not known" if holds is None else "open" if holds else "closed"
    return Gate(rule.key, state, rule.reasons[state], rule.facts, rule.rule)


def reasons_to_stop(known: Known) -> tuple[InterviewRule, ...]:
    """The stop rules that apply now (R-CON-06)."""
    return tuple(rule for rule in INTERVIEW_RULES if rule.phase == "stop" and rule.fact and known[rule.fact] is True)
