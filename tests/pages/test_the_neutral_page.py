"""The page that leaving leads to is a calendar and says nothing of Asylia."""

from __future__ import annotations


def test_it_is_a_calendar(sheet):
    text = sheet.open("/calendar").text
    assert "<title>Calendar</title>" in text
    assert "asylia" not in text.lower()
    assert text.count("<td") >= 28


def test_every_page_offers_it(sheet):
    for page in (sheet.open("/").text, sheet.open("/law/").text, sheet.send("case", case="mira").text):
        assert '<a class="leave" href="/calendar"' in page
