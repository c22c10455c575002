"""H3a: before a commit is acknowledged, its write-ahead log is forced to the disk; seen in the system calls themselves.

Killing a process does not show this: what it wrote is in the system's memory and outlives it. A power cut takes that.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from asylia.server import postgres
from asylia.server.database import Databases
from tests.trust.frame import Fault, Red
from tests.trust.servers import folder, postmaster, running, writing

CALLS = "pwrite64,pwritev,fdatasync,fsync,sendto"

WANTED = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on"}

LINE = re.compile(r"(?P<pid>\d+) +(?:<\.\.\. )?(?P<call>\w+)(?:\((?P<given>.*)| resumed>(?P<rest>.*))")
COMMITTED = r"COMMIT\0Z"
"""How strace shows the words with which PostgreSQL acknowledges a commit."""


def why_not() -> str:
    """Why system calls cannot be watched here, or "" where they can."""
    if shutil.which("strace") is None:
        return "the program strace is not there"
    watched = subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False)
    return "" if watched.returncode == 0 else "this machine lets nobody watch system calls (ptrace)"


def forced_before_acknowledged(commits: int) -> int:
    """How many acknowledged commits were seen, each after its log was forced to the disk. Raises Red."""
    with folder() as var, running(var) as known, folder() as outside:
        calls = outside / "calls"
        with watched(known, calls), writing(known, threads=1, pairs=commits) as writer:
            if not writer.wrote(commits - 1):
                raise RuntimeError("the writing process wrote nothing")
            writer.process.wait()
        seen = order(calls.read_text().splitlines())
    if seen < commits:
        raise RuntimeError(f"only {seen} of {commits} commits were seen")
    return seen


@contextmanager
def watched(known: Databases, calls: Path) -> Iterator[None]:
    """While this lasts, the calls of every process of the database that starts from now on are written down."""
    first = str(postmaster(known))
    children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    whom = [argument for pid in (first, *children) for argument in ("-p", pid)]
    command = ["strace", "-f", "-y", "-s", "64", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(calls), *whom]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for _ in (first, *children):
        if "attached" not in process.stderr.readline():
            raise RuntimeError("strace could not watch the database")
    try:
        yield
    finally:
        time.sleep(0.2)
        process.terminate()
        process.communicate()


@dataclass
class Backend:
    """What one process of the database did since it last acknowledged a commit. Numbers are places in the listing."""

    wrote: int = 0
    syncing: int = 0


def order(lines: list[str]) -> int:
    """How many acknowledgements stand in a listing of calls, each after the log was forced. Raises Red."""
    backends: dict[str, Backend] = {}
    acknowledged = forced = 0
    for at, line in enumerate(lines, start=1):
        found = LINE.match(line)
        if found is None:
            continue
        backend = backends.setdefault(found["pid"], Backend())
        call, given = found["call"], found["given"] or found["rest"] or ""
        begins, ended = found["given"] is not None, given.endswith("= 0")
        if call.startswith("pwrite") and "/pg_wal/" in given:
            backend.wrote = at
        elif call in ("fdatasync", "fsync") and begins and "/pg_wal/" in given:
            backend.syncing = at
        if call in ("fdatasync", "fsync") and ended and backend.syncing:
            forced, backend.syncing = max(forced, backend.syncing), 0
        if call == "sendto" and begins and COMMITTED in given:
            # Where another process wrote the log for this one, the last write of any counts.
            last = backend.wrote or max(other.wrote for other in backends.values())
            if not last or forced < last:
                raise Red("a commit was acknowledged before its log was forced to the disk")
            acknowledged += 1
            backend.wrote = 0
    return acknowledged


def settings() -> int:
    """The settings on which this rests, as a new database of Asylia has them. Raises Red."""
    with folder() as var, running(var, tables=False) as known, known.connect("app") as connection:
        for name, wanted in WANTED.items():
            row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
            if row != (wanted,):
                raise Red(f"the database runs with {name} = {row}")
    return len(WANTED)


def without(setting: str) -> Callable[[], AbstractContextManager[object]]:
    text = postgres.SETTINGS
    assert f"{setting} = on" in text
    return lambda: patch.object(postgres, "SETTINGS", text.replace(f"{setting} = on", f"{setting} = off"))


@contextmanager
def _without_checksums() -> Iterator[None]:
    run = postgres.run_program

    def run_without(command: list[str], given: str) -> Any:
        return run([part.replace("--data-checksums", "--no-data-checksums") for part in command], given)

    with patch.object(postgres, "run_program", run_without):
        yield


FAULTS = {
    "the database forces nothing to the disk": Fault(without("fsync"), lambda: forced_before_acknowledged(5), why_not),
    "commits are acknowledged at once": Fault(
        without("synchronous_commit"), lambda: forced_before_acknowledged(5), why_not
    ),
    "fsync is off": Fault(without("fsync"), settings),
    "torn pages are not written whole": Fault(without("full_page_writes"), settings),
    "commits do not wait": Fault(without("synchronous_commit"), settings),
    "pages have no checksums": Fault(_without_checksums, settings),
}
