"""What must never come about in a track, told apart from the tracks: from what is known, not from what they ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import Machine, Move
from asylia.law import Known
from asylia.law.engine import LAW
from asylia.law.facts import FACTS, Value
from asylia.law.nodes import keys_read
from tests.casework.tracks.walking import ADULT, INTERVIEW_IS_SAFE, NOON, Refused, Walk
from tests.law.random_people import answer

CALM: Mapping[str, Value] = {
    **ADULT,
    **INTERVIEW_IS_SAFE,
    "asylum.state": "return_eligible",
    "asylum.informed": True,
    "fear.return": False,
    "consent.share.origin_authority": True,
    "agent.complicit_official": False,
    "risk.serious_harm": False,
    "ret.risk_retrafficking": "low",
    "screen.state": "reviewed",
    "screen.level": "L2",
    "det.held": True,
    "det.necessity_form": True,
    "id.state": "none",
    "excl.trigger": True,
    "child.heard": True,
}
"""Somebody for whom nearly every gate stands open; the walks shut them again at random."""

ASSESSED: Mapping[str, Value] = {
    "person.age_doubt": True,
    "age.range_low": 19.0,
    "child.assent": True,
    "guardian.state": "appointed",
}
STEPS = 30

DECIDE = {"excl.trigger", "excl.checklist_done", "person.uasc", "guardian.state", "agent.complicit_official"}

CLAIM_STANDS = ("rejected_first", "appeal", "rejected_final", "hr_refoulement_check")
"""An appeal, or the last check, is open or still to come."""

MAY_FOLLOW = {
    "rejected_first": {"appeal", "rejected_final"},
    "appeal": {"recognised", "complementary", "rejected_final"},
    "rejected_final": {"hr_refoulement_check", "fear_expressed", "wish_expressed"},
    "hr_refoulement_check": {"return_eligible", "non_removable", "fear_expressed", "wish_expressed"},
}


def harm(kind: str, before: str, move: str, after: str, known: Mapping[str, Value], then: Mapping[str, Value]) -> str:
    """What is wrong with this step, or "". known: before it. then: after it."""
    adult = known.get("person.child") is False or (
        float(str(known.get("person.declared_age", 0))) >= 18
        and known.get("person.age_doubt") is False
        and float(str(known.get("age.range_low", 18))) >= 18
        and known.get("person.child") is None
    )
    match kind:
        case "age":
            if after == "adult_concluded" and before != "assessment":
                return "an adult without an assessment"
            if after == "adult_concluded" and float(str(known.get("age.range_low", 0))) < 18:
                return "an adult whose lowest age is under 18 or not known"
            if then.get("person.child") is False and known.get("person.child") is not False and before != "assessment":
                return "an adult by another way"
        case "asylum":
            if before in CLAIM_STANDS and after != before and after not in MAY_FOLLOW[before]:
                return "the way opens while an appeal or the last check is open"
            if after == "return_eligible" and (
                known.get("risk.serious_harm") is not False or known.get("ret.risk_retrafficking") != "low"
            ):
                return "a check without having looked"
            if after in CLAIM_STANDS and _returns({**then, "asylum.state": after}):
                return "return is allowed while an appeal or the last check is open"
            if after == "withdrawn" and not (
                known.get("asylum.informed") is True and known.get("int.controller_present") is False
            ):
                return "withdrawn uninformed, or watched"
            if after == "withdrawn" and not adult and known.get("guardian.state") != "appointed":
                return "a child withdrew alone"
            if move == "exclude" and not known.get("excl.checklist_done"):
                return "excluded without the checklist"
        case "detention":
            if after in ("alternative_sought", "review", "screened") and not adult:
                return "a child, or who may be one, is held on to"
        case "screening":
            if after == "in_progress" and not (
                known.get("int.venue_safe") is True
                and known.get("int.private") is True
                and known.get("int.controller_present") is False
                and known.get("consent.interview") is True
            ):
                return "an interview where it is not safe"
            if after == "completed" and any(
                known.get(key) is None for key in ("int.venue_safe", "int.private", "int.controller_present")
            ):
                return "completed with a safety check unknown"
        case "statelessness":
            if after == "enquiry_origin" and not (
                known.get("asylum.state") in ("wish_declined", "return_eligible")
                and known.get("consent.share.origin_authority") is True
                and known.get("agent.complicit_official") is not True
            ):
                return "the origin is asked too early"
        case "bid":
            if after == "decided" and known.get("child.heard") is not True:
                return "decided without the child's view"
        case "bia":
            if after == "signed" and known.get("child.heard") is not True:
                return "signed without the child's view"
        case "child":
            if after == "care_placed" and known.get("carer.verified") is not True:
                return "placed with an unverified adult"
            if after == "guardian_appointed" and known.get("guardian.state") != "appointed":
                return "no guardian"
        case "guardian":
            if move == "appoint_relative" and known.get("trace.family_involved") is not False:
                return "a guardian out of a family that may have had a part in it"
    return ""


def _returns(facts: Mapping[str, Value]) -> bool:
    return LAW.assess(Known(facts, {}, frozenset()), NOON).guards["return.execute"].verdict == "allow"


@dataclass
class Walked:
    """One walk. wrong: what went wrong, in the order in which it did. reached: the states a move led to."""

    wrong: list[str] = field(default_factory=list)
    reached: set[str] = field(default_factory=set)


def walk_at_random(machine: Machine, rng: Random) -> Walked:
    """Random facts, random moves, the permitted and the others, from the beginning or from anywhere."""
    walked = Walked()
    start = machine.first if rng.random() < 0.5 else rng.choice(list(machine.states))
    calm = {**CALM, **(ASSESSED if machine.kind == "age" else {})}
    walk = Walk(machine, calm if rng.random() < 0.6 else {}, start)
    keys = _keys(machine.kind)
    walk.know(_some(rng, keys, rng.random() ** 2 / 2))
    for _ in range(STEPS):
        if rng.random() < 0.3:
            walk.forget(rng.choice(keys))
        walk.know(_some(rng, keys, 0.04)).later(hours=rng.choice((1, 30, 80)))
        if machine.fact:
            walk.facts[machine.fact] = walk.state
        move = _next(machine, walk, rng)
        before, known = walk.state, dict(walk.facts)
        try:
            walk.go(move.name, **_answers(move, rng))
        except Refused:
            if (walk.state, walk.facts) != (before, known):
                walked.wrong.append(f"{move.name} was refused and changed something")
            continue
        if walk.state not in machine.states:
            walked.wrong.append(f"{walk.state} is no state")
            return walked
        walked.reached.add(walk.state)
        if found := harm(machine.kind, before, move.name, walk.state, known, walk.facts):
            walked.wrong.append(f"{before} -> {walk.state} by {move.name}: {found}")
    return walked


@cache
def _keys(kind: str) -> tuple[str, ...]:
    """The facts that matter to a track: those its needs read, and those that decide what is harm."""
    read = {key for move in MACHINES[kind].moves for need in move.needs for key in keys_read(need.condition)}
    return tuple(sorted((read | set(CALM) | DECIDE) - {MACHINES[kind].fact}))


def _next(machine: Machine, walk: Walk, rng: Random) -> Move:
    """Mostly a move that is written for this state; sometimes any other; and its time to think, sometimes kept."""
    here = machine.from_state(walk.state)
    asking = walk.last[0] if walk.last else ""
    waited = [move for move in here if move.after and move.after.move == asking]
    if waited and rng.random() < 0.7:
        return rng.choice(waited)
    return rng.choice(here if here and rng.random() < 0.85 else machine.moves)


def _some(rng: Random, keys: Sequence[str], density: float) -> dict[str, Value]:
    leaning = rng.random()
    return {key: answer(FACTS[key], rng, leaning) for key in keys if rng.random() < density}


def _answers(move: Move, rng: Random) -> dict[str, str]:
    return {asked.name: rng.choice(asked.choices) for asked in move.asks if asked.choices}
