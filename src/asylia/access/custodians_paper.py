"""Writes secret bytes as lines of signs that can be read from paper and typed, and finds the line that has a slip."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from asylia.law.facts import ascii_digits
from asylia.record.case_code import ALPHABET, GROUP

BASE = len(ALPHABET)
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
SIGNS = 12
"""In one line: eleven that tell something, and one that checks them."""


class SlipError(ValueError):
    """A line does not fit its check sign. line: which, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"Line {line} has a slip. Compare it with the paper, sign by sign.")
        self.line = line


def paper_lines(secret: bytes, lines: int) -> tuple[str, ...]:
    """The bytes in this many lines such as HK3T-9WDM-2XP3. Raises ValueError where they do not fit."""
    number, signs = int.from_bytes(secret, "big"), []
    for _ in range(lines * (SIGNS - 1)):
        number, rest = divmod(number, BASE)
        signs.append(rest)
    if number:
        raise ValueError("the lines are too few for these bytes")
    signs.reverse()
    told = [signs[at : at + SIGNS - 1] for at in range(0, len(signs), SIGNS - 1)]
    return tuple(_written([*line, _check(line, place)]) for place, line in enumerate(told, start=1))


def paper_bytes(lines: Sequence[str], length: int) -> bytes | None:
    """The bytes that paper_lines() wrote, or None where the lines hold more than fits. Raises SlipError."""
    number = 0
    for place, line in enumerate(lines, start=1):
        for value in _read(line, place):
            number = number * BASE + value
    return number.to_bytes(length, "big") if number < 256**length else None


def _read(line: str, place: int) -> list[int]:
    plain = ascii_digits(unicodedata.normalize("NFKC", line)).upper()
    signs = [VALUES.get(sign, -1) for sign in plain if not (sign.isspace() or sign in "-‐–—_.")]
    if len(signs) != SIGNS or min(signs) < 0 or signs[-1] != _check(signs[:-1], place):
        raise SlipError(place)
    return signs[:-1]


def _check(signs: Sequence[int], place: int) -> int:
    """The last sign: it makes the sum of all, each times its place, and of the line's own place, divisible by 23.

    23 is a prime, so one wrong sign, two that changed places and a line in another's place all change the sum.
    """
    total = place + sum(at * sign for at, sign in enumerate(signs, 1))
    return -total * pow(SIGNS, -1, BASE) % BASE


def _written(signs: Sequence[int]) -> str:
    text = "".join(ALPHABET[sign] for sign in signs)
    return "-".join(text[at : at + GROUP] for at in range(0, SIGNS, GROUP))
