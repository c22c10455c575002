"""Every rule is shown at work: its findings indicated, not indicated and unknown; its blocks refusing, holding and
allowing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from itertools import product

import pytest

from asylia.law.country import CODES, load
from asylia.law.engine import LAW
from asylia.law.nodes import All, Any, Finding, Has, Is, Node, Not, Possibly, Presumed, Setting, any_of
from asylia.law.rule import RULES, Ground, Rule
from tests.law.scenarios import Scenario, all_scenarios

CONDITIONAL = {name: rule for name, rule in RULES.items() if rule.grounds or rule.blocks or rule.duties}

GROUNDS = {f"{ground.rule} {ground.finding.name}": ground for rule in RULES.values() for ground in rule.grounds}

VERDICTS = {True: "refuse", None: "hold", False: "allow"}
STATES = {True: "indicated", None: "unknown", False: "not_indicated"}

ALWAYS_KNOWN = ("screen.level", "screen.state")
"""What the screening gives with every assessment."""

NEVER_REFUTED: Mapping[str, str] = {
    "R-REF-02 ref.persecution": "The harms are a list of what is known; what it does not name is unknown.",
}
"""Findings that no fact can deny."""

NEVER_ESTABLISHED: Mapping[str, str] = {
    "R-REF-15 ref.fear": "A fear of another kind is left to a human; by itself it makes the finding unknown, no more.",
}
"""Grounds that no fact can establish."""


def values_of(node: Node) -> frozenset[bool | None]:
    """Which of yes, no and unknown the condition can have, each part taken by itself."""
    match node:
        case Not(child):
            return frozenset(None if held is None else not held for held in values_of(child))
        case Possibly(child):
            return frozenset(held is not False for held in values_of(child))
        case Presumed(child, when):
            return values_of(child) | (values_of(when) & {True} if None in values_of(child) else frozenset())
        case All():
            return joined(node.parts, decisive=False)
        case Any() | Finding():
            return joined(node.parts, decisive=True)
        case Has():
            return frozenset({True, None})
        case Is(key) if key in ALWAYS_KNOWN:
            return frozenset({True, False})
        case Setting(name):
            return frozenset(load(code).settings.get(name) for code in (None, *CODES))
    return frozenset({True, False, None})


def joined(parts: Iterable[Node], *, decisive: bool) -> frozenset[bool | None]:
    results: frozenset[bool | None] = frozenset({not decisive})
    for part in parts:
        results = frozenset(both(one, other, decisive) for one, other in product(results, values_of(part)))
    return results


def both(one: bool | None, other: bool | None, decisive: bool) -> bool | None:
    if decisive in (one, other):
        return decisive
    return None if None in (one, other) else not decisive


@cache
def blocks_on_actions() -> Mapping[str, Node]:
    """For each rule and action all its blocks together, under the name that scenarios use."""
    on_actions: dict[str, list[Node]] = {}
    for block in LAW.blocks:
        for action in block.actions:
            on_actions.setdefault(f"{block.rule} {action}", []).append(block.condition)
    return {name: any_of(*conditions) for name, conditions in on_actions.items()}


def shown(key: str, name: str, scenarios: Iterable[Scenario]) -> set[str]:
    return {scenario.expect[key][name] for scenario in scenarios if name in scenario.expect.get(key, {})}


@pytest.mark.parametrize("rule", CONDITIONAL.values(), ids=lambda rule: rule.id)
def test_a_rule_with_a_condition_has_scenarios(rule: Rule) -> None:
    assert any(scenario.rule == rule.id for scenario in all_scenarios())


def test_a_scenario_names_a_rule_that_exists() -> None:
    assert {scenario.rule for scenario in all_scenarios()} - {""} <= set(RULES)


@pytest.mark.parametrize("name", GROUNDS)
def test_a_finding_is_seen_in_every_state_it_can_have(name: str) -> None:
    ground = GROUNDS[name]
    own = [scenario for scenario in all_scenarios() if scenario.rule == ground.rule]
    possible = {STATES[held] for held in values_of_ground(ground)}
    assert possible - shown("findings", ground.finding.name, own) == set()


def values_of_ground(ground: Ground) -> frozenset[bool | None]:
    """What the ground can make of its finding: it can be indicated only by a rule that can establish it."""
    return values_of(ground.finding) - ({True} - values_of(ground.condition))


@pytest.mark.parametrize("name", blocks_on_actions())
def test_a_block_is_seen_to_refuse_to_hold_and_to_allow_as_far_as_it_can(name: str) -> None:
    possible = {VERDICTS[held] for held in values_of(blocks_on_actions()[name])}
    assert possible - shown("blocks", name, all_scenarios()) == set()


def test_which_findings_cannot_be_refuted_is_said() -> None:
    assert {name for name, ground in GROUNDS.items() if False not in values_of(ground.finding)} == set(NEVER_REFUTED)


def test_which_grounds_cannot_be_established_is_said() -> None:
    assert {name for name, ground in GROUNDS.items() if True not in values_of(ground.condition)} == set(
        NEVER_ESTABLISHED
    )
