"""Everything but the Esc key and the emptied Back works without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext


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
    assert page.locator("#changes").count() == 1
    assert "L2" in page.locator(".glance").inner_text()

    page.click("#answering button.main")
    assert page.locator(".problem").count() == 1
    page.click("button[formaction='/desk/later']")
    page.locator(".must-not .row summary").first.click()
    assert page.locator(".must-not .row details[open]").count() == 1

    page.click("button[formaction='/desk/facts']")
    page.click("button[name=group][value=fear]")
    page.click("main button[name=key][value='fear.return']")
    page.check("#answer input[value=yes]")
    page.click("#answering button.main")
    page.locator(".answers summary").click()
    page.locator(".answers button[formaction='/desk/remove']").first.click()
    page.click("button[formaction='/desk/back']")
    page.click(f"button[name=speak][value={'en' if language == 'ar' else 'ar'}]")
    assert page.locator("html").get_attribute("dir") == ("ltr" if language == "ar" else "rtl")
    page.click("button[formaction='/desk/summary']")
    assert page.locator(".paper").count() == 1
    page.click("main button[form=keep]")
    assert page.locator(".board").count() == 1


def test_going_back_in_the_browser_loses_nothing(new_context: Callable[..., BrowserContext], address: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/")
    page.click("button[value=mira]")
    page.click("button[formaction='/desk/step']")
    page.go_back()
    page.reload()
    assert page.locator(".board").count() == 1
