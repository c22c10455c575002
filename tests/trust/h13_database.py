"""H13, the log in the database: what is not logged is not shown or done, and whatever its owner changes is found."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from unittest.mock import patch

from django.db import connection, transaction
from django.test import Client

import verify_audit
from asylia.access.sessions_middleware import COOKIE
from asylia.audit import log, reading
from asylia.audit.chain import Link, link
from asylia.audit.models import AuditEvent
from asylia.server.checkpoints import checkpoints, signing_key
from asylia.server.database import Databases
from tests.trust.frame import Fault, Red
from tests.trust.h07_authorisation import Known, found, said, send
from tests.trust.h07_ground import asylia, by_owner, unwalled
from tests.trust.h07_routes import CASE, LISTED, registered
from tests.trust.h07_world import RELATIONS, World, cookie, world
from tests.trust.h13_audit import signatures_known
from tests.trust.h13_database_killed import PLACES, killed
from tests.trust.servers import place_of

OWN = tuple(one for one in RELATIONS if one.name in ("own", "colleague without a role"))
WHO = ("CW", "CO", "GD", "DP")

UNWRITABLE = {
    "the right to write it is gone": "REVOKE EXECUTE ON FUNCTION asylia_log(jsonb) FROM asylia_app",
    "its table takes no row": (
        "CREATE FUNCTION no_more() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''full''; END';"
        " CREATE TRIGGER no_more BEFORE INSERT ON audit_auditevent FOR EACH ROW EXECUTE FUNCTION no_more()"
    ),
}
"""Ways in which the log cannot be written, as the owner of its tables brings them about."""

UNTOUCHED = frozenset({"access_signin", "access_attempt"})
"""Tables in which a session notes that it is alive, whatever else is refused."""


def unwritable(ways: tuple[str, ...] = tuple(UNWRITABLE)) -> int:
    """While the log cannot be written every page and every address of the API answers 503, shows and keeps nothing."""
    asked = 0
    for way in ways:
        with asylia() as known:
            made = world(known, OWN)
            cookies = {role: cookie(made.agencies["lead"][role]) for role in WHO}
            by_owner(known, UNWRITABLE[way])
            before = rows(known)
            asked += refused_everywhere(made, cookies)
            after = rows(known)
        if before != after:
            changed = [table for table in before if before[table] != after.get(table)]
            raise Red(f"{way}, and something was written: {changed}")
    return asked


def refused_everywhere(made: World, cookies: dict[str, str]) -> int:
    known, wrong, asked, there = Known.of(made), Counter[str](), 0, set(registered())
    for role, text in cookies.items():
        client = Client(raise_request_exception=False)
        for path in sorted(LISTED.keys() & there):
            for hidden in made.hidden.values():
                for ask in LISTED[path]:
                    if not ask.logged or (path not in CASE and hidden is not next(iter(made.hidden.values()))):
                        continue
                    client.cookies[COOKIE] = text
                    answer = send(client, ask, hidden.code)
                    asked += 1
                    shown = found(answer) & (known.markers.keys() | known.codes.keys())
                    if answer.status_code != 503:
                        wrong[f"{role}, {ask.method} {ask.path}: {answer.status_code}"] += 1
                    if shown:
                        wrong[f"{role}, {ask.method} {ask.path}: shows {len(shown)} values"] += 1
    if wrong:
        raise Red(said(wrong))
    return asked


def rows(known: Databases) -> dict[str, int]:
    """How many rows each table has."""
    with unwalled(known), connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        names = sorted({name for (name,) in cursor.fetchall()} - UNTOUCHED)
        counted = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')
            (counted[name],) = cursor.fetchone()
    return counted


Tampering = Callable[[list[Link], random.Random], None]
"""Changes what is stored, as whoever owns the server can once every trigger is off."""

ALL_COLUMNS = {
    "allowed": "NOT allowed",
    "account": "gen_random_uuid()",
    "case_code": "CASE case_code WHEN '' THEN 'AAAA-AAAA-AAAA' ELSE '' END",
    "rule": "'by_break_glass'",
    "role": "CASE role WHEN 'SY' THEN 'CW' ELSE 'SY' END",
    "at": "at + interval '1 microsecond'",
    "items": "items || ARRAY['x']",
    "area": "CASE area WHEN 'A' THEN 'B' ELSE 'A' END",
    "action": "'looked'",
    "purpose": "CASE purpose WHEN 'statistics' THEN 'legal' ELSE 'statistics' END",
}


def execute(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def altered(links: list[Link], chance: random.Random) -> None:
    column = chance.choice(sorted(ALL_COLUMNS))
    execute(f"UPDATE audit_auditevent SET {column} = {ALL_COLUMNS[column]} WHERE seq = %s", chance.choice(links).seq)


def altered_and_mended(links: list[Link], chance: random.Random) -> None:
    """One event says something else, and its own fingerprint fits again; the rest is as it was."""
    one = chance.choice(links[:-1])
    changed = link(replace(one.event, rule="by_break_glass"), links[one.seq - 2] if one.seq > 1 else None)
    execute("UPDATE audit_auditevent SET rule = 'by_break_glass', own = %s WHERE seq = %s", changed.own, one.seq)


def deleted(links: list[Link], chance: random.Random) -> None:
    execute("DELETE FROM audit_auditevent WHERE seq = %s", chance.choice(links).seq)


def deleted_and_numbered_anew(links: list[Link], chance: random.Random) -> None:
    at = chance.choice(links).seq
    execute("DELETE FROM audit_auditevent WHERE seq = %s", at)
    execute("UPDATE audit_auditevent SET seq = -seq WHERE seq > %s", at)
    execute("UPDATE audit_auditevent SET seq = -seq - 1 WHERE seq < 0")


def copied(links: list[Link], chance: random.Random) -> None:
    """An event of an earlier day stands again at the end, and the head is moved on."""
    columns = [str(field.column) for field in AuditEvent._meta.concrete_fields if not field.primary_key]
    kept = ", ".join(name for name in columns if name != "seq")
    execute(
        f"INSERT INTO audit_auditevent (seq, {kept}) SELECT %s, {kept} FROM audit_auditevent WHERE seq = %s",
        len(links) + 1,
        chance.choice(links).seq,
    )


def moved(links: list[Link], chance: random.Random) -> None:
    one, other = chance.sample(links, 2)
    execute("UPDATE audit_auditevent SET seq = -1 WHERE seq = %s", one.seq)
    execute("UPDATE audit_auditevent SET seq = %s WHERE seq = %s", one.seq, other.seq)
    execute("UPDATE audit_auditevent SET seq = %s WHERE seq = -1", other.seq)


def cut_off(links: list[Link], chance: random.Random) -> None:
    execute("DELETE FROM audit_auditevent WHERE seq > %s", chance.randrange(0, len(links)))


def written_anew(links: list[Link], chance: random.Random) -> None:
    """One event is taken out and every later one is chained anew, so that the chain by itself is whole."""
    at = chance.choice(links).seq
    last = links[at - 2] if at > 1 else None
    execute("DELETE FROM audit_auditevent WHERE seq = %s", at)
    for one in links[at:]:
        last = link(one.event, last)
        execute(
            "UPDATE audit_auditevent SET seq = %s, before = %s, own = %s WHERE seq = %s",
            last.seq,
            last.before,
            last.own,
            one.seq,
        )


TAMPERINGS: tuple[Tampering, ...] = (
    altered,
    altered_and_mended,
    deleted,
    deleted_and_numbered_anew,
    copied,
    moved,
    cut_off,
    written_anew,
)


def tampered(times: int) -> int:
    """How many changes of the stored log were tried; tools/verify_audit.py found each. Raises Red."""
    missed: Counter[str] = Counter()
    with asylia() as known, signatures_known():
        made = world(known, OWN)
        used(made)
        var = place_of(known).folder.parent
        points = checkpoints(known, var)
        key = signing_key(var).public_key().public_bytes_raw()
        lines = [point.line() for point in points]
        with unwalled(known):
            execute("ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
            links = list(reading.links())
            if not whole(lines, key):
                raise Red("an untouched log is not taken for whole")
            for number in range(times):
                kind = TAMPERINGS[number % len(TAMPERINGS)]
                with transaction.atomic():
                    kind(links, random.Random(number))
                    if whole(lines, key):
                        missed[kind.__name__] += 1
                    transaction.set_rollback(True)
    if missed:
        raise Red(f"taken for whole: {dict(missed)}")
    return times


def used(made: World) -> None:
    """Somebody works for a while, so that there is a log."""
    client = Client()
    client.cookies[COOKIE] = cookie(made.agencies["lead"]["CW"])
    for _ in range(3):
        client.get(f"/api/cases/{made.hidden['own'].code}")


def whole(points: list[str], key: bytes) -> bool:
    """What tools/verify_audit.py says of the log as it is stored now."""
    try:
        agency, hashes = verify_audit.check_chain([one.line() for one in reading.links()])
        verify_audit.check_points(points, agency, hashes, key)
    except verify_audit.Broken:
        return False
    return True


@contextmanager
def shown_without_the_log() -> Iterator[None]:
    """Where the log cannot be written, what was done is kept and shown all the same."""
    written = log._write

    def tried(events: object) -> None:
        try:
            with transaction.atomic():
                written(events)  # type: ignore[arg-type]
        except log.LogUnwritable:
            return

    with patch.object(log, "_write", tried):
        yield


def no_checkpoint() -> AbstractContextManager[object]:
    return patch("tests.trust.h13_database.checkpoints", lambda *_: [])


FAULTS = {
    "what cannot be logged is shown all the same": Fault(
        shown_without_the_log, lambda: unwritable(("the right to write it is gone",))
    ),
    "the log is written after the commit": Fault(nullcontext, lambda: killed(len(PLACES), "log after the commit")),
    "no checkpoint has left the machine": Fault(no_checkpoint, lambda: tampered(2 * len(TAMPERINGS))),
}
