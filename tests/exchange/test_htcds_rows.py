"""Who is a person in a case sheet, and who is set aside."""

from datetime import date

import openpyxl
import pytest

from asylia.exchange import UnreadableFile, read

from .conftest import empty_sheet

READ_BY_NOBODY = [
    *(
        "Case Owner",
        "Salutation",
        "First Name",
        "Second Name",
        "Consent",
        "Title",
        "Email",
        "Home Phone",
        "Mobile Phone",
    ),
    *("Mailing Street", "Location of Recruitment", "Location of Exploitation", "Referring Organisation", "Gender"),
    *("Incoming Referral Details", "Reason for Case Closure", "Citizenship"),
]


def test_a_row_that_holds_only_its_number_is_nobody(case_sheet, on):
    intake = read(case_sheet({3: {"First Name": "Invented"}, 900: {"Case Owner": "Invented"}}), on)
    assert [person.id for person in intake.people] == ["row 3", "row 900"]


def test_an_unfilled_template_lists_nobody(case_sheet, on):
    with pytest.raises(UnreadableFile, match="lists nobody; expected a person a row from row 3 on"):
        read(case_sheet({}), on)


def test_names_and_contacts_are_never_taken_over(case_sheet, on):
    secrets = {label: f"Secret {label}" for label in READ_BY_NOBODY}
    intake = read(case_sheet({3: secrets, 4: secrets | {"Type of Exploitation": "Secret"}}), on)
    assert len(intake.people) == 1
    assert len(intake.set_aside) == 1
    assert "Secret" not in repr(intake)


@pytest.mark.parametrize("label", ["First Name", "Birthdate", "Type of Exploitation", "Incoming Referral Date"])
def test_a_formula_sets_its_row_aside(case_sheet, on, label):
    intake = read(case_sheet({3: {"Consent": "yes"}, 4: {label: "=TODAY()"}, 5: {"Consent": "yes"}}), on)
    assert [person.id for person in intake.people] == ["row 3", "row 5"]
    (aside,) = intake.set_aside
    assert aside.row == "row 4"
    assert "a formula where a value is expected" in aside.reason


@pytest.mark.parametrize(
    ("cell", "facts"),
    [
        (date(2010, 5, 3), {"person.declared_age": 16.0}),
        ("2010-05-03", {"person.declared_age": 16.0}),
        ("۲۰۱۰", {"person.declared_age": 15.0}),
        (2010, {"person.declared_age": 15.0}),
        ("2010-05", {"person.declared_age": 16.0}),
        (date(2008, 1, 1), {"person.age_doubt": True}),
        ("2008-01-01", {"person.age_doubt": True}),
        (2008, {"person.age_doubt": True}),
        (date(1980, 2, 1), {"person.declared_age": 46.0}),
    ],
)
def test_the_birthdate_becomes_an_age_as_exactly_as_it_is_known(case_sheet, on, cell, facts):
    (person,) = read(case_sheet({3: {"Birthdate": cell}}), on).people
    assert person.known.facts == facts


@pytest.mark.parametrize(
    "cell", ["3/5/2010", "about 16", date(2030, 1, 2), date(1905, 7, 1), date(1901, 1, 2), 39934, 0.5, True]
)
def test_a_birthdate_that_cannot_be_sets_the_row_aside(case_sheet, on, cell):
    intake = read(case_sheet({3: {"Birthdate": cell}, 4: {"Birthdate": "1990"}}), on)
    assert [person.id for person in intake.people] == ["row 4"]
    (aside,) = intake.set_aside
    assert aside.reason.startswith("column G (prs_Birthdate): ")
    assert "about 16" not in aside.reason


def test_a_value_outside_its_list_sets_the_row_aside_with_the_list(case_sheet, on):
    intake = read(case_sheet({3: {"Type of Exploitation": "Invented; Servitude"}, 4: {"Consent": "yes"}}), on)
    assert [person.id for person in intake.people] == ["row 4"]
    assert "column X (vic_TypeOfExploitation)" in intake.set_aside[0].reason
    assert "Forced labour, Sexual exploitation" in intake.set_aside[0].reason


def saved(book: openpyxl.Workbook, tmp_path):
    path = tmp_path / "cases.xlsx"
    book.save(path)
    return path


def test_a_column_of_ones_own_is_not_read_and_makes_nobody_a_person(tmp_path, on):
    book = empty_sheet()
    sheet = book.worksheets[0]
    sheet.cell(2, 40).value = "Our own"
    for number in range(3, 20):
        sheet.cell(number, 40).value = "=1+1"
    sheet.cell(3, 6).value = "yes"
    intake = read(saved(book, tmp_path), on)
    assert [person.id for person in intake.people] == ["row 3"]
    assert intake.notes == ("Column AN is no field of HTCDS 2.0; it was not read.",)


def test_columns_may_be_moved(tmp_path, on):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    names = ["vic_TypeOfExploitation", "con_Consent", "prs_FirstName", "prs_Birthdate", "cas_Status"]
    sheet.append([None, *names])
    sheet.append([None, "Tipo", "Consentimiento", "Nombre", "Nacimiento", "Estado"])
    sheet.append([1, "Servitude", None, "Invented", date(2010, 5, 3), "Active"])
    (person,) = read(saved(book, tmp_path), on).people
    assert person.known.facts == {"person.declared_age": 16.0}
    assert {question.fact for question in person.questions} == {"purpose.occurred", "purpose.type"}


def test_a_sheet_of_another_kind_is_refused(tmp_path, on):
    book = openpyxl.Workbook()
    book.worksheets[0].append(["name", "age"])
    with pytest.raises(UnreadableFile, match="no sheet is an HTCDS"):
        read(saved(book, tmp_path), on)


def test_two_case_sheets_are_refused(tmp_path, on):
    book = empty_sheet()
    book.copy_worksheet(book.worksheets[0])
    with pytest.raises(UnreadableFile, match="2 sheets are HTCDS case sheets"):
        read(saved(book, tmp_path), on)


def test_a_field_given_twice_is_refused(tmp_path, on):
    book = empty_sheet()
    book.worksheets[0].cell(1, 40).value = "con_Consent"
    with pytest.raises(UnreadableFile, match="column AN: con_Consent is already column F"):
        read(saved(book, tmp_path), on)


def test_ten_thousand_columns_are_refused(tmp_path, on):
    book = empty_sheet()
    book.worksheets[0].cell(1, 10_000).value = "x"
    with pytest.raises(UnreadableFile, match="row 1 has 10,000 columns; at most 2,000"):
        read(saved(book, tmp_path), on)


def test_nothing_is_warned_about_the_templates_drop_down_lists(case_sheet, on, recwarn):
    read(case_sheet({3: {"Consent": "yes"}}), on)
    assert not recwarn.list
