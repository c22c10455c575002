"""Simulated people: every fact drawn by lot, a quarter of them unknown. Nobody real, and the same people every time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import polars as pl

from asylia.law.facts import FACTS, Fact, Known, Value

ON = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""The moment of every assessment."""

SEED = 21
DAYS_BACK = 400
UNKNOWN_EVERY = 4
"""One fact in so many is unknown."""

NOT_GIVEN = frozenset({"unknown"})


def cases(keys: Sequence[str], number: int, *, unknown: float = 1 / UNKNOWN_EVERY) -> list[dict[str, Value]]:
    """So many people, each as fact key to value; an unknown fact is left out."""
    draw = random.Random(SEED)
    return [{key: drawn(FACTS[key], draw) for key in keys if draw.random() >= unknown} for _ in range(number)]


def known(case: dict[str, Value]) -> Known:
    """The person as the law reads them."""
    return Known(case, {}, frozenset())


def words(known_fact: Fact) -> list[str]:
    """The words of the fact's list that say something."""
    return [word for word in known_fact.values if word not in NOT_GIVEN]


def drawn(one: Fact, draw: random.Random) -> Value:
    """A value of the fact, by lot."""
    match one.type:
        case "ternary":
            return draw.random() < 0.5
        case "enum":
            return draw.choice(words(one))
        case "set":
            return frozenset(draw.sample(words(one), draw.randint(1, min(3, len(words(one))))))
        case "number":
            low, high = _bounds(one)
            return float(draw.randint(low, high))
    return ON - timedelta(days=draw.randint(1, DAYS_BACK))


def _bounds(one: Fact) -> tuple[int, int]:
    return int(one.minimum or 0), int(one.maximum if one.maximum is not None else 100)


def register(keys: Sequence[str], number: int) -> pl.DataFrame:
    """A register of so many people: a person a row, a fact a column, null where unknown.

    Lists are held as Enum, sets as their words joined by a semicolon (one word each), dates as UTC times.
    """
    row = pl.int_range(number, eager=True)
    columns = []
    for place, key in enumerate(keys):
        is_known = row.hash(SEED + 2 * place) % UNKNOWN_EVERY != 0
        drawn = _column(FACTS[key], row.hash(SEED + 2 * place + 1))
        columns.append(pl.select(pl.when(is_known).then(drawn)).to_series().alias(key))
    return pl.DataFrame(columns)


def _column(one: Fact, lot: pl.Series) -> pl.Series:
    match one.type:
        case "ternary":
            return lot % 2 == 0
        case "enum" | "set":
            listed = words(one)
            return pl.Series(listed, dtype=pl.Enum(listed)).gather(lot % len(listed))
        case "number":
            low, high = _bounds(one)
            return (lot % (high - low + 1) + low).cast(pl.Float64)
    days = (lot % DAYS_BACK).cast(pl.Int64) + 1
    return pl.select(pl.lit(ON) - pl.duration(days=pl.lit(days))).to_series()
