"""The 108 screening indicators, and how the answers to them are read.

`indicators.json` is the only list. Tiers marked `ilo09` follow the ILO/EC operational indicators (2009) as far as they
could be checked; `split` divides one of their items; `own` is ours. The set as a whole is not validated.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from asylia.law.facts import FACTS, FactError, read_facts

Variant = Literal["adult", "child"]
Tier = Literal["S", "M", "W", "t"]
"""Strong, medium, weak; t is a trigger, which opens help and counts in no dimension."""

SAME_FACT = (("I-CD-01", "I-DO-01"), ("I-EX-07", "I-CD-12"))
"""Pairs of rows that tell one fact. Whatever is answered, the fact counts once, and a yes wins over a no."""

ANSWERED_LIKE = "triage.done"
"""A yes/no fact: an indicator takes exactly the words that such a fact takes."""


class IndicatorError(FactError):
    """An indicator answer that cannot be taken. The text says what is expected and repeats nothing about a person."""


@dataclass(frozen=True)
class Indicator:
    """One row of the indicator set.

    group: the letters of its id. dimension: where a yes is counted, None for movement (TR) and behaviour (OB).
    adult, child: its tier in each variant, None where it is not used. counts: False where the tier is not added to a
    dimension. supports_act: a yes supports the act of trafficking. ask: `core` is asked of everyone screened, `probe`
    only when its dimension is emerging or the person raises it. facts: keys a yes sets (`facts.json`).
    """

    id: str
    group: str
    dimension: str | None
    text: str
    adult: Tier | None
    child: Tier | None
    counts: bool
    supports_act: bool
    source: str
    basis: Literal["ilo09", "split", "own"]
    ask: Literal["core", "probe"]
    note: str
    same_fact_as: str | None
    facts: tuple[str, ...]

    def tier(self, variant: Variant) -> Tier | None:
        """The tier in the adult or the child variant; None when the row is not used there."""
        return self.adult if variant == "adult" else self.child


UNCOUNTED_GROUPS = frozenset({"TR", "OB"})


def _load() -> dict[str, Indicator]:
    rows = json.loads(files("asylia.screening").joinpath("indicators.json").read_text("utf-8"))
    twin = {a: b for pair in SAME_FACT for a, b in (pair, pair[::-1])}
    indicators = {}
    for key, row in rows.items():
        group = key.split("-")[1]
        facts = tuple(fact.key for fact in FACTS.values() if key in fact.indicators)
        counts = group not in UNCOUNTED_GROUPS
        indicators[key] = Indicator(
            id=key,
            group=group,
            dimension=row["dim"].split("→")[-1].split("/")[-1] if counts else None,
            text=row["text"],
            adult=_tier(row["A"]),
            child=_tier(row["C"]),
            counts=counts,
            supports_act=group == "TR" or "→act" in row["dim"] or any(f.startswith("act.") for f in facts),
            source=row["src"],
            basis=row["basis"],
            ask=row["ask"],
            note=row.get("note", ""),
            same_fact_as=twin.get(key),
            facts=facts,
        )
    return indicators


def _tier(written: str) -> Tier | None:
    plain = written.rstrip("*")
    tiers: Mapping[str, Tier] = {"S": "S", "M": "M", "W": "W", "t": "t"}
    return tiers.get(plain)


INDICATORS: Mapping[str, Indicator] = MappingProxyType(_load())
"""All indicators by id, in the order of indicators.json."""


@dataclass(frozen=True)
class Observed:
    """What was answered. Only yes (True) and no (False) are in `answers`; everything else is unknown.

    closed: asked, declined or denied: unknown as well, and never asked again. at: when it was so, where that was said.
    """

    answers: Mapping[str, bool]
    closed: frozenset[str]
    at: Mapping[str, date] = field(default_factory=dict)

    def yes(self, indicator: str) -> bool:
        """Whether the answer is yes."""
        return self.answers.get(indicator) is True


NOTHING_OBSERVED = Observed({}, frozenset())


def read_indicators(given: Mapping[str, object], on: date | None = None) -> Observed:
    """Indicator answers from a file or form, read and checked.

    given: indicator id to yes, no, unknown, asked, declined or denied (in any case), or {"value": answer, "at": day}.
    on: the day of the assessment; an `at` may not lie after it. Raises IndicatorError, naming the indicator.
    """
    answers: dict[str, bool] = {}
    at: dict[str, date] = {}
    closed = set()
    for key, answer in given.items():
        if key not in INDICATORS:
            raise _not_listed(key)
        try:
            known = read_facts({ANSWERED_LIKE: answer}, on)
        except FactError as refused:
            raise IndicatorError(refused.template, **{**refused.parameters, "key": key}) from None
        value = known[ANSWERED_LIKE]
        if isinstance(value, bool):
            answers[key] = value
        if known.closed:
            closed.add(key)
        if ANSWERED_LIKE in known.at:
            at[key] = known.at[ANSWERED_LIKE]
    return Observed(answers, frozenset(closed), at)


def _not_listed(key: str) -> IndicatorError:
    shown = "".join(c if c.isprintable() else "�" for c in key[:60])
    written_out = re.sub(r"-(\d)$", r"-0\1", shown.upper().replace("_", "-"))
    near = next(iter(get_close_matches(written_out, INDICATORS, n=1, cutoff=0.6)), None)
    if near:
        return IndicatorError(
            "“%(key)s” is not an indicator Asylia knows; did you mean “%(near)s”?", key=shown, near=near
        )
    return IndicatorError("“%(key)s” is not an indicator Asylia knows; they are written like “I-DR-01”", key=shown)
