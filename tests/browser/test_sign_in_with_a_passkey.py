"""A passkey is made and used in a real browser: first sign-in, enrolment, and the next sign-in, on a narrow screen."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.access.people_with_accounts import present_code

from asylia.server.running import running

OWN = "four words of their own"


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[tuple[str, str, str]]:
    """Address, sign-in name and one-time passphrase of the case worker of a new agency."""
    environment = {**os.environ, "ASYLIA_VAR": str(tmp_path)}
    with running(tmp_path) as address:
        said = subprocess.run(
            [sys.executable, "-m", "asylia.server.command", "found", "Lamplight"],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        worker = re.search(r"First case worker: (\S+) +(\S+)", said)
        assert worker
        # Browsers make passkeys for an address with a name only.
        yield address.replace("127.0.0.1", "localhost"), worker[1], worker[2]


def with_authenticator(page: Page) -> None:
    """A device that makes passkeys and agrees to everything, as Chromium has it for tests."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def gave_passphrase(page: Page, address: str, name: str, passphrase: str) -> None:
    page.goto(f"{address}/in")
    page.get_by_label("Sign-in name").fill(name)
    page.get_by_label("Passphrase").fill(passphrase)
    page.keyboard.press("Enter")


def test_made_at_the_first_sign_in_and_used_at_the_next(browser: Browser, founded: tuple[str, str, str]) -> None:
    address, name, passphrase = founded
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with_authenticator(page)
    gave_passphrase(page, address, name, passphrase)
    page.get_by_role("heading", name="Choose your own passphrase").wait_for()
    page.get_by_label("New passphrase").fill(OWN)
    page.get_by_label("The same once more").fill(OWN)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Add a second factor").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("heading", name="Write down your recovery codes").wait_for()
    assert len(page.locator(".codes li").all()) == 10
    page.get_by_role("button", name="I have written them down").click()
    page.get_by_role("heading", name="You are signed in").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    assert not context.cookies()

    gave_passphrase(page, address, name, OWN)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="You are signed in").wait_for()
    assert [cookie["httpOnly"] for cookie in context.cookies()] == [True]
    assert not [text for text in said if "Content Security Policy" in text]
    context.close()


def test_a_new_device_takes_the_place_of_the_passkey(browser: Browser, founded: tuple[str, str, str]) -> None:
    address, name, passphrase = founded
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    with_authenticator(page)
    gave_passphrase(page, address, name, passphrase)
    page.get_by_label("New passphrase").fill(OWN)
    page.get_by_label("The same once more").fill(OWN)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_role("button", name="I have written them down").click()
    page.get_by_role("link", name="A new device for my second factor").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("heading", name="A new device").wait_for()
    secret = page.locator(".code-long").inner_text().replace(" ", "")
    page.get_by_label("Six digits").fill(present_code(secret))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Write down your recovery codes").wait_for()
    page.get_by_role("button", name="I have written them down").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="You are signed out").wait_for()

    gave_passphrase(page, address, name, OWN)
    page.get_by_label("Six digits").wait_for()
    assert page.get_by_role("button", name="Use a passkey").count() == 0
    context.close()
