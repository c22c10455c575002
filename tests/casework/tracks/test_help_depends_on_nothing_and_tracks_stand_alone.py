"""No track asks whether the person cooperates, and none waits for another but where the specification says so."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import every_choice, law_of, sets_of
from asylia.law.engine import LAW
from asylia.law.facts import FACTS
from asylia.law.nodes import keys_read

OWN = (
    "case",
    "stay",
    "proceedings",
    "remedy",
    "safety_plan",
    "service_plan",
    "placement",
    "migrant",
    "sgbv",
    "solution",
    "return",
    "tracing",
    "consent",
    "referral",
)
STATES = {key for key in FACTS if key.endswith(".state") and key not in ("doc.state", "guardian.state")}

READS = {
    # Closing needs every procedure to be over; handing over needs the other body's answer.
    "case": {"id.state", "asylum.state", "stl.state", "bia.state", "bid.state", "stay.state", "referral.state"},
    # Reflection begins with the presumption, which any state after it keeps up.
    "stay": {"id.state"},
    # A sign and a fear lead over, wherever they were found; neither is a condition of help.
    "migrant": {"id.state", "asylum.state"},
    # Two trees: with recognition, or once the choice about asylum is recorded.
    "solution": {"asylum.state"},
    # Contact with family rests on the assessment of the child's best interests.
    "tracing": {"bia.state"},
}


def needs_of(kind: str) -> set[str]:
    return {key for move in MACHINES[kind].moves for need in move.needs for key in keys_read(need.condition)}


@pytest.mark.parametrize("kind", MACHINES)
def test_no_step_of_any_track_asks_whether_the_person_cooperates(kind: str) -> None:
    assert not [key for key in needs_of(kind) if key.startswith("coop.")]
    asked = " ".join(asked.says for move in MACHINES[kind].moves for asked in move.asks)
    assert not any(word in asked.lower() for word in ("cooperat", "testif", "witness statement"))


@pytest.mark.parametrize("kind", OWN)
def test_the_law_behind_a_step_does_not_ask_it_either(kind: str) -> None:
    machine = MACHINES[kind]
    acts = {law_of(move, answers) for move in machine.moves for answers in every_choice(machine, move)} - {None}
    read = {key for block in LAW.blocks if acts & set(block.actions) for key in keys_read(block.condition)}
    assert not [key for key in read if key.startswith("coop.")]


@pytest.mark.parametrize("kind", OWN)
def test_a_track_waits_for_another_only_where_it_is_said(kind: str) -> None:
    assert needs_of(kind) & STATES == READS.get(kind, set())


@pytest.mark.parametrize("kind", OWN)
def test_no_step_moves_another_track(kind: str) -> None:
    machine = MACHINES[kind]
    sets = {key for move in machine.moves for answers in every_choice(machine, move) for key in sets_of(move, answers)}
    assert not sets & STATES
    assert not [key for key in sets if key.startswith(("id.", "asylum.", "fear.", "coop."))]


@pytest.mark.parametrize("kind", ["service_plan", "sgbv", "safety_plan", "remedy"])
def test_help_reads_no_status_no_consent_and_no_proceeding(kind: str) -> None:
    assert needs_of(kind) <= {"person.child", "person.age_doubt", "guardian.state"}
    assert not [move.name for move in MACHINES[kind].moves if move.law]
