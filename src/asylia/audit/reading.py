"""What the log answers: who looked at this file, what an account did, what partners saw. Each answer is itself logged.

Who may ask is decided above, and handed in; what is answered holds codes, and no content. For the person there is an
answer of its own: which day, which role of which agency, which parts, in words, and no account.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext

from asylia.audit.chain import Event, Link
from asylia.audit.log import Log
from asylia.audit.models import AuditEvent

LOOK = "read"
"""The action that is only a look."""

LOG = "log"
"""The area that the log itself is."""

PAGE = 200
"""Events in one part of an answer."""


@dataclass(frozen=True)
class Why:
    """By what decision somebody reads the log: its rule, the role it was given to, and the purpose."""

    rule: str
    role: str
    purpose: str


@dataclass(frozen=True)
class Seen:
    """One event, for whoever may read the log. agency, account: who acted. case: the reading agency's own code."""

    seq: int
    at: datetime
    agency: UUID
    account: UUID
    role: str
    case: str
    area: str
    action: str
    purpose: str
    allowed: bool
    rule: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """Part of an answer, newest first. before: what to hand in for the part that follows, None at the end."""

    events: tuple[Seen, ...]
    before: int | None


def all_events(log: Log, why: Why, before: int | None = None) -> Part:
    """Everything in the log of the acting agency."""
    return _answer(log, why, "everything", Q(), before)


def of_case(log: Log, why: Why, code: str, before: int | None = None) -> Part:
    """Who looked at this case or did something to it, partners included, allowed or refused."""
    return _answer(log, why, "by_case", Q(case_code=code), before, case=code)


def of_account(log: Log, why: Why, account: UUID, before: int | None = None) -> Part:
    """What one account of the own or another agency did."""
    return _answer(log, why, "by_account", Q(account=account), before, about=str(account))


def of_partner(log: Log, why: Why, agency: UUID, before: int | None = None) -> Part:
    """What another agency did with cases that the acting agency leads."""
    return _answer(log, why, "by_partner", Q(by=agency) & ~Q(by=F("agency")), before, about=str(agency))


def _answer(log: Log, why: Why, how: str, condition: Q, before: int | None, *, case: str = "", about: str = "") -> Part:
    tell(log, why, how, case, about)
    rows = AuditEvent.objects.filter(condition).order_by("-seq")
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = [_seen(row) for row in rows[: PAGE + 1]]
    return Part(tuple(found[:PAGE]), found[PAGE - 1].seq if len(found) > PAGE else None)


def tell(log: Log, why: Why, how: str, case: str = "", about: str = "") -> None:
    """That the log was read, is in the log (R35)."""
    log.add(
        action=LOOK,
        allowed=True,
        rule=why.rule,
        role=why.role,
        purpose=why.purpose,
        area=LOG,
        case=case,
        items=[how, *filter(None, [about])],
    )


@dataclass(frozen=True)
class DayLine:
    """What one role of one agency did with a file on one day. looked: areas. did: actions other than a look."""

    day: date
    agency: UUID
    role: str
    allowed: bool
    looked: tuple[str, ...]
    did: tuple[str, ...]


def who_saw(log: Log, why: Why, code: str, zone: tzinfo = UTC) -> tuple[DayLine, ...]:
    """Who has seen this file, for the person: newest day first; a refusal stands in a line of its own.

    A page asks for every part, and shows those its reader may see: what it left out of a file that was opened is no
    attempt, and not told. zone: where the day begins and ends. No account is named: the person learns the role, and the
    agency answers for it.
    """
    tell(log, why, "for_the_person", code)
    rows = list(
        AuditEvent.objects.filter(case_code=code)
        .annotate(day=TruncDate("at", tzinfo=zone))
        .values_list("day", "by_id", "account", "role", "allowed", "action", "area")
        .order_by("-day", "by_id", "account", "role")
        .distinct()
    )
    roles: dict[tuple[date, UUID], str] = {}
    for day, _, account, role, allowed, _, _ in rows:
        if allowed:
            roles[day, account] = max(role, roles.get((day, account), ""))
    grouped: dict[tuple[date, UUID, str, bool], set[tuple[str, str]]] = {}
    for day, agency, account, role, allowed, action, area in rows:
        if not allowed and (day, account) in roles:
            if action == LOOK:
                continue
            role = roles[day, account]
        grouped.setdefault((day, agency, role, allowed), set()).add((action, area))
    return tuple(
        DayLine(
            *who,
            looked=tuple(sorted(area for action, area in what if action == LOOK)),
            did=tuple(sorted({action for action, _ in what if action != LOOK})),
        )
        for who, what in grouped.items()
    )


