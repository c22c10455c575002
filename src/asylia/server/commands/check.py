"""Start Asylia, make one assessment over HTTP, look its database over, and end it again."""

from __future__ import annotations

import argparse
import tempfile
import urllib.request
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urlencode

from asylia.server.checkpoints import faults as checkpoint_faults
from asylia.server.database import Databases, databases
from asylia.server.database_check import faults
from asylia.server.running import running
from asylia.server.state import state_folder

SECONDS = 20

EXPECTED_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}

CHILD = {"who": "child", "language": "en"}
CHILD_RULE = "R-CHD-01"
"""Benefit of the doubt on age: an assessment of a child names it whatever else is known."""


class CheckFailed(RuntimeError):
    """Asylia runs, but does not answer as it should. The text says what was expected."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes its arguments
    """0 when everything was as expected; otherwise CheckFailed or NotRunning says what was not."""
    with tempfile.TemporaryDirectory(prefix="asylia-check-") as folder:
        with running(Path(folder)) as address:
            check_page("front page", f"{address}/", "Asylia")
            check_page("front page in Arabic", f"{address}/?lang=ar", 'dir="rtl"')
            check_page("assessment of a child", f"{address}/desk/begin", CHILD_RULE, form=CHILD)
        check_database(own_database(Path(folder)))
    print("Asylia started, made an assessment over HTTP, and ended. Its database is in order. All as expected.")
    return 0


def own_database(trial: Path) -> Databases:
    """The database that cases are kept in; where there is none yet, the one of the trial."""
    own = databases(state_folder())
    return databases(trial) if own.place is not None and not own.place.data.exists() else own


def check_database(known: Databases) -> None:
    """Raise CheckFailed with all that is wrong, or DatabaseUnusable when it does not run at all."""
    with known.kept():
        found = [*dict.fromkeys(faults(known)), *checkpoint_faults()]
    if found:
        raise CheckFailed("The database is not as it should be.\n* " + "\n* ".join(found))


def check_page(name: str, address: str, expected: str, form: dict[str, str] | None = None) -> None:
    """Raise CheckFailed unless the page holds the expected text and protects the person before the screen.

    form: sent as the desk's own form sends it; None asks for the page only.
    """
    body = urlencode(form).encode() if form else None
    with urllib.request.urlopen(address, body, timeout=SECONDS) as response:  # noqa: S310 - our own http address
        text = response.read().decode()
        headers: HTTPMessage = response.headers
    if expected not in text:
        raise CheckFailed(f"The {name} does not hold {expected!r}.")
    for header, value in EXPECTED_HEADERS.items():
        if value not in (headers.get(header) or ""):
            raise CheckFailed(f"The {name} should be sent with {header}: {value}.")
    if headers.get("Set-Cookie"):
        raise CheckFailed(f"The {name} sets a cookie. Asylia sets none.")
