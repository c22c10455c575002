"""Two rows that tell one fact count once, and telling it twice never costs the person anything."""

import pytest

from asylia.law.facts import NOTHING_KNOWN
from asylia.screening import Screening, read_indicators, screen
from asylia.screening.indicators import Variant


def _screen(variant: Variant, *yes: str, no: tuple[str, ...] = ()) -> Screening:
    return screen(read_indicators({**dict.fromkeys(yes, "yes"), **dict.fromkeys(no, "no")}), NOTHING_KNOWN, variant)


@pytest.mark.parametrize(("yes", "no"), [("I-CD-01", "I-DO-01"), ("I-DO-01", "I-CD-01")])
def test_yes_wins_over_no(yes: str, no: str) -> None:
    assert _screen("adult", yes, no=(no,)).dimensions["CD"].counts == (1, 0, 0)


def test_papers_told_twice_are_one_strong_sign() -> None:
    found = _screen("adult", "I-CD-01", "I-DO-01")

    assert found.dimensions["CD"].counts == (1, 0, 0)
    assert found.dimensions["CD"].indicators == ("I-CD-01",)


def test_forced_offences_told_alone_count_where_their_row_stands() -> None:
    assert _screen("adult", "I-EX-07").dimensions["EX"].counts == (1, 0, 0)
    assert _screen("adult", "I-CD-12").dimensions["CD"].counts == (0, 1, 0)


def test_forced_offences_never_make_two_dimensions_positive() -> None:
    found = _screen("adult", "I-EX-07", "I-EX-04", "I-CD-12", "I-CD-01")

    assert [code for code, dimension in found.dimensions.items() if dimension.positive] == ["EX"]
    assert found.dimensions["CD"].counts == (1, 0, 0)


def test_forced_offences_count_where_they_lead_to_the_higher_level() -> None:
    """Counted in exploitation, coercion would fall below the rule and the level with it."""
    before = _screen("adult", "I-CD-12", "I-CD-01", "I-EX-03")
    after = _screen("adult", "I-CD-12", "I-CD-01", "I-EX-03", "I-EX-07")

    assert before.level == after.level == "L3"
    assert after.dimensions["CD"].positive


def test_forced_offences_are_one_strong_sign_in_a_child() -> None:
    assert _screen("child", "I-EX-07", "I-CD-12").level == "L3"


def test_one_fact_is_one_row_of_what_must_be_known() -> None:
    asked_once = _screen("adult", "I-CD-01")

    assert "I-CD-01" not in asked_once.core_unknown
    assert "I-DO-01" not in asked_once.core_unknown


def test_a_no_in_one_row_does_not_answer_the_other() -> None:
    assert "I-CD-01" in _screen("adult", no=("I-CD-01",)).core_unknown


def test_a_dimension_does_not_fall_because_the_fact_was_told_twice() -> None:
    assert _screen("adult", "I-CD-12", "I-CD-01").dimensions["CD"].positive
    assert _screen("adult", "I-CD-12", "I-CD-01", "I-EX-07").dimensions["CD"].positive
