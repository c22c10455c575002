"""What a track is written in: its states, and every move from one to another. What is not written is refused.

Pure, like the law: no database, no clock. `asylia.casework.actions.tracks` makes the moves that are allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from asylia.law.nodes import Look, Node, keys_read, value
from asylia.law.trace import askable

AskedKind = Literal["text", "choice", "choices", "day", "yes_no", "account", "accounts", "number"]


@dataclass(frozen=True)
class Asked:
    """Something to be given with a move. name: in the form and the API. says: the question, in plain words.

    kind: "text" is sealed with the track; "account" is somebody of the agency who is not whoever makes the move.
    choices: for "choice" and "choices". least: how many choices or accounts, or how many signs of a text.
    """

    name: str
    says: str
    kind: AskedKind = "text"
    choices: tuple[str, ...] = ()
    least: int = 1
    optional: bool = False


@dataclass(frozen=True, eq=False)
class Need:
    """A condition that must be known to hold. says: what is missing while it does not; unknown is not enough."""

    condition: Node
    says: str


@dataclass(frozen=True, eq=False)
class Move:
    """One step that is permitted.

    begins: the states it leads from. does: what whoever takes it does, in words. by: the permission of roles.toml.
    area: where it is written. law: the action of the law that must be allowed for this person now. sets: facts that
    become known by it, beside the state. rests_on: the rule or the part of the domain it comes from.
    reopens: whether it leads back, by a new fact or the person's wish; such a move is never closed by time.
    """

    name: str
    begins: frozenset[str]
    ends: str
    does: str
    by: str
    area: str
    rests_on: str
    needs: tuple[Need, ...] = ()
    asks: tuple[Asked, ...] = ()
    law: str | None = None
    sets: Mapping[str, str] = field(default_factory=dict)
    reopens: bool = False


@dataclass(frozen=True, eq=False)
class Machine:
    """One track. kind: its name in the record. fact: the fact of the law that holds its state, or "" where the law
    reads none and the track keeps it. states: each in words; the first is where it begins. ends: states that may be
    the last."""

    kind: str
    name: str
    states: Mapping[str, str]
    moves: tuple[Move, ...]
    ends: frozenset[str]
    fact: str = ""

    @property
    def first(self) -> str:
        return next(iter(self.states))

    def move(self, name: str) -> Move | None:
        return next((move for move in self.moves if move.name == name), None)

    def from_state(self, state: str) -> tuple[Move, ...]:
        """Every move that is written for this state."""
        return tuple(move for move in self.moves if state in move.begins)


@dataclass(frozen=True)
class Missing:
    """Why a move cannot be made yet. ask: the facts to be asked for, as far as they may still be asked."""

    says: str
    ask: tuple[str, ...]


def missing(move: Move, look: Look) -> tuple[Missing, ...]:
    """What of a move's needs is not known to hold. Empty where all hold."""
    return tuple(
        Missing(need.says, tuple(askable(keys_read(need.condition), look.known)))
        for need in move.needs
        if value(need.condition, look) is not True
    )


def states(*names: str) -> frozenset[str]:
    return frozenset(names)
