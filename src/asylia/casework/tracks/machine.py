"""What a track is written in: its states, and every move from one to another. What is not written is refused.

Pure, like the law: no database, no clock. `asylia.casework.actions.tracks` makes the moves that are allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from typing import Literal

from asylia.law import engine
from asylia.law.facts import as_moment
from asylia.law.nodes import Look, Node, keys_read, value
from asylia.law.trace import askable

AskedKind = Literal["text", "choice", "choices", "day", "yes_no", "account", "accounts", "number"]


@dataclass(frozen=True)
class Asked:
    """Something to be given with a move. name: in the form and the API. says: the question, in plain words.

    kind: "text" is sealed with the track; "account" is somebody of the agency who is not whoever makes the move.
    choices: for "choice" and "choices". least: how many choices or accounts, or how many signs of a text.
    fact: the fact of the law that the answer is, where it is one.
    """

    name: str
    says: str
    kind: AskedKind = "text"
    choices: tuple[str, ...] = ()
    least: int = 1
    optional: bool = False
    fact: str = ""


STAYS = ""
"""Ends a move that changes no state: something is written down, and time begins to count from it."""

ASK_AGAIN = "unknown"
"""In `Move.sets`: what was known is known no longer and has to be asked again."""


@dataclass(frozen=True, eq=False)
class Need:
    """A condition that must be known to hold. says: what is missing while it does not; unknown is not enough."""

    condition: Node
    says: str


@dataclass(frozen=True)
class Wait:
    """Time to think it over: the named move must be the last thing done on this track, at least so many hours ago."""

    move: str
    hours: int
    says: str


@dataclass(frozen=True, eq=False)
class Due:
    """What is due once a state is entered, and by when. Exactly one of hours, days, working_days, months or setting.

    Only what no rule of the law counts already. when: only where this holds. setting: the number of days stands in the
    country profile; where it says nothing, nothing is due. general: a child's case halves it. legal: a limit of law;
    else it is Asylia's default.
    """

    what: str
    hours: int | None = None
    days: int | None = None
    working_days: int | None = None
    months: int | None = None
    setting: str | None = None
    when: Node | None = None
    general: bool = True
    legal: bool = False


@dataclass(frozen=True, eq=False)
class Move:
    """One step that is permitted.

    begins: the states it leads from. ends: the state it leads to, or STAYS. does: what whoever takes it does, in words.
    by: the permission of roles.toml. area: where it is written, or "" where the permission itself writes nothing.
    through: the part of that area, as roles.toml names it, where whoever makes the move sees no more than that part.
    law: the action of the law that must be allowed for this person now. sets: facts that become known by it, beside
    the state, or are to be asked again. after: the time to think that must have passed. rests_on: the rule or the part
    of the domain it comes from.
    reopens: whether it leads back, by a new fact or the person's wish; such a move is never closed by time.
    past: what the law has due and must be over first, as its deadline is called there.

    A word in braces in `law` or `sets` is the answer to the question of that name, of the move or of the track. Facts
    are set before the law is asked, so that it judges what is about to stand.
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
    after: Wait | None = None
    reopens: bool = False
    past: str | None = None
    through: str = ""

    def to(self, state: str) -> str:
        """The state it leads to from this one."""
        return self.ends or state


@dataclass(frozen=True, eq=False)
class Machine:
    """One track. kind: its name in the record. fact: the fact of the law that holds its state, or "" where the law
    reads none and the track keeps it. states: each in words; the first is where it begins. ends: states that may be
    the last. dues: by state, what is due once it is entered. about: what one track is for, where a person may have
    several: asked when it is opened, and an answer to every move."""

    kind: str
    name: str
    states: Mapping[str, str]
    moves: tuple[Move, ...]
    ends: frozenset[str]
    fact: str = ""
    dues: Mapping[str, tuple[Due, ...]] = field(default_factory=dict)
    about: tuple[Asked, ...] = ()

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
    """Why a move cannot be made yet. ask: the facts to be asked for, as far as they may still be asked.

    reads: every fact it is worked out from. past: what must be over first, as the law calls it; then `says` is a
    sentence with its name in it, after `TOO_EARLY`.
    """

    says: str
    ask: tuple[str, ...]
    reads: tuple[str, ...] = ()
    past: str = ""


def missing(move: Move, look: Look, due: Iterable[engine.Due] = ()) -> tuple[Missing, ...]:
    """What of a move's needs is not known to hold. Empty where all hold. due: what the law has due for this person."""
    needs = tuple(
        Missing(need.says, tuple(askable(keys_read(need.condition), look.known)), keys_read(need.condition))
        for need in move.needs
        if value(need.condition, look) is not True
    )
    return needs if move.past is None or _is_past(move.past, look, due) else (*needs, _too_early(move.past))


def _is_past(what: str, look: Look, due: Iterable[engine.Due]) -> bool:
    """Whether the law knows of it and its time has come. What the law does not know of is not past."""
    whens = [as_moment(one.due) for one in due if one.what == what]
    return bool(whens) and max(whens) <= look.on


TOO_EARLY = "It is too early: this waits for “%(what)s”."


def _too_early(what: str) -> Missing:
    return Missing(TOO_EARLY % {"what": what}, (), past=what)


def law_of(move: Move, answers: Mapping[str, str]) -> str | None:
    """The action of the law this move is, for these answers. Raises KeyError where an answer it needs is not given."""
    return None if move.law is None else move.law.format_map(answers)


def sets_of(move: Move, answers: Mapping[str, str]) -> dict[str, str]:
    """The facts that become known by this move, for these answers. Raises as `law_of` does."""
    told = {asked.fact: answers[asked.name] for asked in move.asks if asked.fact and asked.name in answers}
    return {key.format_map(answers): word for key, word in move.sets.items()} | told


def every_choice(machine: Machine, move: Move) -> tuple[dict[str, str], ...]:
    """Every way to answer the questions of choice that belong to this move."""
    asks = {asked.name: asked for asked in (*machine.about, *move.asks) if asked.kind == "choice"}
    ways = product(*(asked.choices for asked in asks.values()))
    return tuple(dict(zip(asks, way, strict=True)) for way in ways)


def waits(move: Move, last: tuple[str, datetime] | None, now: datetime) -> bool:
    """Whether the time to think is not over, or was never begun. last: the last move made on this track, and when."""
    wait = move.after
    if wait is None:
        return False
    return last is None or last[0] != wait.move or now < last[1] + timedelta(hours=wait.hours)


def falling_due(machine: Machine, state: str, look: Look) -> tuple[Due, ...]:
    """What is due in this state, for this person."""
    return tuple(due for due in machine.dues.get(state, ()) if due.when is None or value(due.when, look) is True)


def states(*names: str) -> frozenset[str]:
    return frozenset(names)
