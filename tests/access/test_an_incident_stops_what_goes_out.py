"""While an incident is open nothing that was refused becomes allowed, what goes out is stopped, and help goes on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.policy import decide
from asylia.access.policy_rules import NOT_HERE, Decision, Rule
from asylia.access.policy_standing import Actor, CaseStanding, Entry
from asylia.access.purposes import PURPOSES
from asylia.access.roles import ACTIONS, AREAS, ROLES
from tests.access.relations import RELATIONS
from tests.access.standings import HARBOUR, ME, NOW, actor, case, field, own

OUTWARD = {"referral.make", "contact.origin_authority"}
"""What tells others of a person, written by hand."""

SAID = (
    "An incident is open in this agency. Until it is over nothing is shared or taken out, no account is made or reset, "
    "and no key is given. Nothing was done. What you wrote in your cases stays, and you can go on in them."
)


def both(
    who: Actor, action: str, standing: CaseStanding | None, area: str | None, purpose: str, entry: Entry
) -> tuple[Decision, Decision]:
    """The answer before and while an incident is open."""
    one = None if area is None else field(area)
    before = decide(who, action, standing, area, one, purpose, NOW, entry)
    return before, decide(replace(who, frozen=True), action, standing, area, one, purpose, NOW, entry)


def questions(role: str) -> Iterator[tuple[str, str | None, str]]:
    for action in ACTIONS:
        written: list[str | None] = [*sorted(ACTIONS[action].into)]
        areas = written or ([*sorted(AREAS)] if action == "read" else [None])
        yield from product([action], areas, sorted(ROLES[role].purposes))


@pytest.mark.parametrize("role", ROLES)
def test_in_ones_own_case_only_what_goes_out_is_stopped(role: str) -> None:
    stopped = set()
    for action, area, purpose in questions(role):
        before, meanwhile = both(actor(role), action, case(role), area, purpose, own())
        if action in OUTWARD:
            assert (meanwhile.allowed, meanwhile.rule) == (False, Rule.FROZEN)
            stopped |= {action} if before.allowed else set()
        else:
            assert meanwhile == before
    assert stopped == ({"referral.make"} if role in ("FR", "CW") else set())


@pytest.mark.parametrize("relation", RELATIONS)
@pytest.mark.parametrize("role", ROLES)
def test_nothing_that_was_refused_becomes_allowed(role: str, relation) -> None:
    for action, area, purpose in questions(role):
        who, standing, _ = relation(role, purpose)
        for entry in (own(), replace(own(), taken_out=True)):
            before, meanwhile = both(who, action, standing, area, purpose, entry)
            assert before.allowed or not meanwhile.allowed


@given(
    st.sampled_from(sorted(ACTIONS)), st.sampled_from([None, *sorted(AREAS)]), st.sampled_from(sorted(PURPOSES)),
    st.frozensets(st.sampled_from(sorted(ROLES)), max_size=4), st.booleans(), st.booleans(),
)  # fmt: skip
def test_whatever_is_asked_in_whatever_roles(action, area, purpose, roles, taken_out, mine) -> None:
    who = replace(actor(), duties=frozenset(role for role in roles if not ROLES[role].held_in_case))
    standing = case(*(roles if mine else ()))
    before, meanwhile = both(who, action, standing, area, purpose, replace(own(), taken_out=taken_out))
    assert meanwhile == before or meanwhile.rule is Rule.FROZEN
    assert not (meanwhile.allowed and (action in OUTWARD or (taken_out and area != "log")))


def test_what_another_agency_shared_stays_readable_to_who_helps_with_it() -> None:
    from tests.access.relations import shared_full

    who, standing, _ = shared_full("CW", "casework")
    before, meanwhile = both(who, "read", standing, "A", "casework", own())
    assert before.allowed
    assert meanwhile == before


@pytest.mark.parametrize(("duty", "taken"), [("DP", True), ("AUD", False)])
def test_data_protection_alone_takes_the_log_along(duty: str, taken: bool) -> None:
    before, meanwhile = both(actor(duty), "read", None, "log", "oversight", Entry(taken_out=True))
    assert before.allowed
    assert meanwhile.allowed is taken
    assert taken or meanwhile.rule is Rule.FROZEN


def test_data_protection_takes_nothing_else_along() -> None:
    before, meanwhile = both(actor("DP"), "read", None, "consents", "oversight", Entry(taken_out=True))
    assert (before.allowed, meanwhile.rule) == (True, Rule.FROZEN)


def test_data_protection_of_a_case_makes_no_referral_through_its_duty() -> None:
    who = replace(actor("DP"), frozen=True)
    answer = decide(who, "referral.make", case("CW"), "log", None, "referral", NOW, Entry(taken_out=True))
    assert answer.rule is Rule.FROZEN


def test_a_session_that_is_over_is_told_of_no_incident() -> None:
    over = replace(actor(), session=None, frozen=True)
    answer = decide(over, "referral.make", case("CW"), "referrals", None, "referral", NOW, own())
    assert (answer.rule, answer.to_asker) == (Rule.NOT_SIGNED_IN, NOT_HERE)


def test_the_same_is_said_of_a_case_that_is_not_there() -> None:
    who = replace(actor(), frozen=True)
    said = {
        decide(who, "referral.make", standing, "referrals", None, "referral", NOW, own()).to_asker
        for standing in (None, case(), case("CW"), replace(case("CW"), live=False))
    }
    assert said == {SAID}


def test_nobody_is_frozen_unless_it_is_said() -> None:
    assert not Actor(ME, HARBOUR, None).frozen
    assert not Entry().taken_out


def test_a_second_factor_is_not_asked_for_in_vain() -> None:
    stale = actor("CW").session
    assert stale is not None
    who = replace(actor("CW"), session=replace(stale, stepped_up_at=None), frozen=True)
    assert decide(who, "referral.make", case("CW"), "referrals", None, "referral", NOW, own()).rule is Rule.FROZEN


def test_who_is_stopped_is_told_so() -> None:
    from asylia.access.refused import Stopped

    assert str(Stopped()) == SAID
