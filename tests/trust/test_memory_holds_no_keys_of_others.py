"""A server's memory, read while it answers an officer of one agency, holds that agency's keys and no other's (T13).

The officer's request is made to wait inside the database with its keys open. Then the memory of every process of the
server is read, as root of the machine can.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from asylia.access.sessions_middleware import COOKIE
from asylia.server.database import databases
from tests.trust.frame import Red, show, without_privilege
from tests.trust.h07_ground import at
from tests.trust.h14_restore import asked, serving
from tests.trust.servers import folder, running, wait_for
from tests.trust.surrendered import Held, found_in, held, keep_server_key, memory, processes_of


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Path, str, Held, Held]]:
    """A server on which an officer of each of two agencies is signed in, and nobody has asked for anything yet."""
    with folder() as var:
        with running(var) as known, at(known):
            ours, theirs = held(known, "Lamplight"), held(known, "Harbour House")
            keep_server_key(known)
        with serving(var) as address:
            yield var, address, ours, theirs


@contextmanager
def waiting(var: Path, address: str, whose: Held) -> Iterator[None]:
    """While this lasts, a request of this officer waits for a row that somebody else holds."""
    answers: list[int] = []

    def ask() -> None:
        path = f"/api/cases/{whose.code}"
        answers.append(asked(address, "GET", path, None, f"{COOKIE}={whose.cookie}")[0])

    with databases(var).connect("owner") as owner:
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
    if answers != [200]:
        raise RuntimeError(f"the case did not open: {answers}")


def waits(owner: psycopg.Connection) -> bool:
    return owner.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").fetchone() == (True,)


def read(var: Path) -> list[bytes]:
    processes = processes_of(var)
    try:
        return list(memory(processes))
    except PermissionError:
        without_privilege("reading the memory of a process needs its rights")
        raise


def test_while_one_agency_is_answered_no_key_of_another_is_there(server: tuple[Path, str, Held, Held]) -> None:
    var, address, ours, theirs = server
    with waiting(var, address, ours):
        pieces = read(var)
    # The officer of a case worker's areas; without these the search would prove nothing.
    own = {name for name in ours.keys if name.removeprefix("compartment ") in "ABCEHIJ"}
    if own - (found := found_in(pieces, ours.keys)):
        raise RuntimeError(f"the search does not find what is in use: {sorted(own - found)}")
    if others := found_in(pieces, theirs.keys):
        raise Red(f"keys of another agency are in memory: {sorted(others)}")
    megabytes = sum(map(len, pieces)) / 1e6
    show(
        "T13", "keys of another agency looked for in the server's memory", len(theirs.keys), f"0 in {megabytes:.0f} MB"
    )


def test_once_both_were_answered_no_key_is_there(server: tuple[Path, str, Held, Held]) -> None:
    """Python promises nothing about copies. So this is what was found, on this machine, after these requests."""
    var, address, ours, theirs = server
    for _ in range(3):
        for whose in (ours, theirs):
            with waiting(var, address, whose):
                pass
    pieces = read(var)
    for whose in (ours, theirs):
        if left := found_in(pieces, whose.keys):
            raise Red(f"keys stay in memory after the answer: {sorted(left)}")
    show("T13", "keys looked for in memory after six answers", len(ours.keys) + len(theirs.keys), "0 found")
