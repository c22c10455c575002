"""Everything but the Esc key and the emptied Back works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_sitting_from_beginning_to_end(
    new_context: Callable[..., BrowserContext], address: str, language: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/?lang={language}")
    page.check("input[name=who][value=not_sure]")
    page.select_option("#country-box", "XB")
    page.click("#begin button.main")
    page.check("#answer input[value=yes]")
    page.click("#answering button.main")
    expect(page.locator("#changes")).to_have_count(1)
    expect(page.locator(".glance")).to_contain_text("L2")

    page.click("#answering button.main")
    expect(page.locator(".problem")).to_have_count(1)
    page.click("button[formaction='/desk/later']")
    page.locator(".must-not .row summary").first.click()
    expect(page.locator(".must-not .row details[open]")).to_have_count(1)

    page.click("button[formaction='/desk/facts']")
    page.click("button[name=group][value=fear]")
    page.click("main button[name=key][value='fear.return']")
    page.check("#answer input[value=yes]")
    page.click("#answering button.main")
    page.locator(".answers summary").click()
    page.locator(".answers button[formaction='/desk/remove']").first.click()
    page.click("button[formaction='/desk/back']")
    page.click(f"button[name=speak][value={'en' if language == 'ar' else 'ar'}]")
    expect(page.locator("html")).to_have_attribute("dir", ("ltr" if language == "ar" else "rtl"))
    page.click("button[formaction='/desk/summary']")
    expect(page.locator(".paper")).to_have_count(1)
    page.click("main button[form=keep]")
    expect(page.locator(".board")).to_have_count(1)


def test_going_back_in_the_browser_loses_nothing(new_context: Callable[..., BrowserContext], address: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/")
    page.click("button[value=mira]")
    page.click("button[formaction='/desk/step']")
    expect(page).to_have_url(f"{address}/desk/step")
    page.wait_for_load_state()
    page.go_back()
    page.reload()
    expect(page.locator(".board")).to_have_count(1)
