"""H14: a server is lost. From its backup, the list of deletions and an offline key it stands again on an empty folder.

Everything is done by the commands that whoever runs Asylia gives. What is there again is compared with what was lost,
table by table and look by look; whoever was signed out signs in at the real server.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import psycopg
import pyrage

from asylia.access.accounts import keyring_of, opened
from asylia.access.keyring_drawer import WrappedKey
from asylia.access.models import StoredKey
from asylia.record.deletion_ledger import LEDGER
from asylia.record.models import SealedField
from asylia.record.rows import acting_as
from asylia.server.backup_age import new_key
from asylia.server.backup_format import Table, read_heading, read_tables
from asylia.server.backup_tables import KEYS
from asylia.server.database import Databases, databases
from asylia.server.postgres import DatabaseUnusable
from asylia.server.running import announced_address
from tests.access.people_with_accounts import DEVICE, PASSPHRASE, Person, present_code
from tests.trust.frame import Red
from tests.trust.h07_ground import at
from tests.trust.h14_ground import (
    Ground,
    command,
    deleted_later,
    environment,
    looks,
    made,
    number_of,
    sheet_files,
    sums,
    written,
)
from tests.trust.servers import ROOT, folder, running

REFUSALS = {
    "another key": "sealed for another key",
    "a torn file": "is not a whole backup",
    "a changed byte": "is not a whole backup",
    "no keyring": "is not there",
    "a file torn at its end": "is not a whole backup",
}


@dataclass(frozen=True)
class Drill:
    """What a drill came to. seconds: from the start of the restore to the first sign-in."""

    cases: int
    rows: int
    tables: int
    bytes: int
    events: int
    looks: int
    glances: int
    refused: int
    seconds: float


@dataclass(frozen=True)
class Kept:
    """What was carried away before the server was lost: on three media, so that no one of them holds all."""

    record: Path
    keyring: Path
    deletions: Path
    key: Path
    checkpoints: Path
    audit_key: str


def drill(cases: int, fault: str = "", looked_at: int = 200, *, wrong_files: bool = True) -> Drill:
    """Lose a server with so many cases and bring it back. Raises Red.

    looked_at: at how many cases officers look. wrong_files: whether those are tried first.
    """
    with folder() as outside:
        with folder() as var, running(var) as known, at(known):
            ground = made(known, cases)
            lost = backed_up(var, outside, fault)
            gone = deleted_later(ground, var)
            shutil.copy(var / LEDGER, lost.deletions)
            before = sums(known)
            wanted = frozenset([name for name, _, _ in ground.officers()][:looked_at])
            seen = looks(ground, wanted)
        keys_apart(lost)
        if wrong_files:
            refused(lost, outside, fault)
        new = outside / "new"
        began = time.monotonic()
        with Onlooker(new, gone) as onlooker:
            restored = command(new, fault, *restoring(lost))
        if restored.returncode != 0:
            raise Red(f"the restore was refused: {restored.stderr[-300:]}")
        glances = onlooker.verdict()
        # Before anybody signs in, which changes rows.
        with running_again(new) as again:
            same_rows(before, sums(again))
        with serving(new) as address:
            signed_in_over_http(address, ground)
            seconds = time.monotonic() - began
        with running_again(new) as again, at(again):
            events = whole_logs(new, outside, lost, ground)
            if (now_seen := looks(ground, wanted)) != seen:
                differ = [name for name in seen if seen[name] != now_seen[name]]
                raise Red(f"{len(differ)} of {len(seen)} looks differ after the restore: {differ[:5]}")
            custodians(new, outside, ground)
        size = lost.record.stat().st_size + lost.keyring.stat().st_size
        rows = sum(number for number, _ in before.values())
        filled = sum(number > 0 for number, _ in before.values())
        tried = len(REFUSALS) if wrong_files else 0
        return Drill(cases, rows, filled, size, events, len(seen), glances, tried, seconds)


def backed_up(var: Path, outside: Path, fault: str) -> Kept:
    """The backup and what else is carried away, by the commands that docs/backup.md names."""
    for name in ("safe", "keyring medium", "record medium"):
        (outside / name).mkdir()
    points = outside / "safe" / "checkpoints"
    points.write_text(done(command(var, "", "audit", "checkpoint")))
    audit_key = done(command(var, "", "audit", "key")).strip()
    public, secret = new_key()
    key = outside / "safe" / "key"
    key.write_text(f"# public key: {public}\n{secret}\n")
    record = outside / "record medium" / "backup"
    done(command(var, fault, "backup", record, "--to", public))
    keyring = outside / "keyring medium" / "backup.keyring"
    record.with_name("backup.keyring").rename(keyring)
    return Kept(record, keyring, outside / "safe" / "deletions.jsonl", key, points, audit_key)


def done(what: subprocess.CompletedProcess[str]) -> str:
    """What a command said that has to succeed."""
    if what.returncode != 0:
        raise RuntimeError(f"{what.args[3:6]} did not succeed: {what.stderr[-500:]}")
    return what.stdout


def restoring(lost: Kept, **instead: Path) -> list[str | Path]:
    record, key = instead.get("record", lost.record), instead.get("key", lost.key)
    keyring = instead.get("keyring", lost.keyring)
    return ["restore", record, "--keyring", keyring, "--key", key, "--deletions", lost.deletions]


def keys_apart(lost: Kept) -> None:
    """The file that is kept for long holds no key, even for whoever has the offline key."""
    secret = lost.key.read_text().splitlines()[-1]
    identity = pyrage.x25519.Identity.from_str(secret)
    if held := tables_in(lost.record, identity) & set(KEYS):
        raise Red(f"keys lie beside what they open: {sorted(held)}")
    if held := set(KEYS) - tables_in(lost.keyring, identity):
        raise Red(f"the keyring lacks keys: {sorted(held)}")


def tables_in(sealed: Path, identity: pyrage.x25519.Identity) -> set[str]:
    """The tables with rows in a file of a backup, for whoever has the offline key."""
    inside, found = Path(f"{sealed}.opened"), set[str]()

    def take(table: Table, pieces: Iterable[bytes]) -> int:
        rows = sum(piece.count(b"\n") for piece in pieces)
        found.update([table.name] if rows else [])
        return rows

    pyrage.decrypt_file(str(sealed), str(inside), [identity])
    with inside.open("rb") as stream:
        read_heading(stream)
        read_tables(stream, take)
    inside.unlink()
    return found


def refused(lost: Kept, outside: Path, fault: str) -> None:
    """Each wrong file is refused in a sentence, and the folder it was tried on has no row of it."""
    var = outside / "refusals"
    tampered = outside / "tampered"
    tampered.mkdir()
    content = lost.record.read_bytes()
    middle = len(content) * 9 // 10
    (tampered / "torn").write_bytes(content[:-100])
    (tampered / "changed").write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
    (tampered / "key").write_text(new_key()[1])
    wrong = {
        "another key": restoring(lost, key=tampered / "key"),
        "a torn file": restoring(lost, record=tampered / "torn"),
        "a changed byte": restoring(lost, record=tampered / "changed"),
        "no keyring": restoring(lost, keyring=tampered / "nowhere"),
        "a file torn at its end": restoring(lost),
    }
    with databases(var).kept():
        for what, arguments in wrong.items():
            torn = "" if what != "a file torn at its end" or fault == "end not read" else "torn at its end"
            said = command(var, torn or fault, *arguments)
            if said.returncode != 2 or REFUSALS[what] not in said.stderr or "Traceback" in said.stderr:
                raise Red(f"{what} is not refused in a sentence: {said.returncode}, {said.stderr[-300:]}")
            left = {table: rows for table, (rows, _) in sums(databases(var)).items() if rows}
            if left:
                raise Red(f"{what} was refused and left rows behind: {left}")


class Onlooker:
    """Tries all the while whether there is an account to sign in with, and whether a deleted case is there then."""

    def __init__(self, var: Path, gone: list[tuple[Person, UUID]]) -> None:
        self._place, self._gone = var, gone
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self.glances, self.early = 0, ""

    def __enter__(self) -> Onlooker:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def verdict(self) -> int:
        if self.early:
            raise Red(f"somebody could sign in while {self.early} was there")
        return self.glances

    def _watch(self) -> None:
        known = databases(self._place)
        while not self._over.is_set():
            with suppress(DatabaseUnusable, psycopg.Error):
                if (self._place / "database").exists():
                    self._glance(known)
            self._over.wait(0.05)

    def _glance(self, known: Databases) -> None:
        for person, case in self._gone:
            with known.connect("app") as app:
                app.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
                app.execute("SELECT set_config('app.signing_in', %s, false)", [person.name])
                account = app.execute("SELECT id FROM access_account WHERE name = %s", [person.name]).fetchone()
                for name, value in (("app.agency", person.agency), ("app.account", person.account)):
                    app.execute("SELECT set_config(%s, %s, false)", [name, str(value)])
                there = app.execute("SELECT id FROM record_case WHERE id = %s", [case]).fetchone()
            self.glances += 1
            if account is not None and there is not None:
                self.early = f"the deleted case of {person.roles[0]}"


@contextmanager
def running_again(var: Path) -> Iterator[Databases]:
    known = databases(var)
    with known.kept():
        yield known


def same_rows(before: object, after: object) -> None:
    """Every table as it was when the server was lost, deletions after the backup included."""
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    differ = {name: (before[name][0], after.get(name, (0,))[0]) for name in before if before[name] != after.get(name)}
    if differ:
        raise Red(f"tables differ from what was lost, rows before and after: {differ}")


@contextmanager
def serving(var: Path, module: str = "asylia.server.command") -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", module, "serve", "--port", "0"],
        env=environment(var), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield announced_address(process)
    finally:
        process.terminate()
        process.wait(30)
        if process.stdout is not None:
            process.stdout.close()


def signed_in_over_http(address: str, ground: Ground) -> None:
    """The case worker signs in with passphrase and device, reads a case, and finds nothing of a deleted one."""
    status, cookie, _ = asked(address, "POST", "/api/sign-in", {"name": ground.worker.name, "passphrase": PASSPHRASE})
    if status != 200:
        raise Red(f"the passphrase of an officer is not taken after the restore: {status}")
    status, cookie, _ = asked(address, "POST", "/api/sign-in/code", {"code": present_code(DEVICE)}, cookie)
    if status != 200:
        raise Red(f"the second factor of an officer is not taken after the restore: {status}")
    first, last = ground.codes[0], ground.codes[-1]
    status, _, body = asked(address, "GET", f"/api/cases/{last}", None, cookie)
    expected = written(len(ground.codes) - 1, "name.1")
    if status != 200 or expected not in body:
        raise Red(f"a case does not open after the restore: {status}")
    if (status := asked(address, "GET", f"/api/cases/{first}", None, cookie)[0]) != 404:
        raise Red(f"a deleted case answers after the restore: {status}")


def asked(address: str, method: str, path: str, given: object, cookie: str = "") -> tuple[int, str, str]:
    """Status, the cookie that counts from now on, and the body."""
    connection = HTTPConnection(urlsplit(address).netloc, timeout=30)
    try:
        headers = {"Content-Type": "application/json", "Cookie": cookie}
        connection.request(method, path, None if given is None else json.dumps(given), headers)
        answer = connection.getresponse()
        body = answer.read().decode()
        return answer.status, (answer.getheader("Set-Cookie") or cookie).partition(";")[0], body
    finally:
        connection.close()


def whole_logs(var: Path, outside: Path, lost: Kept, ground: Ground) -> int:
    """Each agency's log, checked by the program that shares no code with Asylia, against what was carried away."""
    if (key := done(command(var, "", "audit", "key")).strip()) != lost.audit_key:
        raise Red(f"checkpoints are signed with another key after the restore: {key[:8]}")
    events = 0
    points = lost.checkpoints.read_text().splitlines()
    for agency in ground.world.agencies.values():
        own = outside / f"points-{agency.agency}"
        own.write_text("".join(f"{line}\n" for line in points if json.loads(line)["agency"] == str(agency.agency)))
        log = outside / f"log-{agency.agency}"
        done(command(var, "", "audit", "export", str(agency.agency), log))
        program = [sys.executable, str(ROOT / "tools" / "verify_audit.py"), str(log), "--key", lost.audit_key]
        said = subprocess.run([*program, "--checkpoints", str(own)], capture_output=True, text=True, check=False)
        if said.returncode != 0:
            raise Red(f"the log of {agency.name} is not whole after the restore: {said.stdout}")
        events += len(log.read_text().splitlines())
    return events


