"""H4: on a full disk nothing new is begun, what was acknowledged stays and can be read, and room brings writing back.

The disk is a small one in memory, which needs root to mount. PostgreSQL is 47 MiB when empty and takes its log in
pieces of 16, so it has 256 MiB.
"""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from asylia.audit.disk import LEAST
from asylia.server.database import Databases
from asylia.server.postgres import DatabaseUnusable
from tests.trust.frame import Fault, Red
from tests.trust.h02_database_killed import acknowledged_at_once, check
from tests.trust.servers import Writing, answers, folder, postmaster, running, under, wait_for, writing

DISK = 256 * 1024 * 1024
POINTS = (0, 4096, 1 << 20, 15 << 20, 17 << 20, LEAST - (1 << 20))
"""Bytes left free: none, one page, less and more than one piece of the log, and just under what must stay free."""


def why_not() -> str:
    """Why no disk can be mounted here, or "" where one can."""
    if os.geteuid() != 0:
        return "only root can mount a small disk"
    with folder() as var:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", var], capture_output=True, check=False
        )
        if mounted.returncode == 0:
            subprocess.run(["umount", var], check=True)
    return "" if mounted.returncode == 0 else "this machine lets nobody mount a disk"


@contextmanager
def small_disk() -> Iterator[Path]:
    with folder() as var:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=0700", "tmpfs", var], check=True)
        try:
            yield var
        finally:
            subprocess.run(["umount", var], check=True)


@contextmanager
def filled(var: Path, left: int) -> Iterator[None]:
    """While this lasts, another program has taken the disk but for so many bytes."""
    taken = var / "taken by another program"
    with taken.open("wb", buffering=0) as file:
        try:
            while (free := os.statvfs(var).f_bavail * os.statvfs(var).f_frsize - left) > 0:
                step = min(free, 1 << 24) if left else 1 << 24
                os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, max(1, step))
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            take_the_rest(var, file.fileno(), left)
        yield
    taken.unlink()


def take_the_rest(var: Path, file: int, left: int) -> None:
    page = bytes(4096)
    os.lseek(file, 0, os.SEEK_END)
    try:
        while os.statvfs(var).f_bavail * os.statvfs(var).f_frsize > left:
            os.write(file, page)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def full(times: int) -> int:
    """Fill the disk this often, to each of POINTS in turn, while two threads write. Raises Red."""
    chance = random.Random(4)
    with small_disk() as var, running(var) as known, writing(known, threads=2) as writer:
        for number in range(times):
            before = len(writer.said("written"))
            if not writer.wrote(before + 5):
                raise Red("with room on the disk nothing is written")
            time.sleep(chance.uniform(0, 0.2))
            with filled(var, POINTS[number % len(POINTS)]):
                while_full(known, writer)
        if not writer.wrote(len(writer.said("written"))):
            raise Red("nothing is written after the disk has room again")
        check(known, writer)
    return times


def while_full(known: Databases, writer: Writing) -> None:
    """New writes are refused, and what was acknowledged can be read. Raises Red."""
    time.sleep(0.15)
    written, refused = len(writer.said("written")), len(writer.said("refused"))
    if not wait_for(lambda: len(writer.said("refused")) > refused, 3):
        raise Red("on a full disk nobody is told that there is no room")
    try:
        check(known, writer)
    except (DatabaseUnusable, psycopg.Error) as error:
        raise Red("on a full disk nothing can be read") from error
    if len(writer.said("written")) > written:
        raise Red("on a full disk writing goes on")


def filled_all_the_same(times: int) -> int:
    """The disk fills between the look and the write, and the database is killed on it; then it has room. Raises Red."""
    with small_disk() as var, running(var) as known, under("without guard"), writing(known, threads=2) as writer:
        for number in range(times):
            if not writer.wrote(len(writer.said("written")) + 50, 60):
                raise Red("with room on the disk nothing is written")
            with filled(var, 0):
                time.sleep(0.3 + 0.1 * number)
                os.kill(postmaster(known), signal.SIGKILL)
                time.sleep(1.5)
            if not wait_for(lambda: answers(known), 60):
                raise Red("the database does not come back after the disk has room again")
            check(known, writer)
    return times


FAULTS = {
    "nobody looks whether the disk has room": Fault(lambda: under("without guard"), lambda: full(3), why_not),
    "a single page is taken for room enough": Fault(lambda: under("guard too low"), lambda: full(3), why_not),
    "a commit is acknowledged before it is written": Fault(
        acknowledged_at_once, lambda: filled_all_the_same(1), why_not
    ),
}
