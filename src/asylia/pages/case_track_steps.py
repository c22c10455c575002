"""The steps that were made on a track, in words: when, by whom, what was answered, and the texts one may read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from asylia.access.window import Look
from asylia.casework.tracks.machine import Asked
from asylia.casework.tracks.where import At
from asylia.pages.board import day_or_moment
from asylia.pages.case_page import version
from asylia.pages.case_track_words import choice
from asylia.pages.desk import stamp
from asylia.record.models import TrackStep


def steps(seen: Look, here: At, called: Mapping[UUID, str]) -> Iterator[Mapping[str, Any]]:
    """Every step on this track, the newest first."""
    machine = here.machine
    for row in reversed(seen.steps):
        move = machine.move(row.move)
        if row.kind != machine.kind or dict(row.about) != dict(here.about) or move is None:
            continue
        yield {
            "does": _(move.does),
            "ends": _(machine.states[row.ends]) if row.ends != row.begins else "",
            "day": day_or_moment(stamp(row.taken_at)),
            "who": called.get(row.taken_by, ""),
            "answers": tuple(_answers(row, move.asks, called)),
            "texts": tuple(_texts(seen, row, move.asks, called)),
        }


def _answers(row: TrackStep, asks: tuple[Asked, ...], called: Mapping[UUID, str]) -> Iterator[Mapping[str, str]]:
    for asked in asks:
        if asked.name in row.answers:
            yield {"says": _(asked.says), "said": _said(asked, row.answers[asked.name], called)}


def _said(asked: Asked, answer: Any, called: Mapping[UUID, str]) -> str:
    match asked.kind:
        case "choice" | "yes_no":
            return _(choice(str(answer), asked.name))
        case "choices":
            return _(", ").join(_(choice(one, asked.name)) for one in answer)
        case "day":
            return day_or_moment(str(answer))
        case "account":
            return called.get(UUID(answer), "")
        case "accounts":
            return _(", ").join(called.get(UUID(one), "") for one in answer)
    return str(answer)


def _texts(
    seen: Look, row: TrackStep, asks: tuple[Asked, ...], called: Mapping[UUID, str]
) -> Iterator[Mapping[str, Any]]:
    """What was said in words, where the account reads it. What it does not read leaves no heading."""
    for asked in asks:
        versions = seen.texts.get(row.texts.get(asked.name, ""), ())
        if versions:
            yield {"says": _(asked.says), "versions": tuple(version(one, called) for one in versions)}
