"""A million case codes: none twice, no order to be seen, and two agencies cannot join their lists of one person."""

from __future__ import annotations

import polars

from asylia.record.case_code import new_code

MILLION = 1_000_000


def rank_correlation(one: list[str], other: list[str]) -> float:
    """Spearman's: 0 for lists that have nothing in common. For a million, 0.001 is one standard deviation."""
    ranked = polars.DataFrame({"one": one, "other": other}).select(polars.all().rank())
    return ranked.select(polars.corr("one", "other")).item()


def test_a_million_codes_differ_and_follow_no_order() -> None:
    codes = [new_code() for _ in range(MILLION)]
    assert len(set(codes)) == MILLION
    assert abs(rank_correlation(codes, [f"{place:07}" for place in range(MILLION)])) < 0.01


def test_two_agencies_codes_of_the_same_people_have_nothing_in_common() -> None:
    ours, theirs = ([new_code() for _ in range(50_000)] for _ in range(2))
    assert not set(ours) & set(theirs)
    # Six standard deviations.
    assert abs(rank_correlation(ours, theirs)) < 6 / 50_000**0.5
