"""Counts what the law says over a register, chunk by chunk; each row is screened and assessed as it would be alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from asylia.assessment import screened
from asylia.exchange.answers import PERSON_KEYS, Answers
from asylia.exchange.large_register import Chunk
from asylia.law import FACTS, FactError, Known, Law
from asylia.law.frame import HELD, ID, Counts, Fault, Register, counts, held_as, read_register
from asylia.people import SetAside
from asylia.screening import INDICATORS
from asylia.screening.triage import FEAR_FACTS, TRIAGE_FACTS

AGE = ("person.child", "person.age_doubt", "person.declared_age", "age.range_low")

READ_BY_SCREENING = tuple(
    dict.fromkeys(
        (
            *AGE,
            *TRIAGE_FACTS,
            *FEAR_FACTS,
            "triage.done",
            "purpose.intended",
            "smug.held_for_ransom",
            *(key for key in FACTS if key.startswith("act.")),
            "doc.state",
            "screen.state",
            "screen.level",
        )
    )
)
"""The facts that screening and birth read or settle. Who agrees in them and in the indicators is screened once."""

SET_BY_INDICATORS = tuple(key for key, fact in FACTS.items() if fact.indicators)

LISTED = 100
"""Rows set aside that are listed one by one; beyond that they are only counted."""

LONGEST_ID = 64

NUMBER = "#"


@dataclass
class Tally:
    """What was counted so far."""

    law: Law
    on: date
    people: int = 0
    counted: Counts | None = None
    levels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    listed: list[SetAside] = field(default_factory=list)
    _ids: pl.Series = field(default_factory=lambda: pl.Series([], dtype=pl.UInt64))

    def add(self, chunk: Chunk) -> None:
        """Count the rows of a chunk; rows with a wrong answer are set aside."""
        for one in chunk.set_aside:
            self._set_aside(one)
        if not chunk.rows.height:
            return
        register = self._register(chunk.rows)
        for place, reason in _first_reasons(register.faults, chunk.places):
            self._set_aside(SetAside(place, reason))
        kept = register.without_faults()
        here = counts(kept, self.law, self.on)
        self.people += here.people
        self.counted = here if self.counted is None else self.counted + here
        places = kept.facts.get_column("screen.level").value_counts()
        self.levels.update({FACTS["screen.level"].values[place]: count for place, count in places.iter_rows()})

    def _set_aside(self, one: SetAside) -> None:
        self.reasons[one.reason] += 1
        if len(self.listed) < LISTED:
            self.listed.append(one)

    def _register(self, rows: pl.DataFrame) -> Register:
        """The chunk as the law reads it: screened, with every fault."""
        # Numbered rows keep their count where a register has not one fact.
        numbers = pl.int_range(rows.height, eager=True).alias(ID)
        found = read_register(rows.select(numbers, *(key for key in rows.columns if key in FACTS)), self.on)
        facts, faults = _screen(rows, found.facts, self.on)
        return Register(facts, None, (*self._wrong_ids(rows), *faults, *found.faults))

    def _wrong_ids(self, rows: pl.DataFrame) -> Iterable[Fault]:
        if "id" not in rows.columns:
            return
        ids = rows.get_column("id").cast(pl.String).str.strip_chars()
        too_long = ids.str.len_chars() > LONGEST_ID
        yield Fault(f"id: expected up to {LONGEST_ID} letters, digits and signs that print", too_long)
        hashes = ids.hash()
        given = ids.is_not_null() & (ids != "")
        again = given & (hashes.is_in(self._ids.implode()) | ~hashes.is_first_distinct())
        self._ids = self._ids.append(hashes.filter(given & ~again))
        yield Fault("id: already used in an earlier row; every person needs an id of their own", again)


def _first_reasons(faults: Iterable[Fault], places: Iterable[str]) -> list[tuple[str, str]]:
    """For each row that has a fault its place and the first reason, in the order of rows."""
    found: dict[int, str] = {}
    for fault in faults:
        for row in fault.rows.fill_null(False).arg_true():
            found.setdefault(row, fault.reason)
    named = list(places)
    return [(named[row], found[row]) for row in sorted(found)]


def _screen(rows: pl.DataFrame, facts: pl.DataFrame, on: date) -> tuple[pl.DataFrame, list[Fault]]:
    """The facts with what screening and birth add to them."""
    read = [key for key in rows.columns if key in READ_BY_SCREENING or key in INDICATORS or key in PERSON_KEYS[1:]]
    told = rows.select(_in_words(rows.get_column(key)) for key in read)
    distinct, number = _distinct(told, rows.height)
    settled, reasons = _settle(distinct, on)
    added = [_laid_over(facts, key, column.gather(number)) for key, column in settled.items()]
    faults = [Fault(reason, number.is_in(where)) for reason, where in reasons.items()]
    return facts.with_columns(added), faults


def _laid_over(facts: pl.DataFrame, key: str, column: pl.Series) -> pl.Series:
    """What an indicator sets stands over what was given; what screening does not settle stays."""
    if key in READ_BY_SCREENING or key not in facts.columns:
        return column.alias(key)
    return column.fill_null(facts.get_column(key)).alias(key)


def _in_words(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String).alias(column.name)
    return column


def _distinct(told: pl.DataFrame, height: int) -> tuple[pl.DataFrame, pl.Series]:
    """Every combination of answers once, and which one each row has."""
    if told.is_empty():
        return pl.DataFrame(height=1), pl.repeat(0, height, dtype=pl.UInt32, eager=True)
    distinct = told.unique(maintain_order=True)
    numbered = distinct.with_row_index(NUMBER)
    joined = told.join(numbered, on=told.columns, how="left", nulls_equal=True, maintain_order="left")
    return distinct, joined.get_column(NUMBER)


def _settle(distinct: pl.DataFrame, on: date) -> tuple[dict[str, pl.Series], dict[str, list[int]]]:
    """What screening settles for each combination, as columns; and the combinations that cannot be read, by reason."""
    known: list[Known] = []
    reasons: dict[str, list[int]] = {}
    for number, answers in enumerate(distinct.iter_rows(named=True) if distinct.width else [{}]):
        try:
            known.append(_known(answers, on))
        except FactError as error:
            known.append(Known({}, {}, frozenset()))
            reasons.setdefault(str(error), []).append(number)
    keys = dict.fromkeys((*READ_BY_SCREENING, *SET_BY_INDICATORS))
    columns = {
        key: pl.Series([held_as(FACTS[key], one[key]) for one in known], dtype=HELD[FACTS[key].type]) for key in keys
    }
    return columns, reasons


def _known(answers: Mapping[str, object], on: date) -> Known:
    given = {key: answer for key, answer in answers.items() if answer is not None}
    person = Answers(
        id="",
        person={key: given[key] for key in PERSON_KEYS if key in given},
        facts={key: answer for key, answer in given.items() if key in FACTS},
        indicators={key: answer for key, answer in given.items() if key in INDICATORS},
    ).read(on)
    return screened(person)[1]
