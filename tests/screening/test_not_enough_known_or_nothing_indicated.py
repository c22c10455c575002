"""L1 needs a completed screening with at most a fifth of the core rows unknown; else it is L0, not enough known."""

from typing import Literal

import pytest

from asylia.law.facts import NOTHING_KNOWN, read_facts
from asylia.screening import INDICATORS, read_indicators, screen
from asylia.screening.indicators import Variant

CORE: dict[Variant, list[str]] = {
    variant: [
        key
        for key, row in INDICATORS.items()
        if row.ask == "core" and row.tier(variant) in ("S", "M") and key != "I-DO-01"
    ]
    for variant in ("adult", "child")
}


def _answers(variant: Variant, unknown: int, word: str) -> dict[str, str]:
    answers = dict.fromkeys([*CORE[variant], "I-DO-01"], "no")
    return {**answers, **dict.fromkeys(CORE[variant][:unknown], word)}


@pytest.mark.parametrize(("variant", "most"), [("adult", 10), ("child", 13)])
@pytest.mark.parametrize("word", ["asked", "declined", "denied"])
def test_a_fifth_may_be_unknown_and_no_more(variant: Variant, most: int, word: str) -> None:
    enough = screen(read_indicators(_answers(variant, most, word)), NOTHING_KNOWN, variant)
    too_few = screen(read_indicators(_answers(variant, most + 1, word)), NOTHING_KNOWN, variant)

    assert (enough.level, enough.state) == ("L1", "completed")
    assert (too_few.level, too_few.state) == ("L0", "completed")
    assert len(too_few.core_unknown) == most + 1


def test_one_core_row_never_put_leaves_the_screening_open() -> None:
    answers = _answers("adult", 1, "unknown")

    found = screen(read_indicators(answers), NOTHING_KNOWN, "adult")

    assert (found.level, found.state) == ("L0", "in_progress")


def test_probes_and_weak_rows_need_no_answer() -> None:
    assert screen(read_indicators(_answers("adult", 0, "no")), NOTHING_KNOWN, "adult").level == "L1"


@pytest.mark.parametrize(
    ("state", "level"),
    [("completed", "L1"), ("reviewed", "L1"), ("in_progress", "L0"), ("paused", "L0"), ("stopped", "L0")],
)
def test_a_given_state_of_the_screening_stands(state: str, level: Literal["L0", "L1"]) -> None:
    known = read_facts({"screen.state": state})

    found = screen(read_indicators(_answers("adult", 0, "no")), known, "adult")

    assert (found.level, found.state) == (level, state)


def test_a_state_given_as_completed_does_not_make_the_unknown_known() -> None:
    assert screen(read_indicators({}), read_facts({"screen.state": "completed"}), "adult").level == "L0"


@pytest.mark.parametrize(
    "facts", [{"triage.done": "yes"}, {"triage.needs_care": "no"}, {"triage.afraid_here": "asked"}]
)
def test_triage_on_file_and_nothing_screened(facts: dict[str, str]) -> None:
    assert screen(read_indicators({}), read_facts(facts), "adult").state == "triage_done"


def test_nothing_on_file() -> None:
    assert screen(read_indicators({}), read_facts({"triage.done": "no"}), "adult").state == "not_started"


def test_the_level_says_why_it_is_not_lower_or_higher() -> None:
    nothing = screen(read_indicators({}), NOTHING_KNOWN, "adult")

    assert [reason.part for reason in nothing.reasons] == ["not_completed", "too_much_unknown"]
