"""The log tells a refusal because there is no such case from one because the account has no role in it."""

from __future__ import annotations

from asylia.access.policy import decide
from tests.access.standings import NOW, actor, case, field


def test_no_case_and_no_role_are_told_apart() -> None:
    assert decide(actor(), "read", None, "A", field("A"), "casework", NOW).rule == "no_such_case"
    assert decide(actor(), "read", case(), "A", field("A"), "casework", NOW).rule == "no_role"


def test_a_duty_that_does_not_allow_it_says_why() -> None:
    answer = decide(actor("SY"), "read", case(), "blocks", field("blocks"), "administration", NOW)
    assert (answer.allowed, answer.rule, answer.role) == (False, "not_seen", "SY")
