"""Two people at two browsers, by keyboard, one without script: one asks in danger, the other agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from tests.access.people_with_accounts import FoundedAgency, founded_agency
from tests.browser.case_browser import code_of_device, open_case, sign_in

from asylia.server.database import databases
from asylia.server.running import running

NewContext = Callable[..., BrowserContext]
REASON = "somebody threatens to hurt her tonight"


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def address(state: Path) -> Iterator[str]:
    with running(state) as started:
        yield started


@pytest.fixture(params=["en", "ar"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def agency(address: str, state: Path) -> FoundedAgency:
    return founded_agency(databases(state), "Lamplight (invented)", ("CW", "HP", "CO"))


def given_again(page: Page) -> None:
    """The second factor once more, then what was written is sent."""
    page.wait_for_selector("#code")
    page.fill("#code", code_of_device(again=1))
    page.keyboard.press("Enter")
    page.wait_for_selector("form[action^='/cases'] button.main")
    page.click("form[action^='/cases'] button.main")


@pytest.mark.parametrize("width", [360, 1280])
def test_one_asks_and_another_agrees(
    new_context: NewContext,
    axe: Callable[[Page], list[str]],
    address: str,
    agency: FoundedAgency,
    language: str,
    width: int,
) -> None:
    window = {"viewport": {"width": width, "height": 900}}
    worker, helper, coordinator = (
        new_context(**window, java_script_enabled=on).new_page() for on in (True, False, True)
    )
    sign_in(worker, address, agency["CW"])
    code = open_case(worker, address)
    for page, role in ((helper, "HP"), (coordinator, "CO")):
        sign_in(page, address, agency[role], language)

    helper.goto(f"{address}/cases?lang={language}")
    helper.click("a[href^='/cases/danger']")
    helper.fill("input[name=code]", code)
    helper.check("input[name=category]")
    helper.fill("textarea", REASON)
    helper.focus("button[name=save]")
    helper.keyboard.press("Enter")
    given_again(helper)
    helper.wait_for_selector("main a[href^='/cases']")

    coordinator.goto(f"{address}/cases?lang={language}")
    assert coordinator.locator(".case-list .is-hard").count() == 1
    coordinator.click(f"a[href^='/cases/{code}']")
    coordinator.click(".caution a.button")
    coordinator.wait_for_selector("textarea")
    assert axe(coordinator) == []
    fits(coordinator)
    coordinator.fill("textarea", REASON)
    coordinator.focus("form:has(textarea) button.main")
    coordinator.keyboard.press("Enter")
    given_again(coordinator)
    coordinator.wait_for_selector("button[name=opening]")

    helper.goto(f"{address}/cases?lang={language}")
    helper.click(f"a[href^='/cases/{code}']")
    helper.wait_for_selector(".in-danger > .caution")
    fits(helper)
    coordinator.click("button[name=opening]")
    coordinator.wait_for_selector("button[name=opening]", state="detached")
    helper.reload()
    assert helper.locator(".case-page").count() == 0


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
