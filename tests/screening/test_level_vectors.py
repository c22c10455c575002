"""Each vector of scenarios/screening/levels.toml gives the counts and the level written beside it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from asylia.law.facts import read_facts
from asylia.screening import INDICATORS, read_indicators, screen, screen_person

VECTORS = tomllib.loads(
    (Path(__file__).parents[2] / "scenarios" / "screening" / "levels.toml").read_text(encoding="utf-8")
)["vector"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_vector_gives_its_level(vector: dict[str, Any]) -> None:
    answers = {key: vector["rest"] for key, row in INDICATORS.items() if row.ask == "core"} if "rest" in vector else {}
    observed = read_indicators({**answers, **dict.fromkeys(vector["yes"], "yes")})
    known = read_facts(vector.get("facts", {}))

    found = screen_person(observed, known) if vector.get("person") else screen(observed, known, vector["variant"])

    assert found.level == vector["level"]
    assert found.variant == vector["variant"]
    for code, counts in vector.get("dimensions", {}).items():
        assert list(found.dimensions[code].counts) == counts
    if "positive" in vector:
        assert [code for code, dimension in found.dimensions.items() if dimension.positive] == vector["positive"]
    if "ilo_pattern" in vector:
        assert found.ilo_pattern == vector["ilo_pattern"]
    if "state" in vector:
        assert found.state == vector["state"]
