"""axe finds nothing on any page, in both languages and themes, and nothing is lost at 360 pixels or 200 per cent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

PICTURES = Path(__file__).resolve().parents[2] / "var" / "screenshots"


def pages(page: Page, address: str, language: str) -> Iterator[str]:
    """Opens every kind of page in turn and names it."""
    page.goto(f"{address}/?lang={language}")
    yield "start"
    page.click("#begin button.main")
    page.wait_for_selector(".problem")
    yield "start-problem"
    page.click("button[value=mira]")
    page.wait_for_selector(".board")
    yield "triage"
    for _ in range(5):
        before = page.locator("#keep input[name=desk]").input_value()
        page.click("button[formaction='/desk/step']")
        page.wait_for_function("before => document.querySelector('#keep [name=desk]').value !== before", arg=before)
    yield "desk"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield "desk-opened"
    for group, key in (("needs", "sv.last_date"), ("trafficking", "purpose.type"), ("person", "person.declared_age")):
        page.click("button[formaction='/desk/facts']")
        page.wait_for_selector("button[name=group]")
        if group == "needs":
            yield "facts"
        page.click(f"button[name=group][value={group}]")
        page.wait_for_selector("main button[name=key]")
        if group == "needs":
            yield "group"
        page.click(f"main button[name=key][value='{key}']")
        page.wait_for_selector("#answering")
        yield f"question-{key}"
    page.fill("#number-box", "200")
    page.click("#answering button.main")
    page.wait_for_selector(".problem")
    yield "answer-problem"
    page.click("button[formaction='/desk/turned']")
    page.wait_for_selector(".turned")
    yield "turned"
    page.click(".turned button[form=keep]")
    page.wait_for_selector(".board")
    page.click("button[formaction='/desk/summary']")
    page.wait_for_selector(".paper")
    yield "summary"
    page.goto(f"{address}/law/?lang={language}")
    yield "law"
    page.goto(f"{address}/law/R-NRF-04?lang={language}")
    yield "rule"
    page.goto(f"{address}/calendar?lang={language}")
    yield "calendar"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(("width", "theme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    new_context: Callable[..., BrowserContext],
    address: str,
    axe: Callable[[Page], list[str]],
    language: str,
    width: int,
    theme: str,
) -> None:
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=theme).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in pages(page, address, language):
        assert axe(page) == [], name
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
        if os.environ.get("ASYLIA_PICTURES"):
            page.screenshot(path=PICTURES / f"{name}-{language}-{width}-{theme}.png", full_page=True)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_at_200_per_cent_nothing_is_cut_off(
    new_context: Callable[..., BrowserContext], address: str, language: str
) -> None:
    # A window of 1280 px at 200 % lays out as one of 640 px; and text alone may be doubled as well.
    page = new_context(viewport={"width": 640, "height": 400}).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    for name in pages(page, address, language):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_can_be_pressed_is_at_least_44_pixels_high(
    new_context: Callable[..., BrowserContext], address: str, language: str
) -> None:
    page = new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{address}/?lang={language}")
    page.click("button[value=tomo]")
    page.wait_for_selector(".board")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .choice, summary, .leave, .glance a, select')]
            .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
            .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert small == []
