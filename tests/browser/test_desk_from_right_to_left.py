"""In Arabic the page runs from right to left, and codes, dates and times inside it from left to right."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

RUNS_LEFT_TO_RIGHT = """() => {
    const kinds = ["R-[A-Z]{3}-[0-9]{2}", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "[0-9]{2}:[0-9]{2}", "[0-9]+/[0-9]+/[A-Z]+"];
    const codes = new RegExp([...kinds, "S[0-9]+[.][0-9]+", "G[.][0-9]", "UTC[+-][0-9]{2}:[0-9]{2}"].join("|"), "g");
    const turned = [];
    let seen = 0;
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const node = texts.currentNode;
        if (!node.parentElement.checkVisibility()) continue;
        for (const found of node.data.matchAll(codes)) {
            seen += 1;
            const places = [...found[0]].map((_, i) => {
                const range = document.createRange();
                range.setStart(node, found.index + i);
                range.setEnd(node, found.index + i + 1);
                return range.getBoundingClientRect();
            });
            if (places.some((place, i) => i && place.top === places[i - 1].top && place.left < places[i - 1].left)) {
                turned.push(found[0]);
            }
        }
    }
    return [seen, turned];
}"""


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    page.goto(f"{address}/?lang=ar")
    page.click("button[value=mira]")
    page.wait_for_selector(".board")
    for _ in range(4):
        before = page.locator("#keep input[name=desk]").input_value()
        page.click("button[formaction='/desk/step']")
        page.wait_for_function("before => document.querySelector('#keep [name=desk]').value !== before", arg=before)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    return page


def test_codes_dates_and_times_keep_their_direction(desk: Page) -> None:
    seen, turned = desk.evaluate(RUNS_LEFT_TO_RIGHT)
    assert seen > 100
    assert turned == []


def test_so_they_do_on_the_sheet_and_on_the_page_of_a_rule(desk: Page, address: str) -> None:
    desk.click("button[formaction='/desk/summary']")
    desk.wait_for_selector(".paper")
    assert desk.evaluate(RUNS_LEFT_TO_RIGHT)[1] == []
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.goto(f"{address}/law/R-AST-01?lang=ar")
    assert desk.evaluate(RUNS_LEFT_TO_RIGHT)[1] == []


def test_the_page_is_laid_out_from_the_right(desk: Page) -> None:
    def left(selector: str) -> float:
        box = desk.locator(selector).first.bounding_box()
        assert box
        return box["x"]

    assert left(".asking") > left(".board")
    assert left(".brand") > left(".leave")
    assert left(".choice input") > left(".choice span:last-child")
