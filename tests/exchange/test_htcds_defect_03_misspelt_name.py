"""Defect 3 of the HTCDS templates: vic_TraffickinStatusDecisionMakingOrg lacks a letter."""

from asylia.exchange import read


def test_the_column_is_read_as_the_standard_names_it(case_sheet, on):
    rows = {
        3: {"Trafficking Status Decision Making Organization": "Court or prosecution"},
        4: {"Trafficking Status Decision Making Organization": "Invented organisation"},
    }
    intake = read(case_sheet(rows), on)
    (person,) = intake.people
    assert [question.fact for question in person.questions] == ["id.state"]
    assert "“Court or prosecution”" in person.questions[0].why
    (aside,) = intake.set_aside
    assert aside.row == "row 4"
    assert "vic_TraffickingStatusDecisionMakingOrg" in aside.reason
