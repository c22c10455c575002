"""Figures of the record: how times are taken, how statements are counted, and the table that is printed at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True)
class Line:
    """One line of the table. beside: the p50 of what stands beside it in the same run, of which `what_beside` tells.

    at_work: milliseconds on a core, of this process and the database's. target: in words; met: None without one.
    """

    what: str
    taken: Sequence[float]
    what_beside: str = ""
    beside: float | None = None
    ratio: float | None = None
    at_work: float | None = None
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
    """What was said to the database while one thing was done. kinds: milliseconds by the table or function named.

    python, postgres: milliseconds that this process and the database's were really at work on a core. Unlike what a
    clock shows, they hardly depend on what else the machine does. postgres: 0 where the system does not tell.
    """

    count: int = 0
    answering: float = 0.0
    committing: float = 0.0
    python: float = 0.0
    postgres: float = 0.0
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

    here.ensure_connection()
    process = here.connection.info.backend_pid
    here._commit = committed
    python, postgres = time.process_time(), worked(process)
    try:
        with here.execute_wrapper(said):
            yield told
    finally:
        told.python = (time.process_time() - python) * 1e3
        told.postgres = worked(process) - postgres
        # What stands then is the method of its class.
        del here._commit


def worked(process: int) -> float:
    """Milliseconds that a process of this machine was at work on a core; 0 where the system does not tell."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


def kind_of(sql: str) -> str:
    """A statement in two words: what it does and to which table, or the function that it calls."""
    words = sql.replace("(", " ").replace('"', " ").split()
    verb = words[0].upper()
    for sign in ("INTO", "FROM", "UPDATE"):
        if sign in words and words[-1] != sign:
            return f"{verb} {words[words.index(sign) + 1]}"
    return f"{verb} {words[1]}" if verb == "SELECT" else verb


def at_work(told: Sequence[Statements]) -> float:
    """Milliseconds on a core, of this process and the database's together."""
    return median(one.python + one.postgres for one in told)


def where_time_goes(name: str, taken: Sequence[float], told: Sequence[Statements]) -> Iterator[str]:
    """In words: how many statements, which part of the whole they, the commit and Python take; the dearest kinds."""
    whole = median(taken)
    answering = median(one.answering for one in told)
    committing = median(one.committing for one in told)
    yield (
        f"{name}: {median(one.count for one in told):.0f} statements, {answering / whole:.0%} of the time; "
        f"commit {committing / whole:.0%}; Python {max(0.0, 1 - (answering + committing) / whole):.0%}. On a core: "
        f"Python {median(one.python for one in told):.1f} ms, PostgreSQL {median(one.postgres for one in told):.1f} ms"
    )
    kinds: dict[str, float] = {}
    for one in told:
        for kind, milliseconds in one.kinds.items():
            kinds[kind] = kinds.get(kind, 0.0) + milliseconds / len(told)
    dearest = sorted(kinds.items(), key=lambda item: -item[1])[:6]
    yield "    " + ", ".join(f"{kind} {milliseconds:.2f} ms" for kind, milliseconds in dearest)


def table(lines: Sequence[Line]) -> Iterator[str]:
    """The table, as it stands in docs/performance.md."""
    yield "| What | p50 ms | p95 ms | on a core, ms | Beside it, p50 ms | Ratio | Target | |"
    yield "|---|---|---|---|---|---|---|---|"
    for line in lines:
        cells = (
            line.what,
            f"{line.p50:.2f}",
            f"{line.p95:.2f}",
            "" if line.at_work is None else f"{line.at_work:.1f}",
            "" if line.beside is None else f"{line.what_beside} {line.beside:.2f}",
            "" if line.ratio is None else f"{line.ratio:.2f}",
            line.target,
            {None: "", True: "met", False: "missed"}[line.met],
        )
        yield f"| {' | '.join(cells)} |"
