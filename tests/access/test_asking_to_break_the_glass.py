"""Asking to break the glass needs a second factor, a role that may, and a life in danger; it tells of no case."""

from __future__ import annotations

from dataclasses import replace

from asylia.access.policy_break_glass import may_ask
from asylia.access.policy_standing import Actor
from tests.access.standings import NOW, SESSION, actor

DANGER = "risk_to_life"


def who(role: str = "CW") -> Actor:
    return replace(actor(), qualified=frozenset({role}))


def rule(account: Actor, role: str = "CW", category: str = DANGER) -> tuple[bool, str]:
    answer = may_ask(account, role, category, NOW)
    return answer.allowed, answer.rule


def test_who_may_break_it_may_ask() -> None:
    assert rule(who()) == (True, "by_break_glass")


def test_who_is_not_signed_in_may_not() -> None:
    assert rule(replace(who(), session=None)) == (False, "not_signed_in")


def test_the_second_factor_is_given_again() -> None:
    assert rule(replace(who(), session=replace(SESSION, stepped_up_at=None))) == (False, "no_step_up")


def test_it_is_for_a_life_in_danger_alone() -> None:
    assert rule(who(), category="urgent_work") == (False, "break_glass_form")


def test_a_role_that_may_not_break_it_may_not_ask() -> None:
    assert rule(who("SY"), "SY") == (False, "break_glass_form")
    assert rule(who("CW"), "PO") == (False, "break_glass_form")
    assert rule(who("XX"), "XX") == (False, "break_glass_form")
