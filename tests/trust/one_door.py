"""Nothing writes into a case but the one door: every address is asked, and every statement that writes is watched."""

from __future__ import annotations

import ast
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection

from asylia.casework import door
from tests.trust.frame import Red
from tests.trust.h07_authorisation import Known, Run, said, walk
from tests.trust.h07_ground import asylia
from tests.trust.h07_world import RELATIONS, world

ROLES = ("CW", "PO", "CO", "DT", "DP", "SY")
ASKED = ("own", "colleague without a role", "other agency")

WRITES = re.compile(
    r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)|\b(asylia_(?:touch|take_access|delete_\w+))\(", re.I
)
OF_NO_CASE = re.compile(r"access_(?:signin|attempt|account|storedgrant|compartmentpublic)$|mfa_")
"""Tables of accounts and their sessions. They tell of no case."""

BESIDE_THE_DOOR = {
    "restore": "fills an empty database with what was there before",
    "retention": "deletes what has had its time, by the worker, each with its line in the log",
}
"""Commands that could write into a case, and why they do not come through the door."""

WRITERS = re.compile(
    r"asylia\.(record\.(cases|ledger|observations|derived|deletion|retention|name_index)|casework\.actions)\b"
)
STATEMENT = re.compile(r"\b(INSERT INTO|DELETE FROM|UPDATE \w+ SET|TRUNCATE (?!ON )|COPY .* FROM STDIN)")
SERVER = Path(door.__file__).resolve().parents[1] / "server"


def through_the_door() -> bool:
    """Whether what runs now was called by `perform`."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_code is door.perform.__code__:
            return True
        frame = frame.f_back
    return False


class Watch:
    """Counts what is written into cases, and what of it came through the door."""

    def __init__(self) -> None:
        self.inside = 0
        self.outside: Counter[str] = Counter()

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        found = WRITES.search(sql)
        if found:
            what = found[1] or found[2]
            if through_the_door():
                self.inside += 1
            elif not OF_NO_CASE.match(what):
                self.outside[f"written beside the door: {what}"] += 1
        return execute(sql, params, many, context)


def watched(roles: tuple[str, ...] = ROLES, relations: tuple[str, ...] = ASKED) -> tuple[int, int]:
    """Requests asked, and statements that wrote through the door. Raises Red for one that wrote beside it."""
    with asylia() as known:
        made = world(known, tuple(one for one in RELATIONS if one.name in relations))
        with known.connect("app") as log:
            run = Run(made, Known.of(made), roles, log=log)
            watch = Watch()
            with connection.execute_wrapper(watch):
                walk(run, 1)
    if watch.outside or run.wrong:
        raise Red(said(watch.outside + run.wrong))
    return run.requests, watch.inside


def commands_that_write() -> dict[str, list[str]]:
    """Each command with the writing parts of the record that it reaches, and the statements that it writes with.

    What it reaches through the server's room is counted in.
    """
    return {
        file.stem: sorted(reached)
        for file in (SERVER / "commands").glob("[a-z]*.py")
        if (reached := set(_reached(file, set())))
    }


def _reached(file: Path, before: set[Path]) -> Iterator[str]:
    before.add(file)
    text = file.read_text()
    yield from STATEMENT.findall(text)
    for node in ast.walk(ast.parse(text)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [f"{node.module}.{one.name}" for one in node.names] if isinstance(node, ast.ImportFrom) else []
        names += [one.name for one in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            if WRITERS.match(name):
                yield WRITERS.match(name)[0]  # type: ignore[index]
            nearby = SERVER.parents[1] / f"{name.replace('.', '/')}.py"
            if name.startswith("asylia.server.") and nearby.is_file() and nearby not in before:
                yield from _reached(nearby, before)


@contextmanager
def a_look_that_writes() -> Iterator[None]:
    """The fault: looking at a case puts it first in the lists."""
    from asylia.access import window
    from asylia.record.cases import count

    before = window._look

    def look(asking: Any) -> Any:
        seen = before(asking)
        count(asking.found.case, asking.now)
        return seen

    window._look = look
    try:
        yield
    finally:
        window._look = before
