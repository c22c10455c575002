"""The person's own role counts for the person's own account, whoever else it may have been given to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import CaseStanding
from tests.access.standings import ME, NOW, OTHER, actor, case, field, own


def reads_as_the_person(standing: CaseStanding) -> bool:
    place = field("A")
    return decide(actor(), "read", standing, "A", place, "own_file", NOW, own()).allowed


def test_the_person_reads_their_own_file() -> None:
    assert reads_as_the_person(case("PR"))


@pytest.mark.parametrize("interviewers", [frozenset(), frozenset({ME}), frozenset({OTHER})])
def test_another_account_with_that_role_does_not(interviewers: frozenset[str]) -> None:
    assert not reads_as_the_person(replace(case("PR"), person=OTHER, interviewers=interviewers))
    assert not reads_as_the_person(replace(case("PR"), person=None, interviewers=interviewers))
