"""A right names who owes it here; where the profile does not say, it is the State."""

from __future__ import annotations

from asylia.law.country import FLOOR, load


def test_the_code_of_a_right_comes_before_its_group():
    uruguay = load("UY")
    assert uruguay.duty_bearer("S14.9", "trafficking") == "MIDES, INMUJERES, INAU or the Fiscalía"
    assert uruguay.duty_bearer("S14.11", "trafficking") == "INMUJERES (women), MIDES (men), INAU (children)"


def test_refuge_in_uruguay_is_owed_by_its_commission():
    assert load("UY").duty_bearer("S14.2", "refugee") == "Comisión de Refugiados"


def test_trinidad_and_tobago_leaves_refugee_decisions_to_unhcr():
    assert load("TT").duty_bearer("S14.2", "refugee").startswith("UNHCR")
    assert load("TT").duty_bearer("COE.12", "trafficking") == "Counter-Trafficking Unit"
    assert load("TT").duty_bearer("S14.9", "child") == "Counter-Trafficking Unit"
    assert load("TT").duty_bearer("CRC.20", "child") == "Children's Authority"


def test_what_nobody_is_named_for_is_owed_by_the_state():
    assert load("UY").duty_bearer("S14.1", "refugee") == "State"
    assert load("CR").duty_bearer("SL54.27", "statelessness") == "State"
    assert load("GB").duty_bearer("S14.7") == "State"
    assert FLOOR.duty_bearer("S14.9", "trafficking") == "State"
