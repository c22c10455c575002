"""Defect 6 of the HTCDS templates: stray blanks after “Debt bondage”, no-break spaces after the gender labels."""

import pytest

from asylia.exchange import read
from asylia.exchange.htcds_codes import read_codes


@pytest.mark.parametrize(
    "cell", ["Debt bondage ", "DebtBondage ", " Debt  bondage\u00a0", "Debt bondage ;", "\nDebt\u00a0bondage"]
)
def test_blanks_do_not_matter(cell):
    codes, understood = read_codes("vic_MethodsOfControl", cell)
    assert understood
    assert [code.value for code in codes] == ["DebtBondage"]


def test_in_a_sheet(case_sheet, on):
    rows = {3: {"Gender": "Feminine\u00a0", "Methods of Control": "Debt bondage ; False promises"}, 4: {"Gender": " "}}
    intake = read(case_sheet(rows), on)
    (person,) = intake.people
    assert not person.notes
    facts = {question.fact for question in person.questions}
    assert {"means.other_coercion", "means.deception", "control_suspected"} == facts
