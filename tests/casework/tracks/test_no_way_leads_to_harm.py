"""Random people, random moves: no track leaves its states, and no way leads to what must never come about.

Each thing that must never come about is also built into a copy of its track, where the same walk has to find it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.casework.tracks.every import MACHINES
from tests.casework.tracks.harms import walk_at_random

KINDS = ("screening", "asylum", "statelessness", "detention", "age", "child", "guardian", "bia", "bid")
ENOUGH = 1500
"""Random walks within which a fault has to be found."""


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=40)
@given(seed=st.integers(0, 2**32))
def test_no_walk_leads_to_harm(kind: str, seed: int) -> None:
    assert walk_at_random(MACHINES[kind], Random(seed)).wrong == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_walks_go_everywhere(kind: str) -> None:
    """Walks that never left the first state would find nothing."""
    machine = MACHINES[kind]
    unreached = set(machine.states) - {machine.first}
    for seed in range(ENOUGH):
        unreached -= walk_at_random(machine, Random(seed)).reached
        if not unreached:
            return
    assert not unreached


FAULTS: Mapping[str, tuple[str, str, dict[str, Any], str]] = {
    "an adult straight from a declared child": (
        "age", "conclude_adult", {"begins": frozenset({"declared_child", "assessment"}), "needs": ()},
        "without an assessment",
    ),
    "an adult whatever the range": ("age", "conclude_adult", {"needs": ()}, "lowest age"),
    "a doubt that makes an adult": ("age", "doubt", {"sets": {"person.child": "no"}}, "another way"),
    "an appeal that ends in return": ("asylum", "dismiss_appeal", {"ends": "return_eligible"}, "while an appeal"),
    "a refusal that skips the last check": (
        "asylum", "find_no_risk", {"begins": frozenset({"rejected_final"})}, "while an appeal",
    ),
    "a last check that looks at nothing": ("asylum", "find_no_risk", {"needs": ()}, "without having looked"),
    "a withdrawal without any gate": ("asylum", "withdraw", {"needs": (), "after": None}, "withdr"),
    "an exclusion the law has no say in": ("asylum", "exclude", {"law": None}, "checklist"),
    "a review of a held child": ("detention", "review", {"needs": (), "law": None}, "held on to"),
    "an alternative instead of release for a child": ("detention", "seek_alternative", {"needs": ()}, "held on to"),
    "an interview wherever": ("screening", "start", {"needs": (), "law": None}, "not safe"),
    "an interview that goes on unchecked": ("screening", "resume", {"needs": (), "law": None}, "not safe"),
    "an end with nothing known of safety": ("screening", "complete", {"needs": ()}, "unknown"),
    "an enquiry at the origin at once": (
        "statelessness", "enquire_at_origin", {"needs": (), "law": None}, "too early",
    ),
    "a determination without the child": ("bid", "decide", {"needs": ()}, "child's view"),
    "an assessment without the child": ("bia", "sign", {"needs": ()}, "child's view"),
    "care with anybody": ("child", "place", {"needs": ()}, "unverified"),
    "a guardian nobody appointed": ("child", "note_guardian", {"needs": ()}, "no guardian"),
    "an uncle as guardian": ("guardian", "appoint_relative", {"needs": ()}, "family"),
    "a state that is none": ("bia", "open", {"ends": "closed"}, "no state"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_a_copy_is_found(fault: str) -> None:
    kind, name, change, said = FAULTS[fault]
    machine = MACHINES[kind]
    moves = tuple(replace(move, **change) if move.name == name else move for move in machine.moves)
    assert moves != machine.moves
    faulty = replace(machine, moves=moves)
    found = chain.from_iterable(walk_at_random(faulty, Random(seed)).wrong for seed in range(ENOUGH))
    assert any(said in wrong for wrong in found)
