"""Asylia's own figures: the selected rules beside the other engines, and all rules alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import polars as pl

from asylia.law.engine import LAW, Law
from asylia.law.facts import FACTS, Known
from asylia.law.frame import assess_frame, condition_frame, read_register
from measure import MORE, hand_back, once, per_case, read_cases, repeated
from people import ON, cases, known
from selection import FINDINGS, GUARDS, SELECTION

FEW = 100
"""How many people's full reasons under all rules are timed."""


def read_case(case: dict[str, Any]) -> Known:
    """A person as the law reads them."""
    return known({key: frozenset(held) if isinstance(held, list) else held for key, held in case.items()})


def everything(law: Law, person: Known) -> list[object]:
    """The full reasons: every step of every finding, and every guard with its rules and its question."""
    outcome = law.assess(person, ON)
    return [outcome.guards, *(outcome.because(finding.name) for finding in law.findings)]


def answers(person: Known) -> dict[str, Any]:
    """What the selected rules say, in the words that all engines are compared in."""
    outcome = SELECTION.assess(person, ON)
    states = {"indicated": True, "not_indicated": False}
    return {
        "findings": {name: states.get(outcome.findings[name]) for name in FINDINGS},
        "guards": {action: outcome.guards[action].verdict for action in GUARDS},
    }


def selected(folder: Path, repeats: int, singles: int) -> dict[str, Any]:
    """The selected rules, on the people that all engines get."""
    people = [read_case(case) for case in read_cases(folder)[:singles]]
    parquet = folder / "register.parquet"
    frame = pl.read_parquet(parquet)
    register = read_register(frame, ON)
    return {
        "one_us": repeated(repeats, lambda: per_case(lambda person: SELECTION.values(person, ON), people)),
        "reasons_us": repeated(repeats, lambda: per_case(lambda person: everything(SELECTION, person), people)),
        "compute_ms": repeated(MORE * repeats, lambda: once(lambda: condition_frame(register, SELECTION, ON))),
        "loaded_ms": repeated(repeats, lambda: once(lambda: condition_frame(pl.read_parquet(parquet), SELECTION, ON))),
        "check_ms": repeated(repeats, lambda: once(lambda: read_register(frame, ON))),
        "answers": [answers(person) for person in people],
    }


def whole(folder: Path, repeats: int, singles: int) -> dict[str, Any]:
    """All rules, on people of whom all facts are drawn."""
    people = [known(case) for case in cases(tuple(FACTS), singles)]
    parquet = folder / "whole.parquet"
    register = pl.read_parquet(parquet)
    return {
        "one_us": repeated(repeats, lambda: per_case(lambda person: LAW.values(person, ON), people)),
        "reasons_us": repeated(repeats, lambda: per_case(lambda person: everything(LAW, person), people[:FEW])),
        "read_ms": repeated(repeats, lambda: once(lambda: pl.read_parquet(parquet))),
        "frame_ms": repeated(repeats, lambda: once(lambda: assess_frame(register, LAW, ON))),
    }


def main(part: str, folder: Path, repeats: int, singles: int) -> None:
    """Measure and hand back."""
    hand_back({"selected": selected, "whole": whole}[part](folder, repeats, singles))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
