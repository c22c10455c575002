"""Every way in which what is not known may turn out, and what a condition is in each: the yardstick of certainty.

A world settles every fact a condition reads, every set word by word, and every setting of the country that is not
known. In a world nothing is unknown, so a condition is plainly true or false: `possibly` and presumptions change
nothing. No line of this is shared with the backends. Many worlds are worked out at once: a number has a bit a world.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from math import prod

from asylia.law.facts import FACTS, Known, as_moment
from asylia.law.nodes import All, Any, Compare, Elapsed, Finding, Has, Is, Node, Not, Possibly, Presumed, Setting, walk

EVERY_COMPLETION_UP_TO = 12
"""Unknown facts. Beyond that, both extremes and random completions."""

MOST_WORLDS = 1 << 16
"""However few the unknown facts, no more than this are worked out one by one."""

RANDOM_WORLDS = 1_000

Atom = Node
Choice = frozenset[Atom]
"""One way in which a fact may turn out: the elementary conditions that then hold."""


@dataclass(frozen=True)
class Worlds:
    """count: how many. holds: for each elementary condition, the worlds in which it holds, a bit a world.

    complete: whether these are all the worlds there are.
    """

    count: int
    holds: Mapping[Atom, int]
    complete: bool

    @property
    def all(self) -> int:
        return (1 << self.count) - 1


def true_in(node: Node, worlds: Worlds) -> int:
    """The worlds in which the condition is true, a bit a world: two-valued logic and nothing else."""
    match node:
        case All():
            held = worlds.all
            for part in node.parts:
                held &= true_in(part, worlds)
            return held
        case Any() | Finding():
            held = 0
            for part in node.parts:
                held |= true_in(part, worlds)
            return held
        case Not(child):
            return worlds.all & ~true_in(child, worlds)
        case Possibly(child) | Presumed(child):
            return true_in(child, worlds)
    return worlds.holds[node]


def worlds_of(
    conditions: Sequence[Node], known: Known, on: datetime, settings: Mapping[str, bool | None], rng: random.Random
) -> Worlds:
    """The worlds that agree with what is known, as far as these conditions can tell them apart."""
    atoms = tuple({atom for condition in conditions for atom in walk(condition) if not atom.parts})
    atoms = tuple(atom for atom in atoms if not isinstance(atom, All | Any))
    fixed: set[Atom] = set()
    open_choices: list[tuple[Choice, ...]] = []
    for group in _by_fact(atoms).values():
        choices = _choices(group, known, on, settings)
        if len(choices) == 1:
            fixed |= choices[0]
        else:
            open_choices.append(choices)
    every = len(open_choices) <= EVERY_COMPLETION_UP_TO and prod(len(some) for some in open_choices) <= MOST_WORLDS
    drawn = list(product(*open_choices)) if every else list(_some_worlds(conditions, open_choices, rng))
    holds = {atom: (1 << len(drawn)) - 1 if atom in fixed else 0 for atom in atoms}
    for number, world in enumerate(drawn):
        for choice in world:
            for atom in choice:
                holds[atom] |= 1 << number
    return Worlds(len(drawn), holds, every)


def _some_worlds(
    conditions: Sequence[Node], open_choices: Sequence[tuple[Choice, ...]], rng: random.Random
) -> Iterator[tuple[Choice, ...]]:
    wanted = {atom for condition in conditions for atom in _positive(condition, positive=True)}
    yield tuple(max(choices, key=lambda choice: _leaning(choice, wanted)) for choices in open_choices)
    yield tuple(min(choices, key=lambda choice: _leaning(choice, wanted)) for choices in open_choices)
    for _ in range(RANDOM_WORLDS):
        yield tuple(rng.choice(choices) for choices in open_choices)


def _leaning(choice: Choice, wanted: set[Atom]) -> int:
    """How far this way of turning out makes the condition true."""
    return sum(1 if atom in wanted else -1 for atom in choice)


def _positive(node: Node, *, positive: bool) -> Iterator[Atom]:
    if isinstance(node, Not):
        yield from _positive(node.child, positive=not positive)
    elif node.parts:
        for part in (node.child,) if isinstance(node, Presumed) else node.parts:
            yield from _positive(part, positive=positive)
    elif positive:
        yield node


def _by_fact(atoms: Sequence[Atom]) -> Mapping[Hashable, list[Atom]]:
    """Elementary conditions that one answer settles together. Of a set every word has an answer of its own."""
    groups: dict[Hashable, list[Atom]] = {}
    for atom in atoms:
        groups.setdefault(getattr(atom, "key", None) or atom.name, []).append(atom)  # type: ignore[attr-defined]
    return groups


def _choices(
    atoms: Sequence[Atom], known: Known, on: datetime, settings: Mapping[str, bool | None]
) -> tuple[Choice, ...]:
    """The ways in which one fact may still turn out, those that these conditions cannot tell apart taken as one."""
    found: dict[Choice, None] = {}
    for answer in _answers(atoms, known, on, settings):
        found[frozenset(atom for atom in atoms if _holds(atom, answer, on))] = None
    return tuple(found)


def _answers(
    atoms: Sequence[Atom], known: Known, on: datetime, settings: Mapping[str, bool | None]
) -> Sequence[object]:
    first = atoms[0]
    if isinstance(first, Setting):
        said = settings.get(first.name)
        return (True, False) if said is None else (said,)
    key = first.key  # type: ignore[attr-defined]
    held, fact = known[key], FACTS[key]
    if fact.type == "set":
        named = held if isinstance(held, frozenset) else frozenset()
        words = sorted({word for atom in atoms if isinstance(atom, Has) for word in atom.words} - named)
        # Words that the same conditions ask for are told apart by none of them: one of each kind is enough.
        kinds = {tuple(word in atom.words for atom in atoms if isinstance(atom, Has)): word for word in words}
        return [
            named | {word for word, there in zip(kinds.values(), chosen, strict=True) if there}
            for chosen in product((True, False), repeat=len(kinds))
        ]
    if held is not None:
        return (held,)
    if fact.type == "ternary":
        return (True, False)
    if fact.type == "enum":
        return [word for word in fact.values if word != "unknown"]
    if fact.type == "number":
        bounds = {atom.bound for atom in atoms if isinstance(atom, Compare)}
        return [bound + step for bound in bounds for step in (-1, 0)]
    times = {atom.time for atom in atoms if isinstance(atom, Elapsed)}
    return [on - time + step for time in times for step in (timedelta(0), timedelta(minutes=1))]


def _holds(atom: Atom, answer: object, on: datetime) -> bool:
    match atom:
        case Setting():
            return answer is True
        case Is(_, values):
            return answer in values
        case Has(_, words) if isinstance(answer, frozenset):
            return bool(words & answer)
        case Compare(_, sign, bound) if isinstance(answer, float | int):
            return answer < bound if sign == "<" else answer >= bound
        case Elapsed(_, time):
            return as_moment(answer) + time <= on  # type: ignore[arg-type]
    raise TypeError(f"no world for {type(atom).__name__}")
