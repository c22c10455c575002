"""H8: two worlds that differ in one hidden record: whoever may not know of it sees, byte for byte, the same in both.

One session is played before something hidden happens, and once more after it. What it answers, and what it leaves in
the log under the same account, has to be equal. The hidden record bears the very code and row numbers that the
session asks for: in the first world they are of nothing.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from statistics import median
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid4

import psycopg
from django.test import Client

from asylia.access import sessions, window
from asylia.access.models import BreakGlass, KeptAway
from asylia.access.sessions_middleware import COOKIE
from asylia.access.signed_in import SignedIn
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.record import cases, deletion, ledger
from asylia.record.case_code import new_code
from asylia.record.ledger import Told
from asylia.record.models import Access
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, Person
from tests.trust.frame import Fault, Red
from tests.trust.h07_authorisation import said
from tests.trust.h07_ground import as_app, asylia, spoilt
from tests.trust.h07_world import agency, cookie, now, signed_in

CHANGING = re.compile(rb'name="(?:key|kept|writer|asked_at)" value="[^"]*"')
"""What differs each time a page is made: the number of its form, and the sealed name of who writes in it."""

REASON = "an invented danger to a life, to be acted on now"


@dataclass(frozen=True)
class Names:
    """The code and the numbers of rows that the hidden record will bear."""

    code: str = field(default_factory=new_code)
    fact: UUID = field(default_factory=uuid4)
    opening: UUID = field(default_factory=uuid4)
    case: UUID = field(default_factory=uuid4)


@dataclass
class Observer:
    """Somebody who may not know, with a case of their own, and what their account left in the log so far."""

    name: str
    person: Person
    own: str
    cookie: str
    seen: int = 0


@dataclass
class Stage:
    """Where it is played: who hides, who observes, and to whom something can be shared."""

    known: Databases
    hiding: SignedIn
    elsewhere: SignedIn
    partner: FoundedAgency
    observers: list[Observer]
    log: psycopg.Connection[Any]


Happens = Callable[[Stage, Names], None]


def opened(stage: Stage, names: Names, by: SignedIn | None = None) -> UUID:
    """A case under the code that the session asks for."""
    with patch.object(cases, "new_code", lambda: names.code):
        perform(by or stage.hiding, "case.open", None, {"role": "CW"}, key=uuid4(), now=now())
    with acting_as(by or stage.hiding):
        return Access.objects.get(code=names.code).case_id


def a_colleagues_case(stage: Stage, names: Names) -> None:
    case = opened(stage, names)
    with acting_as(stage.hiding):
        ledger.record(case, stage.hiding, [Told("det.held", True, "person", "stated", id=names.fact)], now())


def another_agencys_case(stage: Stage, names: Names) -> None:
    case = opened(stage, names, stage.elsewhere)
    with acting_as(stage.elsewhere):
        ledger.record(case, stage.elsewhere, [Told("det.held", True, "person", "stated", id=names.fact)], now())


def a_case_with_a_name(stage: Stage, names: Names) -> None:
    opened(stage, names)
    given = {"field": "name.1", "text": "Invented Person of this Harness"}
    perform(stage.hiding, "text.write", names.code, given, key=uuid4(), now=now())


def a_child_who_is_detained(stage: Stage, names: Names) -> None:
    opened(stage, names)
    given = {"facts": {"person.declared_age": "15", "det.held": "yes", "det.since": "2026-01-05"}}
    perform(stage.hiding, "facts.add", names.code, given, key=uuid4(), now=now())


def kept_away(stage: Stage, names: Names) -> None:
    """The person has named the observers: they must never see the file."""
    opened(stage, names)
    for one in stage.observers:
        if one.person.agency == stage.hiding.agency:
            given = {"account": str(one.person.account)}
            perform(stage.hiding, "person.keep_away", names.code, given, key=uuid4(), now=now())
        else:
            with acting_as(stage.hiding):
                KeptAway.objects.create(
                    case_id=Access.objects.get(code=names.code).case_id,
                    agency_id=stage.hiding.agency,
                    other_id=one.person.agency,
                    why="must_never_see",
                    since=now(),
                    given_by=stage.hiding.account,
                )


def deleted(stage: Stage, names: Names) -> None:
    case = opened(stage, names)
    with acting_as(stage.hiding):
        deletion.delete_case(case, "request")


def shared_with_another(stage: Stage, names: Names) -> None:
    case = opened(stage, names)
    with acting_as(stage.hiding):
        received = {stage.partner["CW"].account: "CW"}
        cases.give_access(stage.hiding, case, stage.partner.agency, "ABJ", None, now(), received_by=received)


def asked_for_danger(stage: Stage, names: Names) -> None:
    """Somebody else has asked that it be opened, under the number that the session names."""
    case = opened(stage, names)
    with acting_as(stage.hiding):
        BreakGlass.objects.create(
            pk=names.opening,
            case_id=case,
            agency_id=stage.hiding.agency,
            account=stage.hiding.account,
            role="CW",
            category="risk_to_life",
            asked_at=now(),
        )


HIDDEN: tuple[Happens, ...] = (
    a_colleagues_case,
    another_agencys_case,
    a_case_with_a_name,
    a_child_who_is_detained,
    kept_away,
    deleted,
    shared_with_another,
    asked_for_danger,
)


@dataclass(frozen=True)
class Heard:
    """One answer as it can be compared: all of it but what differs each time a page is made."""

    request: str
    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: str
    size: int
    body: bytes


def heard(request: str, answer: Any) -> Heard:
    body = CHANGING.sub(b'value=""', answer.content)
    # Expires holds the second in which it was answered.
    headers = tuple(sorted((name, value) for name, value in answer.items() if name != "Expires"))
    return Heard(request, answer.status_code, headers, str(answer.cookies), len(answer.content), body)


def session(observer: Observer, names: Names) -> Iterator[Heard]:
    """Everything that somebody would try who knows a code, and numbers of rows, of what they may not see."""
    client = Client(raise_request_exception=False)
    own, code = observer.own, names.code

    def get(path: str) -> Heard:
        client.cookies[COOKIE] = observer.cookie
        return heard(f"GET {path}", client.get(path))

    def do(action: str, about: str, **given: object) -> Heard:
        client.cookies[COOKIE] = observer.cookie
        path = f"/api/cases/{about}/actions/{action}"
        headers = {"Idempotency-Key": str(uuid4())}
        answer = client.generic("POST", path, json.dumps(given).encode(), "application/json", headers=headers)
        return heard(f"POST {path}", answer)

    def form(path: str, **given: str) -> Heard:
        client.cookies[COOKIE] = observer.cookie
        return heard(f"POST {path}", client.post(path, {"key": str(uuid4()), **given}))

    yield from map(get, ("/cases", "/api/cases", "/api/me", "/in/waiting"))
    yield from map(get, (f"/cases/{code}", f"/cases/{code}/facts", f"/cases/{code}/history", f"/api/cases/{code}"))
    yield from map(get, (f"/api/cases/{code}/log", f"/api/cases/{code}?purpose=casework", f"/cases/{code}/people"))
    yield do("facts.add", code, facts={"det.held": "yes"})
    yield do("facts.add", code, facts={"det.held": "not an answer"})
    yield do("text.write", code, field="name.1", text="invented")
    yield do("case.assign", code, account=str(observer.person.account), role="CW")
    yield do("person.keep_away", code, account=str(observer.person.account))
    yield do("glass.ask", code, role="CW", category="risk_to_life", reason=REASON)
    yield do("glass.agree", code, asked=str(names.opening), role="CO", reason=REASON)
    yield do("glass.close", code, opening=str(names.opening))
    yield form(f"/cases/{code}/facts", fact="det.held", answer="yes", save="1")
    # Rows of the other case, asked for through one's own (T10).
    yield do("facts.add", own, facts={"det.held": "yes"}, supersedes={"det.held": [str(names.fact)]})
    yield do("glass.close", own, opening=str(names.opening))
    yield do("glass.agree", own, asked=str(names.opening), role="CO", reason=REASON)
    yield form(f"/cases/{own}/facts", fact="det.held", answer="yes", save="1", how="instead", stood=str(names.fact))
    yield from map(get, ("/cases", "/api/cases", f"/cases/{own}", f"/api/cases/{own}"))


EVENTS = (
    "SELECT seq, concat_ws('|', role, case_code, area, action, purpose, allowed, rule, items)"
    " FROM audit_auditevent WHERE account = '{account}' AND seq > {seen} ORDER BY seq"
)


def left_behind(stage: Stage, observer: Observer) -> list[str]:
    """What the log keeps of the session that was played just now."""
    query = EVENTS.format(account=observer.person.account, seen=observer.seen)
    rows = as_app(stage.log, observer.person.agency, observer.person.account, query)
    observer.seen = rows[-1][0] if rows else observer.seen
    return [row for _, row in rows]


def played(stage: Stage, observer: Observer, names: Names) -> tuple[list[Heard], list[str]]:
    left_behind(stage, observer)
    return list(session(observer, names)), left_behind(stage, observer)


def stepped_up(observer: Observer) -> None:
    """The second factor was given again just now, once for both worlds: an account is shown until when it counts."""
    known = sessions.found(observer.cookie, now())
    assert known is not None
    sessions.stepped_up(known, now())


def pairs(number: int) -> int:
    """How many pairs of worlds were compared for each observer. Raises Red."""
    wrong: Counter[str] = Counter()
    with staged() as stage:
        for count in range(number):
            happens = HIDDEN[count % len(HIDDEN)]
            names = Names()
            for one in stage.observers:
                stepped_up(one)
            before = [played(stage, one, names) for one in stage.observers]
            happens(stage, names)
            after = [played(stage, one, names) for one in stage.observers]
            for one, (first, kept), (second, kept_too) in zip(stage.observers, before, after, strict=True):
                wrong.update(f"{one.name}, {happens.__name__}: {what}" for what in differences(first, second, names))
                if kept != kept_too:
                    wrong[f"{one.name}, {happens.__name__}: the log keeps something else"] += 1
    if wrong:
        raise Red(said(wrong))
    return number


def differences(first: list[Heard], second: list[Heard], names: Names) -> Iterator[str]:
    for one, other in zip(first, second, strict=True):
        parts = [part.name for part in fields(Heard) if getattr(one, part.name) != getattr(other, part.name)]
        if parts:
            yield f"{one.request.replace(names.code, 'CODE')}: {', '.join(parts)}"


@contextmanager
def staged() -> Iterator[Stage]:
    """Three agencies; a colleague and a stranger observe, each with a case of their own."""
    with asylia() as known, ExitStack() as stack:
        lead, stranger, partner = agency(known, "lead"), agency(known, "stranger"), agency(known, "partner")
        hiding, elsewhere = signed_in(lead["opener"]), signed_in(partner["CW"])
        observers = []
        for name, person in (("a colleague", lead["CW"]), ("a stranger", stranger["CW"])):
            someone = signed_in(person)
            done = perform(someone, "case.open", None, {"role": "CW"}, key=uuid4(), now=now())
            observers.append(Observer(name, person, done.code, cookie(person)))
        log = stack.enter_context(known.connect("app"))
        yield Stage(known, hiding, elsewhere, partner, observers, log)


@dataclass(frozen=True)
class Times:
    """How long a hidden code and one that never was take to be answered, in milliseconds, and how alike that is."""

    difference_of_medians: float
    likeness: float


def timed(samples: int) -> Times:
    """R27, by pairs in turn: a case of another agency, a case of a colleague, and a code that never was."""
    with staged() as stage:
        hidden, never = Names(), Names()
        a_colleagues_case(stage, hidden)
        observer = stage.observers[0]
        taken: dict[str, list[float]] = {hidden.code: [], never.code: []}
        chance = random.Random(27)
        client = Client(raise_request_exception=False)
        for _ in range(samples):
            order = list(taken)
            chance.shuffle(order)
            for code in order:
                client.cookies[COOKIE] = observer.cookie
                begun = time.perf_counter()
                client.get(f"/api/cases/{code}")
                taken[code].append((time.perf_counter() - begun) * 1000)
    first, second = taken.values()
    return Times(abs(median(first) - median(second)), likeness(first, second))


def likeness(first: list[float], second: list[float]) -> float:
    """The p-value of Kolmogorov and Smirnov: how often two equal ways of answering would differ as much by chance."""
    from math import exp, sqrt

    one, other, most = sorted(first), sorted(second), 0.0
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] <= other[j]:
            i += 1
        else:
            j += 1
        most = max(most, abs(i / len(one) - j / len(other)))
    weight = sqrt(len(one) * len(other) / (len(one) + len(other)))
    at = (weight + 0.12 + 0.11 / weight) * most
    total = 2 * sum((-1) ** (k - 1) * exp(-2 * k * k * at * at) for k in range(1, 101))
    return min(1.0, max(0.0, total)) if at > 0.2 else 1.0


def _counted_before_the_filter() -> AbstractContextManager[object]:
    """The page of a list says how many cases there are before the policy was asked."""
    listed = window.my_cases

    def counting(someone: Any, log: Any, at: Any, after: str | None = None) -> window.Page:
        page = listed(someone, log, at, after)
        return window.Page(page.lines, f"of {Access.objects.count()}")

    stack = ExitStack()
    stack.enter_context(spoilt("DROP POLICY of_account ON record_access"))
    stack.enter_context(patch.object(window, "my_cases", counting))
    return stack


def _told_whether_there_is_one() -> AbstractContextManager[object]:
    """Whoever asks for danger is told that there is no such case."""
    from asylia.casework.actions import danger

    looked_up = danger._case_of

    def telling(code: str) -> UUID:
        case = looked_up(code)
        if case is None:
            raise Rejected("Nothing was asked: there is no such case.", "code")
        return case

    return patch.object(danger, "_case_of", telling)


def _logged_as_it_is() -> AbstractContextManager[object]:
    """The log of who asks says something else where there is a case."""
    from asylia.access.asking import Asking
    from asylia.casework.actions.danger import _case_of

    tell = Asking.tell

    def telling(asking: Any, log: Any) -> None:
        tell(asking, log)
        if log.events and _case_of(asking.code) is not None and asking.found is None:
            log.add(action="read", allowed=False, rule="no_role", case=asking.code)

    return patch.object(Asking, "tell", telling)


FAULTS = {
    "a count is shown before the filter": Fault(_counted_before_the_filter, lambda: pairs(2)),
    "who asks for danger is told whether there is such a case": Fault(_told_whether_there_is_one, lambda: pairs(2)),
    "the log of who asks tells whether there is a case": Fault(_logged_as_it_is, lambda: pairs(2)),
}
