"""The closed list of facts the law may read, and how an answer given in words becomes a value.

`facts.json` is the only list of keys, types and values. A fact is three-valued: a known value, or unknown.
`asked`, `declined` and `denied` (an unverified no) are unknown too, and are never asked again.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from importlib.resources import files
from types import MappingProxyType

Value = bool | str | float | date | frozenset[str]
"""What a fact may hold: yes/no, one word, a number, a day or a moment with offset, or the set of what is known."""

UNKNOWN_WORDS = frozenset({"unknown", ""})
CLOSED_WORDS = frozenset({"asked", "declined", "denied"})
"""Unknown as well, and never asked again."""

EARLIEST_YEAR = 1900


class FactError(ValueError):
    """An answer that cannot be taken. The text says what is expected and repeats nothing that identifies a person.

    template, parameters: the sentence and what is put into it, kept apart for who says it in another language.
    """

    def __init__(self, text: str, **parameters: object) -> None:
        super().__init__(text % parameters if parameters else text)
        self.template = text
        self.parameters = parameters


EXPECTED = "%(key)s: expected "
"""How each sentence begins that says what is expected."""


@dataclass(frozen=True)
class Fact:
    """One fact: its key, kind of value, the question that asks for it and what asking costs the person.

    burden: 0 on file, 1 easy, 2 hard, 3 retelling harm. sensitivity: class A to J of the field dictionary.
    indicators: screening indicators whose yes sets this fact to yes.
    """

    key: str
    type: str
    values: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    unit: str
    precision: str
    question: str
    burden: int
    rules: tuple[str, ...]
    sensitivity: str
    derived: bool
    indicators: tuple[str, ...]
    note: str

    @cached_property
    def expected(self) -> str:
        """The values that may be given, in words for an error message."""
        sentence, parameters = self.expects
        return sentence.removeprefix(EXPECTED) % parameters

    @cached_property
    def expects(self) -> tuple[str, Mapping[str, str]]:
        """The sentence that says what is expected, and what is put into it beside the key."""
        if self.type == "number":
            limits = {"least": f"{self.minimum:g}", "most": f"{self.maximum:g}", "unit": self.unit}
            return "%(key)s: expected a number from %(least)s to %(most)s (%(unit)s)", limits
        if self.type == "date" and self.precision == "minute":
            return (
                "%(key)s: expected a date such as 2026-03-01, or a time with offset such as 2026-03-01T22:00+01:00",
                {},
            )
        if self.type == "date":
            return "%(key)s: expected a date such as 2026-03-01", {}
        if self.type == "set":
            return "%(key)s: expected a list of: %(words)s", {"words": ", ".join(self.values)}
        words = dict.fromkeys([*self.values, "unknown", *sorted(CLOSED_WORDS)])
        return "%(key)s: expected one of: %(words)s", {"words": ", ".join(words)}


def _load() -> dict[str, Fact]:
    rows = json.loads(files("asylia.law").joinpath("facts.json").read_text("utf-8"))
    facts = {}
    for row in rows:
        values = row["values"]
        listed = isinstance(values, list)
        facts[row["key"]] = Fact(
            key=row["key"],
            type=row["type"],
            values=tuple(values) if listed else (),
            minimum=None if listed else values.get("min"),
            maximum=None if listed else values.get("max"),
            unit="" if listed else values.get("unit", ""),
            precision="" if listed else values.get("precision", ""),
            question=row["question"],
            burden=row["burden"],
            rules=tuple(row["rules"]),
            sensitivity=row["class"],
            derived=row["derived"],
            indicators=tuple(row.get("indicators", ())),
            note=row.get("note", ""),
        )
    return facts


FACTS: Mapping[str, Fact] = MappingProxyType(_load())
"""All facts by key, in the order of facts.json."""


def ascii_digits(text: str) -> str:
    """The same text with every decimal digit of any script (Persian, Arabic, ...) written 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def fact(key: str) -> Fact:
    """The fact of that key. Raises FactError for a key that is not listed."""
    try:
        return FACTS[key]
    except KeyError:
        near = _nearest(key)
        if near:
            raise FactError(
                "“%(key)s” is not a fact Asylia knows; did you mean “%(near)s”?", key=_shown(key), near=near
            ) from None
        raise FactError("“%(key)s” is not a fact Asylia knows", key=_shown(key)) from None


def read_answer(key: str, given: object) -> tuple[Value | None, bool]:
    """One answer as (value, closed): value None means unknown, closed means never to be asked again.

    given: a word, number, date or list as it stood in the file or form. Raises FactError.
    """
    known = fact(key)
    if isinstance(given, str):
        word = ascii_digits(_plain(given)).casefold()
        if word in CLOSED_WORDS and word not in known.values:
            return None, True
        if word in UNKNOWN_WORDS:
            return None, False
    if given is None:
        return None, False
    return _READERS[known.type](known, given), False


def _ternary(known: Fact, given: object) -> bool:
    if isinstance(given, str):
        word = _plain(given).casefold()
        if word in ("yes", "no"):
            return word == "yes"
    raise _refused(known)


def _enum(known: Fact, given: object) -> str:
    if isinstance(given, str):
        word = _plain(given)
        for value in known.values:
            if value.casefold() == word.casefold():
                return value
    raise _refused(known)


