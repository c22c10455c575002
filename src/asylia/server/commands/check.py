"""Start Asylia, make one assessment over HTTP, check what it answers, and end it again."""

from __future__ import annotations

import argparse
import tempfile
import urllib.request
from http.client import HTTPMessage
from pathlib import Path

from asylia.server.running import running

SECONDS = 20

EXPECTED_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class CheckFailed(RuntimeError):
    """Asylia runs, but does not answer as it should. The text says what was expected."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes its arguments
    """0 when everything was as expected; otherwise CheckFailed or NotRunning says what was not."""
    with tempfile.TemporaryDirectory(prefix="asylia-check-") as folder, running(Path(folder)) as address:
        check_front_page(address)
    print("Asylia started, made an assessment over HTTP, and ended. All as expected.")
    return 0


def check_front_page(address: str) -> None:
    text, headers = fetch(f"{address}/")
    if "Asylia" not in text:
        raise CheckFailed("The front page does not name Asylia.")
    check_headers(headers)


def fetch(address: str) -> tuple[str, HTTPMessage]:
    with urllib.request.urlopen(address, timeout=SECONDS) as response:  # noqa: S310 - our own http address
        return response.read().decode(), response.headers


def check_headers(headers: HTTPMessage) -> None:
    """Raise CheckFailed where a header that protects the person before the screen is missing, or a cookie is set."""
    for name, expected in EXPECTED_HEADERS.items():
        if expected not in (headers.get(name) or ""):
            raise CheckFailed(f"The front page should send {name} with {expected!r}.")
    if headers.get("Set-Cookie"):
        raise CheckFailed("The front page sets a cookie. Asylia sets none.")
