"""Nothing comes to a State of origin, over however many hands (R20)."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from asylia.access.origin_block import Origin, Parties, may_receive, refused

HOST = "XA"
MIRA = Origin(frozenset({"XK"}), frozenset(), frozenset(), HOST)


def parties(passes_on_to: dict[str, str] | None = None, organ_of: dict[str, str] | None = None) -> Parties:
    arrows = {giver: frozenset(receivers.split()) for giver, receivers in (passes_on_to or {}).items()}
    named = {"shelter", "clinic", "embassy", "ministry", "office", *arrows}
    return Parties(organ_of or {"embassy": "XK", "ministry": HOST}, arrows, frozenset(named))


def test_an_organ_of_the_state_is_refused_and_others_are_not() -> None:
    assert not may_receive("embassy", MIRA, parties())
    assert may_receive("shelter", MIRA, parties())
    assert may_receive("ministry", MIRA, parties())


@pytest.mark.parametrize("hands", [0, 1, 2, 9])
def test_a_detour_of_any_length_is_found(hands: int) -> None:
    chain = ["shelter", *(f"hand-{number}" for number in range(hands)), "embassy"]
    arrows = dict(pairwise(chain))
    for giver in chain:
        assert not may_receive(giver, MIRA, parties(arrows))
    assert may_receive("clinic", MIRA, parties(arrows))


def test_a_host_state_that_passes_on_takes_its_organs_with_it() -> None:
    assert not may_receive("ministry", MIRA, parties({HOST: "XK"}))
    assert may_receive("shelter", MIRA, parties({HOST: "XK"}))
    assert not may_receive("shelter", MIRA, parties({HOST: "XK", "shelter": "ministry"}))


def test_a_circle_ends() -> None:
    around = {"shelter": "clinic", "clinic": "office", "office": "shelter"}
    assert may_receive("shelter", MIRA, parties(around))
    assert not may_receive("shelter", MIRA, parties({**around, "office": "shelter embassy"}))


@pytest.mark.parametrize("kind", ["nationality", "former_residence", "feared"])
def test_nationality_residence_and_fear_count_alike(kind: str) -> None:
    other: dict[str, frozenset[str]] = {
        "nationality": frozenset({"XO"}),
        "former_residence": frozenset(),
        "feared": frozenset(),
    }
    assert may_receive("embassy", Origin(**other, host=HOST), parties())
    assert not may_receive("embassy", Origin(**{**other, kind: frozenset({"XK"})}, host=HOST), parties())


def test_an_agency_that_nobody_has_looked_into_is_refused() -> None:
    assert not may_receive("newcomer", MIRA, parties())


def test_while_no_state_is_known_every_state_but_the_host_may_be_it() -> None:
    unknown = Origin(frozenset(), frozenset(), frozenset(), HOST)
    assert not may_receive("embassy", unknown, parties())
    assert not may_receive("shelter", unknown, parties({"shelter": "embassy"}))
    assert may_receive("ministry", unknown, parties())
    assert may_receive("clinic", unknown, parties())


def path_exists(arrows: dict[str, set[str]], start: str, goals: frozenset[str]) -> bool:
    """Told in the other direction and another way than the code: forwards, by depth."""
    seen: set[str] = set()

    def walk(party: str) -> bool:
        if party in goals:
            return True
        if party in seen:
            return False
        seen.add(party)
        return any(walk(receiver) for receiver in arrows.get(party, ()))

    return walk(start)


def test_no_path_to_a_state_of_origin_in_10_000_random_graphs() -> None:
    chance = random.Random(20)
    allowed = refused_count = 0
    for _ in range(10_000):
        states = [f"X{letter}" for letter in "ABCDE"]
        agencies = [f"agency-{number}" for number in range(chance.randrange(2, 12))]
        organs = {agency: chance.choice(states) for agency in agencies if chance.random() < 0.3}
        everyone = agencies + states
        density = chance.choice([0.03, 0.08, 0.2])
        arrows = {
            giver: {receiver for receiver in everyone if receiver != giver and chance.random() < density}
            for giver in everyone
        }
        some = [frozenset(chance.sample(states, chance.randrange(0, 2))) for _ in range(3)]
        origin = Origin(some[0], some[1], some[2] | ({"XB"} if not any(some) else frozenset()), HOST)
        known = Parties(organs, {giver: frozenset(to) for giver, to in arrows.items()}, frozenset(agencies))

        full = {giver: set(to) for giver, to in arrows.items()}
        for agency, state in organs.items():
            full[agency].add(state)
        blocked = refused(origin, known)
        for agency in agencies:
            reaches = path_exists(full, agency, origin.states)
            assert may_receive(agency, origin, known) == (not reaches)
            assert (agency in blocked) == reaches
            allowed, refused_count = allowed + (not reaches), refused_count + reaches
    assert allowed > 10_000
    assert refused_count > 10_000
