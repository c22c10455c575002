"""The size of what is sealed does not tell a short answer from another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asylia.access.vault import Key, Slot, decrypt, encrypt

SLOT = Slot("agency-harbour", "case-1", "C", "answer", 1)
KEY = Key(bytes(32))


def test_short_answers_look_alike() -> None:
    sizes = {len(encrypt(KEY, SLOT, answer)) for answer in (b"", b"no", b"yes", b"unknown", b"sexual exploitation")}
    assert len(sizes) == 1


@given(st.binary(max_size=200))
def test_whatever_was_sealed_comes_back(content: bytes) -> None:
    sealed = encrypt(KEY, SLOT, content)
    assert decrypt(KEY, SLOT, sealed) == content
    assert len(sealed) % 32 == len(encrypt(KEY, SLOT, b"")) % 32
