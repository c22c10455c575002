"""Defect 13 of the HTCDS templates: consent is free text for seven questions in one. It gives none; empty is not no."""

import pytest

from asylia.exchange import read


@pytest.mark.parametrize("cell", ["Yes", "No", "TRUE", True, False, 1, 0, "given orally", "n/a"])
def test_whatever_stands_there_is_asked_and_sets_nothing(case_sheet, on, cell):
    (person,) = read(case_sheet({3: {"First Name": "Invented", "Consent": cell}}), on).people
    assert person.known.facts == {}
    assert not person.known.closed
    assert [question.fact for question in person.questions] == ["consent.interview"]
    assert "given orally" not in repr(person)


def test_an_empty_cell_is_not_a_no(case_sheet, on):
    (person,) = read(case_sheet({3: {"First Name": "Invented"}}), on).people
    assert person.known.facts == {}
    assert not person.questions
