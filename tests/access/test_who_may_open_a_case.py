"""A case is opened by who is signed in, in a role that meets people first and that the account may hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy_begin import OPENERS, may_begin, roles_to_begin
from asylia.access.policy_standing import Actor
from asylia.access.roles import ROLES
from tests.access.standings import NOW, actor


def who(*roles: str) -> Actor:
    return replace(actor(), qualified=frozenset(roles))


@pytest.mark.parametrize("role", ["BO", "FR", "CW", "PO", "CP"])
def test_who_meets_people_first_may(role: str) -> None:
    answer = may_begin(who(role), role, NOW)
    assert (answer.allowed, answer.rule, answer.role) == (True, "by_role", role)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"BO", "FR", "CW", "PO", "CP"}))
def test_nobody_else_may(role: str) -> None:
    answer = may_begin(who(role), role, NOW)
    assert (answer.allowed, answer.rule, answer.role) == (False, "no_role", role)


def test_a_role_that_the_account_may_not_hold_opens_nothing() -> None:
    answer = may_begin(who("BO"), "CW", NOW)
    assert (answer.allowed, answer.rule) == (False, "no_role")


def test_who_is_not_signed_in_opens_nothing() -> None:
    answer = may_begin(replace(who("CW"), session=None), "CW", NOW)
    assert (answer.allowed, answer.rule, answer.role) == (False, "not_signed_in", "CW")


def test_an_account_is_offered_the_roles_it_may_open_in() -> None:
    assert roles_to_begin(who(*OPENERS)) == OPENERS
    assert roles_to_begin(who("CP", "MD", "BO")) == ("BO", "CP")
    assert roles_to_begin(who()) == ()
