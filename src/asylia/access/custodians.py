"""Splits an agency's vault key among three custodians, so that any two bring it back and one alone knows nothing.

Shamir's scheme over GF(256) with a threshold of two: for each byte of the secret a straight line is drawn through it
and a random slope, and each custodian gets one point of it. Two points give the line; one point fits every line.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from asylia.access.custodians_paper import SlipError, paper_bytes, paper_lines
from asylia.access.vault import Key
from asylia.access.vault_secret import Secret

CUSTODIANS = 3
THRESHOLD = 2

VERSION = 1
SET_BYTES = 4
PROOF_BYTES = 4
CHECK_BYTES = 4
POINT_BYTES = 32 + PROOF_BYTES
SHARE_BYTES = 1 + SET_BYTES + 1 + POINT_BYTES + CHECK_BYTES
LINES = 8
"""Lines on paper: 8 lines of 11 signs hold 46 bytes and a bit."""

CONFIRMED_FOR = timedelta(days=92)
"""A custodian shows at least once a quarter that the share is at hand (R46: drill quarterly)."""


class ShareError(ValueError):
    """A share cannot be used. The text says which line or why, and repeats nothing of it."""


class Share:
    """What one custodian keeps: a number from 1 to 3, the set it belongs to, and a secret point."""

    def __init__(self, set_id: bytes, number: int, point: Secret) -> None:
        self.set_id = set_id
        self.number = number
        self.point = point

    def lines(self) -> tuple[str, ...]:
        """The share for paper: eight lines such as HK3T-9WDM-2XP3, each with a check sign of its own and its place."""
        body = bytes([VERSION]) + self.set_id + bytes([self.number]) + bytes(self.point.reveal())
        return paper_lines(body + _check(body), LINES)

    def __repr__(self) -> str:
        return f"<Share {self.number} of {CUSTODIANS}>"


def split(key: Key) -> tuple[Share, Share, Share]:
    """Three shares of a key, for three custodians. Shares of two different splits never go together."""
    secret = bytes(key.reveal()) + key.id[:PROOF_BYTES]
    slope, set_id = secrets.token_bytes(POINT_BYTES), secrets.token_bytes(SET_BYTES)
    first, second, third = (Share(set_id, number, Secret(_point(secret, slope, number))) for number in (1, 2, 3))
    return first, second, third


def recovered(shares: Sequence[Share]) -> Key:
    """The key, from two shares or more of one split. Raises ShareError."""
    by_number = {share.number: share for share in shares}
    if len(by_number) < THRESHOLD:
        raise ShareError("One share is not enough: two different custodians must give theirs.")
    if len({share.set_id for share in shares}) > 1:
        raise ShareError("These shares were made at different times. Use two that were printed together.")
    (x1, one), (x2, two), *_ = sorted(by_number.items())
    found = meeting_zero(x1, one.point.reveal(), x2, two.point.reveal())
    proof = bytes(found[-PROOF_BYTES:])
    del found[-PROOF_BYTES:]
    key = Key(found)
    if not hmac.compare_digest(key.id[:PROOF_BYTES], proof):
        raise ShareError("These shares do not belong together, or one of them was changed. Ask the third custodian.")
    return key


def read_share(lines: Sequence[str]) -> Share:
    """The share that was typed from paper, eight lines. Raises ShareError naming the line that has a slip."""
    given = [line for line in lines if line.strip()]
    if len(given) != LINES:
        raise ShareError(f"A share has {LINES} lines of 12 signs; {len(given)} were typed.")
    try:
        whole = paper_bytes(given, SHARE_BYTES)
    except SlipError as slip:
        raise ShareError(str(slip)) from None
    if whole is None or _check(whole[:-CHECK_BYTES]) != whole[-CHECK_BYTES:] or whole[0] != VERSION:
        raise ShareError("Several signs are wrong. Compare every line with the paper and type the share again.")
    body = whole[:-CHECK_BYTES]
    return Share(body[1 : 1 + SET_BYTES], body[1 + SET_BYTES], Secret(bytearray(body[2 + SET_BYTES :])))


def _check(body: bytes) -> bytes:
    return hashlib.sha256(b"asylia/share/1/" + body).digest()[:CHECK_BYTES]


def _point(secret: bytes, slope: bytes, x: int) -> bytearray:
    return bytearray(start ^ _times(rise, x) for start, rise in zip(secret, slope, strict=True))


def meeting_zero(x1: int, one: bytes | bytearray, x2: int, two: bytes | bytearray) -> bytearray:
    """For each byte, where the line through the points at x1 and x2 meets zero: the secret."""
    inverse = _inverse(x1 ^ x2)
    return bytearray(_times(inverse, _times(y1, x2) ^ _times(y2, x1)) for y1, y2 in zip(one, two, strict=True))


def _times(one: int, other: int) -> int:
    """The product of two bytes in GF(256), with the polynomial of AES (FIPS 197, section 4.2)."""
    product = 0
    for bit in range(8):
        product ^= (one << bit) * (other >> bit & 1)
    for bit in range(14, 7, -1):
        product ^= (0x11B << bit - 8) * (product >> bit & 1)
    return product


def _inverse(byte: int) -> int:
    """The byte that gives 1 when multiplied: the 254th power, since the 255th of every byte but 0 is 1."""
    power, square = 1, byte
    for _ in range(7):
        square = _times(square, square)
        power = _times(power, square)
    return power


class Standing(StrEnum):
    """How safe an agency is from losing everything, with what to do."""

    SAFE = "All three shares are at hand."
    DRILL_DUE = "A custodian has not shown their share for three months. Ask them to, this week."
    NO_SPARE = "One share is gone. One more, and nobody can recover this agency's vault. Make three new shares now."
    BEYOND_RECOVERY = (
        "Recovery is not possible: fewer than two shares are left. Found the vault anew now, while people can sign in."
    )


@dataclass(frozen=True)
class Custodian:
    """One of the three: which share, when it was last shown, and whether it is known to be lost."""

    number: int
    shown_on: date | None
    lost: bool


def standing(custodians: Sequence[Custodian], today: date) -> Standing:
    """How the agency stands with its custodians. Nobody appointed counts as a lost share."""
    left = {custodian.number: custodian for custodian in custodians if not custodian.lost}
    if len(left) < THRESHOLD:
        return Standing.BEYOND_RECOVERY
    if len(left) < CUSTODIANS:
        return Standing.NO_SPARE
    shown = [custodian.shown_on for custodian in left.values()]
    if all(day is not None and today - day <= CONFIRMED_FOR for day in shown):
        return Standing.SAFE
    return Standing.DRILL_DUE
