"""Leaving a case: the neutral page at once, the session is gone, and Back shows no page of a case."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.browser.case_browser import agency_of, open_case, sign_in

from asylia.server.running import running

NewContext = Callable[..., BrowserContext]
CALENDAR = re.compile("/calendar$")


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def address(state: Path) -> Iterator[str]:
    with running(state) as started:
        yield started


@pytest.mark.parametrize(("how", "script"), [("button", True), ("button", False), ("escape", True)])
def test_back_shows_no_case_and_nobody_is_signed_in(
    new_context: NewContext, address: str, state: Path, how: str, script: bool
) -> None:
    context = new_context(java_script_enabled=script)
    page = context.new_page()
    sign_in(page, address, agency_of(state)["CW"])
    code = open_case(page, address)
    page.goto(f"{address}/cases")
    page.goto(f"{address}/cases/{code}")
    if how == "button":
        page.click(".leave", no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Escape")
    expect(page).to_have_url(CALENDAR)
    page.wait_for_selector("table")
    assert "notes" not in {cookie.get("name") for cookie in context.cookies()}
    for _ in range(3):
        page.evaluate("setTimeout(() => history.back())")
        page.wait_for_timeout(400)
        text = page.evaluate("document.documentElement.innerText")
        assert code not in text
        assert "My cases" not in text
    fresh = page.goto(f"{address}/cases/{code}")
    assert fresh is not None
    assert fresh.status == 401
