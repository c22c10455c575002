"""Reads the coded cells of HTCDS: values or labels, one or several, with the slips of the official files forgiven."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from asylia.exchange.code_lists import Code, htcds_codes

_MISSPELT: Mapping[str, tuple[tuple[str, str], ...]] = {
    # The standard itself writes “Unaquainted”.
    "vic_RelationshipToTrafficker": (("Unacquainted", "Unaquainted"),),
}
_DELIMITER = ";"


def read_codes(field: str, cell: str) -> tuple[tuple[Code, ...], bool]:
    """The codes in a cell, and whether all of it was understood.

    Values and labels are taken alike, in any case and with stray blanks. Several are joined with “; ”. Four labels hold
    a semicolon themselves, so the longest name that fits is taken, never what stands between two semicolons.
    """
    names = _names(field)
    rest = _plain(cell)
    codes: dict[Code, None] = {}
    understood = True
    while rest:
        name = next((name for name in names if _opens(rest, name)), None)
        if name is None:
            understood = False
            rest = rest.partition(_DELIMITER)[2]
        else:
            codes[names[name]] = None
            rest = rest[len(name) :]
        rest = rest.lstrip(_DELIMITER + " ")
    return tuple(codes), understood


@cache
def _names(field: str) -> Mapping[str, Code]:
    """Every way to write a code of that field, the longest first."""
    codes = htcds_codes(field)
    names = {_plain(name): code for code in codes for name in (code.value, code.label)}
    for written, meant in _MISSPELT.get(field, ()):
        names |= {_plain(written): code for code in codes if code.value == meant}
    return dict(sorted(names.items(), key=lambda pair: len(pair[0]), reverse=True))


def _opens(text: str, name: str) -> bool:
    return text.startswith(name) and text[len(name) :].lstrip(" ")[:1] in ("", _DELIMITER)


def _plain(text: str) -> str:
    # Splitting on white space takes no-break spaces and line ends for blanks.
    return re.sub(r"\s*;\s*", "; ", " ".join(text.split())).casefold().strip(f" {_DELIMITER}")
