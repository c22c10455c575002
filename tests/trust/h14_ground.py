"""What H14 backs up: two agencies, cases opened through the door, some shared, one that was deleted before.

The in-process application works on it, and its folder holds the server's keys as files, as a real one does.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch
from uuid import UUID, uuid4

from django.conf import settings
from django.test import override_settings

from asylia.access.custodians import Share
from asylia.access.founding import Founded, found
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.access.standing import find
from asylia.access.window import look
from asylia.audit.log import logged
from asylia.casework.door import perform
from asylia.record import deletion
from asylia.record.rows import acting_as
from asylia.server.backup_policies import BACKUP
from asylia.server.backup_tables import PASSING
from asylia.server.database import Databases
from asylia.server.state import KEY_FILE
from tests.access.people_with_accounts import Person
from tests.trust import h07_world, servers
from tests.trust.h07_world import RELATIONS, World, now, signed_in

WANTED = ("own", "assigned, nothing fulfilled", "named by the person", "deleted", "shared in full", "shared in part")


@dataclass
class Ground:
    """Everything there is before the backup. sheets: of the agency that leads, for its three custodians."""

    world: World
    sheets: tuple[Share, Share, Share]
    codes: list[str]
    """Of the cases of one case worker, opened one after the other through the door."""

    numbers: dict[str, UUID]

    @property
    def worker(self) -> Person:
        return self.world.opener

    @property
    def administrator(self) -> Person:
        return self.world.agencies["lead"]["SY"]

    def officers(self) -> Iterator[tuple[str, Person, str]]:
        """Who looks at which case after the restore: what to call it, the person, the code."""
        lead, partner = self.world.agencies["lead"], self.world.agencies["partner"]
        for name, hidden in self.world.hidden.items():
            for role in ("CW", "HP", "LR", "CO"):
                person = (partner if name.startswith("shared") else lead)[role]
                yield f"{role}: {name}", person, hidden.code
        for code in self.codes:
            yield f"worker: {code}", self.worker, code


def environment(var: Path) -> dict[str, str]:
    """For a process of Asylia in this folder, which takes its keys from its files and from nowhere else."""
    return {name: value for name, value in servers.environment(var, "app").items() if name != "ASYLIA_SECRET_KEY"}


def command(var: Path, fault: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """One command of Asylia, as whoever runs it gives it."""
    started = [sys.executable, "-m", "tests.trust.h14_command", fault, *map(str, arguments)]
    return subprocess.run(started, env=environment(var), capture_output=True, text=True, check=False)


def made(known: Databases, cases: int) -> Ground:
    """So many cases, of which the first few stand in relations of h07_world. The application works on `known`."""
    var = servers.place_of(known).folder.parent
    with os.fdopen(os.open(var / KEY_FILE, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(settings.SECRET_KEY)
    sheets: dict[UUID, tuple[Share, Share, Share]] = {}

    def founded(*given: object, **named: object) -> Founded:
        done = found(*given, **named)  # type: ignore[arg-type]
        sheets[done.agency] = done.shares
        return done

    with patch.object(h07_world, "found", founded):
        world = h07_world.world(known, tuple(one for one in RELATIONS if one.name in WANTED))
    ground = Ground(world, sheets[world.opener.agency], [], {})
    worker = signed_in(world.opener)
    for number in range(cases - len(WANTED)):
        facts = {"person.declared_age": str(14 + number % 50), "det.held": "yes" if number % 3 else "no"}
        done = perform(worker, "case.open", None, {"role": "CW", "facts": facts}, key=uuid4(), now=now())
        for field in ("name.1", "narrative.1") if number % 5 == 0 else ("name.1",):
            text = {"field": field, "text": written(number, field)}
            perform(worker, "text.write", done.code, text, key=uuid4(), now=now())
        ground.codes.append(done.code)
    for code in ground.codes[:2]:
        ground.numbers[code] = number_of(world.opener, code)
    return ground


def written(number: int, field: str) -> str:
    return f"invented {field} of person {number}"


def number_of(person: Person, code: str) -> UUID:
    with acting_as(person):
        there = find(person.agency, code, now())
        assert there is not None
        return there.case


def deleted_later(ground: Ground, var: Path) -> list[tuple[Person, UUID]]:
    """Delete a case of its own, a shared one, and one area of a third; whose they were, and their numbers."""
    whole, part = ground.numbers.values()
    shared = ground.world.hidden["shared in part"].case
    # The application of this process keeps its list of deletions elsewhere.
    with override_settings(VAR=var), acting_as(ground.worker):
        assert deletion.delete_case(whole, "request")
        assert deletion.delete_case(shared, "mistake")
        assert deletion.delete_compartment(part, "C", "retention")
    return [(ground.worker, whole), (ground.world.agencies["partner"]["CW"], shared)]


def looks(ground: Ground, names: frozenset[str] | None = None) -> dict[str, str]:
    """What each officer is shown of each case, as one fingerprint; "not here" where there is nothing for them."""
    seen, people = dict[str, str](), {}
    for name, person, code in ground.officers():
        if names is not None and name not in names:
            continue
        if person.name not in people:
            people[person.name] = signed_in(person)
        seen[name] = shown(people[person.name], code)
    return seen


def shown(someone: SignedIn, code: str) -> str:
    try:
        with logged(someone, now()) as log:
            case = look(someone, log, code, now())
    except NotHere:
        return "not here"
    texts = {field: [(one.version, one.text, one.trouble) for one in these] for field, these in case.texts.items()}
    rest = [[str(row.pk) for row in rows] for rows in (case.barred, case.rights, case.tasks, case.people, case.acts)]
    what = (case.code, case.state, case.own, sorted(case.roles), sorted(texts.items()), case.history, rest)
    return f"{len(texts)} texts, {len(case.history)} facts, {hashlib.sha256(repr(what).encode()).hexdigest()}"


def sums(known: Databases) -> Mapping[str, tuple[int, str]]:
    """Of each table that a backup holds how many rows it has, and a sum of them that no order changes."""
    with known.connect("owner") as owner:
        owner.execute("SELECT set_config(%s, 'on', false)", [BACKUP])
        tables = owner.execute(
            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
            " AND relnamespace = 'public'::regnamespace AND NOT relname = ANY(%s)",
            [list(PASSING)],
        ).fetchall()
        found_there = {}
        for (table,) in tables:
            query = f"SELECT count(*), md5(string_agg(m, '' ORDER BY m)) FROM (SELECT md5(t::text) m FROM {table} t) s"
            row = owner.execute(query.encode()).fetchone()
            assert row is not None
            found_there[str(table)] = (int(row[0]), str(row[1]))
    return found_there


@contextmanager
def sheet_files(folder: Path, *sheets: Share) -> Iterator[list[str]]:
    """The sheets as somebody types them, and the arguments that name them; gone afterwards."""
    arguments, files = [], []
    for share in sheets:
        file = folder / f"sheet-{share.number}"
        file.write_text("\n".join(share.lines()))
        files.append(file)
        arguments += ["--sheet", str(file)]
    try:
        yield arguments
    finally:
        for file in files:
            file.unlink()
