"""Checks an exported log of Asylia against the checkpoints that were kept elsewhere. Needs Python and nothing else.

    python3 verify_audit.py LOG --key KEY [--checkpoints FILE ...]

LOG: the exported log of one agency, one event a line. FILE: checkpoints, one a line, from wherever they were kept. KEY:
the agency's public key, 64 hexadecimal signs, from the paper it was handed over on, not from the server itself.
Says "whole" and ends with 0, or says what does not fit and where, and ends with 1; 2 for files it cannot read.
This program shares no code with Asylia: it is written from docs/development/audit.md, so that one checks the other.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_MINUS_1 = pow(2, (P - 1) // 4, P)

Point = tuple[int, int, int, int]


class Broken(Exception):
    """The log or a checkpoint is not what it should be."""


def main(arguments: list[str]) -> int:
    """Check one log. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Checks an exported log of Asylia. See the top of this file.")
    parser.add_argument("log", type=Path)
    parser.add_argument("--key", required=True, help="the agency's public key, 64 hexadecimal signs")
    parser.add_argument("--checkpoints", type=Path, nargs="*", default=[])
    given = parser.parse_args(arguments)
    try:
        key = bytes.fromhex(given.key)
        lines = given.log.read_text("ascii").splitlines()
        points = [line for file in given.checkpoints for line in file.read_text("ascii").splitlines()]
    except (OSError, ValueError):
        print("A file could not be read, or the key is not hexadecimal. Files are plain text, one entry a line.")
        return 2
    try:
        agency, hashes = check_chain(lines)
        sealed = check_points(points, agency, hashes, key)
    except Broken as broken:
        print(f"NOT WHOLE. {broken}")
        return 1
    print(f"The log is whole: {len(hashes)} events of {agency or 'nobody'}, {sealed} of them sealed by a checkpoint.")
    if sealed < len(hashes):
        print(f"{len(hashes) - sealed} events are newer than every checkpoint given: chained, and not yet sealed.")
    return 0


def check_chain(lines: Iterable[str]) -> tuple[str, list[str]]:
    """The agency and the fingerprint of each event, where every event follows the one before. Raises Broken."""
    agency, hashes = "", list[str]()
    for seq, line in enumerate(lines, start=1):
        entry = read(line, {"format", "seq", "before", "event", "hash"}, "asylia-audit-1", f"event {seq}")
        event = entry["event"]
        if not isinstance(event, dict) or not isinstance(event.get("agency"), str):
            raise Broken(f"Event {seq} names no agency.")
        agency = agency or event["agency"]
        own = entry.pop("hash")
        before = hashes[-1] if hashes else sha256(f"asylia-audit-1/{agency}")
        expected = (agency, str(seq), before, sha256(canonical(entry)))
        if (event["agency"], str(entry["seq"]), entry["before"], own) != expected:
            raise Broken(f"The log is broken at event {seq}: it was changed, moved, left out or put in.")
        hashes.append(str(own))
    return agency, hashes


def check_points(points: Iterable[str], agency: str, hashes: list[str], key: bytes) -> int:
    """Up to which event genuine checkpoints seal the log. Raises Broken where one does not fit."""
    sealed = 0
    for number, line in enumerate(points, start=1):
        fields = {"format", "agency", "seq", "hash", "at", "key", "signature"}
        point = read(line, fields, "asylia-checkpoint-1", f"checkpoint {number}")
        named, signature, seq = point.pop("key"), str(point.pop("signature")), point["seq"]
        if named != key.hex() or not genuine(key, canonical(point).encode(), signature):
            raise Broken(f"Checkpoint {number} was not signed with this key.")
        if not isinstance(seq, int) or (hashes and point["agency"] != agency):
            raise Broken(f"Checkpoint {number} is not of this agency.")
        if seq > len(hashes):
            raise Broken(f"The log ends at event {len(hashes)}; a checkpoint knows of {seq}. The end is missing.")
        if seq < 1 or hashes[seq - 1] != point["hash"]:
            raise Broken(f"The log differs from the checkpoint at event {seq}. It was written anew.")
        sealed = max(sealed, seq)
    return sealed


def read(line: str, fields: set[str], form: str, what: str) -> dict[str, object]:
    """One entry, which must have these fields and be written in the one way it can be. Raises Broken."""
    try:
        entry = json.loads(line)
    except ValueError:
        entry = None
    if not isinstance(entry, dict) or set(entry) != fields or entry["format"] != form or canonical(entry) != line:
        raise Broken(f"What stands at {what} is none.")
    return entry


def canonical(said: dict[str, object]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# Ed25519, only to check signatures: RFC 8032, section 5.1.7.


def genuine(key: bytes, message: bytes, signature: str) -> bool:
    """Whether the holder of the key signed the message."""
    try:
        raw = bytes.fromhex(signature)
    except ValueError:
        return False
    public, r_point = (decompress(part) if len(part) == 32 else None for part in (key, raw[:32]))
    s = int.from_bytes(raw[32:], "little")
    if public is None or r_point is None or len(raw) != 64 or s >= ORDER:
        return False
    k = int.from_bytes(hashlib.sha512(raw[:32] + key + message).digest(), "little") % ORDER
    return same(times(s, BASE), plus(r_point, times(k, public)))


def plus(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]) % P, (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(factor: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    for bit in bits(factor):
        result = plus(result, result)
        if bit:
            result = plus(result, point)
    return result


def bits(number: int) -> Iterator[int]:
    return (number >> place & 1 for place in reversed(range(number.bit_length())))


def same(one: Point, other: Point) -> bool:
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def decompress(raw: bytes) -> Point | None:
    """The point that 32 bytes stand for: y, and one bit of x. None where there is none."""
    number = int.from_bytes(raw, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * SQRT_MINUS_1 % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or (0, 0, 0, 0)

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
