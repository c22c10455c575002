"""Every text of the desk and of the law has an Arabic one, and an Arabic page holds no English sentence."""

from __future__ import annotations

import re
from importlib.resources import files

import polib
import pytest
from tests.pages.conftest import Sheet

from asylia.law.country import CODES
from asylia.pages import cards, conditions, words, worked

CATALOGUE = polib.pofile(str(files("asylia.pages").joinpath("locale", "ar", "LC_MESSAGES", "django.po")))
ARABIC = {entry.msgid: entry for entry in CATALOGUE if not entry.obsolete}
LATIN_SENTENCE = re.compile(r"[A-Za-z]{2,}(?:[ ,;:’'-]+[A-Za-z]{2,}){2,}")
STATIC = re.compile(r"""{%\s*(?:translate|trans)\s+(?:"([^"]+)"|'([^']+)')""")


def plain(page: str) -> str:
    """What a reader of the page sees, without citations, which stay in their own language."""
    return re.sub(r"<template.*?</template>|<bdi dir=\"ltr\" lang=\"en\".*?</bdi>|<[^>]+>", " \n ", page, flags=re.S)


@pytest.mark.parametrize("source", [words, cards, conditions, worked], ids=["words", "law", "conditions", "cases"])
def test_texts_that_come_from_data(source):
    assert not sorted({text for text, _ in source.texts() if text and text not in ARABIC})


def test_texts_of_the_templates():
    folder = files("asylia.pages").joinpath("templates", "pages")
    texts = [found for page in folder.iterdir() for pair in STATIC.findall(page.read_text("utf-8")) for found in pair]
    assert not [text for text in texts if text and text not in ARABIC]


def test_every_entry_is_translated_and_none_is_guessed():
    assert not [entry.msgid for entry in CATALOGUE if entry.fuzzy or not entry.translated()]


def test_every_entry_tells_the_translator_where_it_stands_or_is_a_plain_page_text():
    bare = [entry.msgid for entry in CATALOGUE if not entry.comment]
    assert len(bare) < len(CATALOGUE) / 8


@pytest.mark.parametrize("case", ["mira", "tomo", "sefu", "jor"])
def test_no_english_sentence_is_left_on_an_arabic_page(case):
    sheet = Sheet("ar").send("case", case=case)
    while "/desk/step" in sheet.text:
        sheet.send("step")
    pages = [sheet.text, sheet.send("summary").text, sheet.send("facts").text, sheet.open("/").text]
    for page in pages:
        assert not LATIN_SENTENCE.findall(plain(page))


@pytest.mark.parametrize("country", ["", *CODES])
def test_no_english_sentence_is_left_under_the_law_of_any_country(country):
    sheet = Sheet("ar").send("begin", who="not_sure", country=country)
    for fact in ("fear.return", "off.status", "proc.open", "det.held"):
        sheet.answer(fact, "yes")
    assert not LATIN_SENTENCE.findall(plain(sheet.text))


def test_the_page_says_that_no_native_speaker_has_checked_it():
    assert "لم يراجعها بعد ناطق أصلي" in Sheet("ar").open("/").text


def test_an_arabic_page_runs_from_right_to_left():
    assert '<html lang="ar" dir="rtl">' in Sheet("ar").send("case", case="mira").text


def test_codes_and_dates_in_a_sentence_keep_their_own_direction():
    isolated = re.compile("\u2066[^\u2069]*\u2069")
    turned_round = [
        entry.msgid for entry in CATALOGUE if re.search(r"\d[-/]\d|\d/[A-Z]", isolated.sub("", entry.msgstr or ""))
    ]
    assert turned_round == []
