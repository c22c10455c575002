"""One bad row of a register is set aside with its reason, and all others are read."""

import pytest


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        ("B,maybe,", "row 3", "consented: expected one of"),
        ("B,,121", "row 3", "person.declared_age: expected a number"),
        ("B,yes,16,surplus", "row 3", "4 cells where the header has 3 columns"),
        ("A,yes,16", "row 3", "id: already used in row 2"),
        (f"{'B' * 65},yes,16", "row 3", "id: expected up to 64"),
        ("B\u202e,yes,16", "row 3", "id: expected up to 64"),
        (f"B,{'y' * 10_001},16", "row 3", "consented: a cell is longer than 10,000 characters"),
        ('"B"x,yes,16', "line 3", "quotation mark"),
        ("B,true,16", "row 3", "consented: expected one of: yes, no"),
    ],
)
def test_the_reason_names_the_column_and_what_is_expected(read_csv, row, place, says):
    intake = read_csv(f"id,consented,person.declared_age\nA,yes,16\n{row}\nC,no,17\n")
    assert [person.id for person in intake.people] == ["A", "C"]
    ((aside),) = intake.set_aside
    assert aside.row == place
    assert says in aside.reason


def test_a_birth_that_cannot_be_sets_only_its_row_aside(read_csv):
    intake = read_csv("id,born\nA,2030\nB,2009\nC,1388\n")
    assert [person.id for person in intake.people] == ["B"]
    assert [aside.row for aside in intake.set_aside] == ["row 2", "row 4"]
    assert all(aside.reason.startswith("born: expected") for aside in intake.set_aside)


def test_a_quotation_mark_that_is_never_closed_names_every_line_it_takes_with_it(read_csv):
    intake = read_csv('id,consented\nA,yes\n"B,no\nC,yes\nD,yes\n')
    assert [person.id for person in intake.people] == ["A"]
    assert [aside.row for aside in intake.set_aside] == ["lines 3 to 5"]


def test_a_quotation_mark_closed_too_late_leaves_the_rows_after_it(read_csv):
    intake = read_csv('id,consented\n"A,no\nB,"yes"\nC,yes\n')
    assert [person.id for person in intake.people] == ["C"]
    assert [aside.row for aside in intake.set_aside] == ["lines 2 to 3"]


def test_a_register_of_bad_rows_only_gives_nobody_and_all_reasons(read_csv):
    intake = read_csv("consented\nmaybe\nperhaps\n")
    assert not intake.people
    assert len(intake.set_aside) == 2


def test_the_reason_never_repeats_the_cell(read_csv):
    intake = read_csv("id,consented\nA,Invented Secret\n")
    assert "Invented Secret" not in repr(intake)
