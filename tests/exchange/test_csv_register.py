"""A register in CSV: a person a row, whatever program wrote it."""

import pytest

from asylia.exchange import read

HEADER = ["id", "born", "languages", "person.age_doubt", "I-DR-01", "purpose.type", "consented"]
ROW = ["A", "2009", "fa ps", "yes", "no", "sexual|begging", ""]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_delimiter_line_end_and_marked_encoding(given, on, delimiter, encoding, line_end):
    text = line_end.join(delimiter.join(row) for row in (HEADER, ROW))
    (person,) = read(given("register.CSV", text.encode(encoding)), on).people
    assert person.id == "A"
    assert person.languages == ("fa", "ps")
    assert person.known.facts == {
        "person.age_doubt": True,
        "person.declared_age": 16.0,
        "purpose.type": {"sexual", "begging"},
    }
    assert person.observed.answers == {"I-DR-01": False}


def test_excels_own_first_line_names_the_delimiter(read_csv):
    intake = read_csv("sep=;\nid;consented\nA;yes\n")
    assert [person.id for person in intake.people] == ["A"]


def test_keys_are_found_in_any_case_and_between_blanks(read_csv):
    (person,) = read_csv("ID, Person.Declared_Age ,i-dr-01\u00a0\nA,16,YES\n").people
    assert person.known.facts == {"person.declared_age": 16.0}
    assert person.observed.answers == {"I-DR-01": True}


def test_empty_cells_rows_and_columns_at_the_end_say_nothing(read_csv):
    intake = read_csv("id,consented,,\nA,,,\n\n,,,\nB\nC,yes\n")
    assert [(person.id, dict(person.known.facts)) for person in intake.people] == [
        ("A", {}),
        ("B", {}),
        ("C", {"consented": True}),
    ]
    assert not intake.set_aside


def test_a_person_without_id_is_called_by_the_row_of_the_spreadsheet(read_csv):
    intake = read_csv("consented\nyes\n\nno\n")
    assert [person.id for person in intake.people] == ["row 2", "row 4"]


def test_namibia_is_not_missing(read_csv):
    intake = read_csv("id,languages\nNA,na\nnan,NULL\n")
    assert [(person.id, person.languages) for person in intake.people] == [("NA", ("na",)), ("nan", ("NULL",))]


def test_persian_and_arabic_digits_are_digits(read_csv):
    (person,) = read_csv("born,fear.return\n۲۰۰۹-۰۵,yes\n").people
    assert person.known.facts["person.declared_age"] == 17.0


def test_a_quoted_cell_may_hold_the_delimiter_and_a_line_end(read_csv):
    intake = read_csv('id,purpose.type,languages\nA,"sexual,begging","fa\nps"\nB,other,\n')
    assert [person.id for person in intake.people] == ["A", "B"]
    assert intake.people[0].known.facts["purpose.type"] == {"sexual", "begging"}
    assert intake.people[0].languages == ("fa", "ps")


@pytest.mark.parametrize("cell", ["=1+1", "+yes", "@SUM(A1)", "-yes", "\u200b=HYPERLINK(1)"])
def test_a_cell_that_looks_like_a_formula_is_a_wrong_word_like_any_other(read_csv, cell):
    intake = read_csv(f'id,consented\nA,"{cell}"\nB,yes\n')
    assert [person.id for person in intake.people] == ["B"]
    assert [aside.row for aside in intake.set_aside] == ["row 2"]
    assert "yes, no, unknown" in intake.set_aside[0].reason
