"""A case worker's day at a browser: from the desk to a case, a refusal, a name; and what goes wrong loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.access.people_with_accounts import FoundedAgency
from tests.browser.case_browser import (
    agency_of,
    choose_fact,
    choose_text,
    give_both_factors,
    keep,
    open_case,
    session_ends,
    sign_in,
)

from asylia.server.running import running

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")


@pytest.fixture(scope="module")
def address(state: Path) -> Iterator[str]:
    with running(state) as started:
        yield started


@pytest.fixture
def agency(address: str, state: Path) -> FoundedAgency:
    """An agency of its own for each test, so that no code of a device was used before."""
    return agency_of(state)


def test_from_the_desk_to_a_case_a_refusal_and_a_name(
    page: Page, new_context: NewContext, address: str, agency: FoundedAgency
) -> None:
    sign_in(page, address, agency["CW"])
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{address}/")
    page.check("input[name=who][value=not_sure]")
    page.fill("#age-box", "16")
    page.select_option("#country-box", "XB")
    page.click("#begin button.main")
    page.wait_for_selector(".board")
    page.click("button[formaction='/cases/open']")
    expect(page.locator(".story")).to_contain_text("from the desk")
    page.dblclick("button[name=save]")
    page.wait_for_selector(".case-page")
    code = page.locator("h1 bdi").first.inner_text()
    assert page.url == f"{address}/cases/{code}"
    expect(page.locator(".of-case")).to_contain_text("16 years, as declared; doubt recorded: treated as a child.")

    choose_fact(page, "charges", "det.held")
    page.check("input[name=answer][value=yes]")
    keep(page)
    expect(page.locator(".changes")).to_contain_text("Is the person held now")
    expect(page.locator(".must-not")).to_contain_text("Keep in detention")

    page.click("a.button[href*='/act']")
    page.check("input[name=act][value='interview.start']")
    page.click("button[name=save]")
    page.wait_for_selector(".refusal")
    expect(page.locator(".refusal")).to_contain_text("Nothing was done, and nothing was changed.")
    expect(page.locator(".refusal .card").first).to_contain_text("R-")

    page.goto(f"{address}/cases/{code}")
    choose_text(page, "name.1")
    page.fill("#text-box", "Mirabelle Invented")
    keep(page)
    expect(page.locator("main")).to_contain_text("Mirabelle Invented")
    page.goto(f"{address}/cases")
    assert page.locator(".case-list li").count() == 1
    assert page.title() == "Notes"

    colleague = new_context().new_page()
    sign_in(colleague, address, agency["LR"])
    answer = colleague.goto(f"{address}/cases/{code}")
    assert answer is not None
    assert answer.status == 404
    expect(colleague.locator("h1")).to_have_text("There is nothing here")


def test_two_windows_write_the_same_text_and_both_stay(page: Page, address: str, agency: FoundedAgency) -> None:
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    other = page.context.new_page()
    other.goto(f"{address}/cases/{code}")
    for window in (page, other):
        choose_text(window, "name.1")
    page.fill("#text-box", "Mirabelle")
    keep(page)
    other.fill("#text-box", "Mirabella")
    other.click("button[name=save]")
    other.wait_for_selector(".side-by-side")
    expect(other.locator(".side-by-side")).to_contain_text("Mirabelle")
    expect(other.locator(".side-by-side")).to_contain_text("Mirabella")
    other.fill("#text-box", "Mirabelle or Mirabella")
    keep(other)
    page.reload()
    expect(page.locator("main")).to_contain_text("Mirabelle or Mirabella")
    expect(page.locator("main")).not_to_contain_text("without having seen")


def test_a_session_that_ends_keeps_the_text(page: Page, address: str, state: Path, agency: FoundedAgency) -> None:
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    choose_text(page, "name.1")
    page.fill("#text-box", "Mirabelle Invented")
    session_ends(state, agency["CW"])
    page.click("button[name=save]")
    page.wait_for_selector("#passphrase")
    expect(page.locator(".problem")).to_contain_text("What you wrote is kept in this page")
    assert "Mirabelle" not in page.content()
    give_both_factors(page, agency["CW"], again=1)
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_selector(".case-page")
    assert page.url == f"{address}/cases/{code}"
    expect(page.locator("main")).to_contain_text("Mirabelle Invented")


def test_a_server_that_is_away_leaves_the_text_in_the_page(page: Page, address: str, agency: FoundedAgency) -> None:
    sign_in(page, address, agency["CW"])
    open_case(page, address)
    choose_text(page, "name.1")
    page.fill("#text-box", "Mirabelle Invented")
    page.context.set_offline(offline=True)
    page.click("button[name=save]")
    page.wait_for_selector(".problem")
    assert page.input_value("#text-box") == "Mirabelle Invented"
    page.context.set_offline(offline=False)
    keep(page)
    expect(page.locator("main")).to_contain_text("Mirabelle Invented")


def test_leaving_a_case_leaves_nothing_behind_back(page: Page, address: str, agency: FoundedAgency) -> None:
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    choose_text(page, "name.1")
    page.fill("#text-box", "Mirabelle Invented")
    keep(page)
    page.click(".leave", no_wait_after=True)
    expect(page).to_have_url(f"{address}/calendar")
    for _ in range(3):
        page.evaluate("setTimeout(() => history.back())")
        page.wait_for_timeout(400)
        text = page.evaluate("document.documentElement.innerText")
        assert "Mirabelle" not in text
        assert code not in text


def test_everything_works_without_script(new_context: NewContext, address: str, agency: FoundedAgency) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    choose_fact(page, "charges", "det.held")
    page.check("input[name=answer][value=declined]")
    keep(page)
    expect(page.locator("main")).to_contain_text("Prefers not to say")
    choose_text(page, "name.1")
    page.fill("#text-box", "Mirabelle Invented")
    page.click("button[name=speak]")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.input_value("#text-box") == "Mirabelle Invented"
    keep(page)
    assert page.url == f"{address}/cases/{code}?lang=ar"
    expect(page.locator("main")).to_contain_text("Mirabelle Invented")


def test_the_keyboard_alone_suffices(page: Page, address: str, agency: FoundedAgency) -> None:
    sign_in(page, address, agency["CW"])
    code = open_case(page, address)
    page.goto(f"{address}/cases/{code}/texts")
    page.focus("button[value='name.1']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#text-box")
    page.focus("#text-box")
    page.keyboard.type("Mirabelle")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".case-page")
    expect(page.locator("main")).to_contain_text("Mirabelle")
