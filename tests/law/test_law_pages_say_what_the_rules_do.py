"""What a page says in words is what the rule does: read back by a reader of words alone, it gives the same values."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.law import FACTS, LAW, Known
from asylia.law.derived import derive
from asylia.law.engine import moment_of
from asylia.law.facts import as_moment
from asylia.law.findings import FINDINGS
from asylia.law.nodes import Finding, Look, Node, Setting, value, walk
from asylia.law.plain import OF_THE_COUNTRY, Words, in_words, lines
from tests.law.conditions import elementary_conditions, joined
from tests.law.random_people import ON, people, somebody

Held = bool | None


def every(parts: list[Held]) -> Held:
    return False if False in parts else None if None in parts else True


def opposite(held: Held) -> Held:
    return None if held is None else not held


def some(parts: list[Held]) -> Held:
    return opposite(every([opposite(part) for part in parts]))


JOINS: dict[str, Callable[[list[Held]], Held]] = {
    "All of these:": every,
    "At least one of these:": some,
    "Not all of these:": lambda parts: opposite(every(parts)),
    "None of these:": lambda parts: opposite(some(parts)),
    "This is not so:": lambda parts: opposite(parts[0]),
    "As long as all of these may be so:": lambda parts: False not in parts,
    "As long as one of these may be so:": lambda parts: any(part is not False for part in parts),
    "As long as this may be so:": lambda parts: parts[0] is not False,
    "As long as not all of these are established:": lambda parts: any(part is not True for part in parts),
    "As long as none of these is established:": lambda parts: True not in parts,
    "The first; while it is not known, it is presumed where the second holds:": lambda parts: (
        True if parts[0] is None and parts[1] else parts[0]
    ),
    "Always.": lambda _: True,
    "Never.": lambda _: False,
}

BY_NAME = {finding.name: finding for finding in FINDINGS}


def read(words: Words, look: Look, finding: Callable[[str], Held]) -> Held:
    """What the words say of somebody. Knows the words and nothing of the tree they were made from."""
    if words.text in JOINS:
        return JOINS[words.text]([read(part, look, finding) for part in words.parts])
    answer = words.answer.removesuffix(", or not known")
    if words.about in FACTS:
        held = answered(answer, words.about, look)
    elif words.about in OF_THE_COUNTRY:
        said = look.settings.get(words.about)
        held = said if answer == "yes" else opposite(said)
    else:
        indicated = finding(words.about)
        held = indicated if answer == "indicated" else opposite(indicated)
    return held is not False if answer != words.answer else held


def answered(answer: str, key: str, look: Look) -> Held:
    held = look.known[key]
    kind = FACTS[key].type
    if answer == "known":
        return True if held is not None else None
    if kind == "set":
        named = held if isinstance(held, frozenset) else frozenset()
        about = answer.removeprefix("known not to name ").removeprefix("names ")
        hit = True if named & (set(FACTS[key].values) if about == "anything" else words_of(about)) else None
        return opposite(hit) if answer.startswith("known not") else hit
    if held is None:
        return None
    if kind == "ternary":
        return ("yes" if held else "no") in words_of(answer)
    if kind == "enum":
        listed = held in words_of(answer.removeprefix("anything but "))
        return not listed if answer.startswith("anything but ") else listed
    if kind == "number":
        assert isinstance(held, float)
        bound = float(re.sub(r"[^\d.]", "", answer))
        return held < bound if answer.startswith("under") else held >= bound
    assert isinstance(held, date)
    return passed(answer, held, look)


def passed(answer: str, since: date, look: Look) -> bool:
    if answer in ("has come", "is still to come"):
        return (as_moment(since) <= look.on) is (answer == "has come")
    number, unit = re.findall(r"(\d+) (hours|days)", answer)[0]
    over = as_moment(since) + timedelta(**{unit: int(number)}) <= look.on
    return over if answer.startswith("at least") else not over


def words_of(answer: str) -> set[str]:
    return {word.strip().replace(" ", "_") for word in re.split(r",| or ", answer)}


def said_of(node: Node, look: Look) -> Held:
    return read(in_words(node), look, lambda name: said_of_finding(BY_NAME[name], look))


def said_of_finding(finding: Finding, look: Look) -> Held:
    return some([said_of(part, look) for part in finding.contributions])


def look_at(person: Known, *, presuming: bool) -> Look:
    raw = Look(person, moment_of(ON), LAW.settings, presuming=False)
    return Look(derive(person, raw), raw.on, LAW.settings, presuming=presuming)


CONDITIONS = [
    (f"{part.rule} {part.name}", part.condition)
    for rule in LAW.rules.values()
    for written in (rule.grounds, rule.blocks, rule.duties)
    for part in written
]


@pytest.mark.parametrize(("name", "node"), CONDITIONS, ids=[name for name, _ in CONDITIONS])
def test_the_words_of_each_provision_say_what_it_does(name, node):
    for person in people(25, seed=101):
        look = look_at(person, presuming=True)
        assert said_of(node, look) is value(node, look)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.recursive(elementary_conditions(), joined, max_leaves=10), somebody())
def test_the_words_of_any_condition_that_could_be_written_say_what_it_does(node, person):
    look = look_at(person, presuming=True)
    assert read(in_words(node), look, lambda _: None) is value(node, look)


def test_every_setting_that_a_rule_reads_has_its_words():
    read_by_rules = {node.name for _, one in CONDITIONS for node in walk(one) if isinstance(node, Setting)}
    assert read_by_rules == set(OF_THE_COUNTRY)


def test_lines_are_a_nested_list_with_the_keys():
    (block,) = LAW.rules["R-CHD-10"].blocks[:1]
    text = list(lines(in_words(block.condition)))
    assert text[0].startswith("- ")
    assert any(line.startswith("  - ") and line.endswith("]") for line in text)
    assert "  - Under 18: indicated, or not known [child]" in text
