"""Every track: its moves lead between states it has, each state can be reached, and none but a named end is a trap."""

from __future__ import annotations

import pytest

from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.roles import AREAS, ROLES
from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import Machine
from asylia.law.actions import ACTIONS
from asylia.law.facts import FACTS, read_answer

every_track = pytest.mark.parametrize("machine", MACHINES.values(), ids=list(MACHINES))


@every_track
def test_moves_lead_between_its_states(machine: Machine) -> None:
    for move in machine.moves:
        assert move.begins
        assert move.begins | {move.ends} <= machine.states.keys(), move.name
    assert machine.ends <= machine.states.keys()
    assert len({move.name for move in machine.moves}) == len(machine.moves)


@every_track
def test_every_state_can_be_reached_and_left(machine: Machine) -> None:
    reached = {machine.first}
    while more := {move.ends for move in machine.moves if move.begins & reached} - reached:
        reached |= more
    assert reached == set(machine.states)
    stuck = {state for state in machine.states if not machine.from_state(state)}
    assert stuck <= machine.ends


@every_track
def test_its_words_are_those_of_the_law_and_of_the_roles(machine: Machine) -> None:
    if machine.fact:
        for state in machine.states:
            assert read_answer(machine.fact, state)[0] == state
        assert set(machine.states) == set(FACTS[machine.fact].values) - {"unknown"}
    for move in machine.moves:
        assert move.by in PERMISSIONS
        assert move.area in AREAS
        assert move.area in PERMISSIONS[move.by].into, f"{move.name}: {move.by} writes nothing into {move.area}"
        assert any(move.by in role.does for role in ROLES.values())
        assert move.law is None or move.law in ACTIONS
        for key, answer in move.sets.items():
            assert read_answer(key, answer)[0] is not None
        assert move.rests_on


@every_track
def test_whoever_must_decide_gives_reasons(machine: Machine) -> None:
    """A state that turns somebody down is entered with reasons in words."""
    for move in machine.moves:
        if move.by in ("identification.negative", "asylum.decide"):
            assert any(asked.kind == "text" and not asked.optional for asked in move.asks), move.name
