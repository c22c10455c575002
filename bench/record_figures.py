"""Figures of the record: how times are taken, how statements are counted, and the table that is printed at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of the table. beside: the p50 of what stands beside it in the same run, of which `what_beside` tells.

    target: in words; met: None where there is none.
    """

    what: str
    taken: Sequence[float]
    what_beside: str = ""
    beside: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None

    @property
    def p50(self) -> float:
        return median(self.taken)

    @property
    def p95(self) -> float:
        return p95(self.taken)


def p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20)[18] if len(taken) > 1 else taken[0]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that the work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1e3


@dataclass
class Statements:
    """What was said to the database while one thing was done. kinds: milliseconds by the table or function named."""

    count: int = 0
    answering: float = 0.0
    committing: float = 0.0
    kinds: dict[str, float] = field(default_factory=dict)


@contextmanager
def statements() -> Iterator[Statements]:
    """Counts and times the statements of Django's connection, with the commit. It adds some microseconds to each."""
    from django.db import connections

    told = Statements()
    here: Any = connections["default"]
    commit = here._commit

    def said(execute: Callable[..., Any], sql: str, *others: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, *others)
        finally:
            taken = (time.perf_counter() - started) * 1e3
            told.count += 1
            told.answering += taken
            kind = kind_of(str(sql))
            told.kinds[kind] = told.kinds.get(kind, 0.0) + taken

    def committed() -> Any:
        started = time.perf_counter()
        try:
            return commit()
        finally:
            told.committing += (time.perf_counter() - started) * 1e3

    here._commit = committed
    try:
        with here.execute_wrapper(said):
            yield told
    finally:
        # What stands then is the method of its class.
        del here._commit


def kind_of(sql: str) -> str:
    """A statement in two words: what it does and to which table, or the function that it calls."""
    words = sql.replace("(", " ").replace('"', " ").split()
    verb = words[0].upper()
    for sign in ("INTO", "FROM", "UPDATE"):
        if sign in words and words[-1] != sign:
            return f"{verb} {words[words.index(sign) + 1]}"
    return f"{verb} {words[1]}" if verb == "SELECT" else verb


def where_time_goes(name: str, taken: Sequence[float], told: Sequence[Statements]) -> Iterator[str]:
    """In words: how many statements, which part of the whole they, the commit and Python take; the dearest kinds."""
    whole = median(taken)
    answering = median(one.answering for one in told)
    committing = median(one.committing for one in told)
    yield (
        f"{name}: {median(one.count for one in told):.0f} statements, {answering / whole:.0%} of the time; "
        f"commit {committing / whole:.0%}; Python {max(0.0, 1 - (answering + committing) / whole):.0%}"
    )
    kinds: dict[str, float] = {}
    for one in told:
        for kind, milliseconds in one.kinds.items():
            kinds[kind] = kinds.get(kind, 0.0) + milliseconds / len(told)
    dearest = sorted(kinds.items(), key=lambda item: -item[1])[:6]
    yield "    " + ", ".join(f"{kind} {milliseconds:.2f} ms" for kind, milliseconds in dearest)


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The table, as it stands in docs/performance.md."""
    yield "| What | p50 ms | p95 ms | Beside it, p50 ms | Ratio | Target | |"
    yield "|---|---|---|---|---|---|---|"
    for line in lines:
        beside = "" if line.beside is None else f"{line.beside:.2f} ({line.what_beside})"
        ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
        met = {None: "", True: "met", False: "missed"}[line.met]
        yield f"| {line.what} | {line.p50:.2f} | {line.p95:.2f} | {beside} | {ratio} | {line.target} | {met} |"
