"""The language the law is written in: a condition is a tree of facts, numbers, dates and findings.

Every node is three-valued after Kleene: yes (True), no (False), unknown (None). `possibly` is the one word that turns
unknown into something definite: it opens protection ("~" in the specification) and must never stand where it could
lift it.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from asylia.law.facts import FACTS, Fact, Known, as_moment, fact

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {"<": operator.lt, ">=": operator.ge}


class Node:
    """One condition. `&`, `|` and `~` join conditions; `and`, `or`, `not` and `if` are refused."""

    __slots__ = ()

    def __and__(self, other: Node) -> Node:
        return all_of(self, other)

    def __or__(self, other: Node) -> Node:
        return any_of(self, other)

    def __invert__(self) -> Node:
        return self.child if isinstance(self, Not) else Not(self)

    def __bool__(self) -> bool:
        raise TypeError(
            "a condition of the law has no truth of its own: join with &, | and ~, not with and, or, not, if"
        )

    @property
    def parts(self) -> tuple[Node, ...]:
        """The conditions this one is made of."""
        return ()


@dataclass(frozen=True, slots=True, eq=False)
class Is(Node):
    """The fact holds one of these values (for a yes/no fact: True)."""

    key: str
    values: frozenset[bool | str]


@dataclass(frozen=True, slots=True, eq=False)
class Has(Node):
    """The set names at least one of these words. Never a no: a set lists what is known, the rest is unknown."""

    key: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Node):
    """A number against a bound of the law."""

    key: str
    sign: str
    bound: float


@dataclass(frozen=True, slots=True, eq=False)
class Elapsed(Node):
    """At least so much time has passed since that date, on the day of the assessment."""

    key: str
    time: timedelta


@dataclass(frozen=True, slots=True, eq=False)
class Setting(Node):
    """What the host country's profile says; unknown where the profile does not say."""

    name: str


@dataclass(frozen=True, slots=True, eq=False)
class All(Node):
    """Every part holds."""

    children: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.children


@dataclass(frozen=True, slots=True, eq=False)
class Any(Node):
    """One part is enough."""

    children: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        return self.children


@dataclass(frozen=True, slots=True, eq=False)
class Not(Node):
    """The part does not hold."""

    child: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.child,)


@dataclass(frozen=True, slots=True, eq=False)
class Possibly(Node):
    """The part holds or is unknown: the protective trigger, written ~ in the specification."""

    child: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.child,)


@dataclass(frozen=True, slots=True, eq=False)
class Presumed(Node):
    """The part, which protection takes as given while it is unknown and `when` holds. A finding stays unestablished."""

    child: Node
    when: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        return (self.child, self.when)


class Finding(Node):
    """A named conclusion: indicated where one of the rules that contribute to it holds."""

    __slots__ = ("asked_for", "contributions", "name", "title")

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        self.contributions: list[Node] = []
        self.asked_for: Node | None = None

    @property
    def tree(self) -> Node:
        """The condition as a whole."""
        return any_of(*self.contributions)

    @property
    def parts(self) -> tuple[Node, ...]:
        return tuple(self.contributions)


def yes(key: str) -> Node:
    """The yes/no fact is yes."""
    _typed(key, "ternary")
    return Is(key, frozenset({True}))


def no(key: str) -> Node:
    """The yes/no fact is an explicit, verified no."""
    return Not(yes(key))


def is_in(key: str, *words: str) -> Node:
    """The fact stands at one of these words of its list."""
    _listed(_typed(key, "enum"), words)
    return Is(key, frozenset(words))


def has(key: str, *words: str) -> Node:
    """The set names one of these words (any word at all when none is named)."""
    known = _typed(key, "set")
    _listed(known, words)
    return Has(key, frozenset(words or known.values))


def under(key: str, bound: float) -> Node:
    """The number is below the bound."""
    _typed(key, "number")
    return Compare(key, "<", bound)


def at_least(key: str, bound: float) -> Node:
    """The number reaches the bound."""
    _typed(key, "number")
    return Compare(key, ">=", bound)


def elapsed(key: str, *, days: int = 0, hours: int = 0) -> Node:
    """So many days and hours have passed since the date."""
    _typed(key, "date")
    return Elapsed(key, timedelta(days=days, hours=hours))


def recorded(key: str) -> Node:
    """The date is known, whichever it is."""
    return any_of(elapsed(key), ~elapsed(key))


def all_of(*parts: Node) -> Node:
    """Every part holds."""
    return _joined(All, parts)


def any_of(*parts: Node) -> Node:
    """One part is enough."""
    return _joined(Any, parts)


def possibly(part: Node) -> Node:
    """~ : the part is yes or unknown. Only where that protects."""
    return Possibly(part)


