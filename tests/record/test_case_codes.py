"""A case code is random, tells nothing, and is refused when a sign is wrong or two have changed places."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.record.case_code import ALPHABET, LENGTH, CodeError, new_code, read_code

CODES = st.builds(new_code)


def test_a_code_has_more_than_forty_random_bits() -> None:
    assert (LENGTH - 1) * math.log2(len(ALPHABET)) > 40


def test_no_sign_is_taken_for_another_and_no_word_is_spelt() -> None:
    for alike in ("0O", "1IL", "2Z", "5S", "6G", "8B", "UV"):
        assert len(set(alike) & set(ALPHABET)) <= 1
    assert not set("AEIOU") & set(ALPHABET)


def test_a_hundred_thousand_codes_differ_and_follow_no_order() -> None:
    codes = [new_code() for _ in range(100_000)]
    assert len(set(codes)) == len(codes)
    rank = {code: place for place, code in enumerate(sorted(codes))}
    middle = (len(codes) - 1) / 2
    together = sum((made - middle) * (rank[code] - middle) for made, code in enumerate(codes))
    alone = sum((made - middle) ** 2 for made in range(len(codes)))
    assert abs(together / alone) < 0.02


def test_each_place_takes_each_sign_about_equally_often() -> None:
    plain = [new_code().replace("-", "") for _ in range(20_000)]
    for place in range(LENGTH):
        counts = [sum(code[place] == sign for code in plain) for sign in ALPHABET]
        assert min(counts) > 0.8 * len(plain) / len(ALPHABET)
        assert max(counts) < 1.2 * len(plain) / len(ALPHABET)


@given(CODES)
def test_a_code_is_read_as_it_was_written(code: str) -> None:
    assert read_code(code) == code


@given(CODES)
def test_it_is_read_however_it_was_typed(code: str) -> None:
    arabic = code.translate({ord(digit): chr(0x0660 + int(digit)) for digit in "23456789"})
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else " " for sign in code)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " – "), f"  {code}\n", arabic, wide):
        assert read_code(typed) == code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_any_wrong_sign_is_noticed(code: str, place: int, sign: str) -> None:
    plain = code.replace("-", "")
    wrong = plain[:place] + sign + plain[place + 1 :]
    if wrong != plain:
        with pytest.raises(CodeError):
            read_code(wrong)


@given(CODES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_any_two_signs_that_changed_places_are_noticed(code: str, one: int, other: int) -> None:
    signs = list(code.replace("-", ""))
    signs[one], signs[other] = signs[other], signs[one]
    if "".join(signs) != code.replace("-", ""):
        with pytest.raises(CodeError):
            read_code("".join(signs))


@given(st.text(max_size=40))
def test_anything_else_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(CodeError) as refused:
        read_code(text)
    assert str(refused.value) == (
        "This is not a case code. It is expected to look like HK3T-9WDM-2XP3; please check each sign."
    )
