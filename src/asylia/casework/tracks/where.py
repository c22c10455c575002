"""Where a track stands, from the facts that the law reads and from the steps that were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from asylia.casework.tracks.machine import Machine
from asylia.law.facts import Known


class Step(Protocol):
    """One move that was made."""

    @property
    def kind(self) -> str: ...

    @property
    def about(self) -> Mapping[str, str]: ...

    @property
    def move(self) -> str: ...

    @property
    def ends(self) -> str: ...

    @property
    def taken_at(self) -> datetime: ...


@dataclass(frozen=True)
class At:
    """One track of one person. state: None where what is recorded contradicts itself. last: the last move, and when.

    since: when the state was entered by a step; None where no step did.
    """

    machine: Machine
    about: Mapping[str, str]
    state: str | None
    last: tuple[str, datetime] | None
    since: datetime | None


def at(machine: Machine, about: Mapping[str, str], steps: Iterable[Step], known: Known, *, disputed: bool) -> At:
    """Where one track stands. steps: all of the case, in order. known: what stands of the facts.

    disputed: whether the fact that holds its state is recorded in two ways.
    """
    own = [step for step in steps if step.kind == machine.kind and dict(step.about) == dict(about)]
    last = (own[-1].move, own[-1].taken_at) if own else None
    state: str | None = own[-1].ends if own else machine.first
    if machine.fact:
        held = known.facts.get(machine.fact)
        state = None if disputed else (str(held) if held in machine.states else machine.first)
    entered = [step.taken_at for step in own if step.ends == state]
    return At(machine, about, state, last, entered[-1] if entered else None)


def every_instance(machine: Machine, steps: Iterable[Step]) -> list[Mapping[str, str]]:
    """What tracks of this kind were opened for; one that is about nothing is always there."""
    if not machine.about:
        return [{}]
    opened = {tuple(sorted(step.about.items())): step.about for step in steps if step.kind == machine.kind}
    return list(opened.values())
