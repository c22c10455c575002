"""The names under which rules, clocks and pages ask a profile."""

from __future__ import annotations

from asylia.law.country import FLOOR, load
from asylia.law.profile_fields import FIELDS, RULE_NAMES


def test_every_name_of_the_rules_is_a_property_and_a_key_of_the_file():
    for name, key in RULE_NAMES.items():
        assert hasattr(FLOOR, name)
        assert key in FIELDS


def test_settings_say_the_same_as_the_properties():
    for code in ("UY", "XA", None):
        profile = load(code)
        for name, value in profile.settings.items():
            if name.startswith("party."):
                assert value is profile.party(name.removeprefix("party."))
            else:
                assert value is getattr(profile, name)
        for name, number in profile.numbers.items():
            assert number == getattr(profile, name)


def test_the_floor_asks_for_a_means_and_knows_nothing_else():
    known = {name for name, value in FLOOR.settings.items() if value is not None}
    assert known == {"means_required_adult", "coe_binds", "eu_binds"}
    assert FLOOR.appeal_days is None
    assert "appeal_days" not in FLOOR.numbers


def test_uruguay_asks_no_means_and_gives_180_days():
    uruguay = load("UY")
    assert not uruguay.means_required_adult
    assert uruguay.reflection_days == 180
    assert uruguay.is_legal_limit("reflection_days")
    assert uruguay.prohibited_registers == ("named_victim_register",)
    assert uruguay.duty_to_report
    assert len(uruguay.mandatory_reports) == 1
    assert uruguay.minority_presumption
    assert uruguay.non_punishment_scope == "all"


def test_what_trinidad_and_tobago_does_not_say_stays_open():
    trinidad = load("TT")
    assert trinidad.reflection_in_national_law is None
    assert trinidad.reflection_days == 30
    assert not trinidad.is_legal_limit("reflection_days")
    assert trinidad.asylum_statute is False
    assert trinidad.mandate_rsd is True


def test_a_target_is_not_a_limit_of_law():
    assert load("GB").rg_days == 5
    assert not load("GB").is_legal_limit("rg_days")
    assert load("GB").is_legal_limit("majority_age")