def _set(known: Fact, given: object) -> frozenset[str] | None:
    words = given.replace(",", ";").replace("|", ";").split(";") if isinstance(given, str) else given
    if not isinstance(words, list | tuple | set | frozenset):
        raise _refused(known)
    read = set()
    for word in words:
        if isinstance(word, str) and _plain(word).casefold() in UNKNOWN_WORDS | CLOSED_WORDS:
            continue
        read.add(_enum(known, word))
    return frozenset(read)


def _number(known: Fact, given: object) -> float:
    if isinstance(given, str):
        try:
            given = float(ascii_digits(_plain(given)).replace("\u066b", "."))
        except ValueError:
            raise _refused(known) from None
    if isinstance(given, bool) or not isinstance(given, int | float) or given != given:
        raise _refused(known)
    if not (known.minimum or 0) <= given <= (known.maximum or math.inf):
        raise _refused(known)
    return float(given)


def _date(known: Fact, given: object) -> date:
    moment = given if isinstance(given, date) else read_time(given) if isinstance(given, str) else None
    if moment is None or moment.year < EARLIEST_YEAR:
        raise _refused(known)
    if isinstance(moment, datetime):
        if known.precision == "day":
            return moment.date()
        if moment.tzinfo is None:
            return moment.replace(tzinfo=UTC)
    return moment


def read_time(text: str) -> date | None:
    """A day (`2026-03-01`) or a moment with offset (`2026-03-01T22:00+01:00`) from text; None when it is neither."""
    plain = ascii_digits(_plain(text))
    try:
        return date.fromisoformat(plain) if len(plain) <= 10 else datetime.fromisoformat(plain)
    except ValueError:
        return None


_READERS: Mapping[str, Callable[[Fact, object], Value | None]] = {
    "ternary": _ternary,
    "enum": _enum,
    "set": _set,
    "number": _number,
    "date": _date,
}


@dataclass(frozen=True)
class Known:
    """What is known of one person, as the law reads it. Only known values are in `facts`; all else is unknown.

    at: when a fact became known or true, where that was said. closed: asked, declined or denied, so never asked again.
    """

    facts: Mapping[str, Value]
    at: Mapping[str, date]
    closed: frozenset[str]

    def __getitem__(self, key: str) -> Value | None:
        return self.facts.get(key)

    def with_facts(self, more: Mapping[str, Value | None]) -> Known:
        """The same with these values laid over it; None takes a value away."""
        merged = {**self.facts, **more}
        return Known({k: v for k, v in merged.items() if v is not None}, self.at, self.closed)


NOTHING_KNOWN = Known({}, {}, frozenset())

MAY_LIE_AHEAD = frozenset({"proc.hearing_date", "claim.limit_date"})
"""Dates that are deadlines themselves; every other date is of something that has happened."""

CLOCK_SLACK = timedelta(days=1)
"""A day may already have begun elsewhere on earth."""


def read_facts(given: Mapping[str, object], on: date | None = None) -> Known:
    """What a file or form says, read and checked.

    given: fact key to answer, or to {"value": answer, "at": day or moment}. on: the day of the assessment, against
    which dates are checked (a past event cannot lie in the future). Raises FactError, naming the key.
    """
    facts: dict[str, Value] = {}
    at: dict[str, date] = {}
    closed = set()
    for key, answer in given.items():
        known = fact(key)
        if isinstance(answer, Mapping):
            if not set(answer) <= {"value", "at"} or "value" not in answer:
                raise FactError("%(key)s: write a value, or {value = …, at = …}", key=key)
            if "at" in answer:
                at[key] = _moment(key, answer["at"], on)
            answer = answer["value"]
        value, is_closed = read_answer(key, answer)
        if is_closed:
            closed.add(key)
        if value is None or value == "unknown":
            continue
        if on and isinstance(value, date) and key not in MAY_LIE_AHEAD:
            _not_ahead(key, value, on)
        facts[known.key] = value
    return Known(facts, at, frozenset(closed))


def _moment(key: str, given: object, on: date | None) -> date:
    moment = given if isinstance(given, date) else read_time(given) if isinstance(given, str) else None
    if moment is None or moment.year < EARLIEST_YEAR:
        raise FactError("%(key)s: “at” is expected to be a date such as 2026-03-01, or a time with offset", key=key)
    if isinstance(moment, datetime) and moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if on:
        _not_ahead(key, moment, on)
    return moment


def _not_ahead(key: str, moment: date, on: date) -> None:
    if as_moment(moment) > as_moment(on) + CLOCK_SLACK:
        raise FactError("%(key)s: this date lies in the future; it is expected to have happened", key=key)


def as_moment(day: date) -> datetime:
    """A day as its first moment (UTC); a moment as it is."""
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\ufeff", "").strip()


def _shown(key: str) -> str:
    return "".join(c if c.isprintable() else "�" for c in key[:60])


def _refused(known: Fact) -> FactError:
    sentence, parameters = known.expects
    return FactError(sentence, key=known.key, **parameters)


def _nearest(key: str) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(key[:60], FACTS, n=1, cutoff=0.75)), None)
