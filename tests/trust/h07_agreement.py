"""H7, three ways to one answer: which cases an account may open by the policy, by its list, and by the database alone.

The policy is asked with every wall of the database down, about every case there is. The list is what the window gives.
The database is asked in words of SQL, as somebody would who took the application over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from asylia.access.asking import Asking
from asylia.access.signed_in import SignedIn
from asylia.access.standing import found as found_of
from asylia.access.window import my_cases
from asylia.audit.log import logged
from asylia.record.models import Access
from tests.trust.frame import Red
from tests.trust.h07_authorisation import said
from tests.trust.h07_ground import as_app, asylia, unwalled
from tests.trust.h07_world import RELATIONS, Relation, World, now, signed_in, world

UNTIL = "record_access.until says when it ends; whoever shares sets it, and takes it back. No step shares yet."
SEEN_BY_DATABASE = {
    "consent withdrawn": UNTIL,
    "consent over": UNTIL,
    "agreement over": UNTIL,
    "agency of a State of origin": "Who passes on to whom is followed over any number of hands, by the policy alone.",
}
"""Relations that the policy closes by itself, while the database still shows the agency's row, and why it may."""


@dataclass(frozen=True)
class Answers:
    """What the three ways give for one account: names of relations."""

    account: str
    policy: frozenset[str]
    listed: frozenset[str]
    database: frozenset[str]


def agree(relations: tuple[Relation, ...] = RELATIONS) -> int:
    """For how many accounts the three agree. Raises Red."""
    wrong: Counter[str] = Counter()
    number = 0
    with asylia() as known:
        made = world(known, relations)
        for one in answers(made):
            number += 1
            wrong.update(disagreements(one))
    if wrong:
        raise Red(said(wrong))
    return number


def disagreements(one: Answers) -> Iterator[str]:
    for name in one.policy - one.listed:
        yield f"{one.account}: “{name}” opens, and is not in the list"
    for name in one.listed - one.policy:
        yield f"{one.account}: “{name}” is in the list, and does not open"
    for name in one.policy - one.database:
        yield f"{one.account}: “{name}” opens, and the database hides it"
    for name in one.database - one.policy - SEEN_BY_DATABASE.keys():
        yield f"{one.account}: “{name}” does not open, and the database shows it"


def answers(made: World) -> Iterator[Answers]:
    names = {hidden.case: name for name, hidden in made.hidden.items()}
    people = [
        (f"{role} of {agency}", signed_in(person))
        for agency, founded in made.agencies.items()
        for role, person in founded.people.items()
    ]
    with unwalled(made.known):
        by_policy = {name: {names[case] for case in opened(someone)} for name, someone in people}
    with made.known.connect("app") as connection:
        for name, someone in people:
            rows = as_app(connection, someone.agency, someone.account, "SELECT case_id FROM record_access")
            yield Answers(
                name,
                frozenset(by_policy[name]),
                frozenset(listed(made, someone)),
                frozenset(names[case] for (case,) in rows if case in names),
            )


def opened(someone: SignedIn) -> Iterator[UUID]:
    """The cases of the agency that the policy opens to this account, whatever the database would show."""
    rows: Any = Access.objects.select_related("case").filter(agency_id=someone.agency)
    for one in found_of(rows, now()):
        if Asking(someone, one, "", now()).opens():
            yield one.case


def listed(made: World, someone: SignedIn) -> Iterator[str]:
    codes = {hidden.code: name for name, hidden in made.hidden.items()}
    after = None
    while True:
        with logged(someone) as log:
            page = my_cases(someone, log, now(), after)
        yield from (codes[line.code] for line in page.lines if line.code in codes)
        after = page.next
        if after is None:
            return
