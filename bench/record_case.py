"""One case of 60 facts: a fact recorded through the door beside the bare row, and the case opened and shown."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from record_agency import KNOWN, SEALED, TEXTS, File, Worked, answer, cookie_of, opened_file, signed_in
from record_figures import Line, Statements, at_work, statements, timed, where_time_goes

if TYPE_CHECKING:
    from asylia.access.signed_in import SignedIn

MORE = 5
"""Facts that are added to one case before the next is opened, so that each has about 60."""

RECORDING, OPENING = 15.0, 30.0
"""Milliseconds that recording and opening may take."""

ROW = """
INSERT INTO record_fact (
    id, case_id, agency_id, key, compartment, value, closed, source, certainty, true_precision, recorded_at,
    recorded_by, supersedes, contradicts
) VALUES (%s, %s, %s, %s, %s, %s, '', 'person', 'stated', '', %s, %s, '{}', '{}')
"""


def through_door(someone: SignedIn, file: File, key: str, told: str) -> None:
    """Record one fact as every page and program does it."""
    from asylia.casework.door import perform

    given = {"facts": {key: told}, "source": "person", "certainty": "stated"}
    perform(someone, "facts.add", file.code, given, key=uuid4(), now=datetime.now(UTC))


def bare_row(someone: SignedIn, case: UUID, key: str, told: str, code: str = "") -> None:
    """The same row of the ledger in a transaction of its own, and no more. code: of the case, to have it in the log."""
    from django.db import connection, transaction

    from asylia.law.facts import FACTS
    from asylia.record.rows import SET

    now = datetime.now(UTC)
    row: list[Any] = [
        uuid4(),
        case,
        someone.agency,
        key,
        FACTS[key].sensitivity,
        json.dumps(told),
        now,
        someone.account,
    ]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(SET, [str(someone.agency), str(someone.account)])
        cursor.execute(ROW, row)
        if code:
            event = {
                "at": now.isoformat(),
                "role": "CW",
                "case": code,
                "area": FACTS[key].sensitivity,
                "action": "told.record",
                "purpose": "casework",
                "allowed": True,
                "rule": "by_role",
                "items": [key],
            }
            cursor.execute("SELECT asylia_log(%s::jsonb)", [json.dumps([event])])


def recording(agency: Worked, rounds: int) -> Iterator[Line | str]:
    """`perform` beside the bare row, with the log and without. Each way has its case of 60 facts, told the same."""
    lot, someone = random.Random(60), signed_in(agency.names[0])
    bare, logged, door, told = list[float](), list[float](), list[float](), list[Statements]()

    def through() -> None:
        with statements() as heard:
            door.append(timed(lambda: through_door(someone, file, key, said)))
        told.append(heard)

    ways = [
        lambda: bare.append(timed(lambda: bare_row(someone, twin.id, key, said))),
        lambda: logged.append(timed(lambda: bare_row(someone, twin.id, key, said, twin.code))),
        through,
    ]
    for number in range(rounds):
        if number % MORE == 0:
            file, twin = opened_file(someone, lot), opened_file(someone, lot)
            through_door(someone, file, file.left[MORE], answer(lot))
            bare_row(someone, twin.id, file.left[MORE], answer(lot), twin.code)
        key, said = file.left[number % MORE], answer(lot)
        lot.shuffle(ways)
        for way in ways:
            way()
    someone.keyring.close()
    p50 = median(door)
    yield Line(
        f"`perform`, one fact into a case of {KNOWN}, with its row in the log",
        door,
        "bare row",
        median(bare),
        p50 / median(bare),
        at_work(told),
        f"p50 {RECORDING:.0f} ms",
        p50 < RECORDING,
    )
    yield Line("the bare row with one row in the log", logged, "bare row", median(bare), median(logged) / median(bare))
    yield Line("the bare row alone", bare)
    yield from where_time_goes("perform", door, told)


def opening(agency: Worked, rounds: int) -> Iterator[Line | str]:
    """The case looked at with everything that its case worker may see, and the whole request of its page.

    Each is done once before: the first page reads its templates.
    """
    from django.test import Client

    from asylia.access.sessions_middleware import COOKIE
    from asylia.access.window import look
    from asylia.audit.log import logged

    lot, someone = random.Random(61), signed_in(agency.names[0])
    files = [opened_file(someone, lot, TEXTS) for _ in range(5)]
    client = Client(headers={"accept-encoding": "gzip"}, SERVER_NAME="localhost")
    client.cookies[COOKIE] = cookie_of(agency.names[0]).written()
    looked, shown = list[float](), list[float]()
    looking, showing = list[Statements](), list[Statements]()

    def seen(file: File) -> None:
        with logged(someone) as log:
            one = look(someone, log, file.code, datetime.now(UTC))
        opened = [text for versions in one.texts.values() for text in versions if text.text is not None]
        if (len(one.history), len(opened)) != (KNOWN, SEALED):
            raise RuntimeError(f"{len(one.history)} facts and {len(opened)} texts were opened, not what was told.")

    def page(file: File) -> None:
        if client.get(f"/cases/{file.code}").status_code != 200:
            raise RuntimeError("The page of an invented case was not shown.")

    seen(files[0])
    page(files[0])
    for number in range(rounds):
        file = files[number % len(files)]
        with statements() as heard:
            looked.append(timed(lambda: seen(file)))  # noqa: B023 - called at once
        looking.append(heard)
        with statements() as heard:
            shown.append(timed(lambda: page(file)))  # noqa: B023
        showing.append(heard)
    someone.keyring.close()
    yield Line(
        f"a case opened: {KNOWN} facts, {SEALED} sealed texts, its row in the log (`look`)",
        looked,
        at_work=at_work(looking),
        target=f"p50 {OPENING:.0f} ms",
        met=median(looked) < OPENING,
    )
    ratio = median(shown) / median(looked)
    yield Line("the whole request of its page", shown, "`look`", median(looked), ratio, at_work(showing))
    yield from where_time_goes("look", looked, looking)
    yield from where_time_goes("page", shown, showing)
