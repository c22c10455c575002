"""Every track: its moves lead between states it has, each state can be reached, and none but a named end is a trap."""

from __future__ import annotations

import pytest

from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.roles import AREAS, ROLES
from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import ASK_AGAIN, STAYS, Machine, every_choice, law_of, sets_of
from asylia.law.actions import ACTIONS
from asylia.law.engine import LAW
from asylia.law.facts import FACTS, read_answer
from asylia.law.rule import Deadline

every_track = pytest.mark.parametrize("machine", MACHINES.values(), ids=list(MACHINES))


@every_track
def test_moves_lead_between_its_states(machine: Machine) -> None:
    for move in machine.moves:
        assert move.begins
        assert (move.begins | {move.ends}) - {STAYS} <= machine.states.keys(), move.name
        assert move.after is None or machine.move(move.after.move) is not None, move.name
    assert machine.ends | machine.dues.keys() <= machine.states.keys()
    assert len({move.name for move in machine.moves}) == len(machine.moves)


@every_track
def test_every_state_can_be_reached_and_left(machine: Machine) -> None:
    reached = {machine.first}
    while more := {move.ends for move in machine.moves if move.begins & reached} - reached - {STAYS}:
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
        assert move.area in AREAS or not move.area
        written = PERMISSIONS[move.by].into
        assert move.area in written or not (move.area or written), f"{move.name}: {move.by} does not write there"
        assert any(move.by in role.does for role in ROLES.values())
        for answers in every_choice(machine, move):
            action = law_of(move, answers)
            assert action is None or action in ACTIONS
            for key, answer in sets_of(move, answers).items():
                assert key in FACTS
                assert answer == ASK_AGAIN or read_answer(key, answer)[0] is not None
        for asked in move.asks:
            assert not asked.fact or set(asked.choices) <= set(FACTS[asked.fact].values), asked.name
        assert move.rests_on
        assert move.does
        assert all(need.says for need in move.needs), move.name


@every_track
def test_whoever_must_decide_gives_reasons(machine: Machine) -> None:
    """A state that turns somebody down is entered with reasons in words."""
    for move in machine.moves:
        if move.by in ("identification.negative", "asylum.decide"):
            assert any(asked.kind == "text" and not asked.optional for asked in move.asks), move.name


@every_track
def test_what_is_waited_for_is_due_by_law_and_no_clock_of_the_law_is_written_twice(machine: Machine) -> None:
    in_law = {effect.what for duty in LAW.duties for effect in duty.effects if isinstance(effect, Deadline)}
    assert {move.past for move in machine.moves} - {None} <= in_law
    assert not {due.what for dues in machine.dues.values() for due in dues} & in_law


@every_track
def test_what_is_due_has_one_length(machine: Machine) -> None:
    for dues in machine.dues.values():
        for due in dues:
            lengths = (due.hours, due.days, due.working_days, due.months, due.setting)
            assert sum(length is not None for length in lengths) == 1, due.what
