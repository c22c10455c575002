"""Triage asks little, opens help on a yes and on an unclear answer, and tells the officer only what to do."""

import pytest

from asylia.law.facts import NOTHING_KNOWN, read_facts
from asylia.screening import (
    INDICATORS,
    NOTHING_OBSERVED,
    TRIAGE_ITEMS,
    instruction_card,
    read_indicators,
    screen_person,
    triage_result,
    warn_forbidden,
)
from asylia.screening.triage import CARDS

FOUR_NO = {
    "triage.afraid_here": "no",
    "triage.needs_care": "no",
    "triage.unwanted_companion": "no",
    "fear.return": "no",
}


def test_at_most_twelve_items_and_four_gentle_questions_first() -> None:
    assert len(TRIAGE_ITEMS) <= 12
    assert [item.key for item in TRIAGE_ITEMS[:4]] == list(FOUR_NO)
    assert all(item.kind == "question" for item in TRIAGE_ITEMS[:4])
    assert not any(warn_forbidden(item.text) for item in TRIAGE_ITEMS)


@pytest.mark.parametrize("question", list(FOUR_NO))
@pytest.mark.parametrize("answer", ["yes", "asked", "denied"])
def test_a_yes_or_an_unclear_answer_opens_help(question: str, answer: str) -> None:
    known = read_facts({**FOUR_NO, question: answer, "person.declared_age": 30})

    result = triage_result(NOTHING_OBSERVED, known)

    assert result.opens_help
    assert result.because == (question,)
    assert screen_person(NOTHING_OBSERVED, known).level == "L2"
    assert instruction_card(NOTHING_OBSERVED, known).key == "protect"


def test_what_was_seen_opens_help_too() -> None:
    seen = read_indicators({"I-OB-05": "yes"})

    assert triage_result(seen, NOTHING_KNOWN).because == ("I-OB-05",)
    assert instruction_card(seen, read_facts({**FOUR_NO, "person.declared_age": 30})).key == "protect"


def test_four_verified_no_and_an_adult_age_leave_information() -> None:
    known = read_facts({**FOUR_NO, "person.declared_age": 30})

    assert not triage_result(NOTHING_OBSERVED, known).opens_help
    assert instruction_card(NOTHING_OBSERVED, known).key == "inform"


@pytest.mark.parametrize("missing", [*FOUR_NO, "person.declared_age"])
def test_until_all_is_asked_nobody_is_turned_away(missing: str) -> None:
    answers: dict[str, object] = {**FOUR_NO, "person.declared_age": 30}
    del answers[missing]

    card = instruction_card(NOTHING_OBSERVED, read_facts(answers))

    assert card.key == "finish"
    assert any("do not turn away" in line for line in card.lines)


def test_a_child_goes_to_child_protection_whatever_was_answered() -> None:
    known = read_facts({**FOUR_NO, "person.declared_age": 30, "person.age_doubt": "yes"})

    assert instruction_card(NOTHING_OBSERVED, known).key == "child"


def test_no_card_carries_a_level_or_a_sign() -> None:
    for card in CARDS.values():
        text = " ".join((card.title, *card.lines))
        for word in ("L0", "L1", "L2", "L3", "L4", "level", "victim", "trafficking", "indicat"):
            assert word not in text
        assert not any(row.text in text for row in INDICATORS.values())
