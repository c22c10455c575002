"""The law as one SQL query, for registers that live in a database: a person a row, a fact a column, NULL is unknown.

SQL joins conditions by Kleene's logic as it stands. The query runs on DuckDB, PostgreSQL and Spark.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Literal, get_args

from sqlglot import exp

from asylia.law.actions import ACTIONS
from asylia.law.derived import DERIVATIONS, Derivation
from asylia.law.engine import Law, moment_of
from asylia.law.facts import CLOCK_SLACK, EARLIEST_YEAR, FACTS, MAY_LIE_AHEAD, Fact, Value, fact
from asylia.law.nodes import Compare, Elapsed, Has, Is, Node, keys_read
from asylia.law.stages import PRESUMED, Inline, Named, Staged, all_conditions, findings_and_guards

Dialect = Literal["duckdb", "postgres", "spark"]

TYPES = {"ternary": "BOOLEAN", "enum": "TEXT", "set": "TEXT", "number": "DOUBLE", "date": "TIMESTAMP"}
"""What a column of each kind of fact is expected to be. A set is text, "a;b"; a date is in UTC."""

BETWEEN_WORDS = ";"


def select(
    law: Law,
    on: date,
    dialect: Dialect,
    *,
    table: str = "register",
    key: str = "id",
    columns: Collection[str] | None = None,
) -> str:
    """A query that gives, per person, the state of each finding and the verdict on each action, as words.

    on: day or moment of the assessment; it is written into the query. table: where the people are, with a schema if
    need be. key: the column that tells them apart. columns: the facts that the table has; all that the law reads, where
    it is not said. An answer that is not listed, out of bounds, or a date that cannot be, counts as unknown. On Spark
    the session's time zone has to be UTC. Raises FactError for a column that is not a fact, ValueError for a dialect.
    """
    query = _Query(law, on, key, columns)
    query.stages(findings_and_guards(law))
    shown = [_state(finding.name) for finding in law.findings] + [_verdict(action) for action in ACTIONS]
    return query.text(table, shown, dialect)


def select_conditions(
    law: Law,
    on: date,
    dialect: Dialect,
    *,
    table: str = "register",
    key: str = "id",
    columns: Collection[str] | None = None,
) -> str:
    """A query for every condition of the law, duties included: true, false or NULL, named by `law.condition_names`.

    Takes and raises what `select` does.
    """
    query = _Query(law, on, key, columns)
    query.stages(all_conditions(law))
    return query.text(table, [_column(name) for name in law.condition_names], dialect)


class _Query:
    """The query, step by step: facts as they stand, derived facts, conditions stage by stage."""

    def __init__(self, law: Law, on: date, key: str, columns: Collection[str] | None) -> None:
        self.law = law
        self.on = moment_of(on)
        self.key = key
        self.words = _Words(self.on)
        self.steps: list[list[exp.Expr]] = [self._facts(columns), *self._derived()]

    def stages(self, named: tuple[Named, ...]) -> None:
        """The steps that work out these conditions."""
        staged = Staged(self.words, self.law.settings, named)
        self.steps += [[_star(), *(_named(made, name) for name, made in stage.items())] for stage in staged.stages]

    def text(self, table: str, shown: Sequence[exp.Expr], dialect: Dialect) -> str:
        """The whole query: each step reads the one before, the last gives what is shown."""
        if dialect not in get_args(Dialect):
            raise ValueError(f"SQL is written for {', '.join(get_args(Dialect))}")
        query = exp.select(_column(self.key), *shown)
        source: exp.Expr = _table(table)
        for number, step in enumerate(self.steps, 1):
            name = exp.to_identifier(f"step_{number}", quoted=True)
            # PostgreSQL would otherwise write every step into the next and work conditions out again and again.
            query = query.with_(
                name.copy(),
                as_=exp.select(*step).from_(source),
                materialized=True if dialect == "postgres" else None,
                copy=False,
            )
            source = exp.Table(this=name)
        return query.from_(source).sql(dialect=dialect, pretty=True)

    def _facts(self, columns: Collection[str] | None) -> list[exp.Expr]:
        read = {*(condition for condition, _ in self.law.conditions)}
        keys = {key for condition in read for key in keys_read(condition)}
        for derivation in DERIVATIONS:
            keys |= {derivation.key, *(key for condition, _ in derivation.cases for key in keys_read(condition))}
        given = keys if columns is None else {fact(column).key for column in columns}
        return [
            _column(self.key),
            *(
                _named(_read(known, self.on) if key in given else _nothing(known), key)
                for key, known in FACTS.items()
                if key in keys
            ),
        ]

    def _derived(self) -> Iterable[list[exp.Expr]]:
        for derivation in DERIVATIONS:
            made = self._case(derivation)
            self.words.held_in[derivation.key] = name = f"{derivation.key} derived"
            yield [_star(), _named(made, name)]

    def _case(self, derivation: Derivation) -> exp.Expr:
        known = FACTS[derivation.key]
        given = _column(derivation.key)
        conditions = Inline(self.words, self.law.settings)
        case = exp.Case()
        if derivation.given_first:
            case = case.when(given.is_(exp.null()).not_(), given)
        for condition, result in derivation.cases:
            case = case.when(conditions.written(condition, presuming=False), _literal(result, known))
        return case.else_(given)


class _Words:
    """The words of SQL for the conditions of the law. held_in: the column of a fact, where it is not named like it."""

    def __init__(self, on: datetime) -> None:
        self.on = on
        self.held_in: dict[str, str] = {}

    def column(self, name: str) -> exp.Expr:
        return _column(name)

    def constant(self, held: bool | None) -> exp.Expr:
        return exp.cast(exp.null(), "BOOLEAN") if held is None else exp.convert(held)

    def every(self, parts: Sequence[exp.Expr]) -> exp.Expr:
        return exp.and_(*parts)

    def some(self, parts: Sequence[exp.Expr]) -> exp.Expr:
        return exp.or_(*parts)

    def opposite(self, part: exp.Expr) -> exp.Expr:
        return exp.not_(part)

    def possibly(self, part: exp.Expr) -> exp.Expr:
        return exp.Coalesce(this=part.copy(), expressions=[exp.true()])

    def presumed(self, part: exp.Expr, when: exp.Expr) -> exp.Expr:
        return exp.Coalesce(this=part.copy(), expressions=[_true_or_null(when)])

    def atom(self, node: Node) -> exp.Expr:
        match node:
            case Is(key, values) if FACTS[key].type == "ternary":
                held = self._fact(key)
                return self.some([held if value else exp.not_(held) for value in sorted(values)])
            case Is(key, values):
                return self._fact(key).isin(*sorted(str(word) for word in values))
            case Has(key, words):
                return _true_or_null(self.some([_names(self._fact(key), word) for word in sorted(words)]))
            case Compare(key, sign, bound):
                kind = exp.LT if sign == "<" else exp.GTE
                return kind(this=self._fact(key), expression=exp.convert(bound))
            case Elapsed(key, time):
                return exp.LTE(this=self._fact(key), expression=_moment(self.on - time))
        raise TypeError(f"no SQL for {type(node).__name__}")

    def _fact(self, key: str) -> exp.Column:
        return _column(self.held_in.get(key, key))


def _column(name: str) -> exp.Column:
    return exp.column(exp.to_identifier(name, quoted=True))


def _table(name: str) -> exp.Table:
    *schema, table = (exp.to_identifier(part, quoted=True) for part in name.split("."))
    return exp.Table(this=table, db=schema[-1] if schema else None, catalog=schema[-2] if len(schema) > 1 else None)


def _named(made: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(made, name, quoted=True)


def _star() -> exp.Expr:
    return exp.Star()


def _nothing(known: Fact) -> exp.Expr:
    return exp.cast(exp.null(), TYPES[known.type])


def _read(known: Fact, on: datetime) -> exp.Expr:
    """The column as far as it can be taken; what cannot is unknown."""
    given = _column(known.key)
    return _READERS[known.type](known, given, on)


def _read_word(known: Fact, given: exp.Column, _: datetime) -> exp.Expr:
    return exp.Case().when(given.isin(*(word for word in known.values if word != "unknown")), given)


def _read_set(_known: Fact, given: exp.Column, _: datetime) -> exp.Expr:
    """The words between separators, so that one word is never found inside another."""
    edge = exp.Literal.string(BETWEEN_WORDS)
    return exp.DPipe(this=exp.DPipe(this=edge, expression=given), expression=edge.copy())


def _read_number(known: Fact, given: exp.Column, _: datetime) -> exp.Expr:
    within: exp.Condition = given >= exp.convert(known.minimum or 0)
    if known.maximum:
        within = exp.and_(within, given <= exp.convert(known.maximum))
    return exp.Case().when(within, given)


def _read_date(known: Fact, given: exp.Column, on: datetime) -> exp.Expr:
    can_be: exp.Condition = given >= _moment(datetime(EARLIEST_YEAR, 1, 1, tzinfo=UTC))
    if known.key not in MAY_LIE_AHEAD:
        can_be = exp.and_(can_be, given <= _moment(on + CLOCK_SLACK))
    return exp.Case().when(can_be, given)


_READERS: dict[str, Callable[[Fact, exp.Column, datetime], exp.Expr]] = {
    "ternary": lambda _known, given, _on: given,
    "enum": _read_word,
    "set": _read_set,
    "number": _read_number,
    "date": _read_date,
}


def _names(held: exp.Column, word: str) -> exp.Expr:
    sought = exp.Literal.string(f"{BETWEEN_WORDS}{word}{BETWEEN_WORDS}")
    return exp.StrPosition(this=held, substr=sought) > exp.convert(0)


def _true_or_null(held: exp.Expr) -> exp.Expr:
    return exp.Case().when(held, exp.true())


def _moment(when: datetime) -> exp.Expr:
    text = when.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ")
    return exp.cast(exp.Literal.string(text), TYPES["date"])


def _literal(result: Value | None, known: Fact) -> exp.Expr:
    return _nothing(known) if result is None else exp.convert(result)


def _state(name: str) -> exp.Expr:
    held = _column(name)
    states = exp.Case().when(held, _word("indicated")).when(exp.not_(held), _word("not_indicated"))
    states = states.when(_column(name + PRESUMED), _word("presumed"))
    return _named(states.else_(_word("unknown")), name)


def _verdict(action: str) -> exp.Expr:
    refused = _column(action)
    verdicts = exp.Case().when(refused, _word("refuse")).when(exp.not_(refused), _word("allow"))
    return _named(verdicts.else_(_word("hold")), action)


def _word(word: str) -> exp.Expr:
    return exp.Literal.string(word)
