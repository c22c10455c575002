"""Writes pairs of facts through the ledger in several threads and says which were acknowledged; started by `servers`.

    python -m tests.trust.writer AGENCY ACCOUNT THREADS PAIRS FAULT

A pair is written in one transaction, in two statements. Its line "written ONE" follows the commit: whoever reads
it holds an acknowledgement. Lines "refused" tell of a full disk, seen before anything was written.
"""

from __future__ import annotations

import itertools
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID, uuid4


def main(agency: str, account: str, threads: str, pairs: str, fault: str) -> int:
    import django

    django.setup()
    from tests.record.agencies import Someone

    someone = Someone(UUID(agency), UUID(account))
    FAULTS[fault]()
    case = opened(someone)
    say(f"case {case}")
    numbers = itertools.count(1)
    writers = [threading.Thread(target=write, args=(someone, case, numbers, int(pairs))) for _ in range(int(threads))]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return 0


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


def opened(someone) -> UUID:
    from asylia.record import cases, rows

    with rows.acting_as(someone):
        case: UUID = cases.open_case(someone, datetime.now(UTC)).case_id
    return case


def write(someone, case: UUID, numbers: Iterator[int], pairs: int) -> None:
    from django.db import Error, connection

    while not pairs or next(numbers) <= pairs:
        try:
            write_pair(someone, case)
        except Error:
            # Not acknowledged. The connection is lost with its database; the next pair takes a new one.
            connection.close()
            time.sleep(0.05)


def write_pair(someone, case: UUID) -> None:
    from asylia.audit import disk
    from asylia.record import rows
    from asylia.record.ledger import Told, record
    from tests.trust.servers import partner

    if not disk.room_to_write():
        say("refused")
        time.sleep(0.05)
        return
    one = uuid4()
    now = datetime.now(UTC)
    with rows.acting_as(someone):
        for fact in (one, partner(one)):
            record(case, someone, [Told("fear.return", True, "person", "stated", id=fact)], now)
    say(f"written {one}")


def nothing() -> None:
    """Asylia as it is."""


def in_parts() -> None:
    """What belongs together is not written in one transaction."""
    from django.db import connection

    from asylia.record import rows

    @contextmanager
    def acting_in_parts(actor) -> Iterator[None]:
        with connection.cursor() as cursor:
            cursor.execute(rows.SET.replace("true", "false"), [str(actor.agency), str(actor.account)])
        yield

    rows.acting_as = acting_in_parts


def without_guard() -> None:
    """Nobody looks whether the disk has room."""
    from asylia.audit import disk

    disk.room_to_write = lambda: True


def guard_too_low() -> None:
    """A page is taken for enough."""
    from asylia.audit import disk

    disk.LEAST, disk.SHARE = 4096, 10**9


FAULTS: Mapping[str, Callable[[], None]] = {
    "": nothing,
    "in parts": in_parts,
    "without guard": without_guard,
    "guard too low": guard_too_low,
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
