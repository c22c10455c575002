"""No action gets through because something is unknown: a guard allows only where every completion allows.

Completions are those of `worlds.py`. Where childhood is presumed it is taken as given, as the guards do.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from asylia.law import FACTS, LAW, Known, Law
from asylia.law.actions import ACTIONS
from asylia.law.rule import Block
from tests.law.random_people import ON, known_of, people, with_more_answers
from tests.law.worlds import true_in, worlds_of

Numbers = Callable[[Law, Known], Sequence[int]]
"""A number for each block: 2 refuse, 1 hold, 0 allow."""

LIFTED_BY_PRESUMED_CHILDHOOD = {
    "R-CON-01 consent_comes_first": "Child protection alone may be told of whoever is treated as a child.",
    "R-AST-03 nothing_is_imposed": "Only under a court's order to protect the child: the court took them for one.",
}
"""Blocks with an exception for children, which childhood that is only presumed lifts too; and why that protects."""

READS_A_LATER_STATE = {
    "R-NRF-03 no_return_before_the_last_check": "Where there is fear an unknown asylum.state is fear_expressed. "
    "R-NRF-01 then refuses the same actions.",
}
"""Blocks that a later answer about asylum.state may close, and why the action was closed before."""


def asylia(law: Law, person: Known) -> Sequence[int]:
    return law.values(person, ON).blocks


def taking_unknown_for_no(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose: what engines without a third value do."""
    closed = {key: False for key, fact in FACTS.items() if fact.type == "ternary"}
    return law.values(known_of({**closed, **person.facts}), ON).blocks


def letting_through_on_hold(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose: a rule that lacks a fact is skipped."""
    return [0 if number == 1 else number for number in asylia(law, person)]


def always_refusing(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose."""
    return [2] * len(law.blocks)


def always_holding(law: Law, person: Known) -> Sequence[int]:
    """A fault on purpose."""
    return [1] * len(law.blocks)


def name(block: Block) -> str:
    return f"{block.rule} {block.name}"


def faults(law: Law, persons: Sequence[Known], numbers: Numbers) -> tuple[Counter[str], Counter[str]]:
    """How often each block (allows against a completion, refuses or holds though no completion refuses)."""
    rng = random.Random(2)
    open_: Counter[str] = Counter()
    needless: Counter[str] = Counter()
    for person in persons:
        outcome = law.assess(person, ON)
        known = outcome.look.known
        if outcome.findings["child"] == "presumed":
            known = known.with_facts({"person.child": True})
        for block, number in zip(law.blocks, numbers(law, person), strict=True):
            worlds = worlds_of([block.condition], known, ON, law.settings, rng)
            refused = true_in(block.condition, worlds)
            if number == 0 and refused:
                open_[name(block)] += 1
            if worlds.complete and ((number and not refused) or (number == 1 and refused == worlds.all)):
                needless[name(block)] += 1
    return open_, needless


@pytest.mark.parametrize(("code", "count"), [(None, 300), ("XA", 60), ("XB", 60), ("UY", 60), ("GB", 60)])
def test_no_block_allows_what_a_completion_refuses_and_none_stands_in_the_way_without_need(code, count):
    open_, needless = faults(LAW.at(code), people(count, seed=41), asylia)
    assert open_ == {}
    assert needless == {}


def test_presumed_childhood_lifts_no_block_but_those_that_are_explained():
    rng = random.Random(3)
    lifted = set()
    for person in people(400, seed=42):
        outcome = LAW.assess(person, ON)
        if outcome.findings["child"] != "presumed":
            continue
        for block, verdict in outcome.block_verdicts:
            worlds = worlds_of([block.condition], outcome.look.known, ON, LAW.settings, rng)
            if verdict == "allow" and true_in(block.condition, worlds):
                lifted.add(name(block))
    assert lifted == set(LIFTED_BY_PRESUMED_CHILDHOOD)


@pytest.mark.parametrize("faulty", [taking_unknown_for_no, letting_through_on_hold])
def test_this_check_finds_a_block_that_fails_open(faulty):
    open_, _ = faults(LAW, people(20, seed=43), faulty)
    assert open_


@pytest.mark.parametrize("faulty", [always_refusing, always_holding])
def test_this_check_finds_a_block_that_stands_in_the_way_without_need(faulty):
    _, needless = faults(LAW, people(20, seed=43), faulty)
    assert needless


@pytest.mark.parametrize("code", [None, "XA"])
def test_an_action_is_allowed_only_where_every_block_on_it_allows(code):
    law = LAW.at(code)
    for person in people(100, seed=44):
        outcome = law.assess(person, ON)
        for action, guard in outcome.guards.items():
            verdicts = {verdict for block, verdict in outcome.block_verdicts if action in block.actions}
            expected = "refuse" if "refuse" in verdicts else "hold" if "hold" in verdicts else "allow"
            assert guard.verdict == expected, action


def test_every_action_is_guarded_by_some_rule():
    guarded = {action for block in LAW.blocks for action in block.actions}
    assert set(ACTIONS) == guarded


@pytest.mark.parametrize("seed", [51, 52])
def test_answers_that_come_later_close_no_action_that_was_open(seed):
    """The same from what was asked, before facts are derived from it."""
    rng = random.Random(seed)
    closed: Counter[str] = Counter()
    for person in people(250, seed):
        before = asylia(LAW, person)
        for _ in range(8):
            after = asylia(LAW, with_more_answers(person, rng))
            for block, then, now in zip(LAW.blocks, before, after, strict=True):
                if then == 0 and now != 0:
                    closed[name(block)] += 1
    assert set(closed) <= set(READS_A_LATER_STATE)


def test_fear_with_an_unknown_state_of_asylum_bars_return_already():
    """What `READS_A_LATER_STATE` relies on."""
    guards = LAW.assess(known_of({"fear.return": True}), ON).guards
    assert {guards[action].verdict for action in ("return.execute", "return.prepare")} == {"refuse"}
    assert all("R-NRF-01" in guards[action].rules for action in ("return.execute", "return.prepare"))
