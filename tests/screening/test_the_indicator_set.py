"""The 108 indicators are read as they are written: tier, dimension, basis, and what a yes sets."""

import pytest

from asylia.law.facts import FACTS
from asylia.screening import INDICATORS
from asylia.screening.indicators import SAME_FACT


def test_108_rows_in_the_order_of_the_file() -> None:
    assert len(INDICATORS) == 108
    assert list(INDICATORS)[:2] == ["I-DR-01", "I-DR-02"]
    assert list(INDICATORS)[-1] == "I-OB-06"


@pytest.mark.parametrize(
    ("key", "dimension"),
    [
        ("I-DR-01", "DR"),
        ("I-VD-05", "CD"),
        ("I-DO-01", "CD"),
        ("I-DO-02", "CR"),
        ("I-DO-03", "DR"),
        ("I-DO-04", "VD"),
        ("I-CH-01", "RV"),
        ("I-CH-05", "CR"),
        ("I-CH-09", "CH"),
        ("I-TR-01", None),
        ("I-OB-01", None),
    ],
)
def test_where_a_yes_is_counted(key: str, dimension: str | None) -> None:
    assert INDICATORS[key].dimension == dimension


def test_movement_and_behaviour_count_in_no_dimension() -> None:
    assert {row.group for row in INDICATORS.values() if not row.counts} == {"TR", "OB"}


def test_behaviour_is_a_trigger_in_both_variants() -> None:
    tiers = {(row.adult, row.child) for row in INDICATORS.values() if row.group == "OB"}

    assert tiers == {("t", "t")}


def test_child_signs_are_not_used_for_adults_and_the_contract_row_not_for_children() -> None:
    assert {row.group for row in INDICATORS.values() if row.adult is None} == {"CH"}
    assert [row.id for row in INDICATORS.values() if row.child is None] == ["I-EX-15"]


def test_an_indicator_knows_the_facts_that_name_it() -> None:
    for key, fact in FACTS.items():
        for indicator in fact.indicators:
            assert key in INDICATORS[indicator].facts


def test_what_supports_the_act() -> None:
    for key in ("I-TR-03", "I-TR-06", "I-CH-01", "I-DR-01", "I-CD-03"):
        assert INDICATORS[key].supports_act, key
    for key in ("I-EX-01", "I-OB-05", "I-CD-01"):
        assert not INDICATORS[key].supports_act, key


def test_rows_that_tell_one_fact_point_at_each_other() -> None:
    for first, second in SAME_FACT:
        assert INDICATORS[first].same_fact_as == second
        assert INDICATORS[second].same_fact_as == first
    assert sum(row.same_fact_as is not None for row in INDICATORS.values()) == 2 * len(SAME_FACT)
