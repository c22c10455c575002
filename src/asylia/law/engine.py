"""The law held against one person: findings, guards, and everything that follows, each with its reasons on demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Literal, NamedTuple

import asylia.law.rules  # noqa: F401  (writes the rules down)
from asylia.law.actions import ACTIONS
from asylia.law.calendar import add_days, add_hours, add_months, add_working_days, as_day
from asylia.law.citations import LAW_BASIS, Citation, stands
from asylia.law.country import Profile, load
from asylia.law.derived import Derivation
from asylia.law.facts import FACTS, Known, Value, as_moment
from asylia.law.findings import FINDINGS
from asylia.law.findings import child as child_finding
from asylia.law.nodes import Finding, Is, Look, Node, all_of
from asylia.law.rights import RIGHTS, Right
from asylia.law.rule import POLICY, RULES, Attach, Block, Deadline, Duty, Ground, Notice, Rule, Task, Warn
from asylia.law.straight import Atoms, Run, atoms_of, compiled, derivations_for, write
from asylia.law.trace import Explanations, Memo, askable, moment, since

State = Literal["indicated", "not_indicated", "unknown", "presumed"]
Verdict = Literal["refuse", "hold", "allow"]

LAW_VERSION = "2026.11"
"""Changes with every change of a rule."""

OWED_BY_CHILD_PROTECTION = frozenset({"S14.9", "S14.11", "S14.14", "COE.12"})
"""Rights of a child that the child-protection authority owes, where the profile names no one else for them."""

PLACE = {key: place for place, key in enumerate(FACTS)}
"""The order of facts.json, which decides between questions of equal burden."""

STATES: tuple[State, State, State] = ("not_indicated", "unknown", "indicated")
VERDICTS: tuple[Verdict, Verdict, Verdict] = ("allow", "hold", "refuse")


@dataclass(frozen=True)
class Guard:
    """What the law says about one action. rules: those that refuse, or, on hold, those that still may.

    ask: the easiest unknown fact that could clear it; None where nothing unknown could.
    """

    action: str
    verdict: Verdict
    hard: bool
    rules: tuple[str, ...]
    ask: str | None


ALL_ALLOWED: Mapping[str, Guard] = {action: Guard(action, "allow", False, (), None) for action in ACTIONS}


Begun = Mapping[tuple[str, str], date]
"""When an assessment first saw something due, by rule and by what is due, where no fact tells when its clock began."""

NOT_BEGUN: Begun = MappingProxyType({})

ASSESSMENT = "assessment"
"""What started a clock that no fact started: the first assessment that saw it run."""


@dataclass(frozen=True)
class AttachedRight:
    """A right that has begun, with who owes it and by which rules."""

    right: Right
    duty_bearer: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """Something due. due: a day, or a moment for clocks in hours. start: what started the clock, and when."""

    what: str
    due: date
    rule: str
    legal: bool
    start: date
    started_by: str


@dataclass(frozen=True)
class Owed:
    """Something a role has to do."""

    role: str
    what: str
    rule: str


@dataclass(frozen=True)
class Told:
    """A notice to the person, or a warning to the desk."""

    text: str
    rule: str


@dataclass(frozen=True)
class Step:
    """One step of an explanation: what one rule contributes, and why."""

    rule: str
    provision: str
    state: State
    cites: tuple[Citation, ...]
    facts: Mapping[str, Value]
    missing: tuple[str, ...]


class Law:
    """The law as it stands for one host country. Immutable; `LAW.at(code)` gives the others."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.rules: Mapping[str, Rule] = RULES
        self.findings: tuple[Finding, ...] = FINDINGS
        self.blocks: tuple[Block, ...] = (
            *(_based(block, profile) for rule in RULES.values() for block in rule.blocks),
            *_tightenings(profile),
        )
        self.duties: tuple[Duty, ...] = tuple(duty for rule in RULES.values() for duty in rule.duties)
        self.settings: Mapping[str, bool | None] = profile.settings

    def at(self, country: str | None, day: date | None = None) -> Law:
        """The law in that host country (None: the international floor) as it stands that day, today's text by default.

        Raises CountryError for a code without profile.
        """
        if country is None:
            return _law(None, None)
        return _law(country.strip().upper(), as_day(day) if day else None)

    @cached_property
    def conditions(self) -> tuple[tuple[Node, bool], ...]:
        """Every condition with whether presumptions count: findings strictly, findings presumed, blocks, duties."""
        return (
            *((finding, False) for finding in self.findings),
            *((finding, True) for finding in self.findings),
            *((block.condition, True) for block in self.blocks),
            *((duty.condition, True) for duty in self.duties),
        )

    @cached_property
    def condition_names(self) -> tuple[str, ...]:
        """A name for each of `conditions`, in the same order: act, act?, R-IDN-03.forbids.1, R-TRF-06.requires.1."""
        return (
            *(finding.name for finding in self.findings),
            *(f"{finding.name}?" for finding in self.findings),
            *_numbered("forbids", (block.rule for block in self.blocks)),
            *_numbered("requires", (duty.rule for duty in self.duties)),
        )

    @cached_property
    def derivations(self) -> tuple[Derivation, ...]:
        """The derived facts that the rules read."""
        return derivations_for(condition for condition, _ in self.conditions)

    @cached_property
    def atoms(self) -> Atoms:
        """The elementary conditions of all rules, and of the facts derived before them."""
        deriving = [condition for derivation in self.derivations for condition, _ in derivation.cases]
        return atoms_of([*(condition for condition, _ in self.conditions), *deriving])

    @cached_property
    def explanations(self) -> Explanations:
        """How every condition is explained."""
        return Explanations(self.atoms, self.settings)

    @cached_property
    def blocks_on(self) -> Mapping[str, tuple[tuple[int, Block], ...]]:
        """The blocks on each action that has any, each with its place in `blocks`."""
        on_action: dict[str, tuple[tuple[int, Block], ...]] = {}
        for place, block in enumerate(self.blocks):
            for action in block.actions:
                on_action[action] = (*on_action.get(action, ()), (place, block))
        return on_action

    def grounds_for(self, finding: str) -> tuple[Ground, ...]:
        """What a finding rests on: its own rules first, then those it refers to. Raises KeyError."""
        return _grounds_for(self._finding_of[finding])

    @cached_property
    def _finding_of(self) -> Mapping[str, Finding]:
        return {finding.name: finding for finding in self.findings}

    @cached_property
    def source(self) -> str:
        """The straight-line Python that gives every value."""
        return write(self.conditions, self.derivations, self.atoms, self.settings)

    @cached_property
    def run(self) -> Run:
        """The function of that source."""
        return compiled(self.source)

    def values(self, known: Known, on: date) -> Values:
        """All values for one person, without reasons."""
        return self._values(self.numbers(known, on))

    def _values(self, numbers: tuple[int, ...]) -> Values:
        n, b = len(self.findings), len(self.blocks)
        return Values(numbers[:n], numbers[n : 2 * n], numbers[2 * n : 2 * n + b], numbers[2 * n + b :])

    def numbers(self, known: Known, on: date) -> tuple[int, ...]:
        """A number for each of `conditions`, in the same order: 2 yes, 1 unknown, 0 no."""
        return self.run(self.atoms.encode(known.facts, moment_of(on)))[2]

    def assess(self, known: Known, on: date, begun: Begun = NOT_BEGUN) -> Outcome:
        """The law held against what is known of one person.

        on: day or moment of the assessment. begun: when what no fact gives a time for was first seen to hold.
        """
        moment = moment_of(on)
        bits, met, numbers = self.run(self.atoms.encode(known.facts, moment))
        derived = {
            derivation.key: derivation.cases[case - 1][1]
            for derivation, case in zip(self.derivations, met, strict=True)
            if case
        }
        look = Look(known.with_facts(derived) if derived else known, moment, self.settings, presuming=True)
        return Outcome(self, known, look, self._values(numbers), bits, begun)


