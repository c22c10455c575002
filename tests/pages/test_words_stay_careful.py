"""The page indicates and decides nothing, whatever was answered."""

from __future__ import annotations

import re

import pytest

from asylia.pages.worked import cases

NEVER = re.compile(
    r"\b(illegals?(?! adoption)|aliens?|subjects?|score|is a victim|is not a victim|is a refugee|failed)\b",
    re.IGNORECASE,
)


def words_of(text: str) -> str:
    body = re.sub(r"<(script|style|head).*?</\1>", " ", text, flags=re.S)
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
    return plain.replace("No case is closed for the reason that the person is not a victim.", "")


@pytest.mark.parametrize("case", list(cases()))
def test_no_step_of_a_worked_case_uses_a_word_that_judges(sheet, case):
    sheet.send("case", case=case)
    while "/desk/step" in sheet.text:
        assert not NEVER.findall(words_of(sheet.text))
        sheet.send("step")
    assert not NEVER.findall(words_of(sheet.text))


def test_a_level_never_stands_without_its_caution(sheet):
    sheet.send("case", case="mira").send("step").send("step").send("step")
    for page in (sheet.text, sheet.send("summary").text):
        assert "L4" in page
        assert "This set is not validated; a level opens help, it decides nothing." in page


def test_policy_is_never_shown_as_law(sheet):
    sheet.open("/law/R-IDN-07")
    assert "Asylia" in sheet.text
    assert "Not yet checked" in sheet.text or "Confirmed against the text" in sheet.text


def test_an_unchecked_country_says_so_before_anything_else(sheet):
    sheet.send("begin", who="adult", country="UY")
    assert "values not checked by a lawyer of that country" in sheet.text


def test_no_name_is_asked_for(sheet):
    assert "Enter no names." in sheet.open("/").text