@dataclass(frozen=True)
class Words:
    """What the codes mean, in the language of the reader: areas, actions, names of roles, and of agencies by number."""

    areas: Mapping[str, str]
    actions: Mapping[str, str]
    roles: Mapping[str, str]
    agencies: Mapping[UUID, str]


def in_words(line: DayLine, words: Words) -> tuple[str, ...]:
    """One sentence or two that say what a line tells, without the day. A code without a word is shown as it is."""
    who = {
        "role": words.roles.get(line.role, line.role),
        "agency": words.agencies.get(line.agency, str(line.agency)),
    }
    looked = [words.areas.get(area.partition(".")[0], area) for area in line.looked if area]
    did = [words.actions.get(action, action) for action in line.did]
    sentences = []
    if looked or not did:
        sentences.append(_frame("look", line) % {**who, "what": _listed(looked) or gettext("whether there is a file")})
    if did:
        sentences.append(_frame("do", line) % {**who, "what": _listed(did)})
    return tuple(sentences)


def texts() -> tuple[str, ...]:
    """Every sentence of this room that a page may show, for the catalogue of translations."""
    return (*FRAMES.values(), "whether there is a file")


FRAMES: Mapping[tuple[str, bool, bool], str] = {
    ("look", True, True): "%(agency)s, %(role)s: looked at %(what)s.",
    ("look", True, False): "%(agency)s: looked at %(what)s.",
    ("look", False, True): "%(agency)s, %(role)s: wanted to look at %(what)s, and was not let.",
    (
        "look",
        False,
        False,
    ): "%(agency)s, someone who does not work on the case: wanted to look at %(what)s, and was not let.",
    ("do", True, True): "%(agency)s, %(role)s, did this: %(what)s.",
    ("do", True, False): "%(agency)s did this: %(what)s.",
    ("do", False, True): "%(agency)s, %(role)s: wanted to %(what)s, and was not let.",
    ("do", False, False): "%(agency)s, someone who does not work on the case: wanted to %(what)s, and was not let.",
}
"""By what it is, whether it was allowed, and whether there was a role. A refusal without a role is one of nobody's."""


def _frame(what: str, line: DayLine) -> str:
    return gettext(FRAMES[what, line.allowed, bool(line.role)])


def _listed(what: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(what))


def links() -> Iterator[Link]:
    """The chain of the acting agency as it stands, from its first event on. Neither verified nor logged here."""
    for row in AuditEvent.objects.order_by("seq").iterator():
        yield Link(row.seq, row.before, _event(row), row.own)


def _seen(row: AuditEvent) -> Seen:
    return Seen(
        seq=row.seq,
        at=row.at,
        agency=row.by_id,
        account=row.account,
        role=row.role,
        case=row.case_code,
        area=row.area,
        action=row.action,
        purpose=row.purpose,
        allowed=row.allowed,
        rule=row.rule,
        items=tuple(row.items),
    )


def _event(row: AuditEvent) -> Event:
    """The event as it was chained. An account of another agency is named with its agency."""
    return Event(
        at=row.at,
        agency=str(row.agency_id),
        account=str(row.account) if row.by_id == row.agency_id else f"{row.by_id}/{row.account}",
        role=row.role,
        case=row.case_code,
        area=row.area,
        action=row.action,
        purpose=row.purpose,
        allowed=row.allowed,
        rule=row.rule,
        items=tuple(row.items),
    )