class Values(NamedTuple):
    """Plain numbers: 2 yes, 1 unknown, 0 no. `presuming` counts presumptions."""

    strict: Sequence[int]
    presuming: Sequence[int]
    blocks: Sequence[int]
    duties: Sequence[int]


@dataclass(frozen=True)
class Outcome:
    """What follows for one person. Everything beyond the plain values is worked out when asked for.

    given: what was told, before derived facts were filled in. bits: what is known, as the straight-line function
    reads it. begun: when an earlier assessment first saw something due, by rule and by what is due.
    """

    law: Law
    given: Known
    look: Look
    values: Values
    bits: int
    begun: Begun

    @cached_property
    def findings(self) -> Mapping[str, State]:
        """Each finding by name."""
        return {
            finding.name: "presumed" if strict == 1 and presumed == 2 else STATES[strict]
            for finding, strict, presumed in zip(
                self.law.findings, self.values.strict, self.values.presuming, strict=True
            )
        }

    @cached_property
    def treated_as_child(self) -> bool:
        """Child established or presumed."""
        return self.findings[child_finding.name] in ("indicated", "presumed")

    @cached_property
    def block_verdicts(self) -> tuple[tuple[Block, Verdict], ...]:
        """What each block by itself says."""
        return tuple(
            (block, VERDICTS[number]) for block, number in zip(self.law.blocks, self.values.blocks, strict=True)
        )

    @cached_property
    def guards(self) -> Mapping[str, Guard]:
        """What the law says about each action, all of them."""
        numbers = self.values.blocks
        guards = dict(ALL_ALLOWED)
        for action, blocks in self.law.blocks_on.items():
            standing = [(block, numbers[place]) for place, block in blocks if numbers[place]]
            if standing:
                guards[action] = self._guard(action, standing)
        return guards

    def _guard(self, action: str, standing: list[tuple[Block, int]]) -> Guard:
        """standing: the blocks that refuse, 2, or may, 1."""
        worst = max(number for _, number in standing)
        decisive = [block for block, number in standing if number == worst]
        return Guard(
            action,
            VERDICTS[worst],
            any(block.hard for block in decisive),
            tuple(dict.fromkeys(block.rule for block in decisive)),
            self._ask([block for block, _ in standing]),
        )

    def _ask(self, standing: list[Block]) -> str | None:
        missing = 0
        for block in standing:
            held, _, its_missing = self.law.explanations.settled(block.condition)(self.bits, self._explained)
            if held:
                return None
            if held is None:
                missing |= its_missing
        keys = askable(self.law.explanations.keys(missing), self.given)
        return min(keys, key=lambda key: (FACTS[key].burden, PLACE[key]), default=None)

    @cached_property
    def _explained(self) -> Memo:
        return {}

    @cached_property
    def standing_duties(self) -> tuple[Duty, ...]:
        """The duties whose condition holds."""
        return tuple(duty for duty, number in zip(self.law.duties, self.values.duties, strict=True) if number == 2)

    @cached_property
    def rights(self) -> tuple[AttachedRight, ...]:
        """Rights that have begun, in the order of the ledger."""
        by: dict[str, dict[str, None]] = {}
        for duty in self.standing_duties:
            for effect in duty.effects:
                if isinstance(effect, Attach):
                    for code in effect.codes:
                        by.setdefault(code, {})[duty.rule] = None
        return tuple(
            AttachedRight(right, self._owed_by(right), tuple(by[code])) for code, right in RIGHTS.items() if code in by
        )

    def _owed_by(self, right: Right) -> str:
        group = "child" if self.treated_as_child and right.code in OWED_BY_CHILD_PROTECTION else right.column
        return self.law.profile.duty_bearer(right.code, group)

    @cached_property
    def tasks(self) -> tuple[Owed, ...]:
        """Who has to do what."""
        return tuple(
            dict.fromkeys(
                Owed(effect.role, effect.what, duty.rule)
                for duty in self.standing_duties
                for effect in duty.effects
                if isinstance(effect, Task)
            )
        )

    @cached_property
    def notices(self) -> tuple[Told, ...]:
        """What the person has to be told."""
        return self._told(Notice)

    @cached_property
    def warnings(self) -> tuple[Told, ...]:
        """What the desk has to keep in mind, conflicts of national law included."""
        conflicts = tuple(
            Told(f"{conflict.text} ({conflict.source})", "R-NRF-02") for conflict in self.law.profile.conflicts
        )
        return self._told(Warn) + conflicts

    def _told(self, kind: type[Notice] | type[Warn]) -> tuple[Told, ...]:
        told: dict[Told, None] = {}
        for duty in self.standing_duties:
            for effect in duty.effects:
                if isinstance(effect, kind):
                    told[Told(effect.item if isinstance(effect, Notice) else effect.text, duty.rule)] = None
        return tuple(told)

    @cached_property
    def deadlines(self) -> tuple[Due, ...]:
        """What is due, soonest first."""
        due = [
            self._due(duty, effect)
            for duty in self.standing_duties
            for effect in duty.effects
            if isinstance(effect, Deadline)
        ]
        return tuple(sorted(due, key=lambda one: (as_moment(one.due), one.rule, one.what)))

    def _due(self, duty: Duty, deadline: Deadline) -> Due:
        start, started_by = self._start(duty, deadline)
        profile = self.law.profile
        halve = deadline.general and self.treated_as_child
        if deadline.hours is not None:
            hours = _halved(deadline.hours) if halve else deadline.hours
            due: date = add_hours(moment(start, self.look.on), hours)
        elif deadline.setting == "reflection_days":
            due = add_days(start, profile.reflection_days)
        elif deadline.setting is not None or deadline.working_days is not None:
            days = profile.numbers[deadline.setting] if deadline.setting else deadline.working_days or 0
            due = add_working_days(start, _halved(days) if halve else days, profile)
        elif deadline.months is not None:
            due = add_months(start, deadline.months)
        elif deadline.days:
            due = add_days(start, _halved(deadline.days) if halve else deadline.days)
        else:
            due = start if isinstance(self.look.known[started_by], date) else as_day(start)
        legal = deadline.legal or bool(deadline.setting and profile.is_legal_limit(deadline.setting))
        return Due(deadline.what, due, duty.rule, legal, start, started_by)

    def _start(self, duty: Duty, deadline: Deadline) -> tuple[date, str]:
        known = self.look.known
        for key in deadline.start:
            given = known[key]
            if isinstance(given, date):
                return given, key
            if key in known.at:
                return known.at[key], key
        held = since(duty.condition, self.look)
        return held if held else (self.begun.get((duty.rule, deadline.what), self.look.on), ASSESSMENT)

    def because(self, finding: str) -> tuple[Step, ...]:
        """Why a finding is what it is: its own rules first, then those it refers to. Raises KeyError."""
        return tuple(self._step(ground) for ground in self.law.grounds_for(finding))

    def _step(self, ground: Ground) -> Step:
        if ground not in self._steps:
            self._steps[ground] = self._explain(ground)
        return self._steps[ground]

    @cached_property
    def _steps(self) -> dict[Ground, Step]:
        return {}

    def _explain(self, ground: Ground) -> Step:
        explanations = self.law.explanations
        strict, presuming = explanations.both(ground.condition)
        held, made, missing = strict(self.bits, self._explained)
        state: State = STATES[1 if held is None else 2 * held]
        if held is None and presuming:
            presumed, its_made, its_missing = presuming(self.bits, self._explained)
            if presumed:
                state, made, missing = "presumed", its_made, its_missing
        keys, known = explanations.keys, self.look.known.facts
        return Step(
            ground.rule,
            ground.provision,
            state,
            _cited(ground.rule),
            {key: known[key] for key in keys(made)},
            tuple(dict.fromkeys(keys(missing))),
        )


