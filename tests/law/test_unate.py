"""Each fact speaks in one direction in a finding or a block: then three-valued logic is exact, and nothing is in doubt
that could be known."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from asylia.law import FACTS, LAW, Known
from asylia.law.nodes import Compare, Elapsed, Has, Is, Node, Not, all_of, any_of, is_in, no, yes
from tests.law.random_people import ON, known_of, people

READS_A_STATE_TWICE = {
    "R-NRF-01.forbids.2": {"asylum.state"},
    "R-NRF-03.forbids.1": {"asylum.hr_check"},
    "R-NRF-04.forbids.1": {"asylum.state"},
    "R-STL-04.forbids.1": {"asylum.state"},
    "R-CHD-08.forbids.1": {"asylum.state"},
    "R-CHD-08.forbids.2": {"asylum.state"},
    "R-AST-02.forbids.1": {"stay.state"},
}
"""Blocks that bar an action in some states of a procedure and lift the bar in others. The states differ, so no state
speaks in both directions; that taking the fact apart state by state changes nothing is shown below."""

CONDITIONS = {
    name: node
    for name, (node, _) in zip(LAW.condition_names, LAW.conditions, strict=True)
    if not name.endswith("?") and ".requires." not in name
}
"""Findings and blocks. A duty may ask whether a date is known at all, and so read it in both directions."""


def directions(node: Node, *, positive: bool = True) -> Iterator[tuple[str, bool]]:
    """Every fact with the direction in which it speaks."""
    if isinstance(node, Not):
        yield from directions(node.child, positive=not positive)
    elif isinstance(node, Is | Has | Compare | Elapsed):
        yield node.key, positive
    else:
        for part in node.parts:
            yield from directions(part, positive=positive)


def facts_in_both_directions(node: Node) -> set[str]:
    found = set(directions(node))
    return {key for key, positive in found if (key, not positive) in found}


@pytest.mark.parametrize("name", CONDITIONS)
def test_each_fact_speaks_in_one_direction(name):
    assert facts_in_both_directions(CONDITIONS[name]) == READS_A_STATE_TWICE.get(name, set())


def test_the_exceptions_are_states_and_no_yes_or_no_questions():
    assert {FACTS[key].type for keys in READS_A_STATE_TWICE.values() for key in keys} == {"enum"}


def states(key: str) -> list[str]:
    return [word for word in FACTS[key].values if word != "unknown"]


def numbers(person: Known) -> dict[str, int]:
    held = LAW.values(person, ON)
    return dict(zip(LAW.condition_names, (*held.strict, *held.presuming, *held.blocks, *held.duties), strict=True))


@pytest.mark.parametrize("key", sorted({key for keys in READS_A_STATE_TWICE.values() for key in keys}))
def test_taking_a_state_apart_changes_nothing(key):
    """Blocks that wait while the state is unknown could go either way; those that allow do so in every state."""
    blocks = [name for name, keys in READS_A_STATE_TWICE.items() if key in keys]
    for person in people(80, seed=61):
        # No fear, and no person of whom asylum.state would be derived: the state stays what it is set to.
        facts = {known: held for known, held in person.facts.items() if not known.startswith("fear.")}
        facts.pop(key, None)
        unknown = numbers(known_of({**facts, "fear.return": False, "asylum.informed": True}))
        each = [
            numbers(known_of({**facts, "fear.return": False, "asylum.informed": True, key: state}))
            for state in states(key)
        ]
        for block in blocks:
            apart = {one[block] for one in each}
            if unknown[block] == 1:
                assert apart not in ({0}, {2}), block
            if unknown[block] == 0:
                assert apart == {0}, block


def test_this_check_finds_a_fact_in_both_directions():
    assert facts_in_both_directions(any_of(yes("proc.open"), all_of(no("proc.open"), yes("need.tracing")))) == {
        "proc.open"
    }
    assert facts_in_both_directions(all_of(is_in("stay.state", "running"), ~is_in("stay.state", "refused"))) == {
        "stay.state"
    }
    assert facts_in_both_directions(all_of(yes("proc.open"), yes("need.tracing"))) == set()
