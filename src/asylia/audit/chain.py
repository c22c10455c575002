"""A log in which each event holds the fingerprint of the one before: nothing can be changed or taken out unseen.

One chain for each agency. An event says who did what, in codes, never what was seen. The text that is fingerprinted is
canonical JSON: one way to write each event, whatever the program. tools/verify_audit.py checks it without this code.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Self

FORMAT = "asylia-audit-1"
"""Written into every event, so that a later format cannot be taken for this one."""

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}")
"""What a code looks like: no space, no letter outside ASCII. A name or a sentence is none."""

ITEMS = 1000
"""How many codes one event may list, as the cases that a search gave back."""


class ChainError(ValueError):
    """An event cannot be written, or a chain is broken. The text says where and repeats nothing personal."""


@dataclass(frozen=True)
class Event:
    """What was decided about one question.

    agency, account: who asked. role, case, area, action, purpose, rule: as the policy names them, "" for none. allowed:
    the decision. items: further codes, such as field names or the codes a search gave back. at: when, with an offset.
    """

    at: datetime
    agency: str
    account: str
    role: str
    case: str
    area: str
    action: str
    purpose: str
    allowed: bool
    rule: str
    items: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ChainError("An event needs a time with an offset from UTC.")
        for name in ("agency", "account", "action", "rule"):
            if not getattr(self, name):
                raise ChainError(f"An event needs its {name}.")
        for name in ("agency", "account", "role", "case", "area", "action", "purpose", "rule"):
            _code(name, getattr(self, name))
        if len(self.items) > ITEMS:
            raise ChainError(f"An event lists at most {ITEMS} items. Write several events.")
        for item in self.items:
            _code("items", item)


def _code(name: str, given: str) -> None:
    if given and not CODE.fullmatch(given):
        raise ChainError(f"The {name} of an event must be a code: letters, digits and _ . : / - only, and no content.")


@dataclass(frozen=True)
class Link:
    """One event in its place. seq counts from 1; before is the fingerprint of the one before, own that of this one."""

    seq: int
    before: str
    event: Event
    own: str

    def line(self) -> str:
        """The link as it is exported: one line of JSON, without a line end."""
        return _canonical({**_said(self.seq, self.before, self.event), "hash": self.own})

    @classmethod
    def read(cls, line: str) -> Self:
        """The link of an exported line. Raises ChainError. Whether it fits its place, verify() says."""
        try:
            said = json.loads(line)
            told = said["event"]
            at, items = datetime.fromisoformat(told.pop("at")), tuple(told.pop("items"))
            event = Event(at=at, items=items, **told)
            link = cls(int(said["seq"]), said["before"], event, said["hash"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise ChainError("This line is no event of an exported log.") from None
        if link.line() != line:
            raise ChainError("This line is not written as an event of an exported log is.")
        return link


def start(agency: str) -> str:
    """What stands in place of a fingerprint before an agency's first event."""
    return hashlib.sha256(f"{FORMAT}/{agency}".encode()).hexdigest()


def link(event: Event, after: Link | None) -> Link:
    """The event as the next of its agency's chain; after: the newest so far. Raises ChainError for another agency's."""
    if after is not None and after.event.agency != event.agency:
        raise ChainError("Each agency has a chain of its own.")
    seq, before = (1, start(event.agency)) if after is None else (after.seq + 1, after.own)
    return Link(seq, before, event, fingerprint(seq, before, event))


def fingerprint(seq: int, before: str, event: Event) -> str:
    """SHA-256 of the canonical JSON of an event in its place, as 64 hexadecimal signs."""
    return hashlib.sha256(_canonical(_said(seq, before, event)).encode()).hexdigest()


def verify(links: Iterable[Link], agency: str) -> Link | None:
    """The newest link of a whole chain, from its first event on, or None where there is none yet. Raises ChainError."""
    newest: Link | None = None
    for expected, found in zip(count(1), links):
        if found != link(found.event, newest) or found.event.agency != agency:
            raise ChainError(f"The log is broken at event {expected}: it was changed, moved, left out or put in.")
        newest = found
    return newest


def _said(seq: int, before: str, event: Event) -> dict[str, object]:
    told = {**asdict(event), "at": _time(event.at), "items": list(event.items)}
    return {"format": FORMAT, "seq": seq, "before": before, "event": told}


def _canonical(said: dict[str, object]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