@cache
def _cited(rule: str) -> tuple[Citation, ...]:
    return tuple(citation for citation in RULES[rule].citations if stands(citation))


@cache
def _grounds_for(finding: Finding) -> tuple[Ground, ...]:
    order = [finding]
    for one in order:
        order.extend(part for part in _findings_in(one) if part not in order)
    grounds = [ground for rule in RULES.values() for ground in rule.grounds]
    return tuple(ground for one in order for ground in grounds if ground.finding is one)


def _findings_in(finding: Finding) -> tuple[Finding, ...]:
    found: dict[Finding, None] = {}
    stack: list[Node] = list(finding.parts)
    while stack:
        node = stack.pop(0)
        if isinstance(node, Finding):
            found[node] = None
        else:
            stack.extend(node.parts)
    return tuple(found)


def _based(block: Block, profile: Profile) -> Block:
    """The block with what it rests on in this country; where it is not law it is Asylia's own policy."""
    if block.law_where and profile.settings.get(block.law_where) is not True:
        return replace(block, rests_on=POLICY)
    return block


def _tightenings(profile: Profile) -> tuple[Block, ...]:
    return tuple(
        Block(
            rule=f"{profile.code}-{number}",
            name=f"tightening_{number}",
            provision=f"{tightening.text} ({tightening.cite})",
            condition=all_of(*(Is(when.fact, when.values) for when in tightening.when)),
            actions=tightening.actions,
            hard=tightening.hard,
            rests_on=LAW_BASIS,
        )
        for number, tightening in enumerate(profile.tightenings, 1)
    )


def _numbered(what: str, rules: Iterable[str]) -> Iterator[str]:
    seen: Counter[str] = Counter()
    for rule in rules:
        seen[rule] += 1
        yield f"{rule}.{what}.{seen[rule]}"


def _halved(length: int) -> int:
    """Half, rounded up (R-CHD-07)."""
    return -(-length // 2)


def moment_of(on: date) -> datetime:
    """The moment of an assessment: a day as its first moment, a time without offset as UTC."""
    if isinstance(on, datetime):
        return on if on.tzinfo else on.replace(tzinfo=UTC)
    return as_moment(on)


@lru_cache(maxsize=64)
def _law(country: str | None, day: date | None) -> Law:
    profile = load(country)
    return Law(profile.at(day) if day else profile)


LAW = _law(None, None)
"""The international floor."""
