"""A million seals, and no nonce was used twice."""

from __future__ import annotations

from asylia.access.vault import HEADER_BYTES, NONCE_BYTES, Key, sealed


def test_a_million_seals_have_a_million_nonces() -> None:
    key = Key.new()
    seen = {sealed(b"\x01", key, b"", b"")[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES] for _ in range(1_000_000)}
    assert len(seen) == 1_000_000
