"""Conditions as straight-line Python: one function that gives every value of the law for one person.

A person is one number, B: each elementary condition has one bit that says it holds and one that says it does not; where
neither is set it is unknown. A condition then becomes two plain tests, one for yes and one for no. That is Kleene's
logic, exactly. Derived facts are filled in first, as changes to B.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from asylia.law.derived import DERIVATIONS, Derivation
from asylia.law.facts import FACTS, Value, as_moment
from asylia.law.nodes import (
    COMPARISONS,
    All,
    Any,
    Compare,
    Elapsed,
    Finding,
    Has,
    Is,
    Node,
    Not,
    Possibly,
    Presumed,
    Setting,
    elementary,
    keys_read,
    presumes,
    times_used,
    walk,
)

Condition = tuple[Node, bool]
"""A condition, and whether presumptions count in it."""

Tests = tuple[str, str]
"""Two Python expressions over B: true where the condition is yes, and true where it is no."""

YES, NO = "True", "False"


Test = Callable[[Value, datetime], int]
"""What a value and the moment of the assessment say to one elementary condition: the bit to set."""


@dataclass(frozen=True)
class Atoms:
    """The elementary conditions, and how a person's facts become the number B.

    yes: the bit of each condition that says it holds; the bit for "does not hold" stands `shift` places higher.
    reads: the bits, both halves, that speak of each fact.
    codes: for every fact the bits that each listed value sets. tests: for facts without a list, and for sets.
    """

    yes: Mapping[Node, int]
    shift: int
    reads: Mapping[str, int]
    codes: Mapping[str, Mapping[Value, int]]
    tests: Mapping[str, Sequence[Test]]

    def encode(self, facts: Mapping[str, Value], on: datetime) -> int:
        """B for these facts on that day. Unknown facts set no bit."""
        codes = self.codes
        bits = 0
        for key, held in facts.items():
            bits |= codes[key].get(held, 0)
        for key, tests in self.tests.items():
            if key in facts:
                for test in tests:
                    bits |= test(facts[key], on)
        return bits

    def mask(self, node: Node) -> int:
        """The bits that are set where this elementary condition, or the opposite of one, holds; 0 for any other."""
        if isinstance(node, Not):
            return self.yes.get(node.child, 0) << self.shift
        return self.yes.get(node, 0)

    def opposite(self, mask: int) -> int:
        """The same conditions, not holding."""
        low = (1 << self.shift) - 1
        return mask >> self.shift | (mask & low) << self.shift


def atoms_of(conditions: Iterable[Node]) -> Atoms:
    """Every elementary condition found in the trees, numbered."""
    yes: dict[Node, int] = {}
    same: dict[Hashable, int] = {}
    for node in (found for condition in conditions for found in walk(condition)):
        name = elementary(node)
        if name is not None:
            yes[node] = same.setdefault(name, 1 << len(same))
    shift = len(same)
    reads: dict[str, int] = dict.fromkeys(FACTS, 0)
    codes: dict[str, dict[Value, int]] = {key: {} for key in FACTS}
    tests: dict[str, list[Test]] = {}
    for node, bit in {bit: (node, bit) for node, bit in yes.items()}.values():
        key = cast(Is, node).key
        reads[key] |= bit | bit << shift
        match node:
            case Is(_, values):
                listed: Sequence[Value] = (True, False) if FACTS[key].type == "ternary" else FACTS[key].values
                for word in listed:
                    codes[key][word] = codes[key].get(word, 0) | (bit if word in values else bit << shift)
            case Has(_, words):
                tests.setdefault(key, []).append(_named(words, bit))
            case Compare(_, sign, bound):
                tests.setdefault(key, []).append(_compared(sign, bound, bit, bit << shift))
            case Elapsed():
                tests.setdefault(key, []).append(_elapsed(node, bit, bit << shift))
    return Atoms(yes, shift, reads, codes, tests)


def _named(words: frozenset[str], yes: int) -> Test:
    return lambda held, _: yes if not words.isdisjoint(cast(frozenset[str], held)) else 0


def _compared(sign: str, bound: float, yes: int, no: int) -> Test:
    holds = COMPARISONS[sign]
    return lambda held, _: yes if holds(cast(float, held), bound) else no


def _elapsed(node: Elapsed, yes: int, no: int) -> Test:
    return lambda held, on: yes if as_moment(held) + node.time <= on else no  # type: ignore[arg-type]


@dataclass
class Writer:
    """Writes the function. Findings, and conditions used more than once, become variables."""

    atoms: Atoms
    settings: Mapping[str, bool | None]
    uses: Counter[int]
    lines: list[str] = field(default_factory=list)
    written: dict[tuple[int, bool], Tests] = field(default_factory=dict)
    presumes: dict[int, bool] = field(default_factory=dict)

    def tests(self, node: Node, *, presuming: bool) -> Tests:
        """The two expressions for a condition, with presumptions counted or not."""
        presuming = presuming and self._presumes(node)
        known = self.written.get((id(node), presuming))
        if known is None:
            known = self._tests(node, presuming=presuming)
            if isinstance(node, Finding) or (self.uses[id(node)] > 1 and node.parts):
                known = self._named(known)
            self.written[id(node), presuming] = known
        return known

    def _presumes(self, node: Node) -> bool:
        if id(node) not in self.presumes:
            self.presumes[id(node)] = presumes(node)
        return self.presumes[id(node)]

    def _named(self, tests: Tests) -> Tests:
        number = len(self.lines)
        names = []
        for letter, test in zip("yn", tests, strict=True):
            if test in (YES, NO):
                names.append(test)
                continue
            self.lines.append(f"{letter}{number} = {test}")
            names.append(f"{letter}{number}")
        return names[0], names[1]

    def _tests(self, node: Node, *, presuming: bool) -> Tests:
        match node:
            case Setting(name):
                said = self.settings.get(name)
                return (YES if said is True else NO), (YES if said is False else NO)
            case Not(child):
                yes, no = self.tests(child, presuming=presuming)
                return no, yes
            case Possibly(child):
                _, no = self.tests(child, presuming=presuming)
                return _not(no), no
            case Presumed(child, when):
                yes, no = self.tests(child, presuming=presuming)
                if not presuming:
                    return yes, no
                when_yes, _ = self.tests(when, presuming=presuming)
                return _or([yes, _and([_not(no), when_yes])]), no
            case All():
                return self._joined(node.parts, presuming=presuming, every=True)
            case Any() | Finding():
                return self._joined(node.parts, presuming=presuming, every=False)
        holds = self.atoms.mask(node)
        return f"B & {holds}", f"B & {self.atoms.opposite(holds)}"

    def _joined(self, parts: Sequence[Node], *, presuming: bool, every: bool) -> Tests:
        """Elementary parts become one test over many bits; the others are joined in words."""
        mask = 0
        tests: list[Tests] = []
        for part in parts:
            bit = self.atoms.mask(part)
            mask |= bit
            if not bit:
                tests.append(self.tests(part, presuming=presuming))
        yes, no = [test[0] for test in tests], [test[1] for test in tests]
        if mask:
            opposite = self.atoms.opposite(mask)
            yes.insert(0, _each(mask) if every else f"B & {mask}")
            no.insert(0, f"B & {opposite}" if every else _each(opposite))
        return (_and(yes), _or(no)) if every else (_or(yes), _and(no))


def _each(mask: int) -> str:
    """Whether every bit of the mask is set."""
    return f"B & {mask} == {mask}" if mask & (mask - 1) else f"B & {mask}"


def _and(tests: list[str]) -> str:
    kept = [test for test in tests if test != YES]
    if NO in kept:
        return NO
    return " and ".join(_wrapped(test) for test in kept) or YES


def _or(tests: list[str]) -> str:
    kept = [test for test in tests if test != NO]
    if YES in kept:
        return YES
    return " or ".join(_wrapped(test) for test in kept) or NO


def _not(test: str) -> str:
    return {YES: NO, NO: YES}.get(test, f"not ({test})")


def _wrapped(test: str) -> str:
    return test if test.isidentifier() else f"({test})"


Run = Callable[[int], tuple[int, tuple[int, ...], tuple[int, ...]]]
"""B to: B with derived facts filled in; for each derivation the case that was met, from 1 on or 0;
one number per condition asked for: 2 yes, 1 unknown, 0 no."""


def derivations_for(conditions: Iterable[Node]) -> tuple[Derivation, ...]:
    """The derived facts that these conditions read, directly or through other derived facts, in their order."""
    needed = {key for condition in conditions for key in keys_read(condition)}
    kept = []
    for derivation in reversed(DERIVATIONS):
        if derivation.key in needed:
            kept.append(derivation)
            needed.update(key for condition, _ in derivation.cases for key in keys_read(condition))
    return tuple(reversed(kept))


def write(
    conditions: Sequence[Condition],
    derivations: Sequence[Derivation],
    atoms: Atoms,
    settings: Mapping[str, bool | None],
) -> str:
    """The source of the function that fills in derived facts and gives a value for each condition in turn."""
    lines: list[str] = []
    for number, derivation in enumerate(derivations):
        lines.extend(_derivation(f"d{number}", derivation, atoms, settings))
    writer = Writer(atoms, settings, times_used(condition for condition, _ in conditions))
    tests = [writer.tests(condition, presuming=presuming) for condition, presuming in conditions]
    results = {each: f"r{number}" for number, each in enumerate(dict.fromkeys(tests))}
    lines.extend(writer.lines)
    lines.extend(f"{name} = 2 if {yes} else 0 if {no} else 1" for (yes, no), name in results.items())
    body = "".join(f"    {line}\n" for line in lines)
    met = _tuple(f"d{number}" for number in range(len(derivations)))
    return f"def run(B):\n{body}    return B, {met}, {_tuple(results[each] for each in tests)}\n"


def _derivation(name: str, derivation: Derivation, atoms: Atoms, settings: Mapping[str, bool | None]) -> Iterable[str]:
    """Lines that change the bits of one derived fact to the first case that is established."""
    mine = atoms.reads[derivation.key]
    yield f"{name} = 0"
    branch = "if"
    if derivation.given_first:
        yield f"if B & {mine}: pass"
        branch = "elif"
    for number, (condition, result) in enumerate(derivation.cases, 1):
        yes, _ = Writer(atoms, settings, Counter()).tests(condition, presuming=False)
        bits = 0 if result is None else atoms.codes[derivation.key][result]
        yield f"{branch} {yes}: {name} = {number}; B = B & ~{mine} | {bits}"
        branch = "elif"


def _tuple(parts: Iterable[str]) -> str:
    return "(" + "".join(f"{part}, " for part in parts) + ")"


def compiled(source: str) -> Run:
    """The function of that source, which `write` made."""
    space: dict[str, Run] = {}
    exec(compile(source, "<the law>", "exec"), space)  # noqa: S102 - the source is written above, from the rules alone
    return space["run"]
