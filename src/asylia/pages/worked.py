"""The worked cases: invented people whose story can be read into the desk one step at a time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from asylia.pages.desk import Desk, stamp

ORDER = ("mira", "tomo", "sefu", "ilan", "lina", "ava", "jor", "deko")


@dataclass(frozen=True)
class Step:
    """One moment of a story. told: what happens, in one or two sentences. given: what becomes known, by key."""

    on: date
    told: str
    given: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Case:
    """One invented person. number: of the worked case in the specification; the family of G.5 has four files."""

    id: str
    number: str
    name: str
    title: str
    country: str
    steps: tuple[Step, ...]

    @property
    def first(self) -> Desk:
        """The desk after the first step, from which nothing can be taken back."""
        return replace(self.taken_further(Desk(country=self.country, case=self.id)), before={})

    def taken_further(self, desk: Desk) -> Desk:
        """The desk after the next step; unchanged after the last."""
        if desk.step >= len(self.steps):
            return desk
        step = self.steps[desk.step]
        given = {key: value for key, value in step.given.items() if not _stands(desk, key, value)}
        return replace(desk.answered(given, stamp(step.on)), on=stamp(step.on), step=desk.step + 1)


def _stands(desk: Desk, key: str, value: str | tuple[str, ...]) -> bool:
    """An answer that is told again keeps the time at which it was first known."""
    return key in desk.answers and desk.answers[key].given == value


@cache
def cases() -> Mapping[str, Case]:
    """All worked cases by id, in the order of the specification."""
    return {name: _read(name) for name in ORDER}


def _read(name: str) -> Case:
    table = tomllib.loads(files("asylia.pages").joinpath("cases", f"{name}.toml").read_text("utf-8"))
    steps = tuple(
        Step(step["on"], step["told"], _given({**step.get("facts", {}), **step.get("indicators", {})}))
        for step in table["step"]
    )
    return Case(name, table["number"], table["name"], table["title"], table["country"], steps)


def _given(answers: Mapping[str, object]) -> dict[str, str | tuple[str, ...]]:
    return {key: tuple(value) if isinstance(value, list) else str(value) for key, value in answers.items()}


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the worked cases, each with a word for the translator."""
    for case in cases().values():
        yield case.name, "First name of an invented person"
        yield case.title, f"Title of the worked case {case.number}"
        for step in case.steps:
            yield step.told, f"Worked case {case.number}: what happens next"
