"""The moves that may follow on a track, in words: what each does, rests on and asks for, and what is missing now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.roles import part_of
from asylia.access.window import Look
from asylia.assessment import Assessment
from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import TOO_EARLY, Asked, Missing, Move, every_choice, law_of, missing, waits
from asylia.casework.tracks.where import At
from asylia.law import LAW
from asylia.law.facts import FACTS
from asylia.pages import words
from asylia.pages.cards import card
from asylia.pages.case_answers import new_key
from asylia.pages.case_asking import may_be_asked, sees_all
from asylia.pages.case_doing import does
from asylia.pages.case_track_words import YES_NO, choice
from asylia.pages.colleagues import Colleague
from asylia.record.models import Barred, Block

OF_TRACKS = frozenset(machine.fact for machine in MACHINES.values() if machine.fact)
"""Facts that say where a track stands. They follow from its steps, and are not asked for."""

AT_ONCE = 4
"""So many questions show at once; those beyond stand behind a heading."""

RULE = re.compile(r"\bR-[A-Z]+-\d+\b")


@dataclass(frozen=True)
class Sent:
    """What was sent with a form: the move, what was answered, and the number of the command."""

    move: str
    answers: Mapping[str, Any]
    key: str


@dataclass
class Field:
    """One question of a form. rows: what can be chosen. wrong: what is to be mended."""

    id: str
    name: str
    says: str
    kind: str
    optional: bool
    typed: str
    rows: tuple[Mapping[str, Any], ...]
    wrong: str = ""


@dataclass(frozen=True)
class Lacking:
    """What is not known to hold. ask, more: the questions whose answers could settle it. unseen: others may know."""

    says: str
    ask: tuple[Mapping[str, str], ...]
    more: tuple[Mapping[str, str], ...]
    unseen: bool


@dataclass(frozen=True)
class Step:
    """One move in words. refused: the actions of the law that must not be done now; barred: that is each of them.

    fixed: what the track is for.
    """

    id: str
    name: str
    does: str
    leads_to: str
    rules: tuple[Mapping[str, str], ...]
    lacking: tuple[Lacking, ...]
    refused: tuple[Mapping[str, Any], ...]
    barred: bool
    fields: tuple[Field, ...]
    fixed: tuple[tuple[str, str], ...]
    chosen: bool
    key: str
    all_rules: frozenset[str] = field(default_factory=frozenset)


def offered(seen: Look, move: Move) -> bool:
    """Whether a role held in the case makes this move."""
    return seen.own and does(seen, move.by)


def rules_of(moves: Iterable[Step]) -> list[str]:
    """Every rule that these moves speak of."""
    return sorted({rule for move in moves for rule in move.all_rules})


def moves(
    seen: Look,
    assessment: Assessment,
    here: At,
    colleagues: list[Colleague],
    sent: Sent | None,
    number: int,
    moment: datetime,
) -> Iterator[Step]:
    """What may follow upon where the track stands, for the roles of this account. number: of the track on the page."""
    machine = here.machine
    for move in machine.from_state(here.state) if here.state is not None else ():
        if not offered(seen, move):
            continue
        chosen = sent is not None and sent.move == move.name and _same(here, sent)
        answers = sent.answers if sent is not None and chosen else {}
        name = f"move-{number}-{move.name}"
        asks = (*(() if here.about else machine.about), *move.asks)
        rules = tuple(rule for rule in RULE.findall(move.rests_on) if rule in LAW.rules)
        refused = tuple(_refused(seen, here, move))
        yield Step(
            id=name,
            name=move.name,
            does=_(move.does),
            leads_to=_(machine.states[move.ends]) if move.ends and move.ends != here.state else "",
            rules=tuple({"id": rule, "title": card(rule, seen.country).title} for rule in rules),
            lacking=tuple(_lacking(seen, assessment, here, move, moment)),
            refused=refused,
            barred=bool(refused) and len(refused) == len(_actions(here, move)),
            fields=tuple(_field(f"{name}-{asked.name}", asked, answers, move, colleagues) for asked in asks),
            fixed=tuple(here.about.items()),
            chosen=chosen,
            key=sent.key if sent is not None and chosen else new_key(),
            all_rules=frozenset(rules).union(*(row["rules"] for row in refused)),
        )


def _same(here: At, sent: Sent) -> bool:
    """Whether what was sent is about this track and no other of its kind."""
    if not here.machine.about:
        return True
    about = {asked.name: sent.answers.get(asked.name) for asked in here.machine.about}
    return about == dict(here.about) if here.about else True


def _lacking(seen: Look, assessment: Assessment, here: At, move: Move, moment: datetime) -> Iterator[Lacking]:
    """What is missing by what this account sees. The door looks at everything, and answers by that."""
    outcome = assessment.outcome
    if move.after is not None and waits(move, here.last, moment):
        yield Lacking(_(move.after.says), (), (), unseen=False)
    for one in missing(move, outcome.look, outcome.deadlines):
        asks = tuple({"key": key, "text": words.question(key)} for key in one.ask if _may_ask(seen, key))
        yield Lacking(_said(one), asks[:AT_ONCE], asks[AT_ONCE:], any(not _sees(seen, key) for key in one.reads))


def _may_ask(seen: Look, key: str) -> bool:
    return key not in OF_TRACKS and may_be_asked(seen.roles, key)


def _said(one: Missing) -> str:
    return _(TOO_EARLY) % {"what": _(one.past)} if one.past else _(one.says)


def _sees(seen: Look, key: str) -> bool:
    return sees_all(seen.roles, FACTS[key].sensitivity, part_of(key))


def _refused(seen: Look, here: At, move: Move) -> Iterator[Mapping[str, Any]]:
    """The actions of the law that this move is and that are barred now, with the rules where the account sees them.

    Where the move itself sets facts, the law is asked after them, and what it says now tells nothing.
    """
    if move.law is None or move.sets:
        return
    rows: tuple[Barred | Block, ...] = (*seen.barred, *seen.blocks)
    barred = {row.action: row for row in rows}
    for action in _actions(here, move):
        row = barred.get(action)
        if row is not None:
            rules = tuple(row.rules) if isinstance(row, Block) else ()
            yield {"action": words.full_action(row.action), "hold": row.verdict == "hold", "rules": rules}


def _actions(here: At, move: Move) -> tuple[str, ...]:
    """The actions of the law that a move can be, by what is chosen in it."""
    ways = [way | dict(here.about) for way in every_choice(here.machine, move)]
    return tuple(dict.fromkeys(action for way in ways if (action := law_of(move, way)) is not None))


def _field(name: str, asked: Asked, answers: Mapping[str, Any], move: Move, colleagues: list[Colleague]) -> Field:
    given = answers.get(asked.name, "")
    return Field(
        id=name,
        name=asked.name,
        says=_(asked.says),
        kind=asked.kind,
        optional=asked.optional,
        typed=given if isinstance(given, str) else "",
        rows=tuple(_rows(asked, given, move, colleagues)),
    )


def _rows(asked: Asked, given: Any, move: Move, colleagues: list[Colleague]) -> Iterator[Mapping[str, Any]]:
    chosen = given if isinstance(given, list) else [given]
    for value, text in _choices(asked, move, colleagues):
        yield {"value": value, "text": text, "chosen": value in chosen}


def _choices(asked: Asked, move: Move, colleagues: list[Colleague]) -> Iterator[tuple[str, str]]:
    """What can be chosen. A second reader is one of those who hold a role that may be one."""
    match asked.kind:
        case "choice" | "choices":
            yield from ((code, _(choice(code, asked.name))) for code in asked.choices)
        case "yes_no":
            yield from ((code, _(said)) for code, said in YES_NO.items())
        case "account" | "accounts":
            needed = PERMISSIONS[move.by].second
            yield from ((str(one.account), one.name) for one in colleagues if not needed or needed & set(one.qualified))
