"""axe finds nothing on any page of a case, in both languages and themes, and nothing is lost at 360 pixels."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.access.people_with_accounts import FoundedAgency
from tests.browser.case_browser import agency_of, choose_fact, choose_text, keep, open_case, sign_in

from asylia.server.running import running

PICTURES = Path(__file__).resolve().parents[2] / "var" / "screenshots"
LANGUAGES = ("en", "ar")
LOOKS = ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"))

SMALL = """() => [...document.querySelectorAll('button, .choice, summary, .leave, .glance a, select, a.button')]
    .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map(one => one.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def address(state: Path) -> Iterator[str]:
    with running(state) as started:
        yield started


@pytest.fixture
def agency(address: str, state: Path) -> FoundedAgency:
    return agency_of(state)


def filled_case(page: Page, address: str) -> str:
    """A case with something of everything; gives its code."""
    code = open_case(page, address)
    choose_fact(page, "charges", "det.held")
    page.check("input[name=answer][value=yes]")
    keep(page)
    choose_fact(page, "charges", "det.held")
    page.check("input[name=answer][value=no]")
    page.check("input[name=how][value=beside]")
    keep(page)
    choose_fact(page, "person", "person.declared_age")
    page.fill("#number-box", "16")
    keep(page)
    for field, text in (("alias", "Lamp"), ("never", "The man with the van"), ("name.1", "Mirabelle Invented")):
        choose_text(page, field)
        page.fill("#text-box", text)
        keep(page)
    choose_text(page, "channel.1")
    page.fill("#number-box", "+000 555 0134")
    page.check("input[name=uses][value=call]")
    page.check("input[name=days][value='0']")
    keep(page)
    return code


def pages(page: Page, address: str, code: str, language: str) -> Iterator[str]:
    """Opens every kind of page a case worker has, in turn, and names it."""

    def to(path: str) -> None:
        page.goto(f"{address}{path}?lang={language}")

    to("/cases")
    yield "cases"
    to("/cases/open")
    yield "case-open"
    page.evaluate("document.querySelectorAll('input[name=role]').forEach(one => one.checked = false)")
    page.click("button[name=save]")
    page.wait_for_selector(".problem")
    yield "case-open-problem"
    to(f"/cases/{code}")
    yield "case"
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield "case-opened"
    to(f"/cases/{code}/facts")
    yield "case-facts"
    page.click("button[name=group][value=charges]")
    page.wait_for_selector("ul.group")
    yield "case-group"
    page.click("button[name=fact][value='det.held']")
    page.wait_for_selector("#how")
    yield "case-fact"
    page.click("button[name=save]")
    page.wait_for_selector(".problem")
    yield "case-fact-problem"
    to(f"/cases/{code}/history")
    yield "case-history"
    to(f"/cases/{code}/texts")
    yield "case-texts"
    page.click("button[value='name.1']")
    page.wait_for_selector("#text-box")
    yield "case-text"
    to(f"/cases/{code}/texts")
    page.click("button[value='channel.1']")
    page.wait_for_selector("#number-box")
    yield "case-contact"
    to(f"/cases/{code}/act")
    yield "case-act"
    page.check("input[value='interview.start']")
    page.click("button[name=save]")
    page.wait_for_selector(".refusal")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield "case-refused"
    to(f"/cases/{code}/tracks/identification")
    yield "case-track"
    to(f"/cases/{code}/tracks/safety_plan")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    yield "case-track-opened"
    page.fill("textarea[name='of:wishes'] >> nth=0", "to be near her sister")
    page.click("form:has(input[value=draft]) button[name=save]")
    page.wait_for_selector(".problem")
    yield "case-track-problem"
    to(f"/cases/{code}/people")
    yield "case-people"
    to("/cases/nothing")
    yield "case-nothing"


def pages_of_the_log(page: Page, address: str, code: str, language: str) -> Iterator[str]:
    page.goto(f"{address}/log?lang={language}")
    yield "log"
    page.fill("#code-box", code)
    page.click("#answering button.main")
    page.wait_for_selector(f"a[href^='/cases/{code}/seen']")
    yield "log-of-case"
    page.goto(f"{address}/cases/{code}/seen?lang={language}")
    yield "case-seen"


def look_at(page: Page, axe: Callable[[Page], list[str]], name: str, language: str, width: int, theme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    where = f"{name}-{language}-{width}-{theme}"
    assert axe(page) == [], where
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert page.evaluate(SMALL) == [], where
    if os.environ.get("ASYLIA_PICTURES"):
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{where}.png", full_page=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_case(
    new_context: Callable[..., BrowserContext],
    address: str,
    agency: FoundedAgency,
    axe: Callable[[Page], list[str]],
    language: str,
) -> None:
    page = new_context().new_page()
    sign_in(page, address, agency["CW"])
    code = filled_case(page, address)
    for name in pages(page, address, code, language):
        for width, theme in LOOKS:
            look_at(page, axe, name, language, width, theme)
        page.set_viewport_size({"width": 640, "height": 400})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        page.evaluate("document.documentElement.style.fontSize = ''")
    watcher = new_context().new_page()
    sign_in(watcher, address, agency["DP"])
    for name in pages_of_the_log(watcher, address, code, language):
        for width, theme in LOOKS:
            look_at(watcher, axe, name, language, width, theme)
