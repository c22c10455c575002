"""The law over a whole register at once, as polars expressions: a person a row, a fact a column.

Polars joins nullable booleans by Kleene's logic, so unknown is null from the first column to the last.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, reduce

import polars as pl

from asylia.law.actions import ACTIONS
from asylia.law.derived import Derivation
from asylia.law.engine import Law, moment_of
from asylia.law.facts import (
    CLOCK_SLACK,
    CLOSED_WORDS,
    EARLIEST_YEAR,
    FACTS,
    MAY_LIE_AHEAD,
    NOTHING_KNOWN,
    UNKNOWN_WORDS,
    Fact,
    FactError,
    Value,
    as_moment,
    fact,
    read_answer,
    read_facts,
)
from asylia.law.nodes import Compare, Elapsed, Has, Is, Look, Node, keys_read, value
from asylia.law.stages import PRESUMED, Inline, Named, Staged, all_conditions, findings_and_guards

ID = "id"
"""The one column that is not a fact; it is handed through."""

STATES = pl.Enum(["not_indicated", "indicated", "unknown", "presumed"])
VERDICTS = pl.Enum(["allow", "refuse", "hold"])
"""In the order of false, true, null."""

TERNARY, WORD, WORDS, NUMBER, MOMENT = pl.Boolean, pl.UInt8, pl.UInt32, pl.Float64, pl.Datetime("us", "UTC")
"""How a fact is held: yes/no; the place of a word in its list; a bit for each word of a set; a number; a moment."""

HELD: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "ternary": TERNARY,
    "enum": WORD,
    "set": WORDS,
    "number": NUMBER,
    "date": MOMENT,
}


@dataclass(frozen=True)
class Fault:
    """Answers that cannot be taken: the reason, which names the column, and the rows that have it, as a mask."""

    reason: str
    rows: pl.Series


@dataclass(frozen=True)
class Register:
    """A register as the law reads it.

    facts: a column for each fact that was given, every row, wrong answers as unknown. ids: the column `id`, if any.
    faults: the rows that hold a wrong answer, and why.
    """

    facts: pl.DataFrame
    ids: pl.Series | None
    faults: tuple[Fault, ...]

    @property
    def faulty(self) -> pl.Series:
        """Whether each row holds a wrong answer."""
        return reduce(lambda one, two: one | two, (fault.rows for fault in self.faults), _all_false(self.facts.height))

    def without_faults(self) -> Register:
        """The rows that can be assessed."""
        if not self.faults:
            return self
        kept = ~self.faulty
        return Register(self.facts.filter(kept), None if self.ids is None else self.ids.filter(kept), ())


@dataclass(frozen=True)
class Counts:
    """How many people have each finding in each state, and each action under each verdict. Counts of chunks add up."""

    people: int
    findings: Mapping[str, Mapping[str, int]]
    guards: Mapping[str, Mapping[str, int]]

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.people + other.people, _added(self.findings, other.findings), _added(self.guards, other.guards)
        )


People = pl.DataFrame | pl.LazyFrame | Register
"""A register as a frame, or already read by `read_register`."""


def assess_frame(people: People, law: Law, on: date) -> pl.DataFrame:
    """Findings and guards of every person: a column per finding (its state) and per action (its verdict).

    people: a row per person; columns are fact keys (one that is missing is unknown for all) and, if wanted, `id`.
    Yes/no facts are Boolean or words; lists String, Categorical or Enum; sets List or "a;b"; dates Date, Datetime
    (without zone: UTC) or text. null is unknown. on: day or moment of the assessment.
    Raises FactError, naming the column and the first row, where an answer cannot be taken.
    """
    register = _faultless(people, on)
    shown = [_state(finding.name) for finding in law.findings] + [_verdict(action) for action in ACTIONS]
    return _with_ids(_worked_out(register, law, on, findings_and_guards(law)).select(shown), register.ids)


def condition_frame(people: People, law: Law, on: date) -> pl.DataFrame:
    """Every condition of the law for every person, duties included: yes, no or null, named by `law.condition_names`.

    Takes and raises what `assess_frame` does.
    """
    register = _faultless(people, on)
    return _with_ids(_worked_out(register, law, on, all_conditions(law)).select(law.condition_names), register.ids)


def counts(register: Register, law: Law, on: date) -> Counts:
    """How many of the people that can be assessed have which finding, and may be subject to which action."""
    held = _worked_out(register.without_faults(), law, on, findings_and_guards(law))
    names = [finding.name for finding in law.findings]
    total = held.select(
        *(pl.col(*names, *ACTIONS).sum().name.suffix(YES), pl.col(*names, *ACTIONS).null_count().name.suffix(UNKNOWN)),
        *(_presumed(name).sum().alias(name + PRESUMED) for name in names),
    ).row(0, named=True)
    findings, guards = {}, {}
    for name in names:
        yes, unknown, presumed = total[name + YES], total[name + UNKNOWN], total[name + PRESUMED]
        findings[name] = {
            "indicated": yes,
            "presumed": presumed,
            "unknown": unknown - presumed,
            "not_indicated": held.height - yes - unknown,
        }
    for action in ACTIONS:
        yes, unknown = total[action + YES], total[action + UNKNOWN]
        guards[action] = {"refuse": yes, "hold": unknown, "allow": held.height - yes - unknown}
    return Counts(held.height, findings, guards)


YES, UNKNOWN = " yes", " unknown"


def _added(one: Mapping[str, Mapping[str, int]], two: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {name: {state: n + two[name][state] for state, n in states.items()} for name, states in one.items()}


def _with_ids(people: pl.DataFrame, ids: pl.Series | None) -> pl.DataFrame:
    return people if ids is None else people.insert_column(0, ids)


def _faultless(people: People, on: date) -> Register:
    register = people if isinstance(people, Register) else read_register(people, on)
    for fault in register.faults:
        raise FactError(f"{fault.reason} (first in row {(fault.rows.arg_max() or 0) + 1})")
    return register


# Conditions as expressions


class Expressions:
    """The words of polars for the conditions of the law. keys: the facts that have a column."""

    def __init__(self, keys: frozenset[str], on: datetime) -> None:
        self.keys = keys
        self.on = on

    def column(self, name: str) -> pl.Expr:
        return pl.col(name)

    def constant(self, held: bool | None) -> pl.Expr:
        return pl.lit(held, dtype=pl.Boolean)

    def every(self, parts: Sequence[pl.Expr]) -> pl.Expr:
        return reduce(lambda one, two: one & two, parts)

    def some(self, parts: Sequence[pl.Expr]) -> pl.Expr:
        return reduce(lambda one, two: one | two, parts)

    def opposite(self, part: pl.Expr) -> pl.Expr:
        return ~part

    def possibly(self, part: pl.Expr) -> pl.Expr:
        return part.fill_null(True)

    def presumed(self, part: pl.Expr, when: pl.Expr) -> pl.Expr:
        return part.fill_null(_true_or_null(when))

    def atom(self, node: Node) -> pl.Expr:
        match node:
            case Is(key) | Has(key) | Compare(key) | Elapsed(key) if key not in self.keys:
                return self.constant(None)
            case Is(key, values):
                return _is_one_of(key, values)
            case Has(key, words):
                return _true_or_null((pl.col(key) & pl.lit(_bits(FACTS[key], words), dtype=WORDS)) != 0)
            case Compare(key, sign, bound):
                return pl.col(key) < bound if sign == "<" else pl.col(key) >= bound
            case Elapsed(key, time):
                return pl.col(key) <= pl.lit((self.on - time).astimezone(UTC), dtype=MOMENT)
        raise TypeError(f"no column for {type(node).__name__}")


def _true_or_null(held: pl.Expr) -> pl.Expr:
    return pl.when(held).then(pl.lit(True, dtype=pl.Boolean))


def _is_one_of(key: str, values: frozenset[bool | str]) -> pl.Expr:
    if FACTS[key].type == "ternary":
        held = pl.col(key)
        return reduce(lambda one, two: one | two, (held if value else ~held for value in values))
    return reduce(lambda one, two: one | two, (_between(key, *run) for run in _runs(_places(FACTS[key], values))))


def _between(key: str, first: int, last: int) -> pl.Expr:
    place = pl.col(key)
    if first == last:
        return place == pl.lit(first, dtype=WORD)
    return (place >= pl.lit(first, dtype=WORD)) & (place <= pl.lit(last, dtype=WORD))


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers as (first, last): far cheaper to compare with than one by one."""
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _places(known: Fact, words: Iterable[Value]) -> list[int]:
    return [known.values.index(str(word)) for word in words]


