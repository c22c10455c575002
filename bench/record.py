"""Measures what the record takes: the list of cases, recording, opening a case, signing in, and memory, in one run.

    bench/record.py [--cases N] [--rounds N] [--quick]

50 invented agencies with 20 accounts each, 10 % of the cases shared with a second agency; one of them has accounts with
keys, which open cases of 60 facts through the door. Two cores are used. The database is made in a folder of its own,
with the settings that Asylia gives it, and removed. The table at the end is that of docs/performance.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import sys
import time
from collections.abc import Iterator

from record_figures import Line, table
from record_filled import AGENCIES, Filled, filled
from record_memory import Memory, memory

CORES, MOST_MEMORY = 2, 2048.0
QUICK_CASES, QUICK_ROUNDS = 20_000, 60


def measured(there: Filled, rounds: int) -> Iterator[Line | str]:
    """Every figure, one after the other."""
    import record_list
    from record_case import opening, recording
    from record_sign_in import signing_in

    yield from record_list.measure(there, rounds)
    yield from recording(there.agency, rounds)
    yield from opening(there.agency, rounds)
    yield from signing_in(there.agency, rounds)


def size_of(there: Filled) -> str:
    row = there.owner.execute("SELECT pg_size_pretty(pg_database_size(current_database()))").fetchone()
    return str(row[0]) if row else ""


def of_memory(seen: Memory | None) -> str:
    if seen is None:
        return "Memory: this system does not tell."
    return (
        f"Memory at most while measuring: {seen.together:.0f} MB, of which PostgreSQL {seen.postgres:.0f} MB and this "
        f"process {seen.own:.0f} MB; target {MOST_MEMORY:.0f} MB, {'met' if seen.together < MOST_MEMORY else 'missed'}"
    )


def on_two_cores() -> int:
    """Keep to two cores from here on, with every process that starts; how many there are then."""
    if not hasattr(os, "sched_setaffinity"):
        return os.cpu_count() or 1
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    return len(os.sched_getaffinity(0))


def main() -> None:
    """Make the database, measure, and print the table."""
    arguments = argparse.ArgumentParser(description="What the record takes: lists, recording, opening, signing in.")
    arguments.add_argument("--cases", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=300)
    arguments.add_argument("--quick", action="store_true", help=f"{QUICK_CASES} cases, {QUICK_ROUNDS} rounds")
    given = arguments.parse_args()
    cases, rounds = (QUICK_CASES, QUICK_ROUNDS) if given.quick else (given.cases, given.rounds)
    random.seed(3)
    cores, started = on_two_cores(), time.monotonic()
    with filled(cases) as there:
        version = there.owner.info.server_version // 10_000
        print(
            f"{cases} cases, {AGENCIES} agencies, {rounds} rounds; {size_of(there)} filled in "
            f"{time.monotonic() - started:.0f} s; PostgreSQL {version}, Python {platform.python_version()}, {cores} "
            f"cores, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        lines, words = list[Line](), list[str]()
        with memory(there.postmaster) as seen:
            for one in measured(there, rounds):
                if isinstance(one, str):
                    words.append(one)
                else:
                    lines.append(one)
                    print(f"  {one.what}: {one.p50:.2f} ms", file=sys.stderr, flush=True)
    print("\n".join([*table(lines), "", *words, of_memory(seen), f"Load at the end: {os.getloadavg()[0]:.1f}"]))


if __name__ == "__main__":
    main()
