"""Pages are usable on a slow line: small files, nothing inline, nothing from elsewhere."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from time import process_time

import pytest
from tests.pages.conftest import Sheet

from asylia.pages.worked import cases

STATIC = files("asylia.pages").joinpath("static", "pages")


def test_one_stylesheet_and_one_script():
    assert len(STATIC.joinpath("desk.css").read_bytes()) < 20_000
    assert len(STATIC.joinpath("desk.js").read_bytes()) < 10_000


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("case", list(cases()))
def test_no_page_of_a_worked_case_sends_more_than_60_kilobytes(case, language):
    sheet = Sheet(language).send("case", case=case)
    while "/desk/step" in sheet.text:
        sheet.send("step")
    for text in (sheet.text, sheet.send("summary").text):
        assert len(gzip.compress(text.encode())) < 60_000


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(sheet):
    sheet.send("case", case="mira")
    assert not re.findall(r"<style|<script(?! src)|\sstyle=|\son[a-z]+=", sheet.text)
    assert not re.findall(r"(?:src|href|action)=\"(?:https?:)?//", sheet.text)


def test_no_page_takes_long_to_make(sheet):
    sheet.send("case", case="mira")
    started = process_time()
    for _ in range(5):
        sheet.send("look")
    assert (process_time() - started) / 5 < 1
