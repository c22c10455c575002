"""H1: the server is killed (-9) at random moments while four clients write through the API and note each answer.

Clients do what a careful program does: a command whose answer they never saw they send again, under the same key. Of
every five answers they lose one on purpose, as a poor line does.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from asylia.access.sessions_middleware import COOKIE
from asylia.server.database import Databases, databases
from asylia.server.postgres import pid_file
from asylia.server.running import announced_address
from tests.trust.frame import Red
from tests.trust.h01_server import FAULT
from tests.trust.h07_ground import at, unwalled
from tests.trust.h07_world import RELATIONS, cookie, world
from tests.trust.h13_database_killed import stored
from tests.trust.servers import environment, folder, place_of, running, wait_for

CLIENTS = ("CW", "PO", "CP", "LR")
OWN = tuple(one for one in RELATIONS if one.name == "assigned, nothing fulfilled")
ANSWERS_WITHIN = 60.0


@dataclass
class Server:
    """The server as the clients know it: where it answers now, and what was started for it."""

    var: Path
    fault: str
    process: subprocess.Popen[str] | None = None
    address: str = ""

    def start(self) -> None:
        module = "tests.trust.h01_server" if self.fault else "asylia.server.command"
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, "serve", "--port", "0"],
            env=environment(self.var, "app") | {FAULT: self.fault},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.address = announced_address(self.process)

    def kill(self, *, database: bool) -> None:
        """End the server and its worker, and the database with them, as a machine does that loses its power."""
        assert self.process is not None
        if database:
            with suppress(ProcessLookupError):
                os.kill(int(pid_file(place_of(databases(self.var)).data)[0]), signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@dataclass
class Client:
    """One client. acknowledged: for each key the row that was made, as the answer said."""

    cookie: str
    code: str
    server: Server
    ended: threading.Event
    acknowledged: dict[str, str] = field(default_factory=dict)
    sent_again: int = 0
    refused: list[str] = field(default_factory=list)

    def run(self) -> None:
        while not self.ended.is_set():
            self.command(str(uuid4()))

    def command(self, key: str) -> None:
        """Send one command until it is answered."""
        first, until = True, time.monotonic() + ANSWERS_WITHIN
        if len(self.acknowledged) % 5 == 4:
            first = False
            with suppress(OSError, HTTPException):
                self.send(key, lost=True)
        while time.monotonic() < until:
            if not first:
                self.sent_again += 1
                time.sleep(0.1)
            first = False
            try:
                status, body = self.send(key)
            except (OSError, HTTPException):
                continue
            if status == 200:
                self.acknowledged[key] = json.loads(body)["made"]["facts"][0]
                return
            if status not in (401, 503):
                self.refused.append(f"{status}")
                return
        self.refused.append("no answer")

    def send(self, key: str, *, lost: bool = False) -> tuple[int, bytes]:
        connection = HTTPConnection(urlsplit(self.server.address).netloc, timeout=10)
        try:
            body = json.dumps({"facts": {"triage.needs_care": "yes"}})
            headers = {"Content-Type": "application/json", "Idempotency-Key": key, "Cookie": f"{COOKIE}={self.cookie}"}
            connection.request("POST", f"/api/cases/{self.code}/actions/facts.add", body, headers)
            if lost:
                time.sleep(0.02)
                return 0, b""
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


@dataclass(frozen=True)
class Outcome:
    """What a run of kills came to. recovery: seconds from the longest kill to the next acknowledgement."""

    acknowledged: int
    sent_again: int
    recovery: float


def killed(times: int, fault: str = "", *, database: bool = False) -> Outcome:
    """Kill the server so many times, and look at what is there afterwards. Raises Red."""
    with folder() as var:
        with running(var) as known, at(known):
            made = world(known, OWN)
            hidden = made.hidden[OWN[0].name]
            cookies = [cookie(made.agencies["lead"][role]) for role in CLIENTS]
            case, code = str(hidden.case), hidden.code
            before = stored(known, case, code)
        server = Server(var, fault)
        ended = threading.Event()
        clients = [Client(text, code, server, ended) for text in cookies]
        with serving(server):
            slowest = kills(server, clients, ended, times, database=database)
        known = databases(var)
        with known.kept(), at(known):
            found = stored(known, case, code)
            found.subtract(before)
            check(known, clients, dict(found))
    return Outcome(
        sum(len(client.acknowledged) for client in clients), sum(client.sent_again for client in clients), slowest
    )


@contextmanager
def serving(server: Server) -> Iterator[None]:
    server.start()
    try:
        yield
    finally:
        server.kill(database=False)
        # The database ends by itself when its server is gone.
        data = place_of(databases(server.var)).data
        wait_for(lambda: not pid_file(data), 30)


def kills(server: Server, clients: list[Client], ended: threading.Event, times: int, *, database: bool) -> float:
    """The seconds of the longest time from a kill to the next acknowledgement."""
    chance, slowest = random.Random(1), 0.0
    threads = [threading.Thread(target=client.run) for client in clients]
    for thread in threads:
        thread.start()
    try:
        for _ in range(times):
            if not wait_for(lambda: answered(clients, more_than=0), ANSWERS_WITHIN):
                raise Red("nothing is acknowledged before a kill")
            time.sleep(chance.uniform(0.05, 0.6))
            server.kill(database=database)
            number = sum(len(client.acknowledged) for client in clients)
            begun = time.monotonic()
            server.start()
            if not wait_for(lambda number=number: answered(clients, more_than=number), ANSWERS_WITHIN):  # type: ignore[misc]
                raise Red(f"nothing is acknowledged {ANSWERS_WITHIN:.0f} s after a kill")
            slowest = max(slowest, time.monotonic() - begun)
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    return slowest


def answered(clients: list[Client], more_than: int) -> bool:
    return sum(len(client.acknowledged) for client in clients) > more_than


def check(known: Databases, clients: list[Client], found: dict[str, int]) -> None:
    """Every acknowledged row is there; each command was done once; action, event and receipt are there together."""
    from django.db import connection

    refused = [why for client in clients for why in client.refused]
    if refused:
        raise Red(f"{len(refused)} commands were not answered as they should be: {sorted(set(refused))}")
    acknowledged = [row for client in clients for row in client.acknowledged.values()]
    with unwalled(known), connection.cursor() as cursor:
        cursor.execute("SELECT id::text FROM record_fact")
        there = {row for (row,) in cursor.fetchall()}
    lost = [row for row in acknowledged if row not in there]
    if lost:
        raise Red(f"{len(lost)} of {len(acknowledged)} acknowledged writes are lost")
    if len(set(acknowledged)) != len(acknowledged) or found["facts"] != len(acknowledged):
        raise Red(f"{len(acknowledged)} commands were acknowledged, and {found['facts']} were done")
    if not found["facts"] == found["events"] == found["receipts"]:
        raise Red(f"one without the other: {found}")
