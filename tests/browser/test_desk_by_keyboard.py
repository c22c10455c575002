"""The keyboard alone suffices, focus is seen, and the Back button shows the question before."""

from __future__ import annotations

from playwright.sync_api import Page


def focused(page: Page) -> str:
    return page.evaluate(
        "(document.activeElement.id || document.activeElement.className || document.activeElement.tagName)"
    )


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard; at {focused(page)}")


def test_from_the_first_page_through_an_answer_to_the_summary(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    tab_to(page, "input[name=who]")
    page.keyboard.press("Space")
    tab_to(page, "#age-box")
    page.keyboard.type("31")
    tab_to(page, "#begin button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector(".board")
    assert focused(page) == "question"

    tab_to(page, "#answering input[name=answer]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("#changes")
    assert "L2" in page.locator(".glance").inner_text()
    assert focused(page) == "question"

    tab_to(page, "button[formaction='/desk/later']")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Left for later")
    tab_to(page, "button[formaction='/desk/summary']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".paper")


def test_a_row_opens_to_its_rule_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.click("button[value=tomo]")
    page.wait_for_selector(".board")
    page.focus(".must-not .row summary")
    page.keyboard.press("Enter")
    tab_to(page, ".must-not .row a[href^='#']")
    page.keyboard.press("Enter")
    opened = page.locator(".card[open]")
    assert opened.count() == 1
    assert opened.locator(".cites .checked").count()


def test_the_focus_is_seen(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_the_first_stop_leads_past_the_head_of_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    assert focused(page) == "skip"


def test_back_and_forward_show_the_questions_before_and_after(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.check("input[name=who][value=adult]")
    page.click("#begin button.main")
    page.wait_for_selector(".board")
    first = page.locator("#question").inner_text()
    page.check("#answer input[value=asked]")
    page.click("#answering button.main")
    page.wait_for_selector("#changes")
    second = page.locator("#question").inner_text()
    page.go_back()
    assert page.locator("#question").inner_text() == first
    page.go_forward()
    assert page.locator("#question").inner_text() == second


def test_five_quick_presses_keep_one_answer(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.check("input[name=who][value=adult]")
    page.click("#begin button.main")
    page.wait_for_selector(".board")
    page.check("#answer input[value=asked]")
    page.evaluate("for (let i = 0; i < 5; i++) document.querySelector('#answering button.main').click()")
    page.wait_for_selector("#changes")
    page.wait_for_timeout(300)
    assert "2 answers given" in page.locator(".answers").inner_text()
