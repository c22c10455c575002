"""The one window for every look: what of a case somebody may see now. Every answer goes to the log, refusals too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from asylia.access.asking import Asking, before, fact_field, text_field
from asylia.access.drawers import Drawers, Opened
from asylia.access.models import BreakGlass
from asylia.access.policy_standing import Entry as PolicyEntry
from asylia.access.policy_walls import signed_in as still_signed_in
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.access.standing import Found
from asylia.access.standing import found as found_of
from asylia.audit.log import Log
from asylia.record import lists
from asylia.record.compartments import OF_TRACKS
from asylia.record.dictionary import DictionaryError
from asylia.record.ledger import told_by
from asylia.record.lists import Listed, Place
from asylia.record.models import (
    Access,
    Act,
    Assignment,
    Barred,
    Block,
    Deadline,
    Right,
    RuleOutcome,
    SealedField,
    Task,
    TrackStep,
)
from asylia.record.standing import Entry, Standing, standing
from asylia.record.texts import heads

PAGE = 50
"""Cases on one page of a list."""

ORDER = ("since", "id")
"""Without an order of its own, how rows come out would change with how full their table is of what is hidden."""


@dataclass(frozen=True)
class Page:
    """Part of a list. next: what to hand in for the part that follows, None at the end."""

    lines: tuple[Listed, ...]
    next: str | None


@dataclass(frozen=True)
class Look:
    """What one account may see of one case at one moment.

    ledger: what stands of the facts it may see, with contradictions. authors: who recorded each entry. texts: the
    standing versions of each sealed field, more than one where two people wrote without having seen each other.
    barred: what may not be done to the person now, for everybody to know. blocks: the same with reasons, for few.
    tracks: the kinds of tracks it may see, begun or not. steps: what was done on them.
    openings: for a life in danger, asked for and agreed to, for those who work on the case.
    """

    code: str
    state: str
    country: str
    opened_at: datetime
    review_on: date | None
    own: bool
    roles: frozenset[str]
    ledger: Standing
    history: tuple[Entry, ...]
    authors: dict[UUID, UUID]
    texts: dict[str, tuple[Opened, ...]]
    findings: tuple[RuleOutcome, ...]
    barred: tuple[Barred, ...]
    blocks: tuple[Block, ...]
    rights: tuple[Right, ...]
    tasks: tuple[Task, ...]
    deadlines: tuple[Deadline, ...]
    tracks: frozenset[str]
    steps: tuple[TrackStep, ...]
    acts: tuple[Act, ...]
    people: tuple[Assignment, ...]
    openings: tuple[BreakGlass, ...]


def look(signed_in: SignedIn, log: Log, code: str, now: datetime, purpose: str | None = None) -> Look:
    """What this account may see of the case of this code. Raises NotHere where that is nothing, or there is none."""
    asking = before(signed_in, code, now, purpose)
    try:
        return _look(asking)
    finally:
        asking.tell(log)


def _look(asking: Asking) -> Look:
    found = asking.found
    if found is None:
        asking.need("read", "frame")
        raise NotHere
    way_in = asking.way_in()
    if way_in is None:
        asking.need("read", "frame")
        raise NotHere
    asking.may(*way_in)
    frame = asking.sees("frame")
    queue = frame or asking.sees("queue")
    entries, authors = _facts(asking, found)
    texts = _texts(asking, found)
    rights = asking.sees("rights")
    tracks = _tracks(asking, frame=frame)
    case = found.access.case
    return Look(
        code=found.code,
        state=case.state,
        country=case.country,
        opened_at=case.opened_at,
        review_on=case.review_on,
        own=found.access.lead_id == asking.signed_in.agency,
        roles=found.standing.roles_of(asking.actor.account, asking.now),
        ledger=standing(entries),
        history=tuple(entries),
        authors=authors,
        texts=texts,
        findings=_of_law(asking, RuleOutcome, found, shown=frame),
        barred=tuple(Barred.objects.filter(case_id=found.case, ended__isnull=True).order_by(*ORDER)),
        blocks=_of_law(asking, Block, found, shown=frame),
        rights=_of_law(asking, Right, found, shown=rights),
        tasks=_of_law(asking, Task, found, shown=queue),
        deadlines=_of_law(asking, Deadline, found, shown=queue),
        tracks=tracks,
        steps=tuple(
            row
            for row in TrackStep.objects.filter(case_id=found.case).order_by("taken_at", "id")
            if row.kind in tracks and (not row.compartment or asking.sees(row.compartment))
        ),
        acts=tuple(
            row
            for row in Act.objects.filter(case_id=found.case).order_by("taken_at", "id")
            if asking.sees(row.compartment, None, PolicyEntry(author=str(row.taken_by)))
        ),
        people=tuple(Assignment.objects.filter(case_id=found.case, withdrawn_at__isnull=True).order_by(*ORDER))
        if frame
        else (),
        openings=tuple(BreakGlass.objects.filter(case_id=found.case).order_by("-asked_at", "id")) if queue else (),
    )


def _facts(asking: Asking, found: Found) -> tuple[list[Entry], dict[UUID, UUID]]:
    seen, authors = [], {}
    for entry, author in told_by(found.case):
        whose = PolicyEntry(author=str(author), by_person=entry.source == "person")
        field = fact_field(entry.key)
        if asking.sees(field.compartment, field, whose):
            seen.append(entry)
            authors[entry.id] = author
    return seen, authors


def _texts(asking: Asking, found: Found) -> dict[str, tuple[Opened, ...]]:
    drawers = Drawers(asking.signed_in, found)
    rows = SealedField.objects.filter(case_id=found.case, agency_id=asking.signed_in.agency)
    by_field: dict[str, list[SealedField]] = {}
    for row in rows.order_by("field", "version"):
        by_field.setdefault(row.field, []).append(row)
    opened = {
        name: tuple(drawers.open(row) for row in heads(versions) if _sees_text(asking, row))
        for name, versions in by_field.items()
    }
    return {name: versions for name, versions in opened.items() if versions}


def _sees_text(asking: Asking, row: SealedField) -> bool:
    try:
        field = text_field(row.field)
    except DictionaryError:
        return False
    return asking.sees(field.compartment, field, PolicyEntry(author=str(row.written_by)))


def _tracks(asking: Asking, *, frame: bool) -> frozenset[str]:
    """The kinds of tracks that stand where the account sees what everybody wrote."""
    shown = {letter: asking.shows(letter) if letter else frame for letter in set(OF_TRACKS.values())}
    return frozenset(kind for kind, letter in OF_TRACKS.items() if shown[letter])


def _of_law(asking: Asking, table: Any, found: Found, *, shown: bool) -> tuple[Any, ...]:
    if not shown:
        return ()
    rows = table.objects.filter(case_id=found.case, ended__isnull=True).order_by(*ORDER)
    return tuple(row for row in rows if _sees_class(asking, row))


def _sees_class(asking: Asking, row: Any) -> bool:
    """Whether the account sees the compartment that the law's row belongs to; "" concerns everybody."""
    return row.compartment == "" or asking.sees(row.compartment)


