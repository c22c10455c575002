"""Defect 9 of HTCDS: its files disagree on whether citizenship and industry take one value or several."""

from asylia.exchange import read


def test_several_citizenships_and_industries_in_a_sheet(case_sheet, on):
    rows = {
        3: {"Citizenship": "AF", "Forced Labour Industry": "Construction"},
        4: {"Citizenship": "AF; Pakistan; ZM", "Forced Labour Industry": "Construction; Education"},
    }
    one, several = read(case_sheet(rows), on).people
    assert [note for note in one.notes if "code AF" in note]
    assert sum("alpha-2" in note for note in several.notes) == 3
    assert {question.fact for question in one.questions} == {question.fact for question in several.questions}
