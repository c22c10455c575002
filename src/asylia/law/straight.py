"""Conditions as straight-line Python: one function that gives every value of the law for one person.

Each elementary condition gets one bit in two numbers: T (it holds) and F (it does not). A condition then becomes two
plain tests, one for yes and one for no; where neither is true it is unknown. That is Kleene's logic, exactly.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

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
    presumes,
    times_used,
    walk,
)

Bits = tuple[int, int]
Tests = tuple[str, str]
"""Two Python expressions over T and F: true where the condition is yes, and true where it is no."""

YES, NO = "True", "False"


@dataclass(frozen=True)
class Atoms:
    """The elementary conditions and their bits, and how a person's facts become the two numbers T and F."""

    bit: Mapping[Node, int]
    words: Mapping[str, Mapping[Value, Bits]]
    tests: Mapping[str, Sequence[Callable[[Value, datetime], Bits]]]

    def encode(self, facts: Mapping[str, Value], on: datetime) -> Bits:
        """T and F for these facts on that day. Unknown facts set neither bit."""
        holds = fails = 0
        words, tests = self.words, self.tests
        for key, held in facts.items():
            table = words.get(key)
            if table is not None:
                for word in held if isinstance(held, frozenset) else (held,):
                    bits = table.get(word)
                    if bits is not None:
                        holds |= bits[0]
                        fails |= bits[1]
            elif key in tests:
                for test in tests[key]:
                    yes, no = test(held, on)
                    holds |= yes
                    fails |= no
        return holds, fails


def atoms_of(conditions: Iterable[Node]) -> Atoms:
    """Every elementary condition found in the trees, numbered."""
    bit: dict[Node, int] = {}
    same: dict[Hashable, int] = {}
    words: dict[str, dict[Value, Bits]] = {}
    tests: dict[str, list[Callable[[Value, datetime], Bits]]] = {}
    for node in (found for condition in conditions for found in walk(condition)):
        name = elementary(node)
        if name is None:
            continue
        if name in same:
            bit[node] = same[name]
            continue
        one = bit[node] = same[name] = 1 << len(same)
        match node:
            case Is(key, values):
                table = words.setdefault(key, {})
                possible: Sequence[Value] = (True, False) if FACTS[key].type == "ternary" else FACTS[key].values
                for word in possible:
                    yes, no = table.get(word, (0, 0))
                    table[word] = (yes | one, no) if word in values else (yes, no | one)
            case Has(key, values):
                table = words.setdefault(key, {})
                for word in values:
                    yes, no = table.get(word, (0, 0))
                    table[word] = (yes | one, no)
            case Compare(key, sign, bound):
                tests.setdefault(key, []).append(_compared(sign, bound, one))
            case Elapsed(key):
                tests.setdefault(key, []).append(_elapsed(node, one))
    return Atoms(bit, words, {key: tuple(made) for key, made in tests.items()})


def _compared(sign: str, bound: float, one: int) -> Callable[[Value, datetime], Bits]:
    holds = COMPARISONS[sign]
    return lambda held, _: (one, 0) if holds(cast(float, held), bound) else (0, one)


def _elapsed(node: Elapsed, one: int) -> Callable[[Value, datetime], Bits]:
    return lambda held, on: (one, 0) if as_moment(held) + node.time <= on else (0, one)  # type: ignore[arg-type]


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
        one = self.atoms.bit[node]
        return f"T & {one}", f"F & {one}"

    def _joined(self, parts: Sequence[Node], *, presuming: bool, every: bool) -> Tests:
        positive = negative = 0
        tests: list[Tests] = []
        for part in parts:
            if part in self.atoms.bit:
                positive |= self.atoms.bit[part]
            elif isinstance(part, Not) and part.child in self.atoms.bit:
                negative |= self.atoms.bit[part.child]
            else:
                tests.append(self.tests(part, presuming=presuming))
        all_hold, any_fails = _masks(positive, negative, every_yes=every)
        yes = all_hold + [test[0] for test in tests]
        no = any_fails + [test[1] for test in tests]
        return (_and(yes), _or(no)) if every else (_or(yes), _and(no))


def _masks(positive: int, negative: int, *, every_yes: bool) -> tuple[list[str], list[str]]:
    """Tests over groups of bits: (for yes, for no). every_yes: yes needs every bit, no needs one; else reversed."""
    yes, no = [], []
    for mask, holds, fails in ((positive, "T", "F"), (negative, "F", "T")):
        if mask:
            one_bit = mask & (mask - 1) == 0
            yes.append(f"{holds} & {mask}" + (f" == {mask}" if every_yes and not one_bit else ""))
            no.append(f"{fails} & {mask}" + (f" == {mask}" if not every_yes and not one_bit else ""))
    return yes, no


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


Run = Callable[[int, int], tuple[int, ...]]
"""T and F to one number per condition asked for: 2 yes, 1 unknown, 0 no."""


def write(conditions: Sequence[tuple[Node, bool]], atoms: Atoms, settings: Mapping[str, bool | None]) -> str:
    """The source of the function that gives a value for each (condition, presuming) in turn."""
    writer = Writer(atoms, settings, times_used(condition for condition, _ in conditions))
    results = []
    for condition, presuming in conditions:
        yes, no = writer.tests(condition, presuming=presuming)
        results.append(f"2 if {yes} else 0 if {no} else 1")
    body = "".join(f"    {line}\n" for line in writer.lines)
    return f"def run(T, F):\n{body}    return ({', '.join(results)},)\n"


def compiled(source: str) -> Run:
    """The function of that source, which `write` made."""
    space: dict[str, Run] = {}
    exec(compile(source, "<the law>", "exec"), space)  # noqa: S102 - the source is written above, from the rules alone
    return space["run"]
