"""Who holds two roles in one case sees what either sees, and nothing that one of them must never see."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from asylia.access.policy import decide
from tests.access.field_table import CELLS, PURPOSES, ROLES
from tests.access.standings import NOW, actor, case, field, own

PLACES = sorted({place for _, place in CELLS})


def test_never_is_stronger_than_sees_for_every_pair_of_roles() -> None:
    asked = 0
    for pair in combinations(ROLES, 2):
        standing = replace(case(*pair), person=None)
        who = replace(actor(), duties=frozenset().union(*(actor(role).duties for role in pair)))
        for place in PLACES:
            marks = [CELLS[role, place] for role in pair]
            # The person's own account is nobody else's: PR counts for nothing here.
            seeing = [role for role in pair if CELLS[role, place] not in ".x" and role != "PR"]
            one = field(place)
            for role in pair:
                purpose = PURPOSES[role].split()[0]
                allowed = decide(who, "read", standing, one.compartment, one, purpose, NOW, own()).allowed
                fitting = any(purpose in PURPOSES[other].split() for other in seeing)
                never = "x" in [mark for mark, held in zip(marks, pair, strict=True) if held != "PR"]
                assert allowed == (fitting and not never), (pair, place, purpose)
                asked += 1
    assert asked == 300 * len(PLACES) * 2


def test_an_administrator_who_is_also_a_case_worker_opens_nothing() -> None:
    who = replace(actor(), duties=frozenset({"SY"}))
    for compartment in "ABCDEFGHIJ":
        answer = decide(who, "read", case("CW"), compartment, field(compartment), "casework", NOW, own())
        assert (answer.allowed, answer.rule) == (False, "role_never")


def test_the_person_holds_no_other_role_in_their_own_file() -> None:
    standing = case("CW", "PR")
    assert not decide(actor(), "read", standing, "C", field("C"), "casework", NOW, own(False)).allowed
    assert decide(actor(), "read", standing, "C", field("C"), "own_file", NOW, own()).allowed
    assert not decide(actor(), "read", standing, "C", field("C"), "own_file", NOW, own(False)).allowed


def test_nobody_else_is_the_person() -> None:
    standing = replace(case("PR"), person="account-of-the-person")
    assert not decide(actor(), "read", standing, "A", field("A"), "own_file", NOW, own()).allowed


def test_an_interviewer_is_no_guardian() -> None:
    standing = case("GD")
    assert decide(actor(), "read", standing, "A", field("A"), "child_protection", NOW).allowed
    interviewed = replace(standing, interviewers=frozenset({actor().account}))
    assert not decide(actor(), "read", interviewed, "A", field("A"), "child_protection", NOW).allowed
