"""A key has 32 bytes, a sealed field no fewer than its parts, and a list of parts ends where the last one ends."""

from __future__ import annotations

import pytest

from asylia.access.vault import Key, binding, key_id_of, unbound
from asylia.access.vault_errors import Tampered


@pytest.mark.parametrize("length", [0, 16, 31, 33, 64])
def test_a_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Key(bytes(length))


def test_the_shortest_sealed_field_names_its_key() -> None:
    name = bytes(range(16))
    shortest = b"\x01" + name + bytes(12) + bytes(16)
    assert key_id_of(shortest) == name
    with pytest.raises(Tampered):
        key_id_of(shortest[:-1])


def test_a_list_of_parts_is_whole() -> None:
    joined = binding("A", 2, b"")
    assert unbound(joined) == [b"A", b"2", b""]
    assert unbound(b"") == []
    for cut in (joined + b"\0\0\0\5abc", joined + b"\0\0\0\1", joined[:4]):
        with pytest.raises(Tampered):
            unbound(cut)
