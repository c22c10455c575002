"""A condition in plain words: questions with the answer that counts, joined by "all of these" and "one of these"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from asylia.law.facts import FACTS
from asylia.law.nodes import All, Any, Compare, Elapsed, Finding, Has, Is, Node, Not, Possibly, Presumed, Setting

ALL = "All of these:"
ONE = "At least one of these:"
NOT_ALL = "Not all of these:"
NONE = "None of these:"
NOT_SO = "This is not so:"
ALL_MAY_BE = "As long as all of these may be so:"
ONE_MAY_BE = "As long as one of these may be so:"
MAY_BE = "As long as this may be so:"
NOT_ALL_ESTABLISHED = "As long as not all of these are established:"
NONE_ESTABLISHED = "As long as none of these is established:"
PRESUMED = "The first; while it is not known, it is presumed where the second holds:"
ALWAYS = "Always."
NEVER = "Never."

OR_NOT_KNOWN = ", or not known"

OF_THE_COUNTRY: Mapping[str, str] = {
    "means_required_adult": "Does the host country's definition of trafficking ask for a means in an adult's case?",
    "reflection_in_national_law": "Does the host country's law know a recovery and reflection period?",
    "coe_binds": "Is the host country bound by the Council of Europe's convention against trafficking?",
    "left_to_a_human": "Has a decision-maker found so, with reasons? (Never known to software.)",
}
"""What a condition asks of the country's profile, or of a human."""


@dataclass(frozen=True)
class Words:
    """A condition, or a part of one.

    text: a question, or what joins the parts. answer: the answer that counts; empty for what joins parts. about: the
    fact, finding or setting the question is about; empty likewise.
    """

    text: str
    answer: str = ""
    about: str = ""
    parts: tuple[Words, ...] = ()

    @property
    def sentence(self) -> str:
        """Question and answer in one line."""
        if not self.answer:
            return self.text
        return f"{self.text} {self.answer}" if self.text.endswith(("?", ")")) else f"{self.text}: {self.answer}"


def in_words(node: Node) -> Words:
    """The condition as a nested list in plain words. Findings are named, not opened."""
    match node:
        case Any((Elapsed(key), Not(Elapsed(same)))) if key == same:
            return Words(FACTS[key].question, "known", key)
        case All():
            return _joined(ALL, node, empty=ALWAYS)
        case Any():
            return _joined(ONE, node, empty=NEVER)
        case Finding():
            return Words(node.title, "indicated", node.name)
        case Setting(name):
            return Words(OF_THE_COUNTRY[name], "yes", name)
        case Presumed(child, when):
            return Words(PRESUMED, parts=(in_words(child), in_words(when)))
        case Possibly(child):
            return _possibly(child)
        case Not(child):
            return _not(child)
    return _answered(node, negated=False)


def lines(words: Words, indent: int = 0) -> Iterator[str]:
    """The words as a list in text, two spaces deeper at each step, with the key of each fact or finding."""
    about = f" [{words.about}]" if words.about else ""
    yield f"{'  ' * indent}- {words.sentence}{about}"
    for part in words.parts:
        yield from lines(part, indent + 1)


def _not(child: Node) -> Words:
    match child:
        case All():
            return _joined(NOT_ALL, child, empty=NEVER)
        case Any():
            return _joined(NONE, child, empty=ALWAYS)
        case Finding():
            return Words(child.title, "not indicated", child.name)
        case Setting(name):
            return Words(OF_THE_COUNTRY[name], "no", name)
        case Not() | Possibly() | Presumed():
            return Words(NOT_SO, parts=(in_words(child),))
    return _answered(child, negated=True)


def _possibly(child: Node) -> Words:
    match child:
        case All():
            return _joined(ALL_MAY_BE, child, empty=ALWAYS)
        case Any():
            return _joined(ONE_MAY_BE, child, empty=NEVER)
        case Not(All() as negated):
            return _joined(NOT_ALL_ESTABLISHED, negated, empty=NEVER)
        case Not(Any() as negated):
            return _joined(NONE_ESTABLISHED, negated, empty=ALWAYS)
    words = in_words(child)
    if words.answer and not words.answer.endswith(OR_NOT_KNOWN):
        return replace(words, answer=words.answer + OR_NOT_KNOWN)
    return Words(MAY_BE, parts=(words,))


def _joined(heading: str, node: Node, *, empty: str) -> Words:
    if not node.parts:
        return Words(empty)
    return Words(heading, parts=tuple(in_words(part) for part in node.parts))


def _answered(asked: Node, *, negated: bool) -> Words:
    """A question about a fact, with the answer that counts."""
    match asked:
        case Is(key, values) if FACTS[key].type == "ternary":
            counting = [word for word, held in (("yes", True), ("no", False)) if (held in values) is not negated]
            answer = _either(counting) if counting else "neither yes nor no"
        case Is(key, values):
            words = _either(_in_order(key, values))
            answer = f"anything but {words}" if negated else words
        case Has(key, named):
            words = "anything" if named == frozenset(FACTS[key].values) else _either(_in_order(key, named))
            answer = f"known not to name {words}" if negated else f"names {words}"
        case Compare(key, sign, bound):
            answer = f"under {bound:g}" if (sign == "<") is not negated else f"{bound:g} or more"
        case Elapsed(key, time):
            answer = _ago(time, passed=not negated)
        case _:
            raise TypeError(f"no words for {type(asked).__name__}")
    return Words(FACTS[key].question, answer, key)


def _ago(time: timedelta, *, passed: bool) -> str:
    if not time:
        return "has come" if passed else "is still to come"
    hours = int(time.total_seconds() // 3600)
    length = f"{hours // 24} days" if hours % 24 == 0 and hours >= 7 * 24 else f"{hours} hours"
    return f"at least {length} ago" if passed else f"less than {length} ago"


def _in_order(key: str, words: Iterable[object]) -> list[str]:
    return [word.replace("_", " ") for word in FACTS[key].values if word in set(words)]


def _either(words: list[str]) -> str:
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
