"""How a provision is written down: a rule with its citations, and what follows where its condition holds.

A condition stands in a function of its own, whose docstring is the provision in our words. The function runs once, at
import, and gives a tree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from asylia.law.actions import expand
from asylia.law.citations import CITATIONS, Basis, Citation, rests_on
from asylia.law.nodes import Finding, Node

Condition = Callable[[], Node]
Regime = Literal["trafficking", "refugee", "statelessness", "child", "human_rights"]

POLICY: Basis = "Asylia's own policy"

GUIDANCE: Basis = "guidance"

REGIMES: dict[str, Regime] = {
    "TRF": "trafficking",
    "IDN": "trafficking",
    "REF": "refugee",
    "NRF": "refugee",
    "STL": "statelessness",
    "NPU": "human_rights",
    "DET": "human_rights",
    "CHD": "child",
    "CON": "human_rights",
    "RCP": "human_rights",
    "AST": "trafficking",
    "RFR": "human_rights",
    "SOL": "refugee",
}

PRIORITIES = {1: "non-refoulement, life, child", 2: "rights", 3: "procedure", 4: "convenience"}
"""Conflict classes: the lower number prevails, and in a tie the more protective outcome."""


@dataclass(frozen=True)
class Attach:
    """A right begins; it ends only on its listed event."""

    codes: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """Something a role has to do."""

    role: str
    what: str


@dataclass(frozen=True)
class Deadline:
    """By when something is due. Exactly one of hours, days, working_days, or a setting that holds the number.

    start: facts whose date, or whose time of becoming known, starts the clock; else what made the rule hold, else the
    day of the assessment. general: a general clock, which a child's case halves. legal: a limit of law, not a default.
    """

    what: str
    hours: int | None = None
    days: int | None = None
    working_days: int | None = None
    months: int | None = None
    setting: str | None = None
    start: tuple[str, ...] = ()
    general: bool = True
    legal: bool = False


@dataclass(frozen=True)
class Notice:
    """Something the person has to be told."""

    item: str


@dataclass(frozen=True)
class Warn:
    """Something the person at the desk has to keep in mind."""

    text: str


Effect = Attach | Task | Deadline | Notice | Warn


@dataclass(frozen=True)
class Block:
    """What one rule forbids. hard: nobody may override; it lifts only when its condition does.

    law_where: the setting of a country in which the block is law; elsewhere it is Asylia's own policy. Empty: the same
    everywhere.
    """

    rule: str
    name: str
    provision: str
    condition: Node
    actions: tuple[str, ...]
    hard: bool
    rests_on: Basis
    law_where: str = ""


@dataclass(frozen=True)
class Duty:
    """What follows where the condition holds."""

    rule: str
    name: str
    provision: str
    condition: Node
    effects: tuple[Effect, ...]


@dataclass(frozen=True, eq=False)
class Ground:
    """One rule's contribution to a finding."""

    rule: str
    name: str
    provision: str
    condition: Node
    finding: Finding


@dataclass(eq=False)
class Rule:
    """A rule of the specification: its name, where it comes from, and the provisions that were written under it."""

    id: str
    title: str
    regime: Regime
    priority: int
    rests_on: Basis
    child: str
    policy: str
    enforced_by: str
    principle: str
    citations: tuple[Citation, ...]
    grounds: list[Ground] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def indicates(self, finding: Finding) -> Callable[[Condition], Finding]:
        """The condition below contributes to that finding; the name then stands for the finding itself."""

        def written(provision: Condition) -> Finding:
            ground = Ground(self.id, provision.__name__, _text(provision), provision(), finding)
            self.grounds.append(ground)
            finding.contributions.append(ground.condition)
            return finding

        return written

    def forbids(
        self, *actions: str, hard: bool = True, rests: Basis | None = None, law_where: str = ""
    ) -> Callable[[Condition], Block]:
        """Where the condition below holds, these actions are refused; where it may hold, they wait."""

        def written(provision: Condition) -> Block:
            block = Block(
                self.id,
                provision.__name__,
                _text(provision),
                provision(),
                expand(*actions),
                hard,
                rests or self.rests_on,
                law_where,
            )
            self.blocks.append(block)
            return block

        return written

    def requires(self, *effects: Effect) -> Callable[[Condition], Duty]:
        """Where the condition below holds, these follow."""

        def written(provision: Condition) -> Duty:
            duty = Duty(self.id, provision.__name__, _text(provision), provision(), effects)
            self.duties.append(duty)
            return duty

        return written

    @property
    def provision(self) -> str:
        """The whole provision in our words."""
        parts = [self.principle]
        for written in (self.grounds, self.blocks, self.duties):
            parts.extend(part.provision for part in written)
        return " ".join(dict.fromkeys(part for part in parts if part))


RULES: dict[str, Rule] = {}
"""Every rule written so far, in the order of the specification."""


def rule(
    rule_id: str,
    title: str,
    *,
    priority: int,
    child: str = "",
    policy: str = "",
    rests: Basis | None = None,
) -> Rule:
    """A rule, taken into the register. priority: its conflict class. child: what changes for a child.

    policy: what of it is Asylia's own choice and goes beyond the law. Raises ValueError for a rule without a citation.
    """
    return _registered(rule_id, title, priority, child, policy, rests, enforced_by="", principle="")


def principle(
    rule_id: str, title: str, text: str, *, enforced_by: str, priority: int, child: str = "", policy: str = ""
) -> Rule:
    """A rule without a condition of its own; `enforced_by` names what keeps it."""
    return _registered(rule_id, title, priority, child, policy, None, enforced_by=enforced_by, principle=text)


def _registered(
    rule_id: str,
    title: str,
    priority: int,
    child: str,
    policy: str,
    rests: Basis | None,
    *,
    enforced_by: str,
    principle: str,
) -> Rule:
    if rule_id in RULES:
        raise ValueError(f"{rule_id} is written twice")
    if rule_id not in CITATIONS:
        raise ValueError(f"{rule_id} has no citation")
    written = Rule(
        id=rule_id,
        title=title,
        regime=REGIMES[rule_id.split("-")[1]],
        priority=priority,
        rests_on=rests or rests_on(rule_id),
        child=child,
        policy=policy,
        enforced_by=enforced_by,
        principle=principle,
        citations=CITATIONS[rule_id],
    )
    RULES[rule_id] = written
    return written


def _text(provision: Condition) -> str:
    if not provision.__doc__:
        raise ValueError(f"{provision.__name__} does not state its provision")
    return " ".join(provision.__doc__.split())
