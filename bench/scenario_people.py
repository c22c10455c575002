"""People of the scenarios: what a lawyer wrote of them, and all else drawn by lot."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from asylia.law.facts import FACTS, FactError, Value, read_facts
from people import ON, SEED, drawn

FOLDER = Path(__file__).resolve().parents[1] / "scenarios"

YES, NOT_KNOWN = 0.2, 0.3
"""How often a yes/no fact that the scenario leaves open is yes, and how often it is not known."""


def from_scenarios(keys: Sequence[str], number: int) -> list[dict[str, Value]]:
    """So many people, drawn among the scenarios that say something about one of these facts."""
    written = [facts for facts in _scenarios() if not facts.keys().isdisjoint(keys)]
    draw = random.Random(SEED)
    return [_filled(facts, keys, draw) for facts in draw.sample(written, min(number, len(written)))]


def _filled(facts: Mapping[str, Value], keys: Sequence[str], draw: random.Random) -> dict[str, Value]:
    filled = {key: held for key, held in facts.items() if key in keys}
    for key in keys:
        if key not in filled and draw.random() >= NOT_KNOWN:
            filled[key] = draw.random() < YES if FACTS[key].type == "ternary" else drawn(FACTS[key], draw)
    return filled


def _scenarios() -> Iterator[Mapping[str, Value]]:
    for path in sorted(FOLDER.rglob("*.toml")):
        content = tomllib.loads(path.read_text("utf-8"))
        for one in content.get("scenario", []):
            yield from _read(one.get("facts", {}))
        for table in content.get("table", []):
            for row in table["rows"]:
                yield from _read({**table.get("base", {}), **row.get("facts", {})})


def _read(facts: Mapping[str, Any]) -> Iterator[Mapping[str, Value]]:
    """The facts, or nothing where the scenario is about an answer that is refused or a date that lies ahead."""
    try:
        yield read_facts(facts, ON).facts
    except FactError:
        return
