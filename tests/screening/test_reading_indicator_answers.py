"""Answers to indicators take the same words as facts, and a wrong key or word is refused with what is expected."""

from datetime import date

import pytest

from asylia.law.facts import FactError
from asylia.screening import IndicatorError, read_indicators


def test_words_in_any_case() -> None:
    observed = read_indicators({"I-DR-01": "YES", "I-DR-02": " no ", "I-DR-03": "Unknown", "I-DR-04": ""})

    assert dict(observed.answers) == {"I-DR-01": True, "I-DR-02": False}
    assert observed.closed == frozenset()


@pytest.mark.parametrize("word", ["asked", "declined", "denied", "Denied"])
def test_asked_without_an_answer_is_unknown_and_closed(word: str) -> None:
    observed = read_indicators({"I-EX-01": word})

    assert not observed.answers
    assert observed.closed == {"I-EX-01"}


def test_an_answer_may_say_when_it_was_so() -> None:
    observed = read_indicators({"I-CD-01": {"value": "yes", "at": date(2026, 3, 1)}})

    assert observed.yes("I-CD-01")
    assert observed.at["I-CD-01"] == date(2026, 3, 1)


@pytest.mark.parametrize(("wrong", "meant"), [("I-DR-1", "I-DR-01"), ("i-cd-03", "I-CD-03"), ("I_EX_07", "I-EX-07")])
def test_a_wrong_key_is_refused_with_the_nearest(wrong: str, meant: str) -> None:
    with pytest.raises(IndicatorError, match=f"did you mean “{meant}”"):
        read_indicators({wrong: "yes"})


def test_a_key_far_from_any_is_refused_with_the_pattern() -> None:
    with pytest.raises(FactError, match="written like “I-DR-01”"):
        read_indicators({"shoe size\x00": "yes"})


@pytest.mark.parametrize("answer", ["perhaps", True, 1, ["yes"], {"worth": "yes"}, date(2026, 1, 1)])
def test_a_wrong_answer_names_the_indicator_and_repeats_nothing(answer: object) -> None:
    with pytest.raises(IndicatorError) as refused:
        read_indicators({"I-VD-02": answer})

    assert str(refused.value).startswith("I-VD-02: ")
    assert "triage" not in str(refused.value)
    assert "perhaps" not in str(refused.value)


def test_a_date_that_lies_ahead_is_refused() -> None:
    with pytest.raises(IndicatorError, match=r"I-CD-01: .*future"):
        read_indicators({"I-CD-01": {"value": "yes", "at": date(2027, 3, 1)}}, on=date(2026, 3, 1))
