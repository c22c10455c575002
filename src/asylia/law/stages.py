"""Conditions as columns of a table, worked out in stages: the shape in which a table engine computes the law.

A table engine does well with many short expressions and badly with one giant one. So every elementary condition, every
finding and every condition that others share becomes a column once; a stage reads only columns of the stages before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cache
from typing import Generic, Protocol, TypeVar

from asylia.law.actions import ACTIONS
from asylia.law.engine import Law
from asylia.law.nodes import (
    All,
    Any,
    Finding,
    Is,
    Node,
    Not,
    Possibly,
    Presumed,
    Setting,
    any_of,
    elementary,
    presumes,
    times_used,
)

E = TypeVar("E")
"""An expression of the engine: yes, no or unknown for every row."""

Named = tuple[str, Node, bool]
"""A column's name, its condition, and whether presumptions count in it."""

PRESUMED = " presumed"
"""Ends the name of the column that holds a finding with presumptions counted."""


@cache
def findings_and_guards(law: Law) -> tuple[Named, ...]:
    """Each finding, strictly and with presumptions; each action: yes where it is refused, unknown where it waits."""
    blocks = {action: [block.condition for block in law.blocks if action in block.actions] for action in ACTIONS}
    return (
        *((finding.name, finding, False) for finding in law.findings),
        *((finding.name + PRESUMED, finding, True) for finding in law.findings),
        *((action, any_of(*conditions), True) for action, conditions in blocks.items()),
    )


@cache
def all_conditions(law: Law) -> tuple[Named, ...]:
    """Every condition of the law, duties included, under the names of `law.condition_names`."""
    return tuple((name, *condition) for name, condition in zip(law.condition_names, law.conditions, strict=True))


class Engine(Protocol[E]):
    """What a table engine has to offer. `every`, `some` and `opposite` follow Kleene's logic."""

    def column(self, name: str, /) -> E:
        """A column worked out in an earlier stage."""

    def constant(self, held: bool | None, /) -> E:
        """The same for every row."""

    def atom(self, node: Node, /) -> E:
        """An elementary condition, over the columns of facts."""

    def every(self, parts: Sequence[E], /) -> E:
        """Every part holds."""

    def some(self, parts: Sequence[E], /) -> E:
        """One part is enough."""

    def opposite(self, part: E, /) -> E:
        """The part does not hold."""

    def possibly(self, part: E, /) -> E:
        """The part holds or is unknown."""

    def presumed(self, part: E, when: E, /) -> E:
        """The part, taken as given where it is unknown and `when` holds."""


class Inline(Generic[E]):
    """Writes one condition as one expression of facts. Right for short conditions, such as those of derived facts."""

    def __init__(self, engine: Engine[E], settings: Mapping[str, bool | None]) -> None:
        self.engine = engine
        self.settings = settings

    def part(self, node: Node, *, presuming: bool) -> E:
        """The expression for a condition, with presumptions counted or not."""
        return self.written(node, presuming=presuming)

    def written(self, node: Node, *, presuming: bool) -> E:
        """The condition in the engine's words, its parts as `part` gives them."""
        engine = self.engine
        match node:
            case Setting(name):
                return engine.constant(self.settings.get(name))
            case Not(child):
                return engine.opposite(self.part(child, presuming=presuming))
            case Possibly(child):
                return engine.possibly(self.part(child, presuming=presuming))
            case Presumed(child, when) if presuming:
                return engine.presumed(self.part(child, presuming=True), self.part(when, presuming=True))
            case Presumed(child):
                return self.part(child, presuming=False)
            case All():
                return self._joined(engine.every, node, presuming=presuming, empty=True)
            case Any() | Finding():
                return self._joined(engine.some, node, presuming=presuming, empty=False)
        return engine.atom(node)

    def _joined(self, join: Callable[[Sequence[E]], E], node: Node, *, presuming: bool, empty: bool) -> E:
        parts = [self.part(part, presuming=presuming) for part in node.parts]
        if not parts:
            return self.engine.constant(empty)
        return parts[0] if len(parts) == 1 else join(parts)


class Staged(Inline[E]):
    """Writes named conditions. `stages[n]` holds expressions by column name; they read facts and earlier stages."""

    def __init__(self, engine: Engine[E], settings: Mapping[str, bool | None], named: Sequence[Named]) -> None:
        super().__init__(engine, settings)
        self.stages: list[dict[str, E]] = []
        self._shared: Counter[int] = times_used(node for _, node, _ in named)
        self._placed: dict[tuple[Hashable, bool], tuple[E, int]] = {}
        self._presumes: dict[int, bool] = {}
        self._reads = 0
        self._numbered = 0
        for name, node, presuming in named:
            made, stage = self._stage_of(node, presuming=presuming)
            self._add(stage, name, made)

    def part(self, node: Node, *, presuming: bool) -> E:
        made, stage = self._stage_of(node, presuming=presuming)
        self._reads = max(self._reads, stage)
        return made

    def _stage_of(self, node: Node, *, presuming: bool) -> tuple[E, int]:
        """The expression, and the first stage in which it can stand."""
        presuming = presuming and self._is_presuming(node)
        known = elementary(node) or id(node), presuming
        if known not in self._placed:
            outer, self._reads = self._reads, 0
            made = self.written(node, presuming=presuming)
            stage, self._reads = self._reads, outer
            self._placed[known] = self._column(stage, made) if self._deserves_column(node) else (made, stage)
        return self._placed[known]

    def _is_presuming(self, node: Node) -> bool:
        if id(node) not in self._presumes:
            self._presumes[id(node)] = presumes(node)
        return self._presumes[id(node)]

    def _deserves_column(self, node: Node) -> bool:
        if elementary(node):
            return not (isinstance(node, Is) and node.values == {True})  # a yes/no fact is a column already
        return isinstance(node, Finding) or (bool(node.parts) and self._shared[id(node)] > 1)

    def _column(self, stage: int, made: E) -> tuple[E, int]:
        self._numbered += 1
        name = f"c{self._numbered}"
        self._add(stage, name, made)
        return self.engine.column(name), stage + 1

    def _add(self, stage: int, name: str, made: E) -> None:
        self.stages.extend({} for _ in range(stage + 1 - len(self.stages)))
        self.stages[stage][name] = made
