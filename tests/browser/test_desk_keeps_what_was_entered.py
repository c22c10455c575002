"""Nothing that was entered is lost when the server is away, and nothing is stored by the browser."""

from __future__ import annotations

from playwright.sync_api import Dialog, Page


def begun(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.click("button[value=mira]")
    page.wait_for_selector(".board")


def test_an_answer_that_cannot_be_sent_stays_in_the_page(page: Page, address: str) -> None:
    begun(page, address)
    page.check("#answer input[value=declined]")
    page.route("**/desk/**", lambda route: route.abort())
    page.click("#answering button.main")
    page.wait_for_selector(".problem")
    assert "This was not sent" in page.locator(".problem").inner_text()
    assert page.locator("#answer input[value=declined]").is_checked()
    page.unroute("**/desk/**")
    page.click("#answering button.main")
    page.wait_for_selector("#changes")


def test_the_browser_stores_nothing(page: Page, address: str) -> None:
    begun(page, address)
    stored = page.evaluate(
        """async () => [localStorage.length, sessionStorage.length, document.cookie,
            (await indexedDB.databases()).length, (await caches.keys()).length]"""
    )
    assert stored == [0, 0, "", 0, 0]
    assert page.context.cookies() == []


def test_closing_with_answers_asks_first_and_leaving_does_not(page: Page, address: str) -> None:
    begun(page, address)
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.click(".leave", no_wait_after=True)
    page.wait_for_url("**/calendar")
    assert asked == []
    begun(page, address)
    page.goto(f"{address}/law/")
    assert asked == ["beforeunload"]


def test_print_shows_the_sheet_without_the_desk(page: Page, address: str) -> None:
    begun(page, address)
    page.click("button[formaction='/desk/summary']")
    page.wait_for_selector(".paper")
    page.emulate_media(media="print")
    assert not page.locator(".leave").is_visible()
    assert page.locator(".sheet").is_visible()
