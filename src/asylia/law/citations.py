"""Where each rule comes from, and whether somebody has read the original and found it there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

State = Literal["confirmed", "corrected", "not yet checked"]
Basis = Literal["binding law", "guidance", "Asylia's own policy"]

LAW_BASIS: Basis = "binding law"


@dataclass(frozen=True)
class Instrument:
    """A treaty, law, guideline or other text that rules cite."""

    code: str
    title: str
    adopted: str | None
    in_force: str | None
    binding: bool
    author: str


@dataclass(frozen=True)
class Citation:
    """One pinpoint of one rule. `first_cited` is what stood before a correction; `says` what the text was found to
    say."""

    text: str
    first_cited: str
    state: State
    says: str
    seen_at: str | None


def _read(name: str) -> list[dict[str, str | None]]:
    rows: list[dict[str, str | None]] = json.loads(files("asylia.law").joinpath(name).read_text("utf-8"))
    return rows


def _instruments() -> dict[str, Instrument]:
    return {
        str(row["code"]): Instrument(
            str(row["code"]),
            str(row["title"]),
            row["adopted"],
            row["in_force"],
            row["kind"] == "binding",
            str(row["depositary_or_author"]),
        )
        for row in _read("instruments.json")
    }


INSTRUMENTS: Mapping[str, Instrument] = MappingProxyType(_instruments())


def _citations() -> dict[str, tuple[Citation, ...]]:
    found: dict[str, list[Citation]] = {}
    for row in _read("citations.json"):
        first, right = str(row["cite"]), row["right_cite"]
        verdict = str(row["verdict"])
        state: State = (
            "confirmed" if verdict == "confirmed" else "corrected" if verdict == "corrected" else "not yet checked"
        )
        citation = Citation(right or first, first, state, str(row["what_it_says"]), row["seen_at"])
        found.setdefault(str(row["rule"]), []).append(citation)
    return {rule: tuple(rows) for rule, rows in found.items()}


CITATIONS: Mapping[str, tuple[Citation, ...]] = MappingProxyType(_citations())
"""Every citation of every rule, in the order of the specification."""


def stands(citation: Citation) -> bool:
    """Whether the pinpoint carries the rule; a correction may have found that no article does."""
    return not citation.text.startswith(("none", "delete"))


def instruments_of(citation: Citation) -> tuple[Instrument, ...]:
    """The instruments a pinpoint names, in the order it names them."""
    named = []
    for piece in citation.text.split(";"):
        words = piece.replace("Dir. 2004/81/EC", "EU04").replace("EU 2004/81", "EU04").split()
        for word in words[:2]:
            code = word.strip("(),")
            instrument = INSTRUMENTS.get(code) or INSTRUMENTS.get(f"HRL/{code}")
            if instrument:
                named.append(instrument)
                break
    return tuple(dict.fromkeys(named))


def rests_on(rule: str) -> Basis:
    """What a rule as a whole rests on: binding law where a binding text was confirmed to carry it, else guidance."""
    for citation in CITATIONS.get(rule, ()):
        if (
            stands(citation)
            and citation.state != "not yet checked"
            and any(i.binding for i in instruments_of(citation))
        ):
            return "binding law"
    return "guidance"
