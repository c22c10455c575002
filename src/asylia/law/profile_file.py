"""Reads a country profile from its TOML file, and refuses what would lower protection.

A value that is missing is not known, which is not the same as none: the floor then applies. A value below the floor is
refused, or, where the file marks it as a limit of national law, shown as a conflict and never applied.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from asylia.law.actions import expand
from asylia.law.calendar import Calendar
from asylia.law.citations import INSTRUMENTS
from asylia.law.facts import fact
from asylia.law.profile import Conflict, PartyStatus, Permit, Profile, Remedy, Stated, Tightening, When
from asylia.law.profile_fields import FIELDS, SAVING_CLAUSE, Plain, falls_short

NOT_KNOWN = "not known"
"""Looked for and not found. The value is then unknown, and its source says where it was looked for."""

DUTY_GROUPS = frozenset({"refugee", "trafficking", "statelessness", "child"})

DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

EXTRA_INSTRUMENTS = frozenset({"OPSC", "ICRMW"})
"""Treaties a profile may list although no rule cites them: sale of children (2000), migrant workers (1990)."""


class ProfileError(ValueError):
    """A profile says something that cannot be taken. The text names the place and what is expected there."""


@dataclass(frozen=True)
class Source:
    """A text a profile rests on. read: the day its values were taken down. as_of: the state of things it shows."""

    title: str
    read: date
    as_of: str
    check: str
    checked_on: date | None


def read_profile(text: str, file: str = "profile") -> Profile:
    """A profile from the text of its file. file: its name, for messages. Raises ProfileError."""
    try:
        return _Reader(tomllib.loads(text)).profile()
    except tomllib.TOMLDecodeError as wrong:
        raise ProfileError(f"{file}: this is not a TOML file ({wrong})") from None
    except ProfileError as wrong:
        raise ProfileError(f"{file}: {wrong}") from None


CHECK = re.compile(r"unchecked|invented|expired|checked by \S.*")
DUTY_CODE = re.compile(r"[A-Z0-9]+\.[0-9]+")
MONTH_DAY = re.compile(r"[01][0-9]-[0-3][0-9]")
MAX_NUMBER = 3660
MAX_TEXT = 600

STATED_KEYS = frozenset(
    {"value", "source", "at", "read", "check", "checked_on", "since", "binding", "legal_limit", "note"}
)
SECTIONS = frozenset(key.split(".")[0] for key in FIELDS)
OTHER_SECTIONS = frozenset(
    {"profile", "sources", "instruments", "residence", "remedies", "duty_bearers", "tighten", "conflicts"}
)

Table = Mapping[str, Any]
Expected = TypeVar("Expected", bool, int, str, date)


class _Reader:
    """Reads one file, section by section."""

    def __init__(self, table: Table) -> None:
        _only(table, SECTIONS | OTHER_SECTIONS, "the file")
        self.table = table
        self.sources = {name: _source(entry, f"sources.{name}") for name, entry in self.section("sources").items()}

    def profile(self) -> Profile:
        head = self.section("profile")
        _only(head, frozenset({"code", "name", "version", "effective"}), "profile")
        values = MappingProxyType(dict(self.values()))
        return Profile(
            code=_required(head, "code", str, "profile"),
            name=_required(head, "name", str, "profile"),
            version=_required(head, "version", int, "profile"),
            effective=_optional(head, "effective", date, "profile"),
            values=values,
            instruments=MappingProxyType(dict(self.instruments())),
            permits=tuple(self.permits()),
            remedies=tuple(self.remedies()),
            duty_bearers=MappingProxyType(dict(self.duty_bearers())),
            tightenings=tuple(self.tightenings()),
            conflicts=(*_below_the_floor(values), *self.conflicts()),
            calendar=_calendar(values),
        )

    def section(self, name: str) -> Table:
        return _table(self.table.get(name, {}), name)

    def entries(self, name: str) -> Iterator[tuple[str, Table]]:
        rows = self.table.get(name, [])
        if not isinstance(rows, list):
            raise ProfileError(f"{name} is expected to be a list, each entry under [[{name}]]")
        for number, row in enumerate(rows, 1):
            place = f"{name}, entry {number}"
            yield place, _table(row, place)

    def values(self) -> Iterator[tuple[str, Stated]]:
        for section in sorted(SECTIONS):
            for name, entry in self.section(section).items():
                key = f"{section}.{name}"
                if key not in FIELDS:
                    raise ProfileError(f"{key} is not a key of a profile")
                stated = self.stated(entry, key, KINDS[FIELDS[key].kind])
                _not_below_the_floor(key, stated)
                yield key, stated

    def stated(self, entry: object, place: str, read: Callable[[object, str], Plain], more: str = "") -> Stated:
        """A value with its source. more: further keys that may stand in the same table, parted by a space."""
        table = _table(entry, place)
        _only(table, STATED_KEYS | frozenset(more.split()), place)
        if "value" not in table:
            raise ProfileError(f"{place}: no value is given; write {{value = …, source = …}}")
        raw = table["value"]
        return self.said(table, place, None if raw == NOT_KNOWN else read(raw, place))

    def said(self, table: Table, place: str, value: Plain | None) -> Stated:
        source = self.sources.get(_required(table, "source", str, place))
        if source is None:
            raise ProfileError(f"{place}: the source is expected to be a name listed under [sources]")
        check = _optional(table, "check", str, place)
        checked_on = _optional(table, "checked_on", date, place)
        _check_is_whole(check or source.check, checked_on or source.checked_on, place)
        return Stated(
            value=value,
            source=source.title,
            at=_optional(table, "at", str, place) or "",
            read=_optional(table, "read", date, place) or source.read,
            as_of=source.as_of,
            check=check or source.check,
            checked_on=checked_on or source.checked_on,
            since=_optional(table, "since", date, place),
            binding=_optional(table, "binding", bool, place) or False,
            legal_limit=_optional(table, "legal_limit", bool, place) or False,
            note=_optional(table, "note", str, place) or "",
        )

    def instruments(self) -> Iterator[tuple[str, PartyStatus]]:
        for code, entry in self.section("instruments").items():
            place = f"instruments.{code}"
            if code not in INSTRUMENTS and code not in EXTRA_INSTRUMENTS:
                raise ProfileError(f"{place}: no instrument of that code is known")
            said = self.stated(entry, place, _flag, more="joined reservation in_domestic_law")
            if said.value is not None and not isinstance(said.value, bool):
                raise ProfileError(f"{place}: the value is expected to be true, false or “{NOT_KNOWN}”")
            yield (
                code,
                PartyStatus(
                    code=code,
                    party=said.value,
                    joined=_optional(entry, "joined", date, place),
                    reservation=_optional(entry, "reservation", str, place) or "",
                    in_domestic_law=_optional(entry, "in_domestic_law", bool, place),
                    said=said,
                ),
            )

    def permits(self) -> Iterator[Permit]:
        for place, row in self.entries("residence"):
            _only(row, STATED_KEYS - {"value"} | {"name", "basis", "length", "work"}, place)
            name = _required(row, "name", str, place)
            basis = _optional(row, "basis", str, place) or ""
            if basis not in ("", "personal", "cooperation", "both"):
                raise ProfileError(f"{place}: basis is expected to be personal, cooperation or both")
            length = _optional(row, "length", str, place) or ""
            work = _optional(row, "work", str, place) or ""
            yield Permit(name, basis, length, work, self.said(row, place, name))

    def remedies(self) -> Iterator[Remedy]:
        for place, row in self.entries("remedies"):
            _only(row, STATED_KEYS - {"value"} | {"kind", "text"}, place)
            text = _required(row, "text", str, place)
            yield Remedy(_required(row, "kind", str, place), text, self.said(row, place, text))

    def duty_bearers(self) -> Iterator[tuple[str, Stated]]:
        for code, entry in self.section("duty_bearers").items():
            place = f"duty_bearers.{code}"
            if code not in DUTY_GROUPS and not DUTY_CODE.fullmatch(code):
                raise ProfileError(f"{place}: expected the code of a right, or one of {', '.join(sorted(DUTY_GROUPS))}")
            yield code, self.stated(entry, place, _text)

    def tightenings(self) -> Iterator[Tightening]:
        for place, row in self.entries("tighten"):
            _only(row, STATED_KEYS - {"value"} | {"actions", "when", "hard", "text"}, place)
            text = _required(row, "text", str, place)
            yield Tightening(
                actions=_actions(row.get("actions"), place),
                when=_conditions(row.get("when"), place),
                hard=_required(row, "hard", bool, place),
                text=text,
                said=self.said(row, place, text),
            )

    def conflicts(self) -> Iterator[Conflict]:
        for place, row in self.entries("conflicts"):
            _only(row, STATED_KEYS - {"value"} | {"text", "rules"}, place)
            text = _required(row, "text", str, place)
            rules = _texts(row.get("rules", [SAVING_CLAUSE]), place)
            yield Conflict(text, self.said(row, place, text).sentence, rules)


def _below_the_floor(values: Mapping[str, Stated]) -> Iterator[Conflict]:
    for key, stated in values.items():
        floor = FIELDS[key].floor
        if floor and falls_short(key, stated.value):
            said = stated.note or f"{key} says {_in_words(stated.value)}"
            yield Conflict(f"National law: {said}. The floor stays: {floor.says}.", stated.sentence, floor.rules)


def _not_below_the_floor(key: str, stated: Stated) -> None:
    floor = FIELDS[key].floor
    if floor and falls_short(key, stated.value) and not stated.legal_limit:
        raise ProfileError(
            f"{key} would lower protection: {floor.says}. "
            "If national law does say so, add legal_limit = true: it is then shown as a conflict and not applied"
        )


def _in_words(value: Plain | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _calendar(values: Mapping[str, Stated]) -> Calendar:
    weekend = values.get("working_days.weekend")
    yearly, dated = values.get("holidays.yearly"), values.get("holidays.dated")
    return Calendar(
        weekend=frozenset(DAYS_OF_WEEK.index(day) for day in _listed(weekend)) or Calendar().weekend,
        yearly=frozenset((int(day[:2]), int(day[3:])) for day in _listed(yearly)),
        dated=frozenset(date.fromisoformat(day) for day in _listed(dated)),
    )


def _listed(stated: Stated | None) -> tuple[str, ...]:
    return stated.value if stated and isinstance(stated.value, tuple) else ()


def _source(entry: object, place: str) -> Source:
    table = _table(entry, place)
    _only(table, frozenset({"title", "read", "as_of", "check", "checked_on"}), place)
    source = Source(
        title=_required(table, "title", str, place),
        read=_required(table, "read", date, place),
        as_of=_optional(table, "as_of", str, place) or "",
        check=_required(table, "check", str, place),
        checked_on=_optional(table, "checked_on", date, place),
    )
    _check_is_whole(source.check, source.checked_on, place)
    return source


def _check_is_whole(check: str, checked_on: date | None, place: str) -> None:
    if not CHECK.fullmatch(check):
        raise ProfileError(f"{place}: check is expected to be unchecked, checked by NAME, expired or invented")
    if check.startswith("checked by ") and checked_on is None:
        raise ProfileError(f"{place}: a check needs its date, checked_on")


def _actions(given: object, place: str) -> tuple[str, ...]:
    try:
        return expand(*_texts(given, f"{place}: actions"))
    except ValueError as wrong:
        raise ProfileError(f"{place}: {wrong}") from None


def _conditions(given: object, place: str) -> tuple[When, ...]:
    if given == "always":
        return ()
    if not isinstance(given, list) or not given:
        raise ProfileError(f"{place}: when is expected to be “always”, or a list of facts")
    return tuple(_condition(part, place) for part in given)


def _condition(given: object, place: str) -> When:
    """A fact key (its answer is yes), or {fact = key, is = [words]} for a fact with a list of words."""
    table = {"fact": given} if isinstance(given, str) else _table(given, f"{place}: when")
    _only(table, frozenset({"fact", "is"}), f"{place}: when")
    try:
        known = fact(_required(table, "fact", str, f"{place}: when"))
    except ValueError as wrong:
        raise ProfileError(f"{place}: {wrong}") from None
    if known.type == "ternary" and "is" not in table:
        return When(known.key, frozenset({True}))
    if known.type != "enum":
        raise ProfileError(f"{place}: a condition is a yes/no fact, or a fact with a list of words and “is”")
    words = _texts(table.get("is"), f"{place}: is")
    if strangers := sorted(set(words) - (set(known.values) - {"unknown"})):
        raise ProfileError(f"{place}: {known.key} has no value {', '.join(strangers)}")
    return When(known.key, frozenset(words))


def _flag(given: object, place: str) -> bool:
    if isinstance(given, bool):
        return given
    raise ProfileError(f"{place}: expected true, false or “{NOT_KNOWN}”")


def _number(given: object, place: str) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= MAX_NUMBER:
        return given
    raise ProfileError(f"{place}: expected a whole number from 1 to {MAX_NUMBER}, or “{NOT_KNOWN}”")


def _text(given: object, place: str) -> str:
    if isinstance(given, str) and given.strip() and len(given) <= MAX_TEXT:
        return given
    raise ProfileError(f"{place}: expected words, at most {MAX_TEXT} letters")


def _texts(given: object, place: str) -> tuple[str, ...]:
    if isinstance(given, list) and given:
        return tuple(_text(word, place) for word in given)
    raise ProfileError(f"{place}: expected a list of words, with at least one")


def _scope(given: object, place: str) -> str:
    if given in ("status", "all"):
        return str(given)
    raise ProfileError(f"{place}: expected “status”, “all” or “{NOT_KNOWN}”")


def _weekdays(given: object, place: str) -> tuple[str, ...]:
    days = _texts(given, place)
    if set(days) <= set(DAYS_OF_WEEK) and len(set(days)) <= 3:
        return days
    raise ProfileError(f"{place}: expected one to three of {', '.join(DAYS_OF_WEEK)}")


def _month_days(given: object, place: str) -> tuple[str, ...]:
    days = _texts(given, place)
    if all(_is_month_day(day) for day in days):
        return days
    raise ProfileError(f"{place}: expected month and day, such as 12-25")


def _is_month_day(text: str) -> bool:
    try:
        return bool(MONTH_DAY.fullmatch(text) and date.fromisoformat(f"2000-{text}"))
    except ValueError:
        return False


def _dates(given: object, place: str) -> tuple[str, ...]:
    if isinstance(given, list) and all(type(day) is date for day in given):
        return tuple(day.isoformat() for day in given)
    raise ProfileError(f"{place}: expected a list of dates, such as 2026-04-03")


KINDS: Mapping[str, Callable[[object, str], Plain]] = MappingProxyType(
    {
        "flag": _flag,
        "number": _number,
        "text": _text,
        "texts": _texts,
        "scope": _scope,
        "weekdays": _weekdays,
        "month_days": _month_days,
        "dates": _dates,
    }
)


def _table(given: object, place: str) -> Table:
    if isinstance(given, dict):
        return given
    raise ProfileError(f"{place} is expected to be a table")


def _only(table: Table, allowed: frozenset[str], place: str) -> None:
    if strangers := sorted(set(table) - allowed):
        raise ProfileError(f"{place}: {strangers[0]} is not expected here; expected are {', '.join(sorted(allowed))}")


def _required(table: Table, key: str, kind: type[Expected], place: str) -> Expected:
    given = _optional(table, key, kind, place)
    if given is None:
        raise ProfileError(f"{place}: {key} is missing")
    return given


def _optional(table: Table, key: str, kind: type[Expected], place: str) -> Expected | None:
    given = table.get(key)
    if given is None:
        return None
    if type(given) is not kind or given == "":
        words = {bool: "true or false", int: "a whole number", str: "words", date: "a date such as 2026-03-01"}
        raise ProfileError(f"{place}: {key} is expected to be {words[kind]}")
    return given