def my_cases(signed_in: SignedIn, log: Log, now: datetime, after: str | None = None) -> Page:
    """The cases that this account may open, newest change first, a page at a time. Raises NotHere."""
    if not still_signed_in(signed_in.actor, now):
        log.add(action="list", allowed=False, rule="not_signed_in", area="queue")
        raise NotHere
    place, lines = _place(log, after), list[Listed]()
    while True:
        rows = lists.my_cases(PAGE + 1, place)
        there = _there(signed_in, rows[:PAGE], now)
        for row in rows[:PAGE]:
            if len(lines) < PAGE:
                place = row.place
                if row.case in there:
                    lines.append(there[row.case])
        if len(lines) == PAGE or len(rows) <= PAGE:
            break
    more = len(rows) > PAGE or (bool(rows) and place != rows[-1].place)
    log.add(action="list", allowed=True, rule="by_role", area="queue", items=[line.code for line in lines])
    return Page(tuple(lines), f"{place.updated.isoformat()}_{place.row}" if place and more else None)


def _there(signed_in: SignedIn, rows: Iterable[Listed], now: datetime) -> dict[UUID, Listed]:
    """Those of these cases that the policy opens to the account, with no more of each than it may see of the case.

    The database has shown none that it may not see at all, and knows no roles: what is due may be a hearing, which is
    of a compartment that few see.
    """
    listed = {row.case: row for row in rows}
    access = Access.objects.select_related("case").filter(case_id__in=listed)
    askings = [Asking(signed_in, found, "", now) for found in found_of(access, now)]
    opened = [(found, asking) for asking in askings if (found := asking.found) is not None and asking.opens()]
    due: dict[UUID, list[Deadline]] = {}
    for row in Deadline.objects.filter(case_id__in=[found.case for found, _ in opened], ended__isnull=True):
        due.setdefault(row.case_id, []).append(row)
    return {found.case: _as_seen(listed[found.case], asking, due.get(found.case, ())) for found, asking in opened}


def _as_seen(line: Listed, asking: Asking, deadlines: Iterable[Deadline]) -> Listed:
    """The line of one case, with what is due and whether it is a child for those who see its frame or its queue."""
    if not (asking.shows("frame") or asking.shows("queue")):
        return replace(line, due=None, child=False)
    seen = [row.due for row in deadlines if row.compartment == "" or asking.shows(row.compartment)]
    return replace(line, due=min(seen, default=None))


def _place(log: Log, after: str | None) -> Place | None:
    if after is None:
        return None
    moment, _, row = after.partition("_")
    try:
        return Place(datetime.fromisoformat(moment), UUID(row))
    except ValueError:
        log.add(action="list", allowed=False, rule="no_such_page", area="queue")
        raise NotHere from None
