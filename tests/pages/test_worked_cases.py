"""The worked cases hold facts that exist, and come to the outcomes of the specification step by step."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asylia.law.facts import FACTS
from asylia.pages.sitting import Sitting
from asylia.pages.worked import cases
from asylia.screening import INDICATORS

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def after(name: str, step: int) -> dict:
    case = cases()[name]
    desk = case.first
    while desk.step < step:
        desk = case.taken_further(desk)
    return dict(Sitting(desk, NOW).seen)


def refused(seen: dict) -> set[str]:
    return {action for action, guard in seen["guards"].items() if guard["verdict"] == "refuse"}


def due(seen: dict) -> dict[str, str]:
    return {row["what"]: row["due"] for row in seen["deadlines"]}


@pytest.mark.parametrize("name", list(cases()))
def test_every_step_can_be_read(name):
    case = cases()[name]
    assert all(key in FACTS or key in INDICATORS for step in case.steps for key in step.given)
    after(name, len(case.steps))


@pytest.mark.parametrize(
    ("name", "step", "level"),
    [
        ("mira", 1, "L2"),
        ("mira", 4, "L4"),
        ("tomo", 4, "L4"),
        ("sefu", 1, "L4"),
        ("ilan", 1, "L4"),
        ("lina", 2, "L2"),
        ("ava", 2, "L3"),
        ("jor", 2, "L2"),
    ],
)
def test_levels(name, step, level):
    assert after(name, step)["screening"]["level"] == level


def test_mira_is_protected_from_the_first_signal_on():
    seen = after("mira", 1)
    assert {"removal.refer", "transfer.third_country", "penalise.status_offence"} <= refused(seen)


def test_mira_is_not_interviewed_while_the_man_is_near_and_then_is():
    assert "interview.start" in refused(after("mira", 2))
    assert after("mira", 3)["guards"]["interview.start"]["verdict"] == "allow"


def test_mira_trafficking_is_indicated_and_the_reflection_period_runs():
    seen = after("mira", 4)
    assert seen["findings"]["trafficking"] == "indicated"
    assert {"detain", "support.withdraw", "support.condition_on_cooperation"} <= refused(seen)
    assert due(seen)["Reflection period ends; a stay permit is then considered"] == "2026-04-01"


def test_mira_clock_after_sexual_violence():
    assert due(after("mira", 5))["HIV prophylaxis must have started"] == "2026-03-04T22:00:00+00:00"
    assert due(after("mira", 5))["Emergency contraception still possible"] == "2026-03-06T22:00:00+00:00"


def test_mira_fear_stops_return_and_contact_with_the_origin():
    assert {"return.execute", "return.prepare", "contact.origin_authority"} <= refused(after("mira", 6))


def test_mira_police_get_nothing_and_help_does_not_suffer():
    guards = after("mira", 7)["guards"]
    assert guards["share:police"]["verdict"] == "refuse"
    assert guards["share:shelter"]["verdict"] == "allow"


def test_mira_refugee_criteria_are_indicated_and_no_cooperation_is_no_ground():
    seen = after("mira", 8)
    assert seen["findings"]["refugee_criteria"] == "indicated"
    assert "asylum.reject_on:non_cooperation" in refused(seen)


def test_tomo_is_treated_as_a_child_and_not_held():
    seen = after("tomo", 1)
    assert {"age.treat_as_adult", "detain", "care.place_with:accompanying_adult", "interview.start"} <= refused(seen)


def test_tomo_guardian_clears_the_interview():
    assert after("tomo", 3)["guards"]["interview.start"]["verdict"] == "allow"


def test_tomo_act_and_purpose_are_enough_and_the_charge_is_blocked():
    assert after("tomo", 4)["findings"]["trafficking"] == "indicated"
    guard = after("tomo", 5)["guards"]["prosecute.compelled_offence"]
    assert (guard["verdict"], guard["hard"]) == ("refuse", True)


def test_tomo_family_is_not_contacted_after_it_had_a_part_in_it():
    assert {"tracing.contact", "family.reunify"} <= refused(after("tomo", 7))


def test_sefu_risk_of_statelessness_opens_and_the_embassy_waits():
    seen = after("sefu", 2)
    assert seen["findings"]["at_risk_of_statelessness"] == "indicated"
    assert "contact.origin_authority" in refused(seen)


def test_ilan_needs_no_asylum_and_is_presumed_a_victim():
    seen = after("ilan", 2)
    assert seen["findings"]["presumed_victim"] == "indicated"
    assert "return.execute" in refused(seen)


def test_jor_is_released_and_ava_is_not_held_with_him():
    assert "detain" in refused(after("ava", 3))
    assert any("alternative" in row["what"].lower() for row in after("jor", 2)["tasks"])
