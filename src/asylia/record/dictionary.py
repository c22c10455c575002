"""The field dictionary: what each field is for, where it belongs, how sensitive it is, and how long it is kept."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

PURPOSES = (
    "triage",
    "casework",
    "child_protection",
    "legal",
    "referral",
    "tracing",
    "oversight",
    "statistics",
)
"""Why anyone may read or write: first contact, accompanying the person, the child's best interests, representing the
person, passing on to help, finding family, data protection and audit, and figures that name nobody."""

BY_ROW = "by row"
NONE = "none"
COMPARTMENTS = (*"ABCDEFGHIJ", BY_ROW, NONE)

AGENCY = "agency"
"""Kept while the agency exists."""


class DictionaryError(ValueError):
    """The dictionary, or a field named by its reader, is not as it should be. The text says what is expected.

    template, parameters: the sentence, and what is put into it.
    """

    def __init__(self, text: str, **parameters: object) -> None:
        super().__init__(text % parameters if parameters else text)
        self.template = text
        self.parameters = parameters


@dataclass(frozen=True)
class Entry:
    """One field. compartment: A to J, BY_ROW or NONE. sensitivity: 1 to 4. keep_years: after closing; None: AGENCY.

    several: whether a sealed field may hold several values, each under its name and a number.
    """

    name: str
    holds: str
    purposes: frozenset[str]
    compartment: str
    sensitivity: int
    keep_years: int | None
    exportable: bool
    offline: bool
    several: bool = False


def _entry(name: str, given: Mapping[str, Any]) -> Entry:
    keep = given["keep_years"]
    entry = Entry(
        name,
        given["holds"],
        frozenset(given["purposes"]),
        given["compartment"],
        given["sensitivity"],
        None if keep == AGENCY else keep,
        given["exportable"],
        given["offline"],
        given.get("several", False),
    )
    wrong = (
        not entry.holds
        or not entry.purposes
        or not entry.purposes <= set(PURPOSES)
        or entry.compartment not in COMPARTMENTS
        or entry.sensitivity not in (1, 2, 3, 4)
        or not (entry.keep_years is None or entry.keep_years >= 0)
    )
    if wrong:
        raise DictionaryError(
            "The entry of %(name)s in dictionary.toml is not complete, or names what is not listed.", name=name
        )
    return entry


def _entries(tables: Mapping[str, Any]) -> Iterator[Entry]:
    for table, given in tables.items():
        defaults = {name: value for name, value in given.items() if name != "fields"}
        for field, says in given["fields"].items():
            own = {"holds": says} if isinstance(says, str) else says
            yield _entry(f"{table}.{field}", {**defaults, **own})


def _load() -> tuple[dict[str, Entry], dict[str, Entry]]:
    tables = tomllib.loads(files("asylia.record").joinpath("dictionary.toml").read_text("utf-8"))
    sealed = tables.pop("sealed")
    defaults = {name: value for name, value in tables["SealedField"].items() if name != "fields"}
    return (
        {entry.name: entry for entry in _entries(tables)},
        {name: _entry(name, {**defaults, **given}) for name, given in sealed.items()},
    )


_fields, _sealed = _load()

FIELDS: Mapping[str, Entry] = MappingProxyType(_fields)
"""Every field of every table, as Table.field."""

SEALED: Mapping[str, Entry] = MappingProxyType(_sealed)
"""Every kind of value that is kept sealed."""


def sealed_field(name: str) -> Entry:
    """The entry of a sealed field, such as `birth`, or `name.2` where there may be several. Raises DictionaryError."""
    kind, dot, number = name.partition(".")
    entry = SEALED.get(kind)
    if entry is None or entry.several != bool(dot) or (dot and not re.fullmatch(r"[1-9][0-9]{0,3}", number)):
        raise DictionaryError(
            "Sealed fields are: %(names)s; where there may be several, each with a number, such as name.1.",
            names=", ".join(SEALED),
        )
    return entry