def not_established(part: Node) -> Node:
    """ "not +": the part is no or unknown; only an established yes lifts what stands on this."""
    return Possibly(~part)


def presumed(part: Node, *, when: Node) -> Node:
    """The part, presumed for protection while unknown and `when` holds."""
    return Presumed(part, when)


def exception(base: Node, *, unless: Node) -> Node:
    """The base, lifted only where the exception is established."""
    return all_of(base, not_established(unless))


def _joined(kind: type[All] | type[Any], parts: tuple[Node, ...]) -> Node:
    flat: list[Node] = []
    for part in parts:
        if not isinstance(part, Node):
            raise TypeError(f"a condition is made of conditions, not of {part!r}")
        flat.extend(part.children if isinstance(part, kind) else (part,))
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _typed(key: str, kind: str) -> Fact:
    known = fact(key)
    if known.type != kind:
        raise TypeError(f"{key} is a fact of type {known.type}, not {kind}")
    return known


def _listed(known: Fact, words: tuple[str, ...]) -> None:
    strangers = set(words) - set(known.values) | {"unknown"} & set(words)
    if strangers:
        raise ValueError(f"{known.key} has no value {', '.join(sorted(strangers))}")


@dataclass(frozen=True, slots=True)
class Look:
    """What a condition is held against: facts, moment, the country's settings, and whether presumptions count."""

    known: Known
    on: datetime
    settings: Mapping[str, bool | None]
    presuming: bool
    seen: dict[Node, bool | None] = field(init=False, default_factory=dict, compare=False, repr=False)
    """Values worked out already: conditions share parts, and an explanation asks for the same one many times."""


def value(node: Node, look: Look) -> bool | None:
    """Yes, no or unknown, read straight off the tree. The plain meaning that every other backend must equal."""
    seen = look.seen
    if node not in seen:
        seen[node] = _value(node, look)
    return seen[node]


def _value(node: Node, look: Look) -> bool | None:
    match node:
        case Is(key, values):
            held = look.known[key]
            return None if held is None else held in values
        case Has(key, words):
            named = look.known[key]
            return True if isinstance(named, frozenset) and named & words else None
        case Compare(key, sign, bound):
            number = look.known[key]
            return COMPARISONS[sign](number, bound) if isinstance(number, float | int) else None
        case Elapsed(key, time):
            since = look.known[key]
            return as_moment(since) + time <= look.on if hasattr(since, "year") else None  # type: ignore[arg-type]
        case Setting(name):
            return look.settings.get(name)
        case All():
            return _all(value(part, look) for part in node.parts)
        case Any() | Finding():
            return _any(value(part, look) for part in node.parts)
        case Not(child):
            held = value(child, look)
            return None if held is None else not held
        case Possibly(child):
            return value(child, look) is not False
        case Presumed(child, when):
            held = value(child, look)
            return True if held is None and look.presuming and value(when, look) else held
    raise TypeError(f"no meaning for {type(node).__name__}")


def _all(values: Iterator[bool | None]) -> bool | None:
    unknown = False
    for held in values:
        if held is False:
            return False
        unknown = unknown or held is None
    return None if unknown else True


def _any(values: Iterator[bool | None]) -> bool | None:
    unknown = False
    for held in values:
        if held:
            return True
        unknown = unknown or held is None
    return None if unknown else False


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, findings opened, each object once."""
    seen: set[int] = set()
    stack = [node]
    while stack:
        here = stack.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        yield here
        stack.extend(reversed(here.parts))


def keys_read(node: Node) -> tuple[str, ...]:
    """The facts a condition reads, findings opened, in the order of facts.json."""
    read = {here.key for here in walk(node) if isinstance(here, Is | Has | Compare | Elapsed)}
    return tuple(key for key in FACTS if key in read)


def elementary(node: Node) -> tuple[object, ...] | None:
    """What an elementary condition asks, the same for every node that asks it; None for a condition made of others."""
    match node:
        case Is(key, values):
            return ("is", key, values)
        case Has(key, words):
            return ("has", key, words)
        case Compare(key, sign, bound):
            return ("compare", key, sign, bound)
        case Elapsed(key, time):
            return ("elapsed", key, time)
    return None


def presumes(node: Node) -> bool:
    """Whether a presumption stands anywhere below, so that it matters whether presumptions count."""
    return any(isinstance(below, Presumed) for below in walk(node))


def times_used(conditions: Iterable[Node]) -> Counter[int]:
    """How often each condition, by its id, is a part of another one."""
    used: Counter[int] = Counter()
    for found in {id(node): node for condition in conditions for node in walk(condition)}.values():
        used.update(id(part) for part in found.parts)
    return used
