"""Until a guardian was checked to be independent they are nobody in the case: they see nothing and record nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import Assignment
from tests.access.standings import ENDED, EVER, ME, NOW, OTHER, WITHDRAWN, actor, case, field

CHECKED = Assignment(ME, "GD", EVER, checked=True)
UNCHECKED = replace(CHECKED, checked=False)


def may(action: str, *assignments: Assignment) -> tuple[bool, str]:
    standing = replace(case("GD"), assignments=assignments)
    answer = decide(actor(), action, standing, "A", field("A"), "child_protection", NOW)
    return answer.allowed, answer.rule


@pytest.mark.parametrize("action", ["read", "told.record"])
def test_a_checked_guardian_counts(action: str) -> None:
    assert may(action, CHECKED) == (True, "by_role")
    assert may(action, CHECKED, UNCHECKED) == (True, "by_role")


@pytest.mark.parametrize("action", ["read", "told.record"])
@pytest.mark.parametrize(
    "other",
    [
        replace(CHECKED, account=OTHER),
        replace(CHECKED, span=ENDED),
        replace(CHECKED, span=WITHDRAWN),
    ],
)
def test_an_unchecked_guardian_is_nobody(action: str, other: Assignment) -> None:
    assert may(action, UNCHECKED) == (False, "no_role")
    assert may(action, UNCHECKED, other) == (False, "no_role")


@pytest.mark.parametrize("action", ["read", "told.record"])
def test_another_role_that_was_checked_makes_no_guardian(action: str) -> None:
    # The interpreter's purposes and the guardian's have nothing in common.
    allowed, _ = may(action, UNCHECKED, replace(CHECKED, role="IN"))
    assert not allowed
