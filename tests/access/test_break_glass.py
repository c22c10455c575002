"""A case is opened without assignment only to save a life: two roles, two hours, to read, and it is told (R26)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from asylia.access.policy import decide
from asylia.access.policy_break_glass import Opening, may_open
from asylia.access.policy_standing import Actor, Assignment, BreakGlass, CaseStanding
from asylia.access.purposes import PURPOSES
from asylia.access.roles import ACTIONS
from tests.access.field_table import CELLS, ROLES
from tests.access.standings import CODE, DAY, EVER, HARBOUR, HOUR, ME, NOW, OTHER, SESSION, actor, case, field

SECOND = timedelta(seconds=1)
REASON = "Threatened with death tonight"


def breaker(role: str = "CW", agency: str = HARBOUR, account: str = ME) -> Actor:
    return replace(actor(agency=agency, account=account), qualified=frozenset({role}))


def asked(**changed: object) -> Opening:
    opening = Opening("CW", breaker("CO", account=OTHER), "CO", "risk_to_life", REASON, ())
    return replace(opening, **changed)  # type: ignore[arg-type]


def opened(role: str = "CW", **changed: object) -> CaseStanding:
    glass = BreakGlass(
        CODE, ME, role, OTHER, "CO", "risk_to_life", NOW - HOUR, frozenset({"data_protection", "case_owner"})
    )
    return replace(case(), broken=(replace(glass, **changed),))  # type: ignore[arg-type]


def reads(standing: CaseStanding, who: Actor | None = None, place: str = "A", at=NOW, **changed: str) -> bool:
    one = field(place)
    asked_for = {"action": "read", "purpose": "life_at_risk", **changed}
    who = who or breaker()
    return decide(who, asked_for["action"], standing, one.compartment, one, asked_for["purpose"], at).allowed


# Opening.


def test_it_may_be_opened_when_all_is_in_order() -> None:
    answer = may_open(breaker(), case(), asked(), NOW)
    assert (answer.allowed, answer.rule, answer.role) == (True, "by_break_glass", "CW")


REFUSED = {
    "reason too short": (asked(reason="x" * 19), "break_glass_form"),
    "reason of blanks": (asked(reason="danger" + " " * 40), "break_glass_form"),
    "another category": (asked(category="urgent_work"), "break_glass_form"),
    "a role the account may not hold": (asked(role="PO"), "break_glass_form"),
    "second is oneself": (asked(second=breaker("CO")), "break_glass_second"),
    "second in the same role": (
        asked(role="CW", second=breaker("CW", account=OTHER), second_role="CW"),
        "break_glass_second",
    ),
    "second may not hold that role": (asked(second_role="PO"), "break_glass_second"),
    "second of a role that does not agree": (
        asked(second=breaker("HP", account=OTHER), second_role="HP"),
        "break_glass_second",
    ),
    "second of another agency": (asked(second=breaker("CO", "agency-lantern", OTHER)), "break_glass_second"),
    "second signed out": (asked(second=replace(breaker("CO", account=OTHER), session=None)), "break_glass_second"),
    "second with a closed account": (
        asked(second=replace(breaker("CO", account=OTHER), active=False)),
        "break_glass_second",
    ),
    "second in a role that is none": (
        asked(second=breaker("nobody", account=OTHER), second_role="nobody"),
        "break_glass_second",
    ),
    "second without step-up": (
        asked(second=replace(breaker("CO", account=OTHER), session=replace(SESSION, stepped_up_at=None))),
        "break_glass_second",
    ),
    "three times this week": (asked(earlier=(NOW - DAY, NOW - 2 * DAY, NOW - 6 * DAY)), "break_glass_often"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_it_is_refused_with(why: str) -> None:
    opening, rule = REFUSED[why]
    answer = may_open(breaker(), case(), opening, NOW)
    assert (answer.allowed, answer.rule) == (False, rule)


def test_a_reason_of_twenty_signs_is_long_enough() -> None:
    assert may_open(breaker(), case(), asked(reason="x" * 20), NOW).allowed


def test_openings_of_last_week_do_not_count() -> None:
    earlier = (NOW - 7 * DAY, NOW - 8 * DAY, NOW - 9 * DAY, NOW - DAY, NOW - DAY)
    assert may_open(breaker(), case(), asked(earlier=earlier), NOW).allowed


@pytest.mark.parametrize(
    ("who", "rule"),
    [
        (replace(breaker(), session=replace(SESSION, stepped_up_at=NOW - timedelta(minutes=5))), "no_step_up"),
        (replace(breaker(), session=None), "not_signed_in"),
        (replace(breaker(), active=False), "not_signed_in"),
        (breaker(agency="agency-lantern"), "no_such_case"),
    ],
)
def test_who_may_not_ask(who: Actor, rule: str) -> None:
    answer = may_open(who, case(), asked(), NOW)
    assert (answer.allowed, answer.rule) == (False, rule)


@pytest.mark.parametrize(
    ("standing", "rule"),
    [
        (replace(case(), must_never_see=frozenset({ME})), "must_never_see"),
        (replace(case(), must_never_see=frozenset({HARBOUR})), "must_never_see"),
        (replace(case(), must_never_see=frozenset({OTHER})), "break_glass_second"),
        (replace(case(), suspected=frozenset({ME})), "suspected"),
        (replace(case(), suspected=frozenset({OTHER})), "break_glass_second"),
        (replace(case(), origin_block=frozenset({HARBOUR})), "origin"),
        (replace(case(), live=False), "no_such_case"),
        (None, "no_such_case"),
    ],
)
def test_no_wall_is_passed(standing: CaseStanding | None, rule: str) -> None:
    answer = may_open(breaker(), standing, asked(), NOW)
    assert (answer.allowed, answer.rule) == (False, rule)


OPENERS = {"FR", "CW", "PO", "CP", "HP"}
AGREERS = {"PO", "CP", "CO"}


def test_only_roles_that_help_people_may_open_and_agree() -> None:
    for role in ROLES:
        second_role = "CO" if role != "CO" else "PO"
        opening = asked(role=role, second=breaker(second_role, account=OTHER), second_role=second_role)
        assert may_open(breaker(role), case(), opening, NOW).allowed == (role in OPENERS)
        opening = asked(role="HP", second=breaker(role, account=OTHER), second_role=role)
        assert may_open(breaker("HP"), case(), opening, NOW).allowed == (role in AGREERS)


@pytest.mark.parametrize("role", ["PO", "CP"])
def test_two_in_one_role_are_not_enough_though_it_may_open_and_agree(role: str) -> None:
    opening = asked(role=role, second=breaker(role, account=OTHER), second_role=role)
    answer = may_open(breaker(role), case(), opening, NOW)
    assert (answer.allowed, answer.rule) == (False, "break_glass_second")
    assert reads(opened(role), breaker(role))
    assert not reads(opened(role, second_role=role), breaker(role))


# What is open then.


def test_every_compartment_can_be_read_that_the_role_may_ever_see() -> None:
    for role in OPENERS:
        for place in sorted({place for _, place in CELLS}):
            one = field(place)
            expected = one.compartment in "ABCDEFGHIJ" and CELLS[role, place] != "x"
            assert reads(opened(role), breaker(role), place) == expected, (role, place)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (NOW - HOUR, True),
        (NOW - HOUR - SECOND, False),
        (NOW + HOUR - SECOND, True),
        (NOW + HOUR, False),
    ],
)
def test_it_lasts_two_hours(at, open_: bool) -> None:
    who = replace(breaker(), session=replace(SESSION, signed_in_at=NOW - 2 * HOUR, last_seen_at=at))
    assert reads(opened(), who, at=at) == open_


@pytest.mark.parametrize(
    "changed",
    [
        {"case": "case-2"},
        {"account": OTHER},
        {"second": ME},
        {"second_role": "CW"},
        {"second_role": "HP"},
        {"second_role": "nobody"},
        {"category": "urgent_work"},
        {"told": frozenset({"data_protection"})},
        {"told": frozenset({"case_owner"})},
        {"told": frozenset()},
        {"closed_at": NOW},
        {"role": "PO"},
        {"role": "SY"},
        {"role": "nobody"},
    ],
    ids=str,
)
def test_an_opening_that_is_not_whole_opens_nothing(changed: dict) -> None:
    assert reads(opened())
    assert not reads(opened(**changed))


def test_it_closes_when_it_is_closed() -> None:
    assert reads(opened(closed_at=NOW + SECOND))
    assert not reads(opened(closed_at=NOW - SECOND))


def test_it_is_for_reading_only() -> None:
    for action in ACTIONS:
        for place in "ABCDEFGHIJ":
            assert reads(opened(), place=place, action=action) == (action == "read"), action


def test_it_is_for_that_purpose_only() -> None:
    for purpose in PURPOSES:
        assert reads(opened(), purpose=purpose) == (purpose == "life_at_risk")


@pytest.mark.parametrize(
    "wall",
    [
        {"must_never_see": frozenset({ME})},
        {"must_never_see": frozenset({HARBOUR})},
        {"must_never_see": frozenset({OTHER})},
        {"suspected": frozenset({ME})},
        {"suspected": frozenset({OTHER})},
        {"origin_block": frozenset({HARBOUR})},
        {"live": False},
    ],
    ids=str,
)
def test_a_wall_that_rises_later_closes_it(wall: dict) -> None:
    assert not reads(replace(opened(), **wall))


@pytest.mark.parametrize("duty", ["SY", "DP", "AUD", "RA", "MO"])
def test_it_opens_nothing_to_an_account_with_a_duty_that_must_not_see(duty: str) -> None:
    assert not reads(opened(), replace(breaker(), duties=frozenset({duty})))


def test_it_opens_nothing_to_an_account_of_another_agency() -> None:
    assert not reads(opened(), breaker(agency="agency-lantern"))


def test_an_assigned_role_that_is_none_changes_nothing() -> None:
    assert reads(replace(opened(), assignments=(Assignment(ME, "nobody", EVER),)))


def test_an_assigned_role_that_must_never_see_is_not_lifted() -> None:
    standing = replace(opened("CW"), assignments=case("SV").assignments)
    assert reads(standing, place="A")
    assert not reads(standing, place="C")
