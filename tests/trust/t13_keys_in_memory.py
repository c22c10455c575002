"""T13: a server's memory, read while it answers an officer of one agency, holds that agency's keys and no other's.

The officer's request is made to wait inside the database with its keys open. Then the memory of every process of the
server is read, as root of the machine can.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import psycopg

from asylia.access.sessions_middleware import COOKIE
from asylia.server.database import databases
from tests.trust.frame import Fault, Red
from tests.trust.h07_ground import at
from tests.trust.h14_restore import asked, serving
from tests.trust.servers import folder, running, wait_for
from tests.trust.surrendered import Held, found_in, held, keep_server_key, memory, processes_of

SERVER, REMEMBERING = "asylia.server.command", "tests.trust.t13_server"
AREAS = "ABCEHIJ"
"""Those of a case worker."""


@dataclass(frozen=True)
class Server:
    """A server on which an officer of each of two agencies is signed in."""

    var: Path
    address: str
    ours: Held
    theirs: Held

    def answers(self, whose: Held) -> None:
        status = asked(self.address, "GET", f"/api/cases/{whose.code}", None, f"{COOKIE}={whose.cookie}")[0]
        if status != 200:
            raise RuntimeError(f"the case did not open: {status}")

    def memory(self) -> list[bytes]:
        return list(memory(processes_of(self.var)))


@contextmanager
def server(module: str = SERVER) -> Iterator[Server]:
    with folder() as var:
        with running(var) as known, at(known):
            ours, theirs = held(known, "Lamplight"), held(known, "Harbour House")
            keep_server_key(known)
        with serving(var, module) as address:
            yield Server(var, address, ours, theirs)


@contextmanager
def waiting(there: Server, whose: Held) -> Iterator[None]:
    """While this lasts, a request of this officer waits for a table that somebody else holds."""
    failed: list[Exception] = []

    def ask() -> None:
        try:
            there.answers(whose)
        except Exception as error:  # Told below.
            failed.append(error)

    with databases(there.var).connect("owner") as owner:
        owner.execute("LOCK TABLE record_sealedfield IN ACCESS EXCLUSIVE MODE")
        asking = threading.Thread(target=ask)
        asking.start()
        try:
            if not wait_for(lambda: waits(owner), 20):
                raise RuntimeError("the request does not wait")
            yield
        finally:
            owner.rollback()
            asking.join()
    if failed:
        raise failed[0]


def waits(owner: psycopg.Connection) -> bool:
    return owner.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").fetchone() == (True,)


def while_answering(there: Server) -> tuple[int, float]:
    """How many keys of the other agency were looked for, in how many MB, once it had been answered. Raises Red."""
    for _ in range(3):
        there.answers(there.theirs)
    with waiting(there, there.ours):
        pieces = there.memory()
    # Without those in use the search would prove nothing.
    own = {f"compartment {area}" for area in AREAS}
    if missed := own - found_in(pieces, there.ours.keys):
        raise RuntimeError(f"the search does not find what is in use: {sorted(missed)}")
    if others := found_in(pieces, there.theirs.keys):
        raise Red(f"keys of another agency are in memory: {sorted(others)}")
    return len(there.theirs.keys), sum(map(len, pieces)) / 1e6


def after_answers(there: Server) -> int:
    """How many keys were looked for when nobody is answered any more. Raises Red.

    Python promises nothing about copies. So this is what is found on this machine, after these requests.
    """
    for whose in (there.ours, there.theirs) * 3:
        with waiting(there, whose):
            pass
    pieces = there.memory()
    for whose in (there.ours, there.theirs):
        if left := found_in(pieces, whose.keys):
            raise Red(f"keys stay in memory after the answer: {sorted(left)}")
    return len(there.ours.keys) + len(there.theirs.keys)


def remembering(look: object) -> None:
    with server(REMEMBERING) as there:
        assert callable(look)
        look(there)


def why_not() -> str:
    """Why memory cannot be read here, "" where it can."""
    try:
        with Path("/proc/self/mem").open("rb", 0):
            return ""
    except OSError as error:
        return f"this machine does not let a process's memory be read ({error.strerror})"


FAULTS = {
    "a server remembers the keys of whom it answered before": Fault(
        nullcontext, lambda: remembering(while_answering), why_not
    ),
    "a server keeps keys when the answer was given": Fault(nullcontext, lambda: remembering(after_answers), why_not),
}
