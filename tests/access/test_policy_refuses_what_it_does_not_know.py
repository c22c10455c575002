"""A word that is not on a list is refused: action, compartment, purpose, role, condition, or a field out of place."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.policy import decide
from asylia.access.policy_standing import Assignment
from asylia.access.purposes import PURPOSES
from asylia.access.roles import ACTIONS, AREAS, ROLES
from tests.access.standings import EVER, ME, NOW, actor, case, field, own

words = st.text(max_size=12)


def test_the_known_words_are_allowed() -> None:
    assert decide(actor(), "read", case("CW"), "A", field("A"), "casework", NOW).allowed


@given(words.filter(lambda word: word not in ACTIONS))
def test_an_unknown_action(word: str) -> None:
    answer = decide(actor(), word, case("CW"), "A", field("A"), "casework", NOW)
    assert (answer.allowed, answer.rule) == (False, "unknown_action")


@given(words.filter(lambda word: word not in AREAS))
def test_an_unknown_compartment(word: str) -> None:
    answer = decide(actor(), "read", case("CW"), word, None, "casework", NOW)
    assert (answer.allowed, answer.rule) == (False, "unknown_area")


@given(words.filter(lambda word: word not in PURPOSES))
def test_an_unknown_purpose(word: str) -> None:
    answer = decide(actor(), "read", case("CW"), "A", field("A"), word, NOW)
    assert (answer.allowed, answer.rule) == (False, "unknown_purpose")


@given(words.filter(lambda word: word not in ROLES))
def test_an_unknown_role(word: str) -> None:
    standing = replace(case(), assignments=(Assignment(ME, word, EVER, checked=True),))
    assert not decide(actor(), "read", standing, "A", field("A"), "casework", NOW).allowed
    assert not decide(replace(actor(), duties=frozenset({word})), "read", None, "log", None, "oversight", NOW).allowed


def test_a_field_of_another_compartment() -> None:
    answer = decide(actor(), "read", case("CW"), "A", field("C"), "casework", NOW)
    assert (answer.allowed, answer.rule) == (False, "field_elsewhere")


@pytest.mark.parametrize("action", ["read", "note.write"])
def test_looking_and_writing_are_always_somewhere(action: str) -> None:
    answer = decide(actor(), action, case("CW"), None, None, "casework", NOW)
    assert (answer.allowed, answer.rule) == (False, "unknown_area")
    assert not decide(actor(), "conflict.declare", case("IN"), None, field("A"), "interpreting", NOW).allowed


def test_a_case_role_is_no_duty_and_a_duty_is_no_case_role() -> None:
    duty = replace(actor(), duties=frozenset({"CW", "PO", "CO"}))
    assert not decide(duty, "read", case(), "A", field("A"), "casework", NOW).allowed
    assert not decide(duty, "read", None, "A", field("A"), "casework", NOW).allowed
    assigned = replace(case(), assignments=(Assignment(ME, "DP", EVER),))
    assert not decide(actor(), "read", assigned, "log", None, "oversight", NOW).allowed


def test_a_condition_that_is_not_known_never_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    role = ROLES["CW"]
    changed = replace(role, sees={("A", ""): (frozenset({"full_moon"}),)})
    monkeypatch.setattr("asylia.access.policy_roles.ROLES", {**ROLES, "CW": changed})
    answer = decide(actor(), "read", case("CW"), "A", field("A"), "casework", NOW, own())
    assert (answer.allowed, answer.rule) == (False, "condition")


def test_a_time_without_an_offset_is_no_time() -> None:
    with pytest.raises(ValueError, match="offset"):
        decide(actor(), "read", case("CW"), "A", field("A"), "casework", datetime(2026, 3, 2, 9, 0))  # noqa: DTZ001
