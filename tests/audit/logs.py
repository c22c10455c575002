"""An invented agency's log with its checkpoints, and every way in which someone might try to change it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from asylia.audit.chain import Event, Link, fingerprint, link
from asylia.audit.checkpoint import Checkpoint, checkpoint

AGENCY = "agency-harbour"
BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
EVENTS = 60


def event(number: int, **changed: object) -> Event:
    made = Event(
        at=BEGIN + timedelta(minutes=number),
        agency=AGENCY,
        account=f"account-{number % 7}",
        role=("CW", "PO", "DP", "")[number % 4],
        case=f"HK3T-9WDM-2XP{number % 10}",
        area="ABCDEFGHIJ"[number % 10],
        action="read",
        purpose="casework",
        allowed=number % 3 > 0,
        rule="by_role" if number % 3 else "not_seen",
        items=tuple(f"field_{item}" for item in range(number % 3)),
    )
    return replace(made, **changed)  # type: ignore[arg-type]


@cache
def log(events: int = EVENTS) -> tuple[Link, ...]:
    links: list[Link] = []
    for number in range(events):
        links.append(link(event(number), links[-1] if links else None))
    return tuple(links)


@cache
def points() -> tuple[Checkpoint, ...]:
    """Three checkpoints, the last one at the newest event."""
    at = BEGIN + timedelta(days=1)
    return tuple(checkpoint(log()[seq - 1], at, KEY) for seq in (20, 40, EVENTS))


Tampering = Callable[[list[Link], random.Random], list[Link]]


def place(links: list[Link], chance: random.Random) -> int:
    return chance.randrange(len(links))


def changed_event(found: Event, chance: random.Random) -> Event:
    changes: list[dict[str, object]] = [
        {"allowed": not found.allowed},
        {"account": "account-x"},
        {"case": "other-case"},
        {"at": found.at + timedelta(microseconds=1)},
        {"items": (*found.items, "field_x")},
        {"area": "" if found.area else "A"},
        {"rule": "by_duty"},
        {"role": "SY"},
    ]
    return replace(found, **chance.choice(changes))  # type: ignore[arg-type]


def altered(links: list[Link], chance: random.Random) -> list[Link]:
    """One event says something else."""
    at = place(links, chance)
    links[at] = replace(links[at], event=changed_event(links[at].event, chance))
    return links


def altered_and_its_own_fingerprint_mended(links: list[Link], chance: random.Random) -> list[Link]:
    at = chance.choice([at for at in range(len(links)) if at + 1 not in (20, 40, EVENTS)])
    found = changed_event(links[at].event, chance)
    links[at] = replace(links[at], event=found, own=fingerprint(links[at].seq, links[at].before, found))
    return links


def deleted(links: list[Link], chance: random.Random) -> list[Link]:
    del links[place(links, chance)]
    return links


def deleted_and_numbered_anew(links: list[Link], chance: random.Random) -> list[Link]:
    at = place(links, chance)
    return [*links[:at], *(replace(later, seq=later.seq - 1) for later in links[at + 1 :])]


def inserted(links: list[Link], chance: random.Random) -> list[Link]:
    """A well-made event between two others, the rest left as it was."""
    at = place(links, chance)
    before = links[at - 1] if at else None
    links.insert(at, link(event(chance.randrange(1000), rule="by_break_glass"), before))
    return links


def copied(links: list[Link], chance: random.Random) -> list[Link]:
    links.insert(place(links, chance), links[place(links, chance)])
    return links


def reordered(links: list[Link], chance: random.Random) -> list[Link]:
    one, other = chance.sample(range(len(links)), 2)
    links[one], links[other] = links[other], links[one]
    return links


def reordered_and_numbered_anew(links: list[Link], chance: random.Random) -> list[Link]:
    one, other = chance.sample(range(len(links)), 2)
    links[one], links[other] = replace(links[other], seq=one + 1), replace(links[one], seq=other + 1)
    return links


def truncated(links: list[Link], chance: random.Random) -> list[Link]:
    """The newest events are gone; what is left is a whole chain."""
    return links[: place(links, chance)]


def beheaded(links: list[Link], chance: random.Random) -> list[Link]:
    return links[1 + chance.randrange(len(links) - 1) :]


def beheaded_and_begun_anew(links: list[Link], chance: random.Random) -> list[Link]:
    return chained(found.event for found in beheaded(links, chance))


def written_anew(links: list[Link], chance: random.Random) -> list[Link]:
    """One event is changed and every later one is chained again: a perfect log, of something else."""
    at = place(links, chance)
    events = [found.event for found in links]
    events[at] = changed_event(events[at], chance)
    return chained(events)


def event_taken_out_and_written_anew(links: list[Link], chance: random.Random) -> list[Link]:
    at = place(links, chance)
    events = [found.event for found in links]
    return chained([*events[:at], *events[at + 1 :], event(999)])


def chained(events) -> list[Link]:
    links: list[Link] = []
    for found in events:
        links.append(link(found, links[-1] if links else None))
    return links


TAMPERINGS: tuple[Tampering, ...] = (
    altered,
    altered_and_its_own_fingerprint_mended,
    deleted,
    deleted_and_numbered_anew,
    inserted,
    copied,
    reordered,
    reordered_and_numbered_anew,
    truncated,
    beheaded,
    beheaded_and_begun_anew,
    written_anew,
    event_taken_out_and_written_anew,
)


def tampered(number: int) -> tuple[str, list[Link]]:
    """The tampering of this number: the kinds in turn, each at a random place."""
    kind = TAMPERINGS[number % len(TAMPERINGS)]
    return kind.__name__, kind(list(log()), random.Random(number))
