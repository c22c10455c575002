"""One person begins an incident, two end it, and no role but three has a part in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy_incident import (
    AGREES_TO_END,
    BEGINS,
    has_part,
    may_agree_to_end,
    may_ask_to_end,
    may_begin_incident,
    may_keep_canaries,
)
from asylia.access.policy_rules import Decision, Rule
from asylia.access.policy_standing import Actor
from asylia.access.roles import ROLES
from tests.access.standings import ME, NOW, OTHER, SESSION, actor

UNSTEPPED = replace(SESSION, stepped_up_at=None)
BY = {"DP": Rule.BY_DUTY, "SY": Rule.BY_DUTY, "CO": Rule.BY_ROLE}


def somebody(role: str, session=SESSION) -> Actor:
    """Somebody with this duty, or qualified for this role in cases."""
    return replace(actor(role), session=session, qualified=frozenset({role} if ROLES[role].held_in_case else ()))


def answer(allowed: bool, role: str) -> Decision:
    return Decision(True, BY[role], role) if allowed else Decision(False, Rule.NO_ROLE)


@pytest.mark.parametrize("role", ROLES)
def test_who_has_which_part(role: str) -> None:
    who = somebody(role)
    assert may_begin_incident(who, NOW) == answer(role in ("DP", "SY", "CO"), role)
    assert may_ask_to_end(who, NOW) == answer(role in ("SY", "CO"), role)
    assert may_agree_to_end(who, OTHER, NOW) == answer(role == "DP", role)
    assert may_keep_canaries(who, NOW) == answer(role == "DP", role)


@pytest.mark.parametrize("role", ROLES)
def test_the_page_is_there_for_who_has_a_part(role: str) -> None:
    assert has_part(BEGINS, somebody(role)) is (role in ("DP", "SY", "CO"))
    assert has_part(AGREES_TO_END, somebody(role)) is (role == "DP")


@pytest.mark.parametrize("role", ["DP", "SY"])
def test_a_duty_is_not_held_by_being_qualified_for_it(role: str) -> None:
    who = replace(actor(), qualified=frozenset({role}))
    assert not may_begin_incident(who, NOW).allowed


def test_it_begins_without_the_second_factor_once_more() -> None:
    assert all(may_begin_incident(somebody(role, UNSTEPPED), NOW).allowed for role in BY)


def test_everything_else_needs_it() -> None:
    refused = Decision(False, Rule.NO_STEP_UP)
    assert may_ask_to_end(somebody("SY", UNSTEPPED), NOW) == refused
    assert may_agree_to_end(somebody("DP", UNSTEPPED), OTHER, NOW) == refused
    assert may_keep_canaries(somebody("DP", UNSTEPPED), NOW) == refused


@pytest.mark.parametrize("role", BY)
def test_nobody_does_any_of_it_without_being_signed_in(role: str) -> None:
    who = somebody(role, None)
    answers = [
        may_begin_incident(who, NOW), may_ask_to_end(who, NOW), may_agree_to_end(who, OTHER, NOW),
        may_keep_canaries(who, NOW),
    ]  # fmt: skip
    assert all(one == Decision(False, Rule.NOT_SIGNED_IN) for one in answers)


@pytest.mark.parametrize("asked_by", [None, ME])
def test_nobody_ends_it_alone(asked_by: str | None) -> None:
    both = replace(somebody("DP"), duties=frozenset({"DP", "SY"}))
    assert may_agree_to_end(both, asked_by, NOW) == Decision(False, Rule.NO_SECOND, "DP")
    assert may_agree_to_end(both, OTHER, NOW).allowed


def test_who_has_no_part_learns_nothing_of_who_asked() -> None:
    assert may_agree_to_end(somebody("CW"), None, NOW) == may_agree_to_end(somebody("CW"), OTHER, NOW)
