"""An interview starts only when every gate is known to be open; an unknown keeps it shut and says what to find out."""

import pytest

from asylia.law.facts import FACTS, NOTHING_KNOWN, read_facts
from asylia.screening import INTERVIEW_RULES, gates, reasons_to_stop

ALL_WELL = {
    "basic_needs": "yes",
    "int.venue_safe": "yes",
    "int.private": "yes",
    "int.controller_present": "no",
    "int.interpreter_needed": "yes",
    "int.interpreter_ok": "yes",
    "int.sex_preference_asked": "yes",
    "int.trained_user": "yes",
    "notice.understood": "yes",
    "consent.interview": "yes",
    "int.child_friendly": "yes",
    "guardian.state": "appointed",
}

GATE_OF = {
    "basic_needs": "basic_needs",
    "int.venue_safe": "venue",
    "int.private": "privacy",
    "int.controller_present": "controller_away",
    "int.interpreter_ok": "interpreter",
    "int.sex_preference_asked": "sex_preference",
    "int.trained_user": "trained",
    "notice.understood": "notice",
    "consent.interview": "consent",
    "int.child_friendly": "child_friendly",
    "guardian.state": "guardian",
}


def _states(facts: dict[str, str]) -> dict[str, str]:
    return {gate.key: gate.state for gate in gates(read_facts(facts), "child")}


def test_all_open_when_all_is_well() -> None:
    assert set(_states(ALL_WELL).values()) == {"open"}


def test_nothing_known_opens_nothing() -> None:
    assert {gate.state for gate in gates(NOTHING_KNOWN, "adult")} == {"not known"}


@pytest.mark.parametrize(("fact", "gate"), list(GATE_OF.items()))
@pytest.mark.parametrize("word", ["unknown", "asked", "denied"])
def test_one_unknown_shuts_its_gate_and_no_other(fact: str, gate: str, word: str) -> None:
    shut = {key: state for key, state in _states({**ALL_WELL, fact: word}).items() if state != "open"}

    assert shut == {gate: "not known"}


@pytest.mark.parametrize(("fact", "gate"), list(GATE_OF.items()))
def test_one_failing_closes_its_gate(fact: str, gate: str) -> None:
    failing = {"int.controller_present": "yes", "guardian.state": "requested"}.get(fact, "no")

    found = {g.key: g for g in gates(read_facts({**ALL_WELL, fact: failing}), "child")}

    assert {key for key, g in found.items() if g.state == "closed"} == {gate}
    assert found[gate].reason.endswith(".")
    assert fact in found[gate].facts


def test_no_interpreter_is_needed_where_none_is_wanted() -> None:
    assert (
        _states({**ALL_WELL, "int.interpreter_needed": "no", "int.interpreter_ok": "unknown"})["interpreter"] == "open"
    )


def test_an_adult_needs_no_guardian() -> None:
    assert "guardian" not in {gate.key for gate in gates(NOTHING_KNOWN, "adult")}


@pytest.mark.parametrize(
    "fact", ["int.distress", "int.stop_asked", "int.medical_need", "int.controller_present", "risk.life_imminent"]
)
def test_what_stops_an_interview(fact: str) -> None:
    assert [rule.fact for rule in reasons_to_stop(read_facts({**ALL_WELL, fact: "yes"}))] == [fact]
    assert reasons_to_stop(read_facts(ALL_WELL)) == ()


def test_every_fact_named_is_a_fact() -> None:
    named = {fact for gate in gates(NOTHING_KNOWN, "child") for fact in gate.facts}
    named |= {rule.fact for rule in INTERVIEW_RULES if rule.fact}

    assert named <= FACTS.keys()
