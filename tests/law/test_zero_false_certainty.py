"""A finding is definite only where every completion of what is unknown agrees, and unknown only where it is open.

Completions are worked out in plain two-valued logic (`worlds.py`): all of them up to twelve unknown facts, beyond that
both extremes and a thousand random ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from asylia.law import FACTS, LAW, Known, Law
from tests.law.random_people import ON, known_of, people, with_more_answers
from tests.law.worlds import true_in, worlds_of

READS_A_LATER_STATE = {
    "complementary_protection": "An unknown asylum.state is taken for fear_expressed once there is fear, as specified; "
    "so a refusal that nobody has recorded yet is not reckoned with.",
}
"""Findings that a later answer about asylum.state may turn, and why."""

Numbers = Callable[[Law, Known], Sequence[int]]
"""A number for each finding: 2 indicated, 1 unknown, 0 not indicated."""


def asylia(law: Law, person: Known) -> Sequence[int]:
    return law.values(person, ON).strict


def taking_unknown_for_no(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose: what engines without a third value do."""
    closed = {key: False for key, fact in FACTS.items() if fact.type == "ternary"}
    return law.values(known_of({**closed, **person.facts}), ON).strict


def counting_presumptions(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose: a presumption taken for a finding."""
    return law.values(person, ON).presuming


def giving_up(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose: nothing is ever found."""
    return [1] * len(law.findings)


def faults(law: Law, persons: Sequence[Known], numbers: Numbers) -> tuple[Counter[str], Counter[str]]:
    """How often each finding is (definite against some completion, unknown though every completion agrees)."""
    rng = random.Random(1)
    false_certainty: Counter[str] = Counter()
    needless_doubt: Counter[str] = Counter()
    for person in persons:
        known = law.assess(person, ON).look.known
        for finding, number in zip(law.findings, numbers(law, person), strict=True):
            worlds = worlds_of([finding], known, ON, law.settings, rng)
            indicated = true_in(finding, worlds)
            if (number == 2 and indicated != worlds.all) or (number == 0 and indicated):
                false_certainty[finding.name] += 1
            if number == 1 and worlds.complete and indicated in (0, worlds.all):
                needless_doubt[finding.name] += 1
    return false_certainty, needless_doubt


@pytest.mark.parametrize(("code", "count"), [(None, 1000), ("XA", 300), ("XB", 300), ("UY", 300), ("GB", 300)])
def test_no_finding_is_definite_against_a_completion_and_none_is_in_doubt_without_need(code, count):
    false_certainty, needless_doubt = faults(LAW.at(code), people(count, seed=21), asylia)
    assert false_certainty == {}
    assert needless_doubt == {}


@pytest.mark.parametrize("faulty", [taking_unknown_for_no, counting_presumptions])
def test_this_check_finds_false_certainty(faulty):
    false_certainty, _ = faults(LAW, people(60, seed=22), faulty)
    assert false_certainty


def test_this_check_finds_needless_doubt():
    _, needless_doubt = faults(LAW, people(20, seed=22), giving_up)
    assert needless_doubt


@pytest.mark.parametrize("seed", [31, 32])
def test_answers_that_come_later_undo_no_definite_finding(seed):
    """The same from what was asked, before facts are derived from it: one answer more turns no yes and no no round."""
    rng = random.Random(seed)
    undone: Counter[str] = Counter()
    for person in people(300, seed):
        before = LAW.values(person, ON).strict
        for _ in range(8):
            after = LAW.values(with_more_answers(person, rng), ON).strict
            for finding, then, now in zip(LAW.findings, before, after, strict=True):
                if then != 1 and now != then:
                    undone[finding.name] += 1
    assert set(undone) <= set(READS_A_LATER_STATE)
