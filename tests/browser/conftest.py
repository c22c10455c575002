"""A real Chromium and a running Asylia for the tests in this folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

import chromium
from asylia.server.running import running

QUIET_FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-domain-reliability",
    "--no-first-run",
    "--no-default-browser-check",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without one these tests are skipped, with the way to get it; under CI they fail.

    It ends with the file: while it runs, Django takes this thread for one that must not wait for a database.
    """
    program = chromium.program()
    if program is None:
        if os.environ.get("CI"):
            pytest.fail(chromium.HOW_TO_GET_IT, pytrace=False)
        pytest.skip(chromium.HOW_TO_GET_IT)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=[*QUIET_FLAGS, *sandbox])
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Asylia, without a slash at the end."""
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def may_open() -> list[str]:
    """Addresses outside Asylia that the test expects to be opened (a quick exit); it appends how they begin."""
    return []


@pytest.fixture
def new_context(browser: Browser, address: str, may_open: list[str]) -> Iterator[Callable[..., BrowserContext]]:
    """Makes a browser window of its own (no shared cookies or cache) that reaches Asylia and nothing else.

    Takes the options of playwright's `new_context` (viewport, locale, java_script_enabled, color_scheme ...). Addresses
    in `may_open` are answered with an empty page; any other outside Asylia fails the test at its end.
    """
    opened: list[BrowserContext] = []
    elsewhere: list[str] = []

    def answer(route: Route) -> None:
        url = route.request.url
        if url.startswith(f"{address}/"):
            route.continue_()
        elif url.startswith(tuple(may_open)):
            route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Elsewhere</title>")
        else:
            elsewhere.append(url)
            route.abort()

    def make(**options: Any) -> BrowserContext:
        defaults: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "locale": "en"}
        context = browser.new_context(**(defaults | options))
        context.set_default_timeout(15_000)
        context.route("**/*", answer)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    assert not elsewhere, f"The page asked for {elsewhere}"


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """One page in a window of its own, 1280 px wide, in English."""
    return new_context().new_page()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Looks at a page with axe-core and gives what it finds wrong, a sentence for each: rule, reason, element."""
    source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

    def look(page: Page) -> list[str]:
        page.evaluate(source)
        found = json.loads(page.evaluate("axe.run().then(result => JSON.stringify(result.violations))"))
        return [f"{fault['id']}: {fault['help']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]

    return look
