"""Signs are written down by keyboard alone, without script as well, and the pages have no barriers at any width."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.browser.case_browser import agency_of, open_case, sign_in

from asylia.server.running import running

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def address(state: Path) -> Iterator[str]:
    with running(state) as started:
        yield started


@pytest.mark.parametrize(("width", "language", "script"), [(360, "en", False), (360, "ar", True), (1280, "en", True)])
def test_signs_are_recorded_and_stand_on_the_page(
    new_context: NewContext,
    axe: Callable[[Page], list[str]],
    address: str,
    state: Path,
    width: int,
    language: str,
    script: bool,
) -> None:
    page = new_context(viewport={"width": width, "height": 900}, java_script_enabled=script).new_page()
    sign_in(page, address, agency_of(state)["CW"], language)
    code = open_case(page, address)
    page.goto(f"{address}/cases/{code}/signs?lang={language}")
    page.focus("button[name=group][value=EX]")
    page.keyboard.press("Enter")
    page.wait_for_selector("select[name='of:I-EX-01']")
    if script:
        assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.select_option("select[name='of:I-EX-01']", "yes")
    page.focus("button[name=save]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".case-page #signs")
    assert page.locator(".known .told .mark.is-yes").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if script:
        assert axe(page) == []