def _bits(known: Fact, words: Iterable[str]) -> int:
    return sum(1 << place for place in _places(known, words))


@lru_cache(maxsize=16)
def _plan(law: Law, on: datetime, keys: frozenset[str], named: tuple[Named, ...]) -> tuple[tuple[pl.Expr, ...], ...]:
    """Expressions stage by stage: first each derived fact in turn, then the conditions."""
    plan: list[tuple[pl.Expr, ...]] = []
    for derivation in law.derivations:
        words = Expressions(keys, on)
        plan.append((_derived(derivation, words, law),))
        keys |= {derivation.key}
    staged = Staged(Expressions(keys, on), law.settings, named)
    plan.extend(tuple(made.alias(name) for name, made in stage.items()) for stage in staged.stages)
    return tuple(plan)


def _derived(derivation: Derivation, words: Expressions, law: Law) -> pl.Expr:
    known = FACTS[derivation.key]
    given = pl.col(known.key) if known.key in words.keys else pl.lit(None, dtype=HELD[known.type])
    conditions = Inline(words, law.settings)
    cases = [
        (conditions.written(condition, presuming=False), pl.lit(held_as(known, result), dtype=HELD[known.type]))
        for condition, result in derivation.cases
        if _can_be_met(condition, words, law)
    ]
    if not cases:
        return given.alias(known.key)
    if derivation.given_first:
        cases.insert(0, (given.is_not_null(), given))
    chain = pl.when(cases[0][0]).then(cases[0][1])
    for condition, result in cases[1:]:
        chain = chain.when(condition).then(result)  # type: ignore[assignment]
    return chain.otherwise(given).alias(known.key)


