"""H13, between the action and its log: a process killed at any place there leaves both behind, or neither.

    python -m tests.trust.h13_database_killed COOKIE CODE TIMES FAULT

is the process that is killed: for each time a child of it goes through the door and kills itself, before its log,
after its log, after its commit, or at a moment of chance.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from asylia.audit.chain import Event

PLACES = ("before its log", "after its log", "after its commit", "by chance", "not at all")


def main(cookie: str, code: str, times: str, fault: str) -> int:
    """Say "place" and "written" for each time, whatever became of it."""
    import django

    django.setup()
    # Whatever is imported first inside a child takes time in which nothing could go wrong.
    from asylia.casework import door  # noqa: F401

    chance = random.Random(13)
    for number in range(int(times)):
        place = PLACES[number % len(PLACES)]
        seconds = chance.uniform(0, 0.12)
        child = os.fork()
        if child == 0:
            try:
                act(cookie, code, UUID(int=chance.getrandbits(128)), place, seconds, fault)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    return 0


def act(cookie: str, code: str, key: UUID, place: str, seconds: float, fault: str) -> None:
    from datetime import UTC, datetime

    from asylia.access import sessions
    from asylia.casework.door import perform

    someone = sessions.signed_in(sessions.found(cookie, datetime.now(UTC)))
    assert someone is not None
    killed_at(place, seconds, fault == "log after the commit")
    given = {"facts": {"triage.needs_care": "yes"}}
    perform(someone, "facts.add", code, given, key=key, now=datetime.now(UTC))
    os.write(1, f"written {key}\n".encode())


def killed_at(place: str, seconds: float, log_apart: bool) -> None:
    """Lay this process so that it ends at a place between the action and its log."""
    from django.db import transaction

    from asylia.audit import log
    from asylia.record.rows import acting_as

    write = log._write

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def writing(events: Iterable[Event]) -> None:
        if place == "before its log":
            die()
        write(events)
        if place == "after its log":
            die()
        if place == "after its commit":
            transaction.on_commit(die)

    def writing_apart(events: Iterable[Event]) -> None:
        kept = list(events)

        def later() -> None:
            if place == "before its log":
                die()
            with acting_as(Whose(kept[0].account, kept[0].agency)):
                write(kept)

        transaction.on_commit(later)

    log._write = writing_apart if log_apart else writing
    if place == "by chance":
        threading.Timer(seconds, die).start()


class Whose:
    """Who acts, by the words of an event."""

    def __init__(self, account: str, agency: str) -> None:
        self.account, self.agency = UUID(account), UUID(agency)


def killed(times: int, fault: str = "") -> Counter[str]:
    """What was found after so many processes: actions, events, receipts and acknowledgements. Raises Red."""
    from tests.trust.frame import Red
    from tests.trust.h07_ground import asylia
    from tests.trust.h07_world import RELATIONS, cookie, world
    from tests.trust.servers import environment, place_of

    own = tuple(one for one in RELATIONS if one.name == "assigned, nothing fulfilled")
    with asylia() as known:
        made = world(known, own)
        hidden = made.hidden[own[0].name]
        before = stored(known, str(hidden.case), hidden.code)
        command = [sys.executable, "-m", "tests.trust.h13_database_killed"]
        said = subprocess.run(
            [*command, cookie(made.agencies["lead"]["CW"]), hidden.code, str(times), fault],
            env=environment(place_of(known).folder.parent, "app"),
            check=True,
            capture_output=True,
            text=True,
        )
        found = stored(known, str(hidden.case), hidden.code)
        found.subtract(before)
    found["acknowledged"] = said.stdout.count("written ")
    if not found["facts"] == found["events"] == found["receipts"]:
        raise Red(f"one without the other: {dict(found)}")
    if found["facts"] < found["acknowledged"] or not found["acknowledged"]:
        raise Red(f"acknowledged and not there, or nothing acknowledged: {dict(found)}")
    return found


def stored(known: object, case: str, code: str) -> Counter[str]:
    """How many facts, events that allowed one, and receipts the database holds."""
    from django.db import connection

    from tests.trust.h07_ground import unwalled

    counts = {
        "facts": ("SELECT count(*) FROM record_fact WHERE case_id = %s AND key = 'triage.needs_care'", case),
        "events": (
            "SELECT count(*) FROM audit_auditevent WHERE case_code = %s AND action = 'told.record' AND allowed"
            " AND 'triage.needs_care' = ANY (items)",
            code,
        ),
        "receipts": ("SELECT count(*) FROM casework_receipt WHERE answer->>'code' = %s AND answer IS NOT NULL", code),
    }
    found: Counter[str] = Counter()
    with unwalled(known), connection.cursor() as cursor:  # type: ignore[arg-type]
        for what, (query, value) in counts.items():
            cursor.execute(query, [value])
            found[what] = cursor.fetchone()[0]
    return found


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
