"""Whatever is known of a person, and whatever is tried in whatever order, what is promised of every track holds.

Each promise is also held against a machine with a fault in it, where it must break.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import Machine, Move, Need, every_choice
from asylia.law.derived import RETURN_RISKS
from asylia.law.facts import FACTS
from asylia.law.nodes import no, yes
from tests.casework.tracks.test_going_back_is_free_and_passes_every_gate import ILAN
from tests.casework.tracks.test_help_depends_on_nothing_and_tracks_stand_alone import OWN
from tests.casework.tracks.walk import NO_RISKS, Walk

few = settings(
    max_examples=100,
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)


def answers_to(key: str) -> st.SearchStrategy[object]:
    known = FACTS[key]
    if known.type in ("ternary", "enum"):
        return st.sampled_from([*known.values, "denied"])
    if known.type == "set":
        return st.lists(st.sampled_from(known.values), max_size=2)
    if known.type == "number":
        return st.sampled_from([16, 17, 18, 31])
    return st.sampled_from(["2025-01-01", "2026-02-01", "2026-03-02"])


def facts_among(keys: list[str], most: int) -> st.SearchStrategy[dict[str, object]]:
    """Some of these facts, each with any answer."""
    chosen = st.lists(st.sampled_from(keys), max_size=most, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: answers_to(name) for name in names}))


anything = facts_among(list(FACTS), 25)
OF_RETURN = [
    *RETURN_RISKS,
    *(key for key in FACTS if key.startswith(("ret.", "asylum.", "fear.", "proc.", "stay.", "bid.", "person."))),
    "control_suspected",
    "id.state",
    "carer.verified",
    "child.heard",
]
tries = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.integers(0, 9)), max_size=25)


def tried(walk: Walk, pick: int, answer: int) -> Move | None:
    """One step of the machine, any of them, with any answers; the move, where it could be made."""
    move = walk.machine.moves[pick % len(walk.machine.moves)]
    ways = every_choice(walk.machine, move)
    given_answers = ways[answer % len(ways)] | {asked.name: "2026-03-02" for asked in move.asks if asked.kind == "day"}
    given_answers |= {asked.name: "no" for asked in move.asks if asked.kind == "yes_no"}
    if walk.refused(move.name, **given_answers):
        return None
    walk.go(move.name, **given_answers)
    return move


def keeps_to_its_states(machine: Machine) -> None:
    """No step leads to a state the machine does not have, and what is not written is refused."""

    @few
    @given(known=anything, steps=tries)
    def holds(known: dict[str, object], steps: list[tuple[int, int, int]]) -> None:
        walk = Walk(machine, dict(known))
        for pick, answer, days in steps:
            before = walk.state
            made = tried(walk.later(days=days), pick, answer)
            assert walk.state in machine.states
            assert walk.state == before if made is None else before in made.begins
            assert walk.refused("is_no_such_step") == "no such step"

    holds()


def nobody_goes_back_past_a_block(machine: Machine) -> None:
    """Whoever has gone back was blocked by nothing at that moment, and had wished it freely, for a week."""

    @few
    @given(known=facts_among(OF_RETURN, 3), late=facts_among(OF_RETURN, 2), days=st.sampled_from([0, 6, 7, 9]))
    def holds(known: dict[str, object], late: dict[str, object], days: int) -> None:
        walk = Walk(machine, ILAN | NO_RISKS | known)
        for name in ("inform", "note_wish", "assess_risks", "pass_gates", "prepare", "note_journey"):
            if name == "assess_risks":
                walk.later(days=days)
            if name == "note_journey":
                walk.known.update(late)
            if walk.refused(name, day="2026-03-02"):
                return
            if name == "note_journey":
                now = walk.outcome()
                assert now.guards["return.execute"].verdict == "allow"
                assert now.look.known["ret.voluntary"] is True
                assert now.look.known["control_suspected"] is False
            walk.go(name, day="2026-03-02")

    holds()


def a_declined_referral_goes_on(machine: Machine) -> None:
    """A referral never rests in "declined": there is always a way on, whatever is known."""

    @few
    @given(known=anything)
    def holds(known: dict[str, object]) -> None:
        assert "declined" not in machine.ends
        walk = Walk(machine, dict(known), {"to": "iom"}, state="declined")
        on = [move for move in machine.from_state("declined") if move.ends not in machine.ends]
        assert [move.name for move in on if not walk.refused(move.name, to="iom")]

    holds()


def consent_is_taken_back(machine: Machine) -> None:
    """A consent that was given can be withdrawn, whatever is known."""

    @few
    @given(known=anything, subject=st.sampled_from(machine.about[0].choices))
    def holds(known: dict[str, object], subject: str) -> None:
        for move in ("withdraw", "note_withdrawal"):
            walk = Walk(machine, dict(known), {"subject": subject}, state="given").go(move)
            assert walk.known[f"consent.{subject}"] == "no"

    holds()


def a_case_opens_again(machine: Machine) -> None:
    """A closed case opens again, whatever is known."""

    @few
    @given(known=anything)
    def holds(known: dict[str, object]) -> None:
        assert Walk(machine, dict(known), state="closed").go("open_again").state == "active"

    holds()


def a_case_closes_on_nothing_open(machine: Machine) -> None:
    """Whatever else is known, a case that can be closed has no procedure running."""
    read = ["id.state", "asylum.state", "stl.state", "stay.state", "proc.open", "det.held", "bia.state", "bid.state"]
    closable: dict[str, object] = {
        "person.declared_age": 31,
        "person.age_doubt": "no",
        "id.state": "identified",
        "asylum.state": "recognised",
        "stl.state": "none",
        "stay.state": "permit_granted",
        "proc.open": "no",
        "det.held": "no",
        "close.reason": "solution_delivered",
    }
    running = {
        "no_removal_during_reflection",
        "nobody_is_returned_out_of_proceedings",
        "no_return_before_the_last_check",
    }

    @few
    @given(known=facts_among(read, 2), more=anything)
    def holds(known: dict[str, object], more: dict[str, object]) -> None:
        walk = Walk(machine, more | closable | known, state="follow_up")
        if not walk.refused("close"):
            verdicts = [verdict for block, verdict in walk.outcome().block_verdicts if block.name in running]
            assert len(verdicts) == len(running)
            assert set(verdicts) == {"allow"}
            assert walk.outcome().look.known["det.held"] is False

    holds()


def without_gates(machine: Machine, *names: str) -> Machine:
    """The same with nothing asked of these moves."""
    return replace(
        machine,
        moves=tuple(replace(move, needs=(), law=None) if move.name in names else move for move in machine.moves),
    )


def astray(machine: Machine) -> Machine:
    return replace(machine, moves=tuple(replace(move, ends="deported") for move in machine.moves))


def no_way_on(machine: Machine) -> Machine:
    return replace(machine, moves=tuple(move for move in machine.moves if move.name != "reroute"))


def rests(machine: Machine) -> Machine:
    return replace(machine, ends=machine.ends | {"declined"})


def after_assent(machine: Machine) -> Machine:
    """Withdrawal that waits for something."""
    late = (Need(yes("child.assent"), "Assent."),)
    return replace(machine, moves=tuple(replace(m, needs=late) if m.ends == "withdrawn" else m for m in machine.moves))


def only_the_free(machine: Machine) -> Machine:
    held = (Need(no("det.held"), "Free."),)
    return replace(machine, moves=tuple(replace(m, needs=held) if m.reopens else m for m in machine.moves))


@pytest.mark.parametrize("kind", OWN)
def test_no_track_leaves_its_states(kind: str) -> None:
    keeps_to_its_states(MACHINES[kind])


@pytest.mark.parametrize(
    ("promise", "kind"),
    [
        (nobody_goes_back_past_a_block, "return"),
        (a_declined_referral_goes_on, "referral"),
        (consent_is_taken_back, "consent"),
        (a_case_opens_again, "case"),
        (a_case_closes_on_nothing_open, "case"),
    ],
)
def test_what_is_promised_holds(promise: Callable[[Machine], None], kind: str) -> None:
    promise(MACHINES[kind])


@pytest.mark.parametrize(
    ("promise", "faulty"),
    [
        (keeps_to_its_states, astray(MACHINES["sgbv"])),
        (nobody_goes_back_past_a_block, without_gates(MACHINES["return"], "pass_gates", "note_journey")),
        (nobody_goes_back_past_a_block, without_gates(MACHINES["return"], "note_journey")),
        (a_declined_referral_goes_on, no_way_on(MACHINES["referral"])),
        (a_declined_referral_goes_on, rests(MACHINES["referral"])),
        (consent_is_taken_back, after_assent(MACHINES["consent"])),
        (a_case_opens_again, only_the_free(MACHINES["case"])),
        (a_case_closes_on_nothing_open, without_gates(MACHINES["case"], "close")),
    ],
)
def test_a_fault_breaks_the_promise(promise: Callable[[Machine], None], faulty: Machine) -> None:
    with pytest.raises(AssertionError):
        promise(faulty)
