"""What the answers to indicators say as facts the law can read: a yes sets the facts it maps to, a no sets nothing."""

from __future__ import annotations

from dataclasses import dataclass

from asylia.law.facts import FACTS, Known, Value
from asylia.screening.indicators import INDICATORS, Observed

PAPERS_WORD = {
    "I-CD-01": "confiscated_by_controller",
    "I-DO-01": "confiscated_by_controller",
    "I-DO-02": "false_supplied",
}
"""The value of doc.state each of its indicators sets (facts.json). Earlier rows win over later ones."""


@dataclass(frozen=True)
class Contradiction:
    """A given fact and an indicator that say different things. Both are shown; nothing is dropped.

    taken: the value the assessment goes on with. For yes/no facts this is yes, the protective side.
    """

    fact: str
    given: Value
    taken: Value
    indicators: tuple[str, ...]


def facts_from_indicators(observed: Observed, known: Known) -> dict[str, Value]:
    """The facts that the yes answers set, ready to be laid over `known`.

    Yes/no facts become yes, even where the fact was given as no (see `contradictions`). `doc.state` is set only when
    nothing is given for it. Every indicator counts here, also one that is not scored in the person's variant.
    """
    set_by = _set_by(observed)
    facts: dict[str, Value] = {key: True for key in set_by if key != "doc.state"}
    if "doc.state" in set_by and known["doc.state"] is None:
        facts["doc.state"] = PAPERS_WORD[set_by["doc.state"][0]]
    return facts


def contradictions(observed: Observed, known: Known) -> tuple[Contradiction, ...]:
    """Where a given fact and a yes answer disagree, in the order of facts.json."""
    found = []
    for key, indicators in _set_by(observed).items():
        given = known[key]
        if key == "doc.state":
            # Papers can be false and still be kept by someone: those two never contradict each other.
            if given is not None and given not in PAPERS_WORD.values():
                found.append(Contradiction(key, given, given, indicators))
        elif given is False:
            found.append(Contradiction(key, given, True, indicators))
    return tuple(found)


def _set_by(observed: Observed) -> dict[str, tuple[str, ...]]:
    """Fact key to the yes indicators that set it, in the order of facts.json."""
    yes = [indicator for indicator in INDICATORS if observed.yes(indicator)]
    pairs = {key: tuple(i for i in yes if i in fact.indicators) for key, fact in FACTS.items() if fact.indicators}
    return {key: indicators for key, indicators in pairs.items() if indicators}
