"""Needs guide the place and the way out of detention; what was not asked is unknown, and no need touches a status."""

import pytest

from asylia.law.facts import FACTS, NOTHING_KNOWN, Known, read_facts
from asylia.screening import NOTHING_OBSERVED, Need, detention_advice, needs_of, read_indicators, screen_person
from asylia.screening.needs import NAMES, PLACEMENT, strongest


def _need(key: str, known: Known) -> Need:
    return next(need for need in needs_of(known) if need.key == key)


def test_nothing_asked_is_nothing_absent() -> None:
    found = needs_of(NOTHING_KNOWN)

    assert [need.key for need in found] == list(NAMES)
    assert {need.presence for need in found} == {"unknown"}
    assert "within 24 hours" in detention_advice(found)


@pytest.mark.parametrize("key", sorted(NAMES.keys() - {"child", "protection"}))
@pytest.mark.parametrize("word", ["low", "medium", "high"])
def test_a_stated_need_is_present_with_its_intervention_and_place(key: str, word: str) -> None:
    need = _need(key, read_facts({f"need.{key}": word}))

    assert (need.presence, need.intervention, need.placement) == ("present", word, PLACEMENT[key])


@pytest.mark.parametrize("key", sorted(NAMES.keys() - {"child", "protection"}))
def test_absent_is_only_what_was_found_absent(key: str) -> None:
    assert _need(key, read_facts({f"need.{key}": "absent"})).presence == "absent"
    assert _need(key, read_facts({f"need.{key}": "asked"})).presence == "unknown"


@pytest.mark.parametrize(
    ("facts", "intervention"),
    [
        ({"person.declared_age": 15}, "high"),
        ({"person.age_doubt": "yes"}, "high"),
        ({"person.declared_age": 15, "person.uasc": "accompanied"}, "high"),
        ({"person.declared_age": 15, "person.uasc": "accompanied", "carer.verified": "yes"}, "medium"),
    ],
)
def test_a_child_needs_most_until_the_carer_is_verified(facts: dict[str, object], intervention: str) -> None:
    found = needs_of(read_facts(facts))

    assert next(need for need in found if need.key == "child").intervention == intervention
    assert detention_advice(found).startswith("A child is not held")


@pytest.mark.parametrize(
    ("facts", "intervention"),
    [
        ({"fear.return": "yes"}, "high"),
        ({"fear.reprisal_self": "yes"}, "high"),
        ({"id.state": "presumed"}, "high"),
        ({"asylum.state": "registered"}, "medium"),
        ({"nat.established": "no"}, "medium"),
        ({"stl.state": "stateless_recognised"}, "medium"),
    ],
)
def test_protection_needs(facts: dict[str, object], intervention: str) -> None:
    assert _need("protection", read_facts(facts)).intervention == intervention


def test_a_level_of_the_screening_is_a_protection_need() -> None:
    known = read_facts({"person.declared_age": 30})
    l2 = screen_person(read_indicators({"I-OB-01": "yes"}), known)
    l3 = screen_person(read_indicators(dict.fromkeys(["I-EX-03", "I-DR-01", "I-DR-02"], "yes")), known)

    assert [n.intervention for n in needs_of(known, l2) if n.key == "protection"] == ["medium"]
    assert [n.intervention for n in needs_of(known, l3) if n.key == "protection"] == ["high"]


def test_no_fear_said_without_explanation_leaves_protection_unknown() -> None:
    known = read_facts({"fear.return": "no", "nat.established": "yes", "screen.level": "L1", "person.declared_age": 30})

    assert _need("protection", known).presence == "unknown"


def test_protection_is_absent_only_when_all_three_were_ruled_out() -> None:
    facts: dict[str, object] = {
        "fear.return": "no",
        "asylum.informed": "yes",
        "nat.established": "yes",
        "screen.level": "L1",
        "person.declared_age": 30,
    }
    known = read_facts(facts)
    screening = screen_person(NOTHING_OBSERVED, known)

    assert [n.presence for n in needs_of(known, screening) if n.key == "protection"] == ["absent"]
    assert [n.presence for n in needs_of(known) if n.key == "protection"] == ["unknown"]


def test_a_detained_man_with_torture_marks_is_to_be_released() -> None:
    found = needs_of(read_facts({"person.declared_age": 39, "need.torture_trauma": "high", "need.health": "high"}))

    assert strongest(found) == "high"
    assert "alternative to detention" in detention_advice(found)
    assert "48 hours" in detention_advice(found)


def test_no_advice_ever_calls_for_holding() -> None:
    for facts in (
        {},
        {"need.health": "low"},
        {"need.health": "medium"},
        {"need.health": "high"},
        {"person.child": "yes"},
    ):
        advice = detention_advice(needs_of(read_facts(facts)))
        assert "lternative" in advice or "release" in advice


def test_every_fact_named_is_a_fact() -> None:
    known = read_facts({"person.child": "yes", "fear.return": "yes"})

    assert {fact for need in needs_of(known) for fact in need.facts} <= FACTS.keys()
