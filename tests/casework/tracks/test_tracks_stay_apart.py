"""The tracks run beside one another: none waits for another but where it is written, and unknown is no yes."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.age import age
from asylia.casework.tracks.asylum import asylum
from asylia.casework.tracks.best_interests import assessment, determination
from asylia.casework.tracks.child import child
from asylia.casework.tracks.detention import detention
from asylia.casework.tracks.guardian import guardian
from asylia.casework.tracks.machine import Machine, missing
from asylia.casework.tracks.screening import screening
from asylia.casework.tracks.statelessness import statelessness
from asylia.law import Known
from asylia.law.engine import LAW
from asylia.law.facts import FACTS
from asylia.law.nodes import keys_read
from tests.casework.tracks.walking import NOON

STATES = {key for key in FACTS if key.endswith(".state") and key != "doc.state"}
"""The facts that are the states of tracks."""

WAITS_FOR = {
    screening: set(),
    asylum: {"guardian.state"},
    statelessness: {"asylum.state"},
    detention: {"screen.state"},
    age: {"guardian.state"},
    child: {"guardian.state", "bia.state"},
    guardian: set(),
    assessment: set(),
    determination: {"bia.state"},
}
"""Asylum: a child's representative. Statelessness: the origin is asked only after asylum. Detention: screened. Age: the
guardian's consent. Child: its own steps. Determination: after the assessment."""

UNKNOWN_OPENS = {
    ("screening", "schedule"),
    ("screening", "note_rescreen_due"),
    ("statelessness", "question_nationality"),
    ("asylum", "recognise"),
    ("asylum", "refuse"),
    ("asylum", "refuse_by_relocation"),
    ("asylum", "refuse_as_not_believed"),
    ("asylum", "dismiss_appeal"),
}
"""Where not knowing opens protection: somebody who may be a child, a nationality nobody established. And an exclusion
of which there is no sign stands in nobody's way: nobody has to look for one."""

each = pytest.mark.parametrize("machine", WAITS_FOR, ids=lambda machine: machine.kind)


@each
def test_a_track_waits_for_no_other_but_where_it_is_written(machine: Machine) -> None:
    read = {key for move in machine.moves for need in move.needs for key in keys_read(need.condition)}
    assert (read & STATES) - {machine.fact} == WAITS_FOR[machine]


@each
def test_no_track_moves_another(machine: Machine) -> None:
    for move in machine.moves:
        set_here = set(move.sets) | {asked.fact for asked in move.asks if asked.fact}
        assert not set_here & STATES, move.name


@each
def test_identification_and_proceedings_close_nothing_here(machine: Machine) -> None:
    read = {key for move in machine.moves for need in move.needs for key in keys_read(need.condition)}
    assert not read & {"id.state", "proc.open", "stay.state", "coop.asked", "coop.refused"}


@each
def test_unknown_is_not_enough(machine: Machine) -> None:
    nothing = LAW.assess(Known({}, {}, frozenset()), NOON).look
    open_anyway = {(machine.kind, move.name) for move in machine.moves if move.needs and not missing(move, nothing)}
    assert open_anyway == {pair for pair in UNKNOWN_OPENS if pair[0] == machine.kind}


@each
def test_denial_closes_nothing(machine: Machine) -> None:
    """No move reads that somebody denies, contradicts themselves or told late."""
    read = {key for move in machine.moves for need in move.needs for key in keys_read(need.condition)}
    assert not {key for key in read if key.startswith("account.")}
