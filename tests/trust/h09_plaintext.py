"""H9: what was written into cases is looked for in all that the server keeps, in every form: nothing is in clear.

A real server is used over HTTP, by pages and API, rightly and wrongly. Then its database (tables, indexes, WAL,
statistics), its folder, its log, its temporary files and its backup are looked through. A value that was written in
clear on purpose has to be found.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit
from uuid import uuid4

from asylia.access.sessions_middleware import COOKIE
from asylia.server.backup_age import new_key
from asylia.server.database import databases
from asylia.server.running import ANNOUNCEMENT
from tests.trust.frame import Red
from tests.trust.h01_server import FAULT
from tests.trust.h07_ground import at
from tests.trust.h07_world import RELATIONS, cookie, world
from tests.trust.h09_needles import Hunt, values
from tests.trust.servers import environment, folder, running, wait_for

OWN = tuple(one for one in RELATIONS if one.name == "own")
CONTROL = "Qorvexia Lumbertine Ashgrove"
"""Written in clear on purpose: it has to be found, or the hunt is worth nothing."""

FIELD_OF = {"name": "name", "phone": "channel", "passport": "paper", "address": "note_b"}


@dataclass(frozen=True)
class Found:
    """What a hunt came to."""

    values: int
    forms: int
    requests: int
    bytes: int


@dataclass
class Browser:
    """Somebody who is signed in, over HTTP."""

    address: str
    cookie: str
    requests: int = 0

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "application/json", key: str = "") -> int:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        headers = {"Content-Type": kind, "Cookie": f"{COOKIE}={self.cookie}", "Accept-Encoding": "gzip"}
        headers["Idempotency-Key"] = key or str(uuid4())
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            self.requests += 1
            return answer.status
        finally:
            connection.close()

    def do(self, path: str, given: object) -> int:
        return self.send("POST", path, json.dumps(given, ensure_ascii=False).encode())

    def form(self, path: str, **given: str) -> int:
        return self.send("POST", path, urlencode(given).encode(), "application/x-www-form-urlencoded")


def hunted(number: int, fault: str = "") -> Found:
    """Write so many values, use them in every way, and look for them. Raises Red."""
    wanted = values(number)
    hunt = Hunt([value for _, value in wanted] + [CONTROL])
    with folder() as var, folder() as outside:
        with running(var) as known, at(known):
            made = world(known, OWN)
            code, signed = made.hidden["own"].code, cookie(made.agencies["lead"]["CW"])
        (outside / "tmp").mkdir()
        with serving(var, outside, fault) as address:
            browser = Browser(address, signed)
            written(browser, code, wanted)
            misused(browser, code, wanted)
            in_clear(var)
            backed_up(var, outside)
        found, read = hunt.in_files([var, outside])
    clear = {file: hits - {CONTROL} for file, hits in found.items() if hits - {CONTROL}}
    if clear:
        first = "; ".join(f"{len(hits)} in {file}" for file, hits in list(clear.items())[:6])
        raise Red(f"{len(set().union(*clear.values()))} of {number} values are kept in clear: {first}")
    if not any(CONTROL in hits for hits in found.values()):
        raise Red("what was written in clear on purpose was not found")
    return Found(number, hunt.needles, browser.requests, read)


@contextmanager
def serving(var: Path, outside: Path, fault: str) -> Iterator[str]:
    """The server, with everything it says and every temporary file in a folder that is looked through."""
    module = "tests.trust.h01_server" if fault else "asylia.server.command"
    said = outside / "said"
    with said.open("wb") as to:
        process = subprocess.Popen(
            [sys.executable, "-m", module, "serve", "--port", "0"],
            env=environment(var, "app") | {FAULT: fault, "TMPDIR": str(outside / "tmp")},
            stdout=to,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        if not wait_for(lambda: ANNOUNCEMENT in said.read_text(), 60):
            raise RuntimeError(f"the server did not begin: {said.read_text()}")
        yield said.read_text().partition(ANNOUNCEMENT)[2].split()[0]
    finally:
        # Ended as by a person, so that the database writes all it holds.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def written(browser: Browser, code: str, wanted: list[tuple[str, str]]) -> None:
    """Each value is written where it belongs, half of them by the pages, and read back by both."""
    for count, (kind, value) in enumerate(wanted):
        field = f"{FIELD_OF[kind]}.{count + 1}"
        if count % 2 and kind in ("name", "passport"):
            status = browser.form(f"/cases/{code}/texts", field=field, text=value, save="1", key=str(uuid4()))
        else:
            status = browser.do(f"/api/cases/{code}/actions/text.write", {"field": field, "text": value})
        if status not in (200, 303):
            raise RuntimeError(f"a {kind} was not written: {status}")
    for path in (f"/cases/{code}", f"/api/cases/{code}", f"/cases/{code}/texts", f"/cases/{code}/history"):
        if browser.send("GET", path) != 200:
            raise RuntimeError("the case could not be read")


def misused(browser: Browser, code: str, wanted: list[tuple[str, str]]) -> None:
    """Values where they do not belong: in addresses, as answers, as keys, in bodies that cannot be read, too long."""
    act = f"/api/cases/{code}/actions"
    stranger = Browser(browser.address, "")
    for _, value in wanted[:: max(1, len(wanted) // 20)]:
        quoted = quote(value, safe="")
        for path in (f"/cases/{quoted}", f"/api/cases/{quoted}", f"/api/cases?after={quoted}", f"/law/{quoted}"):
            browser.send("GET", path)
            stranger.send("GET", path)
        browser.send("GET", f"/api/cases/{code}?purpose={quoted}")
        browser.do(f"{act}/facts.add", {"facts": {"det.since": value, value: "yes"}})
        browser.do(f"{act}/facts.add", {"facts": {"det.held": value}, "source": value})
        browser.do(f"{act}/text.write", {"field": value, "text": value})
        browser.do(f"{act}/text.write", {"field": "narrative.9", "text": value * 2000})
        browser.do(f"{act}/case.assign", {"account": value, "role": value})
        browser.do(f"{act}/glass.ask", {"role": "CW", "category": "risk_to_life", "reason": f"{value} is in danger"})
        browser.send("POST", f"{act}/text.write", b'{"text": "' + value.encode() + b'"')
        browser.send("POST", f"{act}/text.write", value.encode("utf-16"), key=quoted)
        browser.form(f"/cases/{code}/facts", fact="det.since", day=value, answer=value, save="1", key=value)
        browser.form(f"/cases/{code}/texts", field="name.1", text=value, after=value, save="1", key=value)
        stranger.form(f"/cases/{code}/texts", field="name.1", text=value, save="1", key=str(uuid4()))
        stranger.form("/desk/answer", answer=value, desk=value)
        browser.form("/cases", after=value)


def in_clear(var: Path) -> None:
    """The control, and everything the database can work out of what it holds."""
    with databases(var).connect("owner") as owner:
        owner.execute("INSERT INTO record_agency (id, name) VALUES (%s, %s)", [uuid4(), CONTROL])
    with databases(var).connect("owner") as owner:
        owner.execute("ANALYZE")
    time.sleep(0.2)


def backed_up(var: Path, outside: Path) -> None:
    public, _secret = new_key()
    command = [sys.executable, "-m", "asylia.server.command", "backup", str(outside / "backup"), "--to", public]
    subprocess.run(command, env=environment(var, "app"), check=True, capture_output=True)
