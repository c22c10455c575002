"""Every 15 minutes a signed word on each agency's log leaves for a place that the server cannot take back (R33).

Environment: ASYLIA_CHECKPOINTS, a folder on another machine's disk or on a medium that somebody keeps.
"""

from __future__ import annotations

import hashlib
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from asylia.audit.checkpoint import EVERY, Checkpoint, of_head
from asylia.server.database import Databases, why
from asylia.server.postgres import DatabaseUnusable
from asylia.server.state import SHORTEST_KEY, make_key

FOLDER = "ASYLIA_CHECKPOINTS"
KEY_FILE = "audit-key"
FILE_END = ".checkpoints"

NOBODY = str(UUID(int=0))
"""Whoever acts may read the list of agencies. The server itself acts for none of them."""


class CheckpointError(RuntimeError):
    """A checkpoint cannot be made or kept. The text says what to do."""


@dataclass(frozen=True)
class Head:
    """How far an agency's log has come."""

    agency: str
    seq: int
    own: str


def named_folder() -> Path | None:
    """The folder of ASYLIA_CHECKPOINTS, None where none is named."""
    named = os.environ.get(FOLDER)
    return Path(named).resolve() if named else None


def signing_key(var: Path) -> Ed25519PrivateKey:
    """The key that signs checkpoints, kept in the server's folder for its owner alone; made at the first call.

    Raises CheckpointError.
    """
    path = var / KEY_FILE
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_key(path)
        kept = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise CheckpointError(
            f"The key that signs checkpoints cannot be kept in {var} ({error.strerror}). Give yourself that folder."
        ) from error
    if len(kept) < SHORTEST_KEY:
        raise CheckpointError(
            f"{path} does not hold a whole key. Put it back from a backup: with a new key, the checkpoints that are "
            "kept elsewhere can only be checked with the old one's public key."
        )
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(kept.encode()).digest())


def public_key(var: Path) -> str:
    """What checks the signatures, as 64 hexadecimal signs. Raises CheckpointError."""
    return signing_key(var).public_key().public_bytes_raw().hex()


def heads(known: Databases) -> list[Head]:
    """How far the log of each agency has come. No event is read. Raises DatabaseUnusable.

    The worker asks where there is one, for one agency at a time: nobody sees the logs of all.
    """
    act = "SELECT set_config('app.agency', %s, true)"
    try:
        with known.connect("worker" if "worker" in known.connections else "app") as connection:
            connection.execute(act, [NOBODY])
            agencies = connection.execute("SELECT id::text FROM record_agency ORDER BY id").fetchall()
            found = []
            for (agency,) in agencies:
                connection.execute(act, [agency])
                row = connection.execute("SELECT seq, own FROM audit_audithead").fetchone()
                if row is not None:
                    found.append(Head(agency, *row))
    except psycopg.Error as error:
        raise DatabaseUnusable(f"The state of the logs cannot be read. {why(error)}") from error
    return found


def checkpoints(known: Databases, var: Path) -> list[Checkpoint]:
    """A signed checkpoint of each agency's log as it is now. Raises DatabaseUnusable, CheckpointError."""
    key, now = signing_key(var), datetime.now(UTC)
    return [of_head(head.agency, head.seq, head.own, now, key) for head in heads(known)]


def keep(folder: Path, points: list[Checkpoint]) -> int:
    """Add to the file of each agency whose log has grown; how many that were. Raises CheckpointError."""
    try:
        return sum(_add(folder / f"{point.agency}{FILE_END}", point) for point in points)
    except OSError as error:
        raise CheckpointError(unwritable(folder, error)) from error


def _add(path: Path, point: Checkpoint) -> bool:
    with path.open("a+b") as file:
        file.seek(0)
        lines = file.read().splitlines(keepends=True)
        if lines and not lines[-1].endswith(b"\n"):
            # Cut short when the power or the medium went: it was never kept.
            file.truncate(sum(map(len, lines[:-1])))
            lines.pop()
        if lines and _says_the_same(lines[-1], point):
            return False
        file.write(f"{point.line()}\n".encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    return True


def _says_the_same(line: bytes, point: Checkpoint) -> bool:
    return f'"hash":"{point.own}","key":"{point.key}"'.encode("ascii") in line


def unwritable(folder: Path, error: OSError) -> str:
    return (
        f"Checkpoints of the log cannot be kept in {folder} ({error.strerror}). What was kept there stays. Until it "
        f"can be written again, nobody outside can tell whether the log was rewritten: mount it, or name another "
        f"folder in {FOLDER}."
    )


def faults() -> Iterator[str]:
    """What is wrong with the folder that checkpoints leave for; nothing where none is named."""
    folder = named_folder()
    if folder is None:
        return
    trial = folder / f".trial-{os.getpid()}"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        yield unwritable(folder, error)


@contextmanager
def leaving(known: Databases, var: Path) -> Iterator[None]:
    """While this lasts, and once more at its end, checkpoints leave every 15 minutes, where a folder is named."""
    folder = named_folder()
    if folder is None:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(target=_leave, args=(known, var, folder, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(10)


def _leave(known: Databases, var: Path, folder: Path, ended: threading.Event) -> None:
    told = ""
    while True:
        last = ended.is_set()
        try:
            keep(folder, checkpoints(known, var))
            told = ""
        except (DatabaseUnusable, CheckpointError) as error:
            if str(error) != told:
                told = str(error)
                print(told, file=sys.stderr, flush=True)
        if last:
            return
        ended.wait(EVERY.total_seconds())
