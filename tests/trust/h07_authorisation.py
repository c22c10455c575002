"""H7: every role, address and relation to a case: nothing hidden comes out, and nothing allowed is kept back.

Each value of each case is looked for in body, headers and cookies of every answer. What has to be seen is looked for
too: refusing everything would be as wrong. And the log has an event for each request that decides anything.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.http import HttpResponse
from django.test import Client

from asylia.access.sessions_middleware import COOKIE
from tests.access.field_table import ROLES
from tests.access.people_with_accounts import Person
from tests.trust.frame import Red
from tests.trust.h07_ground import as_app, asylia
from tests.trust.h07_routes import CASE, LISTED, OPEN, OTHERS, Ask, filled, registered
from tests.trust.h07_world import RELATIONS, Hidden, Relation, World, cookie, keys, opens, visible, world

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
HEADERS = {"Content-Type", "Location"}

FOUND = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"|Zq\d+x\w+|19[3-9]\d-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ 19[3-9]\d|(?<![:\d])16\.7\d{3}(?!\d)"
    r"|[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"
)


@dataclass
class Known:
    """Whose every word is: that of a marker, the code of a case, or its number."""

    markers: dict[str, tuple[Hidden, Any]] = field(default_factory=dict)
    codes: dict[str, Hidden] = field(default_factory=dict)
    numbers: dict[str, Hidden] = field(default_factory=dict)
    told: dict[str, set[str]] = field(default_factory=dict)
    """For each agency the codes that its log may hold: its own of its cases, and those that its accounts asked for."""

    @classmethod
    def of(cls, made: World) -> Known:
        known = cls()
        asked_by_all = next(iter(made.hidden.values())).code
        known.told = {name: {asked_by_all} for name in made.agencies}
        for hidden in made.hidden.values():
            known.told[hidden.relation.acts].add(hidden.code)
            known.told["lead"].add(hidden.rows.get("lead's code", hidden.code))
            known.numbers[str(hidden.case)] = hidden
            known.codes[hidden.code] = hidden
            known.codes[hidden.rows.get("lead's code", hidden.code)] = hidden
            for marker in hidden.markers:
                known.markers |= dict.fromkeys(marker.words, (hidden, marker))
        return known


@dataclass
class Run:
    """One run of the matrix: what was asked, and what was wrong about the answers."""

    made: World
    known: Known
    roles: tuple[str, ...] = ROLES
    wrong: Counter[str] = field(default_factory=Counter)
    requests: int = 0
    let_through: int = 0
    unlogged: int = 0
    decided: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    log: psycopg.Connection[Any] | None = None
    seen: dict[str, int] = field(default_factory=dict)

    def client(self, person: Person) -> Client:
        if person.name not in self.cookies:
            self.cookies[person.name] = cookie(person)
        client = Client(raise_request_exception=False)
        client.cookies[COOKIE] = self.cookies[person.name]
        return client

    def fault(self, what: str) -> None:
        self.wrong[what] += 1


def unlisted() -> list[str]:
    """Addresses that are registered and stand in no list."""
    return sorted({path for path in registered() if path not in LISTED})


def gone() -> list[str]:
    """Addresses that are listed and not registered."""
    return sorted(set(LISTED) - set(registered()))


def matrix(relations: tuple[Relation, ...] = RELATIONS, roles: tuple[str, ...] = ROLES, *, every: int = 1) -> Run:
    """All of it, or some relations and roles. every: of the requests that write, ask one in so many. Raises Red."""
    if unlisted():
        raise Red(f"addresses without a row: {unlisted()}")
    with asylia() as known, ExitStack() as stack:
        made = world(known, relations)
        run = Run(made, Known.of(made), roles, log=stack.enter_context(known.connect("app")))
        walk(run, every)
        if run.wrong:
            raise Red(said(run.wrong))
        return run


def said(wrong: Counter[str]) -> str:
    first = "; ".join(f"{what} ({times})" for what, times in wrong.most_common(12))
    return f"{sum(wrong.values())} wrong answers of {len(wrong)} kinds: {first}"


def walk(run: Run, every: int) -> None:
    for agency in run.made.agencies.values():
        events_since(run, agency["DP"])
    turn, there = 0, set(registered())
    for hidden in run.made.hidden.values():
        for role, person, stands in run.made.actors(hidden.relation):
            if role not in run.roles:
                continue
            client = run.client(person)
            for path in CASE.keys() & there:
                for ask in CASE[path]:
                    turn += 1
                    if ask.method == "POST" and turn % every:
                        continue
                    asked(run, client, ask, role, person, hidden, stands=stands)
    for agency in run.made.agencies.values():
        for role, person in agency.people.items():
            if role not in run.roles:
                continue
            client = run.client(person)
            for ask in (ask for path in (OTHERS.keys() | OPEN.keys()) & there for ask in LISTED[path]):
                elsewhere(run, client, ask, role, person)


def asked(run: Run, client: Client, ask: Ask, role: str, person: Person, hidden: Hidden, *, stands: bool) -> None:
    """One request about one case, and everything that can be wrong with its answer."""
    answer = send(client, ask, hidden.code)
    run.requests += 1
    name = f"{role}, {hidden.relation.name}, {ask.method} {ask.path}"
    if answer.status_code >= 500:
        run.fault(f"{name}: {answer.status_code}")
        return
    through = ask.allowed is None or ask.allowed(role, hidden.relation, stands)
    expected = ask.through if through else ask.refused
    if answer.status_code not in expected:
        run.fault(f"{name}: {answer.status_code} where {expected} is right")
    words = found(answer)
    leaks(run, words, name, role, person, hidden, answer)
    if through and ask.shows != "nothing":
        run.let_through += 1
        missing(run, words, name, ask, role, person, hidden)
    heard(run, person, ask, answer, name)


def elsewhere(run: Run, client: Client, ask: Ask, role: str, person: Person) -> None:
    """One request that names no case, or to which none belongs."""
    if ask.ends:
        client = Client(raise_request_exception=False)
        client.cookies[COOKIE] = cookie(person)
    answer = send(client, ask, next(iter(run.made.hidden.values())).code)
    run.requests += 1
    name = f"{role}, {ask.method} {ask.path}"
    expected = ask.through if ask.allowed is None or ask.allowed(role, RELATIONS[0], True) else ask.refused
    if answer.status_code not in expected:
        run.fault(f"{name}: {answer.status_code} where {expected} is right")
    leaks(run, found(answer), name, role, person, None, answer)
    heard(run, person, ask, answer, name)


def send(client: Client, ask: Ask, code: str, **words: str) -> Any:
    path = filled(ask.path, {"code": code, **words})
    given = filled(ask.given, {"code": code, **words})
    if ask.method == "GET":
        return client.get(path)
    if ask.is_json:
        key = filled("{random}", {})
        body = json.dumps(given).encode()
        return client.generic(ask.method, path, body, "application/json", headers={"Idempotency-Key": key})
    return client.post(path, given)


def found(answer: HttpResponse) -> frozenset[str]:
    """Every word of the answer that could be a marker: of its body, its headers and its cookies."""
    text = answer.content.decode("utf-8", "replace")
    rest = json.dumps(dict(answer.items())) + str(answer.cookies)
    return frozenset(FOUND.findall(text)) | frozenset(FOUND.findall(rest))


def leaks(
    run: Run,
    words: frozenset[str],
    name: str,
    role: str,
    person: Person,
    hidden: Hidden | None,
    answer: HttpResponse,
) -> None:
    for word in words:
        if word in run.known.numbers:
            run.fault(f"{name}: the number of a case")
        elif word in run.known.codes:
            if not may_name(run, word, role, person, name, answer):
                run.fault(f"{name}: the code of a case")
        elif word in run.known.markers:
            whose, marker = run.known.markers[word]
            right = whose.relation.acts == agency_of(run, person) and visible(
                role, whose.relation, marker, person.account, stands=role in whose.relation.roles
            )
            if not right or (hidden is not None and whose is not hidden):
                run.fault(f"{name}: {marker.what} of the case “{whose.relation.name}”")


def may_name(run: Run, code: str, role: str, person: Person, name: str, answer: HttpResponse) -> bool:
    """Whether an answer may hold the code of a case: to who opens it, and to who watches over the agency's log."""
    own = agency_of(run, person)
    if name.endswith(("/log", "/log/export", "/seen")) and role in ("DP", "AUD") and answer.status_code == 200:
        return code in run.known.told[own]
    whose = run.known.codes[code]
    relation = whose.relation
    return code == whose.code and relation.acts == own and opens(role, relation, stands=role in relation.roles)