def custodians(var: Path, outside: Path, ground: Ground) -> None:
    """Administrator, case worker and one custodian are lost: two sheets bring the keys back, one brings nothing."""
    one, two, three = ground.sheets
    worker, administrator = ground.worker, ground.administrator
    recover = ("custodians", "recover", worker.name, "--reset")
    with sheet_files(outside, one) as sheet:
        alone = command(var, "", *recover, *sheet)
    if alone.returncode != 2 or "One share is not enough" not in alone.stderr or "Traceback" in alone.stderr:
        raise Red("one custodian alone is not refused in a sentence")
    if opened(worker.name, PASSPHRASE) is None:
        raise Red("one custodian alone took an account away")
    with sheet_files(outside, two, three) as sheets:
        done(command(var, "", "custodians", "recover", administrator.name, "--reset", *sheets))
        passphrase = next(
            line.partition(": ")[2]
            for line in done(command(var, "", *recover, *sheets)).splitlines()
            if line.startswith("Passphrase")
        )
    if opened(worker.name, PASSPHRASE) is not None:
        raise Red("the lost passphrase still opens the account")
    if reads(worker, passphrase, ground.codes[-1]) != written(len(ground.codes) - 1, "name.1"):
        raise Red("two custodians do not bring back what a case holds")


def reads(person: Person, passphrase: str, code: str) -> str:
    """The name in a case, with the keys that this passphrase opens."""
    account = opened(person.name, passphrase)
    if account is None:
        raise Red("the new passphrase opens no account")
    keyring = keyring_of(account)
    case = number_of(person, code)
    with acting_as(account.acting):
        keys = [
            WrappedKey(str(person.agency), code, "A", row.version, bytes(row.key_id), bytes(row.wrapped or b""))
            for row in StoredKey.objects.filter(case_id=case, compartment="A")
        ]
        field = SealedField.objects.get(case_id=case, field="name.1")
    return keyring.drawer(code, "A", keys).read(field.field, field.version, bytes(field.content)).decode()
