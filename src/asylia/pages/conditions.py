"""The condition of a provision as a nested list, in the language of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from asylia.law import LAW, plain
from asylia.law.facts import FACTS
from asylia.law.plain import OF_THE_COUNTRY, OR_NOT_KNOWN, Words, in_words
from asylia.law.rule import Block, Duty, Ground, Rule
from asylia.pages import words

JOINS = tuple(
    text for name, text in vars(plain).items() if name.isupper() and isinstance(text, str) and text[0].isupper()
)
"""What joins the parts of a condition."""

ANSWERS = (
    "yes",
    "no",
    "known",
    "anything",
    "indicated",
    "not indicated",
    "neither yes nor no",
    "has come",
    "is still to come",
)
"""Answers that stand by themselves."""

FRAMES = (
    ("%(answer)s, or not known", re.compile(rf"(?P<answer>.+){re.escape(OR_NOT_KNOWN)}")),
    ("known not to name %(list)s", re.compile(r"known not to name (?P<list>.+)")),
    ("names %(list)s", re.compile(r"names (?P<list>.+)")),
    ("anything but %(list)s", re.compile(r"anything but (?P<list>.+)")),
    ("under %(number)s", re.compile(r"under (?P<number>[\d.]+)")),
    ("%(number)s or more", re.compile(r"(?P<number>[\d.]+) or more")),
    ("at least %(number)s hours ago", re.compile(r"at least (?P<number>\d+) hours ago")),
    ("at least %(number)s days ago", re.compile(r"at least (?P<number>\d+) days ago")),
    ("less than %(number)s hours ago", re.compile(r"less than (?P<number>\d+) hours ago")),
    ("less than %(number)s days ago", re.compile(r"less than (?P<number>\d+) days ago")),
)
"""Answers that hold a number, a list or another answer."""


@dataclass(frozen=True)
class Line:
    """A condition or a part of one: its words, the answer that counts, and its own parts."""

    text: str
    answer: str
    parts: tuple[Line, ...]


@dataclass(frozen=True)
class Provision:
    """One provision of a rule: its text, and when it holds."""

    text: str
    when: Line


def provisions(rule_id: str) -> tuple[Provision, ...]:
    """The provisions of a rule, each with its condition. Raises KeyError."""
    return tuple(Provision(_(one.provision), _line(in_words(one.condition))) for one in _written(LAW.rules[rule_id]))


def _written(rule: Rule) -> tuple[Ground | Block | Duty, ...]:
    return (*rule.grounds, *rule.blocks, *rule.duties)


def _line(said: Words) -> Line:
    text = words.finding(said.about) if said.about in words.FINDINGS else _(said.text)
    return Line(text, answer(said.about, said.answer), tuple(_line(part) for part in said.parts))


def answer(about: str, text: str) -> str:
    """The answer that counts, translated. about: the fact, finding or setting it is about."""
    if not text or text in ANSWERS:
        return _(text) if text else ""
    for frame, pattern in FRAMES:
        found = pattern.fullmatch(text)
        if found:
            parts = {
                name: part if name == "number" else answer(about, part) for name, part in found.groupdict().items()
            }
            return _(frame) % parts
    return _listed(about, text)


def _listed(about: str, text: str) -> str:
    # Translators: stands between two values of which either counts
    either = _(" or ")
    values = re.split(r", | or ", text)
    return either.join(words.value(about, value.replace(" ", "_")) for value in values)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of a condition that comes from the law, each with a word for the translator."""
    for text in JOINS:
        yield text, "Stands above the parts of a condition"
    for text in OF_THE_COUNTRY.values():
        yield text, "What a condition asks of the law of a country"
    for text in ANSWERS:
        yield text, "The answer that makes a part of a condition hold; stands after its question"
    for frame, _pattern in FRAMES:
        yield frame, "The answer that makes a part of a condition hold; stands after its question"


def unknown_words() -> tuple[str, ...]:
    """Answers in conditions for which no words are known; none, while this module and the law agree."""
    return tuple(dict.fromkeys(text for about, text in _all_answers() if not _has_words(about, text)))


def _all_answers() -> Iterator[tuple[str, str]]:
    waiting = [in_words(one.condition) for rule in LAW.rules.values() for one in _written(rule)]
    while waiting:
        said = waiting.pop()
        waiting.extend(said.parts)
        if said.answer:
            yield said.about, said.answer


def _has_words(about: str, text: str) -> bool:
    if text in ANSWERS:
        return True
    for _frame, pattern in FRAMES:
        found = pattern.fullmatch(text)
        if found:
            return all(name == "number" or _has_words(about, part) for name, part in found.groupdict().items())
    known = {value.replace("_", " ") for value in FACTS[about].values} if about in FACTS else set()
    return set(re.split(r", | or ", text)) <= known
