"""How times are taken: the same way in every engine's process. Standard library only."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

T = TypeVar("T")


def per_case(work: Callable[[T], object], cases: Sequence[T]) -> float:
    """Microseconds for one case: the median over all cases, so that what else the machine does counts little."""
    gc.collect()
    taken = []
    for case in cases:
        started = time.perf_counter()
        work(case)
        taken.append(time.perf_counter() - started)
    return median(taken) * 1e6


def once(work: Callable[[], object]) -> float:
    """Milliseconds that the work takes."""
    gc.collect()
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


MORE = 5
"""A register is worked through in milliseconds: so many times more often."""


def repeated(times: int, timed: Callable[[], float]) -> list[float]:
    """The same measurement so many times, after one that is thrown away."""
    timed()
    return [timed() for _ in range(times)]


def read_cases(folder: Path) -> list[dict[str, Any]]:
    """The people of this run, as they were written for all engines: fact key to true, false, a word or a list."""
    people: list[dict[str, Any]] = json.loads((folder / "cases.json").read_text())
    return people


def hand_back(figures: dict[str, Any]) -> None:
    """The one line on standard output that the run reads."""
    print(json.dumps(figures))
