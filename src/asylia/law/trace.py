"""Why a condition has its value: the facts that made it, the facts that are missing, and since when it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from asylia.law.derived import SOURCES
from asylia.law.facts import FACTS, Known, Value, as_moment
from asylia.law.nodes import All, Any, Compare, Elapsed, Finding, Has, Is, Look, Node, Not, Possibly, Presumed, value


@dataclass
class Reasons:
    """facts: key to value, for the facts that made the result. missing: the facts that would settle it."""

    facts: dict[str, Value] = field(default_factory=dict)
    missing: dict[str, None] = field(default_factory=dict)


def reasons(node: Node, look: Look) -> Reasons:
    """What made the value of this condition, findings opened."""
    found = Reasons()
    _collect(node, look, value(node, look), found)
    return found


def _collect(node: Node, look: Look, held: bool | None, found: Reasons) -> None:
    match node:
        case Is(key) | Has(key) | Compare(key) | Elapsed(key):
            given = look.known[key]
            if held is None:
                found.missing[key] = None
            elif given is not None:
                found.facts[key] = given
        case Not(child):
            _collect(child, look, None if held is None else not held, found)
        case Possibly(child):
            _collect(child, look, value(child, look), found)
        case Presumed(child, when):
            established = value(child, look)
            _collect(child, look, established, found)
            if established is None and held:
                _collect(when, look, True, found)
        case All() | Any() | Finding():
            for part in node.parts:
                partial = value(part, look)
                if partial is held:
                    _collect(part, look, partial, found)


def still_open(node: Node, look: Look) -> dict[str, None]:
    """The unknown facts on which the condition still depends, "possibly" looked through. Empty where it is settled."""
    found: dict[str, None] = {}
    if settled(node, look) is None:
        _open(node, look, found)
    return found


def _open(node: Node, look: Look, found: dict[str, None]) -> None:
    if isinstance(node, Is | Has | Compare | Elapsed):
        found[node.key] = None
        return
    parts = (node.child,) if isinstance(node, Presumed) else node.parts
    for part in parts:
        if settled(part, look) is None:
            _open(part, look, found)


def settled(node: Node, look: Look) -> bool | None:
    """The value every completion of the unknown facts agrees on, or None: "possibly" and presumptions set aside."""
    memo = look.settled
    if node not in memo:
        memo[node] = _settled(node, look)
    return memo[node]


def _settled(node: Node, look: Look) -> bool | None:
    match node:
        case Possibly(child) | Presumed(child):
            return settled(child, look)
        case Not(child):
            held = settled(child, look)
            return None if held is None else not held
        case All():
            held_all: bool | None = True
            for part in node.parts:
                held = settled(part, look)
                if held is False:
                    return False
                if held is None:
                    held_all = None
            return held_all
        case Any() | Finding():
            held_any: bool | None = False
            for part in node.parts:
                held = settled(part, look)
                if held:
                    return True
                if held is None:
                    held_any = None
            return held_any
    return value(node, look)


def since(node: Node, look: Look) -> tuple[date, str] | None:
    """When the condition came to hold and by which fact, as far as the facts say when they became known.

    Of parts that all have to hold the latest counts, of parts of which one is enough the earliest.
    """
    match node:
        case Is(key) | Has(key) | Compare(key):
            return (look.known.at[key], key) if key in look.known.at else None
        case Elapsed(key):
            return None
        case All():
            times = [time for part in node.parts if (time := since(part, look))]
            return max(times, key=lambda time: as_moment(time[0]), default=None)
        case Any() | Finding():
            times = [time for part in node.parts if value(part, look) and (time := since(part, look))]
            return min(times, key=lambda time: as_moment(time[0]), default=None)
        case Not(child) | Possibly(child):
            return since(child, look)
        case Presumed(child, when):
            return since(child, look) or since(when, look)
    return None


def askable(keys: dict[str, None], known: Known) -> list[str]:
    """The questions behind these facts that may still be asked: derived ones by their sources, no closed ones."""
    asked: dict[str, None] = {}
    for key in keys:
        for source in SOURCES.get(key, (key,)):
            if source not in known.facts and source not in known.closed and not FACTS[source].derived:
                asked[source] = None
    return list(asked)


def moment(day: date | datetime, on: datetime) -> datetime:
    """A day as its first moment in the offset of the assessment; a moment as it is."""
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=on.tzinfo)
