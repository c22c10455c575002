"""Pseudonymous case codes: random, safe to read out and to copy by hand, and different for each agency.

A code says nothing: no date, place, nationality or order is in it. Each agency that knows a case knows it by a code of
its own, drawn anew, so two agencies cannot find by their codes that they speak of one person.
"""

from __future__ import annotations

import secrets

from asylia.law.facts import ascii_digits

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""29 signs: no vowel, so that no word can come about, and neither 0 nor 1, which look like O and I."""

RANDOM_SIGNS = 11
CODE_SIGNS = RANDOM_SIGNS + 1
GROUP = 4
BASE = len(ALPHABET)
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}

RANDOM_BITS = 53
"""log2(29 ** 11) = 53.4. Among a million codes a pair is equal in one of 24,000 tries."""

MISREAD = str.maketrans({"I": "L", "1": "L", "–": "-", "—": "-", "‐": "-", "‑": "-"})


class CodeError(ValueError):
    """What was typed is no code. The text says what a code looks like and repeats nothing."""


def new_code() -> str:
    """A fresh code such as 7KQF-M2XW-R9TD, from the system's source of randomness."""
    return written(number_signs(secrets.randbelow(BASE**RANDOM_SIGNS), RANDOM_SIGNS))


def read_code(typed: str) -> str:
    """The code that was typed, as it is stored. Small letters, spaces, other digits and dashes are taken.

    Any one wrong sign and any two that changed places are found. Raises CodeError.
    """
    try:
        signs = read_signs(typed)
    except CodeError:
        raise CodeError(
            "This is not a case code. A code has 12 signs, such as 7KQF-M2XW-R9TD; check each sign and type it again."
        ) from None
    return written(signs)


def written(signs: str, line: int = 0) -> str:
    """Eleven signs with their check sign, in three groups. `line` is their place where several belong together."""
    whole = signs + check_sign(signs, line)
    return "-".join(whole[at : at + GROUP] for at in range(0, CODE_SIGNS, GROUP))


def read_signs(typed: str, line: int = 0) -> str:
    """The eleven signs without their check sign. Raises CodeError where they do not fit together."""
    plain = ascii_digits(typed).upper().translate(MISREAD)
    signs = "".join(sign for sign in plain if sign not in "- \t\u00a0")
    if len(signs) != CODE_SIGNS or not set(signs) <= set(ALPHABET):
        raise CodeError("A line has 12 signs: digits 2 to 9 and capital letters without A, E, I, O, U.")
    if signs[-1] != check_sign(signs[:-1], line):
        raise CodeError("One sign is wrong, or two have changed places.")
    return signs[:-1]


def check_sign(signs: str, line: int = 0) -> str:
    """The sign that makes the sum of place times sign, and the line, divisible by 29.

    29 is a prime, so every single wrong sign and every exchange of two signs changes the sum.
    """
    total = line + sum(place * VALUES[sign] for place, sign in enumerate(signs, start=1))
    return ALPHABET[-total * pow(len(signs) + 1, -1, BASE) % BASE]


def number_signs(number: int, length: int) -> str:
    """A number written with the 29 signs, filled up to a length."""
    signs = []
    for _ in range(length):
        number, rest = divmod(number, BASE)
        signs.append(ALPHABET[rest])
    return "".join(reversed(signs))


def signs_number(signs: str) -> int:
    """The number that number_signs() wrote."""
    number = 0
    for sign in signs:
        number = number * BASE + VALUES[sign]
    return number
