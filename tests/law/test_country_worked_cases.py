"""Arvana and Belmora are as the worked cases describe them."""

from __future__ import annotations

from datetime import date

from asylia.law.calendar import add_days, add_working_days
from asylia.law.country import load


def test_arvana_is_bound_by_the_convention_and_decides_on_asylum_itself():
    arvana = load("XA")
    assert arvana.coe_binds
    assert arvana.reflection_days == 30
    assert arvana.reflection_in_national_law
    assert arvana.is_legal_limit("reflection_days")
    assert arvana.asylum_statute
    assert not arvana.mandate_rsd
    assert arvana.asylum_body == "State asylum office"
    assert arvana.identification_authority == "National Identification Unit"
    assert arvana.duty_bearer("S14.9", "trafficking") == "National Identification Unit"


def test_belmora_is_a_refugee_convention_party_without_a_statute():
    belmora = load("XB")
    assert belmora.party("RC51") is True
    assert belmora.asylum_statute is False
    assert belmora.mandate_rsd is True
    assert belmora.duty_bearer("S14.2", "refugee").startswith("UNHCR")


def test_belmora_has_no_reflection_law_and_thirty_days_all_the_same():
    belmora = load("XB")
    assert belmora.reflection_in_national_law is False
    assert not belmora.coe_binds
    assert belmora.reflection_days == 30
    assert not belmora.is_legal_limit("reflection_days")


def test_mira_decision_is_due_on_9_march():
    assert add_working_days(date(2026, 3, 2), load("XA").rg_days, load("XA")) == date(2026, 3, 9)


def test_mira_reflection_ends_on_1_april():
    assert add_days(date(2026, 3, 2), load("XA").reflection_days) == date(2026, 4, 1)


def test_tomo_guardian_is_due_on_17_april():
    assert add_working_days(date(2026, 4, 10), load("XB").guardian_working_days, load("XB")) == date(2026, 4, 17)


def test_ilan_reflection_ends_on_5_march():
    assert add_days(date(2026, 2, 3), load("XB").reflection_days) == date(2026, 3, 5)


def test_ava_reflection_ends_on_2_october():
    assert add_days(date(2026, 9, 2), load("XA").reflection_days) == date(2026, 10, 2)


def test_sefu_appeal_of_10_july_is_in_time():
    appeal_days = load("XA").appeal_days
    assert appeal_days is not None
    assert add_days(date(2026, 7, 3), appeal_days) >= date(2026, 7, 10)
