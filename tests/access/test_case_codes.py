"""Case codes are random, tell nothing, forgive how they are typed, and no slip turns one into another (R03)."""

from __future__ import annotations

import math
from collections import Counter
from itertools import combinations

import polars
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.codes import ALPHABET, RANDOM_SIGNS, CodeError, new_code, read_code

SIZES = [20_000, 1_000_000]


def spearman(one: list[str], other: list[str]) -> float:
    """Rank correlation of two lists of codes: their letters stand in the order of the alphabet."""
    codes = polars.DataFrame({"one": one, "other": other})
    return codes.select(polars.all().rank()).select(polars.corr("one", "other")).item()


@pytest.mark.parametrize("size", SIZES)
def test_no_two_are_equal_and_their_order_says_nothing(size: int) -> None:
    codes = [new_code() for _ in range(size)]
    assert len(set(codes)) == size
    # 0.01 for a million; six standard deviations for the small size.
    assert abs(spearman(codes, [f"{place:07}" for place in range(size)])) < max(0.01, 6 / math.sqrt(size - 1))


def test_two_agencies_codes_of_the_same_cases_have_nothing_in_common() -> None:
    size = 20_000
    ours, theirs = [new_code() for _ in range(size)], [new_code() for _ in range(size)]
    assert not set(ours) & set(theirs)
    assert abs(spearman(ours, theirs)) < 6 / math.sqrt(size - 1)


def test_there_is_enough_chance_in_one() -> None:
    assert RANDOM_SIGNS * math.log2(len(ALPHABET)) >= 40


def test_every_sign_comes_as_often_at_every_place() -> None:
    codes = [new_code().replace("-", "") for _ in range(14_500)]
    for place in range(12):
        counts = Counter(code[place] for code in codes)
        assert set(counts) == set(ALPHABET)
        # Expected 500 with a standard deviation of 22: six of them.
        assert 368 < min(counts.values()) <= max(counts.values()) < 632


def test_the_signs_cannot_be_mistaken_and_make_no_words() -> None:
    assert not set(ALPHABET) & set("01AEIOU")
    assert len(set(ALPHABET)) == 29


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: f"  {code}\t",
        lambda code: code.replace("-", "–"),
        lambda code: code.translate(str.maketrans("23456789", "٢٣٤٥٦٧٨٩")),
        lambda code: code.translate(str.maketrans("23456789", "۲۳۴۵۶۷۸۹")),
        lambda code: code.replace("L", "1"),
        lambda code: code.replace("L", "l"),
    ],
)
def test_however_it_is_typed_it_is_the_same_code(change) -> None:
    for _ in range(200):
        code = new_code()
        assert read_code(change(code)) == code


codes = st.builds(new_code)


@given(codes)
def test_every_single_wrong_sign_is_found(code: str) -> None:
    for at, sign in enumerate(code):
        for other in ALPHABET if sign != "-" else "":
            if other != sign:
                with pytest.raises(CodeError):
                    read_code(code[:at] + other + code[at + 1 :])


@given(codes)
def test_every_exchange_of_two_signs_is_found(code: str) -> None:
    signs = code.replace("-", "")
    for one, other in combinations(range(12), 2):
        if signs[one] != signs[other]:
            swapped = list(signs)
            swapped[one], swapped[other] = swapped[other], swapped[one]
            with pytest.raises(CodeError):
                read_code("".join(swapped))


@given(st.text(max_size=30))
def test_an_error_repeats_nothing_of_what_was_typed(typed: str) -> None:
    with pytest.raises(CodeError) as caught:
        read_code("Mira " + typed)
    assert "Mira" not in str(caught.value)
    assert caught.value.__cause__ is None
