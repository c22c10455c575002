"""People of an invented agency at a browser: they sign in with both factors, and work on cases."""

from __future__ import annotations

from pathlib import Path

from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page
from tests.access.people_with_accounts import DEVICE, PASSPHRASE, FoundedAgency, Person, founded_agency

from asylia.server.database import databases

ROLES = ("CW", "LR", "CO", "DP", "BO")


def agency_of(state: Path, roles: tuple[str, ...] = ROLES) -> FoundedAgency:
    """An agency in the database of a running Asylia, with an account for each of these roles."""
    return founded_agency(databases(state), "Lamplight (invented)", roles)


def sign_in(page: Page, address: str, person: Person, language: str = "en") -> None:
    page.goto(f"{address}/in?lang={language}")
    give_both_factors(page, person)
    page.wait_for_selector("a[href^='/cases']")


def give_both_factors(page: Page, person: Person, *, again: int = 0) -> None:
    """Fill in the two pages of signing in, wherever they stand. again: how many codes were used just before."""
    page.fill("#name", person.name)
    page.fill("#passphrase", PASSPHRASE)
    page.click("main form button.main")
    page.wait_for_selector("#code")
    page.fill("#code", code_of_device(again))
    page.click("main form:has(#code) button")


def code_of_device(again: int = 0) -> str:
    """What the device shows now. again: how many codes were used just before."""
    counter = list(totp.yield_hotp_counters_from_time())[1 + again]
    return str(totp.format_hotp_value(totp.hotp_value(DEVICE, counter)))


def session_ends(state: Path, person: Person) -> None:
    """Twenty minutes pass without a sign of life."""
    with databases(state).connect("app") as connection:
        connection.execute("SELECT set_config('app.account', %s, true)", [str(person.account)])
        connection.execute("SELECT set_config('app.agency', %s, true)", [str(person.agency)])
        ended = connection.execute(
            "UPDATE access_signin SET signed_in_at = signed_in_at - interval '20 minutes',"
            " last_seen_at = last_seen_at - interval '20 minutes' WHERE account_id = %s",
            [str(person.account)],
        )
        assert ended.rowcount
        connection.commit()


def open_case(page: Page, address: str, country: str = "XB") -> str:
    """A new case; gives its code. Its page is open."""
    page.goto(f"{address}/cases/open")
    page.select_option("#country-box", country)
    page.click("button[name=save]")
    page.wait_for_selector(".case-page")
    return page.locator("h1 bdi").first.inner_text()


def choose_fact(page: Page, group: str, fact: str) -> None:
    """From the page of a case to the question of one fact."""
    page.click("a.button[href*='/facts']")
    page.click(f"button[name=group][value='{group}']")
    page.click(f"button[name=fact][value='{fact}']")
    page.wait_for_selector("input[name=fact]", state="attached")


def keep(page: Page) -> None:
    page.click("button[name=save]")
    page.wait_for_selector(".case-page")


def choose_text(page: Page, field: str) -> None:
    """From the page of a case to the form of one text."""
    page.click("a.button[href*='/texts']")
    page.click(f"button[name=field][value='{field}']")
    page.wait_for_selector("textarea, #number-box")
