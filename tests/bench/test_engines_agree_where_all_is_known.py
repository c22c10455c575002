"""The 21 rules were written by hand for every engine: where all facts are known, all have to say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import law
from people import cases, register
from selection import FINDINGS, GUARDS, KEYS, SELECTED

PEOPLE = 150

TAKES_DOUBT_FOR_CHILDHOOD = {"openfisca.two_valued": {"age.treat_as_adult", "return.execute", "detain"}}
"""Two values cannot tell a known adult from an unknown age, so any doubt makes a child there."""

NEARLY_ALWAYS_YES = {"means", "ref.persecution", "ref.fear"}
"""Nine means are rarely all absent; a harm is always named; a fear is never refuted."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("bench")
    everyone = cases(KEYS, PEOPLE, unknown=0)
    for case in everyone:
        case["asylum.informed"] = True  # a no to fear counts only then
    for case in everyone[::3]:
        del case["fear.harms"]
        case.update({key: False for key in case if key.startswith("fear.")})
    (made / "cases.json").write_text(json.dumps([law.as_json(case) for case in everyone]))
    register(KEYS, PEOPLE).write_parquet(made / "register.parquet")
    return made


def said(name: str, folder: Path) -> dict[str, Any]:
    environment, _ = law.ENGINES[name]
    if not (environment / "bin" / "python").exists():
        pytest.skip("this engine is not set up; bench/run does that")
    return {way: held["answers"] for way, held in law.ways({name: law.measured(name, folder, 1, PEOPLE)}).items()}


@pytest.fixture(scope="module")
def ours(folder: Path) -> list[dict[str, Any]]:
    return said("asylia", folder)["asylia"]


def test_the_selection_is_21_rules_with_findings_and_guards():
    assert len(SELECTED) == len(set(SELECTED)) == 21
    assert len(FINDINGS) == 12
    assert len(GUARDS) == 6


def test_complete_facts_lead_to_answers_of_both_kinds(ours):
    for name in set(FINDINGS) - NEARLY_ALWAYS_YES:
        assert {one["findings"][name] for one in ours} >= {True, False}, name
    for action in GUARDS:
        assert {one["guards"][action] for one in ours} == {"refuse", "allow"}, action


@pytest.mark.parametrize("name", ["openfisca", "zen_2_1", "zen_0_37", "cedar"])
def test_every_other_engine_says_the_same(name, folder, ours):
    for way, answers in said(name, folder).items():
        excused = TAKES_DOUBT_FOR_CHILDHOOD.get(way, set())
        for one, other in zip(ours, answers, strict=True):
            for finding, held in other["findings"].items():
                assert None in (held, one["findings"][finding]) or held is one["findings"][finding], (way, finding)
            for action, verdict in other["guards"].items():
                assert verdict == one["guards"][action] or (action in excused and verdict == "refuse"), (way, action)
