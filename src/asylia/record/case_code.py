"""Case codes: random names for a case that tell nothing of it, safe to say on a bad line, wrong when mistyped."""

from __future__ import annotations

import secrets
import unicodedata

from asylia.law.facts import ascii_digits

ALPHABET = "2345789CDFGHJKMNPRTVWXY"
"""23 signs. One of each pair that is taken for another (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V), and no vowel: no word."""

LENGTH = 12
"""Eleven random signs (49 bits) and one that checks them. 23 is prime, so any one wrong sign and any two that changed
places are noticed."""

GROUP = 4


class CodeError(ValueError):
    """This is no case code. The text says what is expected and repeats nothing."""


def new_code() -> str:
    """A fresh random code, such as HK3T-9WDM-2XP3."""
    signs = [secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH - 1)]
    return _written([*signs, _check(signs)])


def read_code(given: str) -> str:
    """A code as it is kept, from one as it was typed. Raises CodeError."""
    plain = ascii_digits(unicodedata.normalize("NFKC", given)).upper()
    signs = [ALPHABET.find(sign) for sign in plain if not (sign.isspace() or sign in "-‐–—_.")]
    if len(signs) != LENGTH or min(signs) < 0 or _check(signs[:-1]) != signs[-1]:
        raise CodeError("This is not a case code. It is expected to look like HK3T-9WDM-2XP3; please check each sign.")
    return _written(signs)


def _check(signs: list[int]) -> int:
    """The last sign: it makes the sum of all, each times its place, divisible by 23."""
    total = sum(place * sign for place, sign in enumerate(signs, 1))
    return -total * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)


def _written(signs: list[int]) -> str:
    text = "".join(ALPHABET[sign] for sign in signs)
    return "-".join(text[at : at + GROUP] for at in range(0, LENGTH, GROUP))
