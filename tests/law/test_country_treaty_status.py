"""Treaty membership follows the dated status tables it was taken from."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from asylia.law.country import FLOOR, load

TABLES = Path(__file__).parents[3] / "shared" / "data" / "treaties"
needs_tables = pytest.mark.skipif(not TABLES.is_dir(), reason="the treaty status tables are not beside the checkout")

NAMES = {
    "UY": "Uruguay",
    "TT": "Trinidad and Tobago",
    "GB": "United Kingdom of Great Britain and Northern Ireland",
    "CR": "Costa Rica",
}
IN_2015 = {
    "PAL": "palermo_tip_protocol_2000",
    "SMUG": "smuggling_protocol_2000",
    "UNTOC": "untoc_2000",
    "RC51": "refugee_convention_1951",
    "RP67": "refugee_protocol_1967",
    "SL54": "stateless_status_1954",
    "SL61": "statelessness_reduction_1961",
    "CRC": "crc_1989",
    "OPSC": "op_crc_sale_of_children_2000",
    "HRL/CEDAW": "cedaw_1979",
    "HRL/CAT": "cat_1984",
    "ICRMW": "icrmw_1990",
}
IN_2022 = {"CRC": "crc", "OPSC": "op_crc_sc", "HRL/CEDAW": "cedaw", "ICRMW": "icmw"}


def rows(name: str) -> list[list[str]]:
    with (TABLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


@needs_tables
@pytest.mark.parametrize("country", NAMES)
@pytest.mark.parametrize("code", IN_2015)
def test_the_day_of_joining_is_the_one_of_the_table(country, code):
    known = load(country).instruments[code]
    entry = next((row for row in rows(f"untc_2015_{IN_2015[code]}.csv") if row[0] == NAMES[country]), None)
    if entry is None:
        assert known.party is False
        assert known.joined is None
        return
    stated = " ".join(entry[-1].split()[:3])
    assert known.party is True
    assert known.joined == datetime.strptime(f"{stated} +0000", "%d %b %Y %z").date()


@needs_tables
@pytest.mark.parametrize("country", NAMES)
@pytest.mark.parametrize("code", IN_2022)
def test_the_newer_table_is_the_source_where_there_is_one(country, code):
    known = load(country).instruments[code]
    entry = next(row for row in rows(f"hr_status_2022_{IN_2022[code]}.csv") if row[0] == country)
    assert known.party is (entry[2] == "1")
    assert known.said.as_of == "August 2022"


def test_a_treaty_nobody_looked_up_is_not_known():
    assert load("CR").party("HRL/P29") is None
    assert load("CR").party("no such treaty") is None


def test_no_country_means_no_membership_is_claimed():
    assert FLOOR.party("RC51") is None
    assert not FLOOR.coe_binds


def test_trinidad_and_tobago_has_not_joined_the_reduction_of_statelessness():
    assert load("TT").party("SL61") is False
    assert load("TT").party("RC51") is True


def test_only_the_united_kingdom_is_bound_by_the_council_of_europe_convention():
    assert [code for code in NAMES if load(code).coe_binds] == ["GB"]
    assert not any(load(code).eu_binds for code in NAMES)
