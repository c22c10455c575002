"""Why a condition has its value: the facts that made it, the facts that are missing, and since when it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal, cast

from asylia.law.derived import SOURCES
from asylia.law.facts import FACTS, Known, as_moment
from asylia.law.nodes import (
    All,
    Any,
    Compare,
    Elapsed,
    Finding,
    Has,
    Is,
    Look,
    Node,
    Not,
    Possibly,
    Presumed,
    Setting,
    value,
    walk,
)
from asylia.law.straight import Atoms

Mode = Literal["strict", "presuming", "settled"]
"""How a condition is read: as established; with presumptions counted; or as what every completion of the unknown facts
agrees on, "possibly" and presumptions looked through."""

Reason = tuple[bool | None, int, int]
"""The value; which bits of B made it; and which elementary conditions, by their "holds" bits, are missing."""

Memo = dict[tuple[Node, Mode], Reason]
"""The findings of one person that were explained already."""

Why = Callable[[int, Memo], Reason]
"""Explains one condition for a person, B (see `straight`)."""


class Explanations:
    """How each condition of a law is explained. A condition is taken apart once, for all people."""

    def __init__(self, atoms: Atoms, settings: Mapping[str, bool | None]) -> None:
        self.atoms = atoms
        self.settings = settings
        self._low = (1 << atoms.shift) - 1
        self._key = {bit: cast(Is, node).key for node, bit in atoms.yes.items()}
        self._made: dict[tuple[Node, Mode], Why] = {}
        self._kinds: dict[Node, frozenset[type[Node]]] = {}

    def both(self, node: Node) -> tuple[Why, Why | None]:
        """What explains the condition strictly, and with presumptions counted where it has any."""
        strict, presuming = self.why(node, "strict"), self.why(node, "presuming")
        return strict, None if presuming is strict else presuming

    def settled(self, node: Node) -> Why:
        """What explains the value that every completion of the unknown facts agrees on."""
        return self.why(node, "settled")

    def why(self, node: Node, mode: Mode) -> Why:
        """What explains this condition in that mode."""
        mode = mode if self._matters(node, mode) else "strict"
        if (node, mode) not in self._made:
            made = self._take_apart(node, mode)
            self._made[node, mode] = _remembered((node, mode), made) if isinstance(node, Finding) else made
        return self._made[node, mode]

    def keys(self, bits: int) -> Iterator[str]:
        """The facts that these bits, of either half, speak of."""
        rest = (bits | bits >> self.atoms.shift) & self._low
        key = self._key
        while rest:
            one = rest & -rest
            yield key[one]
            rest ^= one

    def _matters(self, node: Node, mode: Mode) -> bool:
        if node not in self._kinds:
            self._kinds[node] = frozenset(type(below) for below in walk(node))
        kinds = self._kinds[node]
        return mode != "strict" and (Presumed in kinds or (mode == "settled" and Possibly in kinds))

    def _take_apart(self, node: Node, mode: Mode) -> Why:
        match node:
            case All():
                return self._joined(node, mode, deciding=False)
            case Any() | Finding():
                return self._joined(node, mode, deciding=True)
            case Not(child) if not self.atoms.mask(node):
                return _opposite(self.why(child, mode))
            case Possibly(child) | Presumed(child) if mode == "settled":
                return self.why(child, mode)
            case Possibly(child):
                return _possibly(self.why(child, mode))
            case Presumed(child) if mode == "strict":
                return self.why(child, mode)
            case Presumed(child, when):
                return _presumed(self.why(child, mode), self.why(when, mode))
            case Setting(name):
                said = self.settings.get(name), 0, 0
                return lambda _, __: said
        return self._elementary(self.atoms.mask(node))

    def _elementary(self, holds: int) -> Why:
        fails = self.atoms.opposite(holds)
        unknown = None, 0, (holds | fails) & self._low

        def why(bits: int, _: Memo) -> Reason:
            if bits & holds:
                return True, holds, 0
            return (False, fails, 0) if bits & fails else unknown

        return why

    def _joined(self, node: Node, mode: Mode, *, deciding: bool) -> Why:
        """deciding: the value that one part is enough for. Elementary parts are explained all at once."""
        holds = sum({self.atoms.mask(part) for part in node.parts})
        fails = self.atoms.opposite(holds)
        decides, agrees = (holds, fails) if deciding else (fails, holds)
        named, shift = (holds | fails) & self._low, self.atoms.shift
        parts = tuple(self.why(part, mode) for part in node.parts if not self.atoms.mask(part))

        def why(bits: int, memo: Memo) -> Reason:
            partial = [part(bits, memo) for part in parts]
            values = [held for held, _, _ in partial]
            made, missing = bits & decides, 0
            result: bool | None = deciding
            if not made and deciding not in values:
                missing = named & ~(bits | bits >> shift)
                result = None if missing or None in values else not deciding
                made = 0 if result is None else bits & agrees
            for held, its_made, its_missing in partial:
                if held is result:
                    made |= its_made
                    missing |= its_missing
            return result, made, missing

        def why_of_elementary_parts(bits: int, _: Memo) -> Reason:
            if made := bits & decides:
                return deciding, made, 0
            if missing := named & ~(bits | bits >> shift):
                return None, 0, missing
            return not deciding, bits & agrees, 0

        return why if parts else why_of_elementary_parts


def _remembered(known: tuple[Node, Mode], why: Why) -> Why:
    def remembered(bits: int, memo: Memo) -> Reason:
        if known not in memo:
            memo[known] = why(bits, memo)
        return memo[known]

    return remembered


def _opposite(why: Why) -> Why:
    def opposite(bits: int, memo: Memo) -> Reason:
        held, made, missing = why(bits, memo)
        return None if held is None else not held, made, missing

    return opposite


def _possibly(why: Why) -> Why:
    def possibly(bits: int, memo: Memo) -> Reason:
        held, made, missing = why(bits, memo)
        return held is not False, made, missing

    return possibly


def _presumed(why: Why, when: Why) -> Why:
    def presumed(bits: int, memo: Memo) -> Reason:
        held, made, missing = why(bits, memo)
        if held is not None:
            return held, made, missing
        condition, its_made, its_missing = when(bits, memo)
        return (True, made | its_made, missing | its_missing) if condition else (None, made, missing)

    return presumed


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


def askable(keys: Iterable[str], given: Known) -> list[str]:
    """The questions behind these facts that may still be asked, no closed ones; a derived fact by the first of its
    sources that is open."""
    asked: dict[str, None] = {}
    for key in keys:
        for source in SOURCES.get(key, (key,)):
            if source not in given.facts and source not in given.closed and not FACTS[source].derived:
                asked[source] = None
                break
    return list(asked)


def moment(day: date | datetime, on: datetime) -> datetime:
    """A day as its first moment in the offset of the assessment; a moment as it is."""
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=on.tzinfo)
