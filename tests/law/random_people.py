"""Invented people of whom random things are known, and the same people as a polars frame and as a DuckDB table."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars as pl
from hypothesis import strategies as st

from asylia.law import FACTS, Known
from asylia.law.facts import Fact, Value, as_moment

ON = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

COLUMNS = {
    "ternary": pl.Boolean(),
    "enum": pl.String(),
    "number": pl.Float64(),
    "date": pl.Datetime("us", "UTC"),
    "set": pl.List(pl.String),
}

DERIVED = ("person.child", "fear.return", "asylum.state", "ret.risk", "screen.level")


def known_of(facts: dict[str, Value]) -> Known:
    return Known(facts, {}, frozenset())


def people(count: int, seed: int) -> list[Known]:
    """People of whom little, much or nearly everything is known, some mostly yes and some mostly no."""
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        density, leaning = rng.random(), rng.random()
        facts = {key: answer(fact, rng, leaning) for key, fact in FACTS.items() if rng.random() < density}
        if rng.random() < 0.5:
            facts = {key: value for key, value in facts.items() if key not in DERIVED}
        found.append(known_of(facts))
    return found


def answer(fact: Fact, rng: random.Random, leaning: float) -> Value:
    match fact.type:
        case "ternary":
            return rng.random() < leaning
        case "enum":
            return rng.choice([word for word in fact.values if word != "unknown"])
        case "number":
            return float(rng.randint(0, 40))
        case "date":
            return _when(fact, rng.choice((0, 1, 71, 72, 73, 119, 120, 121, 167, 168, 169, 2000)))
        case _:
            return frozenset(word for word in fact.values if rng.random() < leaning / 2)


def _when(fact: Fact, hours_ago: int) -> date:
    moment = ON - timedelta(hours=hours_ago)
    return moment.date() if fact.precision == "day" else moment


def with_more_answers(person: Known, rng: random.Random) -> Known:
    """The same person after more, or all, of the open questions were answered.

    The answers fit together: a lowest age is assessed only where age is in doubt, and so does not turn up where there
    was none; and who is known not to fear return turns out to have no fear of any kind.
    """
    leaning, density = rng.random(), rng.choice((1.0, 1.0, 0.3, 0.05))
    fearless = person["fear.return"] is False
    open_questions = [
        key
        for key, fact in FACTS.items()
        if not (fact.derived or key in person.facts or key == "age.range_low" or (fearless and key.startswith("fear.")))
    ]
    more = {key: answer(FACTS[key], rng, leaning) for key in open_questions if rng.random() < density}
    return known_of({**more, **person.facts})


def answers(fact: Fact) -> st.SearchStrategy[Any]:
    """Every kind of answer to one question."""
    match fact.type:
        case "ternary":
            return st.booleans()
        case "enum":
            return st.sampled_from([word for word in fact.values if word != "unknown"])
        case "number":
            return st.integers(0, 40).map(float)
        case "date":
            return st.integers(0, 300).map(lambda hours: _when(fact, hours))
        case _:
            return st.frozensets(st.sampled_from(fact.values), max_size=3)


def somebody(keys: Sequence[str] = tuple(FACTS)) -> st.SearchStrategy[Known]:
    """Somebody of whom some of these facts are known."""
    return st.fixed_dictionaries({}, optional={key: answers(FACTS[key]) for key in keys}).map(known_of)


def as_frame(persons: Sequence[Known]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            key: pl.Series(
                key,
                [_cell(person[key]) for person in persons],
                dtype=COLUMNS[fact.type],
            )
            for key, fact in FACTS.items()
        }
    )


def _cell(held: Value | None) -> object:
    if isinstance(held, frozenset):
        return sorted(held)
    return as_moment(held) if isinstance(held, date) else held


@contextmanager
def as_table(persons: Sequence[Known]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a database whose table `register` lists these people by number."""
    frame = as_frame(persons).with_row_index("id")
    plain = frame.with_columns(
        *(pl.col(key).list.join(";") for key, fact in FACTS.items() if fact.type == "set"),
        *(pl.col(key).dt.replace_time_zone(None) for key, fact in FACTS.items() if fact.type == "date"),
    )
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        plain.write_parquet(f"{folder}/people.parquet")
        connection.execute(f"create table register as select * from read_parquet('{folder}/people.parquet')")
        yield connection