def _can_be_met(condition: Node, words: Expressions, law: Law) -> bool:
    """False where the condition reads no column and does not hold while all is unknown."""
    if not words.keys.isdisjoint(keys_read(condition)):
        return True
    return value(condition, Look(NOTHING_KNOWN, words.on, law.settings, presuming=False)) is True


def _worked_out(register: Register, law: Law, on: date, named: tuple[Named, ...]) -> pl.DataFrame:
    table = register.facts
    for stage in _plan(law, moment_of(on), frozenset(table.columns), named):
        table = table.with_columns(stage)
    return table


def _state(name: str) -> pl.Expr:
    unknown = pl.when(pl.col(name + PRESUMED)).then(3).otherwise(2)
    return pl.col(name).cast(WORD).fill_null(unknown.cast(WORD)).cat.to(STATES)


def _presumed(name: str) -> pl.Expr:
    return pl.col(name).is_null() & pl.col(name + PRESUMED)


def _verdict(action: str) -> pl.Expr:
    return pl.col(action).cast(WORD).fill_null(2).cat.to(VERDICTS)


# Reading columns


def read_register(frame: pl.DataFrame | pl.LazyFrame, on: date) -> Register:
    """The register as the law reads it, every answer read as `read_facts` reads it.

    Takes what `assess_frame` takes. Wrong answers become unknown and are listed as faults. Raises FactError for a
    column that is not a fact.
    """
    known = [fact(name) for name in frame.collect_schema().names() if name != ID]
    table = frame.collect() if isinstance(frame, pl.LazyFrame) else frame
    columns, faults = [], []
    for one in known:
        column = table.get_column(one.key)
        held, wrong = _READERS[one.type](one, column)
        if one.type == "date" and one.key not in MAY_LIE_AHEAD:
            wrong = wrong | (held > as_moment(moment_of(on)).astimezone(UTC) + CLOCK_SLACK)
        if wrong.any():
            held = held.set(wrong, None)
            faults.append(Fault(_reason(one.key, column.filter(wrong), on), wrong.fill_null(False)))
        columns.append(held.alias(one.key))
    # Columns in pieces of different lengths would be aligned again by every stage.
    facts = pl.DataFrame(height=table.height).with_columns(columns).rechunk()
    return Register(facts, table.get_column(ID) if ID in table.columns else None, tuple(faults))


Read = tuple[pl.Series, pl.Series]
"""The column as it is held, and a mask of the answers that are wrong."""


def _reason(key: str, wrong: pl.Series, on: date) -> str:
    """What is said of such an answer when it comes alone."""
    answer = wrong.head(1).to_list()[0]
    try:
        read_facts({key: answer}, moment_of(on))
    except FactError as error:
        return str(error)
    return f"{key}: expected {FACTS[key].expected}"


def held_as(known: Fact, answer: Value | None) -> bool | int | float | date | None:
    """A value as a column of that fact holds it; None for unknown."""
    if answer is None or answer == "unknown":
        return None
    if known.type == "enum":
        return _places(known, [answer])[0]
    if isinstance(answer, frozenset):
        return _bits(known, answer) or None
    return as_moment(answer) if isinstance(answer, date) else answer  # type: ignore[return-value]


