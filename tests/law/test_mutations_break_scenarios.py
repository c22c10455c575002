"""Changing a rule's condition breaks a scenario: all for any, any for all, one part or one word dropped, one word
added, unknown let through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial

import pytest

from asylia.assessment import Assessment
from asylia.law import FactError
from asylia.law.country import load
from asylia.law.derived import DERIVATIONS, RETURN_RISKS
from asylia.law.engine import Law
from asylia.law.facts import FACTS, Known
from asylia.law.nodes import All, Any, Finding, Has, Is, Look, Node, Not, Possibly, Presumed, value, walk
from asylia.law.rule import RULES, Block, Duty, Ground
from asylia.law.rules.terms import LIFTED_BY_FEAR
from asylia.screening import facts_from_indicators
from tests.law.scenarios import DEFAULT_ON, Scenario, all_scenarios
from tests.law.test_scenarios import found, wanted

DERIVED_UNDER = {
    "person.child": "R-CHD-01",
    "fear.return": "R-REF-15",
    "asylum.state": "R-REF-15",
    "ret.risk": "R-SOL-04",
}
"""The rule that says how a fact follows from others."""

NO_DIFFERENCE: Mapping[str, str] = {
    "R-IDN-03 no_removal_on_a_signal and 1 more: unknown let through at not screen.state=reviewed": "The screening "
    "always says how far it has come; only a register read without it leaves this unknown.",
    "R-AST-02 reflection_outside_national_law: Any without Setting(coe_binds)": "Each country at hand that is bound by "
    "the European convention has a reflection period in its own law.",
    "R-REF-15 asylum.state case 1: asylum.state=appeal|assessed|complementary|… without fear_expressed": "Fear lifts "
    "that state to itself.",
    **{
        f"R-REF-15 fear_is_a_request: asylum.state=return_eligible with {state}": "Fear has lifted that state before."
        for state in LIFTED_BY_FEAR
    },
    **{
        f"R-SOL-04 ret.risk case 2: {key}=low with high": "A high item is settled by the case before."
        for key in RETURN_RISKS
    },
}
"""Changes that no scenario can show, by name, with the reason why."""


@dataclass(frozen=True)
class Mutant:
    """One change, made in place and taken back. rules: where the changed condition stands."""

    name: str
    rules: frozenset[str]
    make: Callable[[], None]
    undo: Callable[[], None]

    @property
    def family(self) -> str:
        return family_of(min(self.rules))

    @contextmanager
    def alive(self) -> Iterator[None]:
        self.make()
        try:
            yield
        finally:
            self.undo()


@dataclass(frozen=True)
class Case:
    """A scenario with everything worked out that a changed rule does not touch."""

    scenario: Scenario
    known: Known
    untouched: Assessment
    expected: Mapping[str, object]

    def holds_under(self, law: Law) -> bool:
        outcome = law.assess(self.known, self.scenario.on)
        again = Assessment(self.untouched.person, self.untouched.screening, outcome, ())
        return found(again, self.scenario.expect) == self.expected


@cache
def cases() -> tuple[Case, ...]:
    made = []
    for scenario in all_scenarios():
        if "error" in scenario.expect:
            continue
        try:
            untouched = scenario.assess()
        except FactError:
            continue  # tests/law/test_scenarios.py says so
        made.append(Case(scenario, known_to_the_law(untouched), untouched, dict(wanted(scenario.expect))))
    return tuple(made)


def known_to_the_law(assessment: Assessment) -> Known:
    """What the law was given, before it derived anything from it."""
    person, screening = assessment.person, assessment.screening
    signs = facts_from_indicators(person.observed, person.known)
    return person.known.with_facts({**signs, "screen.level": screening.level, "screen.state": screening.state})


def family_of(rule: str) -> str:
    """TRF for R-TRF-01; the empty text for a scenario of no rule."""
    return rule[2:5]


def conditions() -> Iterator[tuple[str, str, Node]]:
    """Every condition with its rule and the provision it stands in."""
    for rule in RULES.values():
        parts: tuple[Ground | Block | Duty, ...] = (*rule.grounds, *rule.blocks, *rule.duties)
        for part in parts:
            yield rule.id, f"{rule.id} {part.name}", part.condition
    for derivation in DERIVATIONS:
        for number, (condition, _) in enumerate(derivation.cases, 1):
            rule_id = DERIVED_UNDER[derivation.key]
            yield rule_id, f"{rule_id} {derivation.key} case {number}", condition


@cache
def mutants() -> tuple[Mutant, ...]:
    where: dict[int, tuple[Node, dict[str, tuple[str, Node]]]] = {}
    for rule, provision, condition in conditions():
        for node in below(condition):
            where.setdefault(id(node), (node, {}))[1][provision] = rule, condition
    seen: Counter[str] = Counter()
    made = []
    for node, provisions in where.values():
        roots = [condition for _, condition in provisions.values()]
        for change in changes(node):
            if not change.word or not all(settled_without(root, node, change) for root in roots):
                name = f"{place(provisions)}: {change.what}"
                seen[name] += 1
                name += f" ({seen[name]})" if seen[name] > 1 else ""
                made.append(Mutant(name, frozenset(rule for rule, _ in provisions.values()), change.make, change.undo))
    return tuple(made)


def settled_without(condition: Node, node: Node, change: Change) -> bool:
    """Whether the word added decides nothing here, because another part has settled it for that word already."""
    key, word = change.key, change.word
    before = settled(condition, holding(key, word))
    change.make()
    after = settled(condition, holding(key, word))
    change.undo()
    if before is not None and before is after:
        return True
    parts = () if isinstance(condition, Finding) else condition.parts
    ways = [part for part in parts if any(here is node for here in below(part))]
    return bool(ways) and all(settled_without(part, node, change) for part in ways)


def settled(node: Node, look: Look) -> bool | None:
    """The value that stands whatever else becomes known, or None."""
    match node:
        case Possibly(child) | Presumed(child):
            return settled(child, look)
        case Not(child):
            held = settled(child, look)
            return None if held is None else not held
        case All() | Any() | Finding():
            decisive = not isinstance(node, All)
            held_by_parts = [settled(part, look) for part in node.parts]
            return decisive if decisive in held_by_parts else None if None in held_by_parts else not decisive
    return value(node, look)


def holding(key: str, word: str) -> Look:
    """A person of whom nothing but this one word is known."""
    held = frozenset({word}) if FACTS[key].type == "set" else word
    return Look(Known({key: held}, {}, frozenset()), DEFAULT_ON, {}, presuming=False)


def place(provisions: Iterable[str]) -> str:
    first, *others = provisions
    return f"{first} and {len(others)} more" if others else first


def below(condition: Node) -> Iterator[Node]:
    """The condition and its parts; findings it refers to are changed where they are defined, not here."""
    yield condition
    if not isinstance(condition, Finding):
        for part in condition.parts:
            yield from below(part)


@dataclass(frozen=True)
class Change:
    """What is changed, and how it is made and taken back. word: the one that is added to the list of `key`, if any."""

    what: str
    make: Callable[[], None]
    undo: Callable[[], None]
    key: str = ""
    word: str = ""


def changes(node: Node) -> Iterator[Change]:
    match node:
        case All() | Any() if len(node.children) > 1:
            yield from changes_of_parts(node)
        case Possibly(child):
            only_established = Not(Possibly(Not(child)))
            yield Change(f"unknown let through at {named(child)}", *replaced(node, "child", only_established))
        case Is(key, words) if FACTS[key].type == "enum":
            yield from changes_of_words(node, "values", key, frozenset(map(str, words)))
        case Has(key, words):
            yield from changes_of_words(node, "words", key, words)


def changes_of_parts(node: All | Any) -> Iterator[Change]:
    kind, other = type(node), Any if isinstance(node, All) else All
    everything = ", ".join(named(child) for child in node.children)
    yield Change(f"{other.__name__} for {kind.__name__} of {everything}", *replaced(node, "__class__", other))
    for number, child in enumerate(node.children):
        less = node.children[:number] + node.children[number + 1 :]
        yield Change(f"{kind.__name__} without {named(child)}", *replaced(node, "children", less))


def changes_of_words(node: Is | Has, field: str, key: str, words: frozenset[str]) -> Iterator[Change]:
    for word in sorted(words) if len(words) > 1 else ():
        yield Change(f"{named(node)} without {word}", *replaced(node, field, words - {word}))
    for word in FACTS[key].values:
        if word not in words and word != "unknown":
            yield Change(f"{named(node)} with {word}", *replaced(node, field, words | {word}), key, word)


def replaced(node: Node, field: str, new: object) -> tuple[Callable[[], None], Callable[[], None]]:
    old = getattr(node, field)
    return partial(object.__setattr__, node, field, new), partial(object.__setattr__, node, field, old)


def named(node: Node) -> str:
    match node:
        case Finding():
            return node.name
        case Is(key, values):
            return key if FACTS[key].type == "ternary" else f"{key}={shortened(values)}"
        case Has(key, words):
            return f"{key}={shortened(words)}"
        case Not(child):
            return f"not {named(child)}"
        case Possibly(Not(child)):
            return f"not established {named(child)}"
        case Possibly(child):
            return f"possibly {named(child)}"
    keys = dict.fromkeys(str(getattr(here, "key", getattr(here, "name", ""))) for here in walk(node))
    return f"{type(node).__name__}({shortened(key for key in keys if key)})"


def shortened(words: object) -> str:
    listed = [str(word) for word in words]  # type: ignore[attr-defined]
    listed = sorted(listed) if isinstance(words, frozenset) else listed
    return "|".join(listed[:3]) + ("|…" if len(listed) > 3 else "")


def survives(mutant: Mutant) -> bool:
    """Whether every scenario still comes out as written although the rule was changed."""
    nearest_first = sorted(cases(), key=partial(distance, mutant))
    with mutant.alive():
        laws: dict[str | None, Law] = {}
        for case in nearest_first:
            country = case.scenario.country
            if country not in laws:
                laws[country] = Law(load(country))
            if not case.holds_under(laws[country]):
                return False
    return True


def distance(mutant: Mutant, case: Case) -> int:
    """The scenarios of the changed rule are tried first, then those of its family."""
    rule = case.scenario.rule
    return 0 if rule in mutant.rules else 1 if family_of(rule) == mutant.family else 2


FAMILIES = sorted({family_of(rule) for rule, _, _ in conditions()})


@pytest.mark.parametrize("family", FAMILIES)
def test_every_change_of_a_rule_breaks_a_scenario(family: str) -> None:
    own = [mutant for mutant in mutants() if mutant.family == family]
    assert own
    survivors = {mutant.name for mutant in own if survives(mutant)}
    assert survivors == {mutant.name for mutant in own if mutant.name in NO_DIFFERENCE}


def test_an_unchanged_law_survives() -> None:
    nothing = Mutant("nothing", frozenset({"R-TRF-01"}), lambda: None, lambda: None)
    assert survives(nothing)


def test_no_change_is_excused_that_is_never_made() -> None:
    assert set(NO_DIFFERENCE) <= {mutant.name for mutant in mutants()}


def test_changes_have_names_of_their_own() -> None:
    names = [mutant.name for mutant in mutants()]
    assert len(names) == len(set(names))
