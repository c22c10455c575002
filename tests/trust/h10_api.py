"""H10: whatever is asked of the API, by whichever role: no server error, no answer but those described, no open door.

The asking is done by a process of its own (`h10_asker`), against the application and a database like that of a server.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from tests.trust import h10_asker, servers
from tests.trust.frame import Fault, Red

ROLES = ("CW", "DP")
"""Beside the other tests: who works on cases, and who reads the log and never a case."""

EVERY_KIND = ("CW", "PO", "CP", "BO", "LE", "CO", "LR", "HP", "IN", "DP", "AUD", "SY")
"""In full: one of each kind of room, from who sees most to who sees nothing."""


@dataclass(frozen=True)
class Said:
    """What the asking process said."""

    requests: int
    statuses: dict[str, int]
    failures: dict[str, int]


def asked(roles: tuple[str, ...], examples: int) -> Said:
    """Ask as each of these roles, with so many random requests for each address. Raises Red."""
    with servers.folder() as var, servers.running(var):
        process = subprocess.run(
            [sys.executable, "-m", "tests.trust.h10_asker", ",".join(roles), str(examples), servers.fault],
            env=servers.environment(var, "app"),
            cwd=servers.ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    if process.returncode != 0:
        raise RuntimeError(f"the asking process ended: {process.stderr[-2000:]}")
    told: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])
    said = Said(told["requests"], told["statuses"], told["failures"])
    if said.failures:
        raise Red(f"{len(said.failures)} kinds of wrong answers, such as: {next(iter(said.failures))}")
    if not said.statuses.get("200"):
        raise Red("nothing that was asked was ever answered with what was hoped for")
    return said


def asked_by_one() -> object:
    """The smallest run: one role, what the description itself gives, and a few random requests."""
    return asked(("CW",), 2)


def under(fault: str) -> Callable[[], AbstractContextManager[object]]:
    return lambda: servers.under(fault)


FAULTS = {name: Fault(under(name), asked_by_one) for name in h10_asker.FAULTS}