def _words(known: Fact, column: pl.Series) -> Read:
    """Each distinct text is read once, as `read_answer` reads it."""
    if column.dtype.base_type() not in (pl.String, pl.Categorical, pl.Enum):
        return _nothing(known, column)
    texts, places = _distinct(known, column)
    answers: list[object] = []
    wrong = []
    for text in texts:
        try:
            answers.append(held_as(known, read_answer(known.key, text)[0]))
        except FactError:
            answers.append(None)
            wrong.append(len(answers) - 1)
    if known.type == "enum" and answers == list(range(len(answers))):
        held = places.cast(WORD)  # the column numbers its words as facts.json does
    else:
        held = pl.Series(answers, dtype=HELD[known.type]).gather(places)
    return held, places.is_in(wrong) if wrong else _all_false(len(places))


def _distinct(known: Fact, column: pl.Series) -> tuple[Sequence[str], pl.Series]:
    """The texts that occur, and for every row the place of its text among them."""
    if isinstance(column.dtype, pl.Enum):
        return column.dtype.categories.to_list(), column.to_physical()
    column = column.cast(pl.String)
    expected = list(dict.fromkeys(("yes", "no", *known.values, *UNKNOWN_WORDS, *CLOSED_WORDS)))
    coded = column.cast(pl.Enum(expected), strict=False)
    if coded.null_count() > column.null_count():
        expected = column.unique().drop_nulls().to_list()
        coded = column.cast(pl.Enum(expected))
    return expected, coded.to_physical()


def _nothing(known: Fact, column: pl.Series) -> Read:
    """A column of a type that cannot hold such a fact: every answer in it is wrong."""
    return pl.repeat(None, len(column), dtype=HELD[known.type], eager=True), column.is_not_null()


def _ternary(known: Fact, column: pl.Series) -> Read:
    return (column, _all_false(len(column))) if column.dtype == pl.Boolean else _words(known, column)


def _set(known: Fact, column: pl.Series) -> Read:
    if isinstance(column.dtype, pl.Array):
        column = column.arr.to_list()
    if not isinstance(column.dtype, pl.List):
        return _words(known, column)
    bits = _bits_of_lists(known, column)
    if bits is not None:
        return bits, _all_false(len(bits))
    return _words(known, column.cast(pl.List(pl.String)).list.join(";", ignore_nulls=True))


def _bits_of_lists(known: Fact, column: pl.Series) -> pl.Series | None:
    """The fast way for clean lists: listed words, none of them twice. None where a list is not clean."""
    place = pl.element().cast(pl.String).cast(pl.Enum(known.values)).to_physical()
    try:
        bits = column.list.eval(pl.lit(2, dtype=WORDS).pow(place)).list.sum()
    except pl.exceptions.InvalidOperationError:
        return None
    # A sum of powers of two has as many bits as summands only where all of them differ.
    return bits if bits.bitwise_count_ones().eq_missing(column.list.len()).all() else None


def _number(known: Fact, column: pl.Series) -> Read:
    if not column.dtype.is_numeric():
        return _words(known, column)
    held = column.cast(NUMBER).fill_nan(None)
    least, most = known.minimum or 0.0, known.maximum or math.inf
    return held, (held < least) | (held > most) | held.is_infinite()


def _date(known: Fact, column: pl.Series) -> Read:
    if not column.dtype.is_temporal() or column.dtype.base_type() not in (pl.Date, pl.Datetime):
        return _words(known, column)
    earliest = column.min()
    early = isinstance(earliest, date) and earliest.year < EARLIEST_YEAR
    wrong = column.dt.year() < EARLIEST_YEAR if early else _all_false(len(column))
    if isinstance(column.dtype, pl.Datetime) and known.precision == "day":
        column = column.dt.date()
    if isinstance(column.dtype, pl.Datetime) and column.dtype.time_zone:
        return column.dt.convert_time_zone("UTC").cast(MOMENT), wrong
    return column.cast(pl.Datetime("us")).dt.replace_time_zone("UTC"), wrong


def _all_false(height: int) -> pl.Series:
    return pl.repeat(False, height, dtype=pl.Boolean, eager=True)


_READERS: Mapping[str, Callable[[Fact, pl.Series], Read]] = {
    "ternary": _ternary,
    "enum": _words,
    "set": _set,
    "number": _number,
    "date": _date,
}
