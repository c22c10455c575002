"""The code lists of other people's standards, as shipped in `standards/` (see its NOTICE.md)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

STANDARDS = files("asylia.exchange").joinpath("standards")


@dataclass(frozen=True)
class Code:
    """One value of an HTCDS list: its machine name and what people read and type."""

    value: str
    label: str


def errf_form(code: str) -> str:
    """A code as the lists are compared: capital letters, no leading zeros (the form has 07 where the list has 7)."""
    return code.strip().upper().lstrip("0")


@cache
def errf_texts(name: str) -> Mapping[str, str]:
    """The texts of an eRRF list by code, each code in the form `errf_form` gives. name: such as VulnerabilityCode."""
    # Some lists open with a header and some do not; a header cell is its own list's name.
    rows = (row for row in _rows("errf", f"{name}.csv") if len(row) > 1 and row[0] != name)
    return {errf_form(code): text for code, text, *_ in rows}


@cache
def htcds_codes(field: str) -> tuple[Code, ...]:
    """The values of an HTCDS field that has a list, in the order of the standard; empty for other fields."""
    if field == "prs_Citizenship":
        return tuple(Code(code, name) for code, name in _rows("htcds", "countries.csv") if code != "code")
    rows = (row for row in _rows("htcds", "codelists.csv") if row[0] == field)
    return tuple(Code(row[2], row[3]) for row in rows)


@cache
def htcds_fields() -> Mapping[str, str]:
    """The label of every HTCDS field by its machine name."""
    return {name: label for name, label, *_ in _rows("htcds", "fields.csv") if name != "name"}


@cache
def htcds_core_by_label() -> Mapping[str, str]:
    """The machine name of every core field by its label (labels are unique among the core fields)."""
    return {label: name for name, label, core, _ in _rows("htcds", "fields.csv") if core == "Y"}


def _rows(standard: str, name: str) -> Iterator[list[str]]:
    text = STANDARDS.joinpath(standard, name).read_text("utf-8-sig")
    yield from csv.reader(text.splitlines())