def agency_of(run: Run, person: Person) -> str:
    return next(name for name, agency in run.made.agencies.items() if agency.agency == person.agency)


def missing(run: Run, words: frozenset[str], name: str, ask: Ask, role: str, person: Person, hidden: Hidden) -> None:
    """What has to be seen and is not in the answer."""
    relation = hidden.relation
    for marker in hidden.markers:
        if not visible(role, relation, marker, person.account, stands=role in relation.roles):
            continue
        if marker.row and ask.shows == "rows":
            wanted = marker.row in words
        elif marker.row:
            wanted = not marker.words[1:] or bool(words & set(marker.words[1:]))
        elif ask.shows == "days" or relation.acts != "lead" or marker.place[0] not in keys(role):
            wanted = True
        elif marker.what == "channel.1" and ask.shows == "texts":
            # A page shows a way to reach the person only with a rule that it can read, and this text is none.
            wanted = True
        else:
            wanted = bool(words & set(marker.words))
        if not wanted:
            run.fault(f"{name}: {marker.what} is kept back")


def heard(run: Run, person: Person, ask: Ask, answer: HttpResponse, name: str) -> None:
    """Whether the log has an event of this request, by this account, that says how it was decided."""
    events = events_since(run, person)
    if not ask.logged:
        return
    run.decided += 1
    if not events:
        run.fault(f"{name}: no event in the log")
    elif any(account != str(person.account) for account, _, _ in events):
        run.fault(f"{name}: an event of somebody else")
    elif answer.status_code in (200, 201, 303) and not any(allowed for _, allowed, _ in events):
        run.fault(f"{name}: let through, and the log says refused")
    elif answer.status_code == 404 and all(allowed for _, allowed, _ in events):
        run.fault(f"{name}: refused, and the log says allowed")


def events_since(run: Run, person: Person) -> list[tuple[str, bool, str]]:
    """What the log of the account's agency tells since it was last asked: account, allowed, action."""
    assert run.log is not None
    agency = str(person.agency)
    rows = as_app(
        run.log,
        agency,
        person.account,
        "SELECT seq, account::text, allowed, action FROM audit_auditevent"
        f" WHERE agency_id = '{agency}' AND by_id = '{agency}' AND seq > {run.seen.get(agency, 0)} ORDER BY seq",
    )
    if rows:
        run.seen[agency] = rows[-1][0]
    return [(account, allowed, action) for _, account, allowed, action in rows]
