"""Leaving takes at most 300 ms, and Back shows nothing of Asylia."""

from __future__ import annotations

import re
from collections.abc import Callable
from time import perf_counter

import pytest
from playwright.sync_api import BrowserContext, Page, expect

BEFORE = "about:blank"

CALENDAR = re.compile("/calendar$")
"""Polled, not waited for: pressing Esc three times may start the way there more than once."""


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    """Some steps into a worked case, with a page of its own in the history before it."""
    page.goto(BEFORE)
    sit_down(page, address)
    return page


def sit_down(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.click("button[value=mira]")
    page.wait_for_selector(".board")
    for _ in range(2):
        before = page.locator("#keep input[name=desk]").input_value()
        page.click("button[formaction='/desk/step']")
        page.wait_for_function("before => document.querySelector('#keep [name=desk]').value !== before", arg=before)


def by_button(page: Page) -> None:
    page.click(".leave", no_wait_after=True)


def by_escape(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


@pytest.mark.parametrize("leave", [by_button, by_escape])
def test_the_neutral_page_is_there_within_300_milliseconds(
    desk: Page, address: str, leave: Callable[[Page], None]
) -> None:
    # The best of three, since other work on the machine can only add to it.
    taken = [time_to_leave(desk, leave)]
    while min(taken) >= 300 and len(taken) < 3:
        sit_down(desk, address)
        taken.append(time_to_leave(desk, leave))
    assert min(taken) < 300


def time_to_leave(desk: Page, leave: Callable[[Page], None]) -> float:
    """Milliseconds, measured in the page itself: from the press to the neutral page being there."""
    desk.evaluate(
        """() => {
            const start = () => sessionStorage.setItem('pressed', String(Date.now()));
            addEventListener('click', start, true);
            addEventListener('keydown', start, true);
        }"""
    )
    leave(desk)
    expect(desk).to_have_url(CALENDAR)
    desk.wait_for_selector("table")
    return float(
        desk.evaluate(
            """() => performance.timeOrigin + performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd
                - Number(sessionStorage.getItem('pressed'))"""
        )
    )


def test_what_was_on_the_page_is_gone_at_once(desk: Page) -> None:
    blank = desk.evaluate("() => { document.querySelector('.leave').click(); return document.body.childElementCount; }")
    assert blank == 0


def test_two_escapes_do_nothing(desk: Page) -> None:
    desk.keyboard.press("Escape")
    desk.keyboard.press("Escape")
    desk.wait_for_timeout(200)
    assert desk.locator(".board").count()


@pytest.mark.parametrize("leave", [by_button, by_escape])
def test_back_and_forward_show_nothing(desk: Page, leave: Callable[[Page], None]) -> None:
    leave(desk)
    expect(desk).to_have_url(CALENDAR)
    desk.wait_for_selector("table")
    for turn in ("back", "back", "back", "forward", "forward", "forward"):
        desk.evaluate(f"setTimeout(() => history.{turn}())")
        desk.wait_for_timeout(300)
        text = desk.evaluate("document.documentElement.innerText")
        assert "Mira" not in text
        assert "Asylia" not in text


def test_back_shows_nothing_after_a_page_of_rules(page: Page, address: str) -> None:
    page.goto(f"{address}/law/R-TRF-02")
    page.goto(f"{address}/")
    page.click("button[value=mira]")
    page.wait_for_selector(".board")
    by_button(page)
    page.wait_for_url("**/calendar")
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_timeout(400)
    assert "Asylia" not in page.evaluate("document.documentElement.innerText")


def test_the_address_and_the_title_say_nothing(desk: Page, address: str) -> None:
    assert desk.url == f"{address}/"
    assert desk.title() == "Notes"
    by_button(desk)
    expect(desk).to_have_url(CALENDAR)
    assert desk.title() == "Calendar"


def test_every_open_page_leaves_together(new_context: Callable[..., BrowserContext], address: str) -> None:
    context = new_context()
    first, second = context.new_page(), context.new_page()
    first.goto(f"{address}/law/")
    second.goto(f"{address}/")
    by_button(second)
    first.wait_for_url("**/calendar")


def test_without_script_the_button_is_a_link(new_context: Callable[..., BrowserContext], address: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}/")
    started = perf_counter()
    page.click(".leave")
    page.wait_for_url("**/calendar")
    assert perf_counter() - started < 2
