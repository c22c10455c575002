"""What every harness shares: how large a run is, what red means, the figure it shows, and the faults it must find.

ASYLIA_TRUST=full makes a run as large as `./test trust`; without it the sizes fit beside the other tests.
ASYLIA_TRUST_FIGURES names a folder where each figure is left as a file, for the table that `./test trust` prints.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

SIZE = "ASYLIA_TRUST"
FIGURES = "ASYLIA_TRUST_FIGURES"


class Red(AssertionError):
    """A harness found what must never be. Anything else that goes wrong is a fault of the harness, and no finding."""


def is_full() -> bool:
    return os.environ.get(SIZE) == "full"


def sized(beside_other_tests: int, full: int) -> int:
    """How many times to try, by the size of this run."""
    return full if is_full() else beside_other_tests


@dataclass(frozen=True)
class Figure:
    """What one run measured: of which harness, what was tried, how many times, and what came of it."""

    harness: str
    tried: str
    number: int
    result: str

    def line(self) -> str:
        return f"{self.harness:4} {self.tried}: {self.number:,} tried, {self.result}"


def show(harness: str, tried: str, number: int, result: str) -> None:
    """Print the figure of a run that was green, and leave it for the table."""
    if number < 1:
        raise Red(f"{harness}: {tried}: nothing was tried")
    figure = Figure(harness, tried, number, result)
    print(figure.line())
    folder = os.environ.get(FIGURES)
    if folder:
        name = re.sub(r"[^a-z0-9]+", "-", f"{harness} {tried}".lower())
        said = {**asdict(figure), "size": "full" if is_full() else "beside other tests"}
        (Path(folder) / f"{name}.json").write_text(json.dumps(said) + "\n")


@dataclass(frozen=True)
class Fault:
    """One thing changed in the product for the length of a run, and the harness that must turn red under it."""

    made: Callable[[], AbstractContextManager[object]]
    found_by: Callable[[], object]
    why_not: Callable[[], str] = str
    """Why the harness cannot run on this machine, or "" where it can."""

    def is_found(self) -> bool:
        """Whether the harness turns red. What is not Red passes through: a harness that breaks has found nothing."""
        with self.made():
            try:
                self.found_by()
            except Red:
                return True
        return False


def replaced(target: str, by: object) -> Callable[[], AbstractContextManager[object]]:
    """The fault that a named function or value of the product is another."""
    return lambda: patch(target, by)


def without_privilege(why: str) -> None:
    """Skip where the machine does not let us; where CI runs, nothing is skipped."""
    if os.environ.get("CI"):
        raise AssertionError(f"CI must allow this: {why}")
    pytest.skip(why)
