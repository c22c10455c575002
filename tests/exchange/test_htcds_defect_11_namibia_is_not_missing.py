"""Defect 11 of HTCDS: the code of Namibia is NA, which many programs read as missing."""

import pytest

from asylia.exchange import read
from asylia.exchange.code_lists import errf_texts, htcds_codes


def test_namibia_is_in_the_list():
    assert [code.label for code in htcds_codes("prs_Citizenship") if code.value == "NA"] == ["Namibia"]
    assert len(htcds_codes("prs_Citizenship")) == 249
    assert "NAM" in errf_texts("CountryCode")


@pytest.mark.parametrize("cell", ["NA", "na", "Namibia", "NA; AF"])
def test_in_a_sheet(case_sheet, on, cell):
    (person,) = read(case_sheet({3: {"Citizenship": cell}}), on).people
    assert "Citizenship: ISO 3166-1 alpha-2 code NA. The law does not read it." in person.notes


def test_a_sheet_where_namibia_is_all_there_is(case_sheet, on):
    assert [person.id for person in read(case_sheet({500: {"Citizenship": "NA"}}), on).people] == ["row 500"]
