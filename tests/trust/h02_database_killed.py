"""H2: the database is killed (-9) at random moments while four threads write; what was acknowledged is there, whole."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import AbstractContextManager
from unittest.mock import patch

from asylia.server import postgres
from asylia.server.database import Databases
from asylia.server.postgres import pid_file
from tests.trust.frame import Fault, Red
from tests.trust.servers import (
    Writing,
    answers,
    facts,
    folder,
    never_started_again,
    partner,
    place_of,
    postmaster,
    running,
    under,
    wait_for,
    writing,
)

LONGEST_RECOVERY = 10.0
"""Seconds from the kill to an answer."""


def killed(times: int) -> tuple[int, float]:
    """How many pairs were acknowledged, and the longest recovery in seconds. Raises Red."""
    chance = random.Random(2)
    slowest = 0.0
    with folder() as var, running(var) as known, writing(known) as writer:
        for _ in range(times):
            seen = len(writer.said("written"))
            if not writer.wrote(seen):
                raise Red("nothing was written any more after a kill")
            time.sleep(chance.uniform(0.1, 0.6))
            slowest = max(slowest, kill(known))
            check(known, writer)
        return len(writer.acknowledged()), slowest


def kill(known: Databases) -> float:
    """Kill the postmaster; the seconds until the database answers again."""
    before = postmaster(known)
    begun = time.monotonic()
    os.kill(before, signal.SIGKILL)
    data = place_of(known).data
    if not wait_for(lambda: pid_file(data)[:1] not in ([], [str(before)]) and answers(known), LONGEST_RECOVERY):
        raise Red(f"the database does not answer {LONGEST_RECOVERY:.0f} s after it was killed")
    return time.monotonic() - begun


def check(known: Databases, writer: Writing) -> None:
    """Every acknowledged pair is there, and no pair is there by half. Raises Red."""
    acknowledged = writer.acknowledged()
    there = facts(known, writer.someone, writer.case())
    lost = [one for one in acknowledged if not there >= {one, partner(one)}]
    if lost:
        raise Red(f"{len(lost)} of {len(acknowledged)} acknowledged writes are lost")
    halves = [one for one in there if partner(one) not in there]
    if halves:
        raise Red(f"of {len(halves)} pairs one half is there without the other")


def acknowledged_at_once() -> AbstractContextManager[object]:
    """Databases that start while this lasts say that a commit is done before they have written it."""
    text = postgres.SETTINGS
    assert "synchronous_commit = on" in text
    off = text.replace("synchronous_commit = on", "synchronous_commit = off\nwal_writer_delay = 10s")
    return patch.object(postgres, "SETTINGS", off)


FAULTS = {
    "a commit is acknowledged before it is written": Fault(
        acknowledged_at_once,
        lambda: killed(3),
    ),
    "what belongs together is written in parts": Fault(lambda: under("in parts"), lambda: killed(6)),
    "a dead database is not started again": Fault(never_started_again, lambda: killed(1)),
}
