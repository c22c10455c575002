"""A checkpoint is taken only from the agency that signed it, and says how far the log is sealed."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

import verify_audit
from asylia.audit.chain import ChainError
from asylia.audit.checkpoint import Checkpoint, Verdict, checkpoint, verify_sealed
from tests.audit.logs import AGENCY, BEGIN, EVENTS, KEY, PUBLIC, log, points


def test_it_says_how_far_a_log_is_sealed() -> None:
    assert verify_sealed(log(), AGENCY, points()[:2], PUBLIC) == Verdict(events=EVENTS, sealed=40)
    assert verify_sealed(log(), AGENCY, reversed(points()), PUBLIC) == Verdict(EVENTS, EVENTS)
    assert verify_sealed(log(), AGENCY, (), PUBLIC) == Verdict(EVENTS, 0)
    assert verify_sealed((), AGENCY, (), PUBLIC) == Verdict(0, 0)


def test_it_comes_back_from_its_line() -> None:
    for point in points():
        assert Checkpoint.read(point.line()) == point


@pytest.mark.parametrize(
    "changed",
    [
        {"agency": "agency-lantern"},
        {"seq": 21},
        {"seq": 0},
        {"own": "0" * 64},
        {"at": BEGIN},
        {"key": "0" * 64},
        {"signature": "0" * 128},
        {"signature": "no"},
        {"signature": ""},
    ],
    ids=str,
)
def test_a_changed_one_is_not_genuine(changed: dict) -> None:
    point = points()[0]
    assert point.is_genuine(PUBLIC)
    forged = replace(point, **changed)
    assert not forged.is_genuine(PUBLIC)
    with pytest.raises(ChainError, match="not genuine"):
        verify_sealed(log(), AGENCY, [forged], PUBLIC)


def test_one_signed_with_another_key_is_not_genuine() -> None:
    stranger = Ed25519PrivateKey.generate()
    forged = checkpoint(log()[19], BEGIN, stranger)
    assert not forged.is_genuine(PUBLIC)
    assert not replace(forged, key=PUBLIC.public_bytes_raw().hex()).is_genuine(PUBLIC)


@pytest.mark.parametrize("line", ["", "{}", "null", "[]", "Mira", '{"agency":"Mira"}', " " + points()[0].line()])
def test_another_line_is_refused_without_repeating_it(line: str) -> None:
    with pytest.raises(ChainError) as caught:
        Checkpoint.read(line)
    assert "Mira" not in str(caught.value)


# The tool's own check of signatures, against the library that made them and the vectors of RFC 8032, section 7.1.

VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_the_tool_knows_the_signatures_of_the_standard(key: str, message: str, signature: str) -> None:
    assert verify_audit.genuine(bytes.fromhex(key), bytes.fromhex(message), signature)
    assert not verify_audit.genuine(bytes.fromhex(key), bytes.fromhex(message) + b"x", signature)


@given(st.binary(max_size=60), st.binary(min_size=32, max_size=32))
def test_the_tool_takes_every_signature_that_the_library_makes(message: bytes, seed: bytes) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    assert verify_audit.genuine(public, message, signature.hex())


def test_the_tool_refuses_every_changed_signature() -> None:
    chance = random.Random(8)
    message, public, signature = b"the log had 60 events", PUBLIC.public_bytes_raw(), KEY.sign(b"the log had 60 events")
    for _ in range(150):
        changed = bytearray(signature)
        changed[chance.randrange(64)] ^= 1 << chance.randrange(8)
        assert not verify_audit.genuine(public, message, changed.hex())
        other = bytearray(public)
        other[chance.randrange(32)] ^= 1 << chance.randrange(8)
        assert not verify_audit.genuine(bytes(other), message, signature.hex())


def test_the_tool_refuses_a_signature_written_in_a_second_way() -> None:
    """The same signature with the order of the group added would be another text for one signature."""
    message, signature = b"x", KEY.sign(b"x")
    larger = int.from_bytes(signature[32:], "little") + verify_audit.ORDER
    again = signature[:32] + larger.to_bytes(32, "little")
    assert not verify_audit.genuine(PUBLIC.public_bytes_raw(), message, again.hex())
    for wrong in ("", "zz", signature[:63].hex(), signature.hex() + "00"):
        assert not verify_audit.genuine(PUBLIC.public_bytes_raw(), message, wrong)


def test_the_tool_and_asylia_agree_on_genuine_checkpoints() -> None:
    key = PUBLIC.public_bytes_raw()
    hashes = [found.own for found in log()]
    lines = [point.line() for point in points()]
    assert verify_audit.check_points(lines, AGENCY, hashes, key) == EVENTS
    later = checkpoint(log()[-1], BEGIN + timedelta(days=9), Ed25519PrivateKey.generate())
    for bad in ([later.line()], [lines[0].replace(AGENCY, "agency-lantern")], ["{}"], [lines[0], "null"]):
        with pytest.raises(verify_audit.Broken):
            verify_audit.check_points(bad, AGENCY, hashes, key)


def test_the_tool_refuses_the_checkpoints_of_another_agency() -> None:
    with pytest.raises(verify_audit.Broken, match="not of this agency"):
        verify_audit.check_points([points()[0].line()], "agency-lantern", ["0" * 64] * 60, PUBLIC.public_bytes_raw())
