"""The tracks of a case side by side: where each stands, since when, and what is due in that state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from asylia.access.window import Look
from asylia.assessment import Assessment
from asylia.casework.actions.tracks import MOVED
from asylia.casework.tracks.clocks import due_by, is_law
from asylia.casework.tracks.machine import Machine, falling_due
from asylia.casework.tracks.where import At, at, every_instance
from asylia.law.country import load
from asylia.pages.board import day_or_moment
from asylia.pages.case_track_words import choice
from asylia.pages.desk import stamp


@dataclass(frozen=True)
class Due:
    """One thing due by a day or moment."""

    what: str
    due: str
    iso: str
    legal: bool
    late: bool
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Track:
    """One track in words. about: what it is for, where there may be several. state: None where two are recorded."""

    kind: str
    name: str
    about: str
    at: At
    state: str | None
    begun: bool
    since: str
    due: tuple[Due, ...]


def tracks(seen: Look, assessment: Assessment, moment: datetime) -> Iterator[Track]:
    """Every track that this account may see, begun or not. One that may be there several times is there once begun."""
    for kind, machine in MOVED.items():
        if kind in seen.tracks:
            for about in every_instance(machine, seen.steps):
                yield in_words(stands(seen, machine, about), seen, assessment, moment)


def not_begun(seen: Look, rows: Iterable[Track]) -> Iterator[Mapping[str, str]]:
    """The tracks that can be begun: those where nothing happened, and those of which a person may have several."""
    begun = {row.kind for row in rows if row.begun and not row.at.about}
    for kind, machine in MOVED.items():
        if kind in seen.tracks and kind not in begun:
            yield {"kind": kind, "name": _(machine.name)}


def stands(seen: Look, machine: Machine, about: Mapping[str, str]) -> At:
    """Where one track stands, by what this account sees."""
    disputed = machine.fact in seen.ledger.contradictions
    here = at(machine, about, seen.steps, seen.ledger.known, disputed=disputed)
    return replace(here, state=seen.state) if machine.kind == "case" else here


def in_words(here: At, seen: Look, assessment: Assessment, moment: datetime) -> Track:
    machine, since = here.machine, entered(here, seen)
    begun = bool(here.last) or here.state != machine.first or machine.kind == "case"
    return Track(
        kind=machine.kind,
        name=_(machine.name),
        about=_(", ").join(about_words(here.about)),
        at=here,
        state=None if here.state is None else _(machine.states[here.state]),
        begun=begun,
        since=day_or_moment(stamp(since.date())) if begun and since else "",
        due=tuple(_due(here, since, seen, assessment, moment)) if since else (),
    )


def about_words(about: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_(choice(code, question)) for question, code in about.items())


def entered(here: At, seen: Look) -> datetime | None:
    """Since when it stands there: from the step that led there, else from when its fact was written down."""
    if here.since is not None or here.state is None:
        return here.since
    if here.machine.kind == "case":
        return seen.opened_at
    told = [entry.recorded_at for entry in seen.ledger.by_key.get(here.machine.fact, ())]
    return max(told, default=None)


def _due(here: At, since: datetime, seen: Look, assessment: Assessment, moment: datetime) -> Iterator[Due]:
    profile, outcome = load(seen.country or None), assessment.outcome
    for due in falling_due(here.machine, str(here.state), outcome.look):
        by = due_by(due, since, profile, child=outcome.treated_as_child)
        if by is not None:
            iso = stamp(by)
            yield Due(_(due.what), day_or_moment(iso), iso, is_law(due, profile), _over(by, moment), ())


def _over(by: date, moment: datetime) -> bool:
    return by < moment if isinstance(by, datetime) else by + timedelta(days=1) <= moment.date()
