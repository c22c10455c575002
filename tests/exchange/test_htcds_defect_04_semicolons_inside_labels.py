"""Defect 4 of the HTCDS templates: several values are joined with "; ", and four labels hold a semicolon themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.exchange import read
from asylia.exchange.code_lists import htcds_codes
from asylia.exchange.htcds_codes import read_codes

INDUSTRIES = htcds_codes("vic_ForcedLabourIndustry")


def test_four_labels_hold_a_semicolon():
    assert sum(";" in code.label for code in INDUSTRIES) == 4


@given(codes=st.lists(st.sampled_from(INDUSTRIES), min_size=1, unique=True), joint=st.sampled_from(["; ", ";", " ;\n"]))
@settings(max_examples=100)
def test_any_choice_is_read_back_as_chosen(codes, joint):
    assert read_codes("vic_ForcedLabourIndustry", joint.join(code.label for code in codes)) == (tuple(codes), True)


@pytest.mark.parametrize("cell", ["Construction; Invented", "Water supply", "Constructions", "Construction, Education"])
def test_what_fits_no_label_is_not_understood(cell):
    assert read_codes("vic_ForcedLabourIndustry", cell)[1] is False


def test_in_a_sheet(case_sheet, on):
    cell = "Water supply; sewerage, waste management and remediation; Construction"
    (person,) = read(case_sheet({3: {"Forced Labour Industry": cell}}), on).people
    why = next(question.why for question in person.questions if question.fact == "need.labour_claim")
    assert why.count("The file lists") == 2
