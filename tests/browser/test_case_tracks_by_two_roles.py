"""Identification at a browser by those it belongs to: a case worker presumes, the authority decides, never alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.access.people_with_accounts import FoundedAgency
from tests.browser.case_browser import agency_of, keep, open_case, sign_in

from asylia.server.running import running

NewContext = Callable[..., BrowserContext]
REASONS = "She was held in a house, her papers were taken, and she was beaten when she asked to leave."


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def address(state: Path) -> Iterator[str]:
    with running(state) as started:
        yield started


@pytest.fixture
def agency(address: str, state: Path) -> FoundedAgency:
    return agency_of(state, ("CW", "CO", "IA"))


def let_work_on_it(page: Page, address: str, agency: FoundedAgency, code: str, role: str) -> None:
    sign_in(page, address, agency["CO"])
    page.goto(f"{address}/cases/{code}/people")
    page.select_option("#assign-box", f"{agency[role].account}:{role}")
    page.click("form:has(#assign-box) button.main")
    page.wait_for_load_state()


def presumed(page: Page, address: str, agency: FoundedAgency) -> str:
    """A case whose person is presumed to be a victim, by the case worker on this page; gives its code."""
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    page.click("summary:has-text('Begin another track')")
    page.click("a[href*='/tracks/identification']")
    presume = page.locator("details:has(input[value=presume])")
    presume.locator("summary").first.click()
    expect(presume).to_contain_text("Missing, by what you see")
    expect(presume).to_contain_text("R-IDN-01")
    presume.get_by_text("More questions that could settle it").click()
    presume.locator("button[value='id.self_report']").click()
    page.check("input[name=answer][value=yes]")
    keep(page)
    page.goto(f"{address}/cases/{code}/tracks/identification")
    page.locator("details:has(input[value=presume]) summary").first.click()
    page.dblclick("form:has(input[value=presume]) button[name=save]")
    page.wait_for_selector(".changes")
    expect(page.locator(".stands")).to_contain_text("presumed to be a victim")
    expect(page.locator(".steps > li")).to_have_count(1)
    return code


def test_a_case_worker_presumes_and_the_authority_finds_grounds(
    page: Page, new_context: NewContext, address: str, agency: FoundedAgency
) -> None:
    code = presumed(page, address, agency)
    expect(page.locator("input[value=find_grounds]")).to_have_count(0)
    let_work_on_it(new_context().new_page(), address, agency, code, "IA")

    authority = new_context().new_page()
    sign_in(authority, address, agency["IA"])
    authority.goto(f"{address}/cases/{code}/tracks/identification")
    refuses = authority.locator("details:has(input[value=find_no_grounds])")
    refuses.locator("summary").first.click()
    refuses.locator("textarea[name='of:reasons']").fill(REASONS)
    refuses.locator("textarea[name='of:review_notice']").fill("by the lawyer, in her language")
    refuses.locator("button[name=save]").click()
    authority.wait_for_selector(".problem")
    expect(authority.locator(".problem")).to_contain_text("Nothing was changed: a question is not answered yet.")
    expect(refuses).to_contain_text("R-IDN-07")
    expect(refuses).to_contain_text("Negative decisions need a second reader, reasons and a review path")
    assert refuses.locator("textarea[name='of:reasons']").input_value() == REASONS
    authority.click(".problem a")
    expect(authority.locator("#move-0-find_no_grounds-second-box")).to_be_focused()

    finds = authority.locator("details:has(input[value=find_grounds])")
    finds.locator("summary").first.click()
    finds.locator("textarea[name='of:reasons']").fill(REASONS)
    finds.locator("button[name=save]").click()
    authority.wait_for_selector(".changes")
    expect(authority.locator(".stands")).to_contain_text("reasonable grounds found")
    expect(authority.locator(".steps")).to_contain_text(REASONS)

    page.goto(f"{address}/cases/{code}")
    expect(page.locator(".tracks")).to_contain_text("reasonable grounds found")


def test_a_track_is_moved_without_script_and_by_keyboard(
    new_context: NewContext, address: str, agency: FoundedAgency
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    page.goto(f"{address}/cases/{code}/tracks/safety_plan")
    page.focus("details:has(input[value=draft]) > summary")
    page.keyboard.press("Enter")
    page.focus("details:has(input[value=draft]) textarea >> nth=0")
    page.keyboard.type("to be near her sister")
    page.focus("form:has(input[value=draft]) button[name=save]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".problem")
    assert page.locator("textarea[name='of:wishes']").input_value() == "to be near her sister"
    page.click("button[name=speak]")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("textarea[name='of:wishes']").input_value() == "to be near her sister"
    for name in ("threats", "channels", "never_call", "emergency"):
        page.fill(f"textarea[name='of:{name}']", "as agreed with her")
    page.click("form:has(input[value=draft]) button[name=save]")
    page.wait_for_selector(".changes")
    assert page.locator(".steps > li").count() == 1
    assert "to be near her sister" in page.inner_text(".steps")
