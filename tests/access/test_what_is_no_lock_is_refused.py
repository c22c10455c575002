"""Bytes of another kind or length are refused before any key is tried, and what was shredded before it is read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.keyring_drawer import unwrap
from asylia.access.keyring_pair import KeyPair, PublicKey
from asylia.access.keyring_user import UserKey, effort_of, unlock_with_device
from asylia.access.vault import FIELD, Key, Slot, _bound, decrypt, sealed
from asylia.access.vault_errors import Shredded, Tampered
from asylia.access.vault_secret import Secret
from tests.access.agencies import HARBOUR, LEAST_EFFORT, agency_key, keyring

SLOT = Slot(HARBOUR, "case-1", "A", "name", 1)
DEVICE = bytes(range(32))


@pytest.mark.parametrize("content", [b"", bytes(32), b"Mira", b"Mira\x80\x01", b"Mira\x80\0\1\0"], ids=repr)
def test_content_that_was_not_filled_up_is_no_content(content: bytes) -> None:
    key = Key.new()
    with pytest.raises(Tampered):
        decrypt(key, SLOT, sealed(FIELD, key, _bound(SLOT), content))


@pytest.mark.parametrize("content", [b"", b"\0", b"\x80", b"Mira\x80", b"\x80\0\0"], ids=repr)
def test_content_that_ends_like_a_filling_comes_back_whole(content: bytes) -> None:
    key = Key.new()
    assert decrypt(key, SLOT, sealed(FIELD, key, _bound(SLOT), content + b"\x80" + bytes(7))) == content


def test_a_device_lock_of_another_kind_or_too_short_is_refused() -> None:
    locked = UserKey.new("user-1").lock_with_device(Secret(DEVICE))
    assert unlock_with_device("user-1", locked, Secret(DEVICE)).account == "user-1"
    for wrong in (b"\x04" + locked[1:], locked[:16], locked[:1], b""):
        with pytest.raises(Tampered):
            unlock_with_device("user-1", wrong, Secret(DEVICE))


def test_a_short_device_lock_is_refused_before_the_device_is_asked() -> None:
    with pytest.raises(Tampered):
        unlock_with_device("user-1", b"\x05" + bytes(15), Secret(b"too short"))


def test_the_effort_is_read_from_a_passphrase_lock_alone() -> None:
    head = b"\x04" + LEAST_EFFORT.written() + bytes(16)
    assert effort_of(head) == LEAST_EFFORT
    too_much_memory, too_many_passes = head[:1] + b"\1" + head[2:], head[:5] + b"\1" + head[6:]
    for wrong in (b"\x05" + head[1:], head[:-1], head[:10], b"", too_much_memory, too_many_passes):
        with pytest.raises(Tampered):
            effort_of(wrong)


def test_a_public_key_has_its_length() -> None:
    raw = KeyPair(Key.new()).public.raw
    assert PublicKey(raw).raw == raw
    for wrong in (raw[:-1], raw + b"\0", b""):
        with pytest.raises(ValueError, match="1216 bytes"):
            PublicKey(wrong)


def test_what_was_sealed_to_a_public_key_names_its_kind_and_its_key() -> None:
    pair = KeyPair(Key.new())
    given = pair.public.seal(b"bound", b"Mira")
    assert pair.unseal(b"bound", given) == b"Mira"
    for wrong in (b"\x02" + given[1:], given[:16], given[:1], b""):
        with pytest.raises(Tampered):
            pair.unseal(b"bound", wrong)


def test_a_shredded_key_is_not_unwrapped_and_a_key_under_another_name_neither() -> None:
    stored = keyring(HARBOUR).new_key("case-1", "C", 1)
    wrapper = agency_key(HARBOUR).compartment("C")
    assert unwrap(stored, wrapper).id == stored.key_id
    with pytest.raises(Shredded):
        unwrap(stored.shredded(), wrapper)
    with pytest.raises(Tampered):
        unwrap(replace(stored, key_id=bytes(16)), wrapper)


def test_a_drawer_says_whether_it_is_writable() -> None:
    keys = keyring(HARBOUR)
    assert keys.drawer("case-1", "C", [keys.new_key("case-1", "C", 1)]).writable is True
    assert keys.drawer("case-1", "C", []).writable is False


def test_closing_overwrites_every_key_that_was_open() -> None:
    keys = keyring(HARBOUR, "C")
    stored = keys.new_key("case-1", "C", 1)
    keys.drawer("case-1", "C", [stored]).write("name", 1, b"Mira")
    held = [key.key.reveal() for key in keys._held] + [key.reveal() for key in keys._opened.values()]
    assert len(held) == 2
    keys.close()
    assert all(bytes(one) == bytes(32) for one in held)


def test_closing_forgets_the_pair_that_was_worked_out() -> None:
    user, compartment = UserKey.new("user-1"), agency_key(HARBOUR).compartment("A")
    for key in (user, compartment):
        assert key.pair.public.raw
        assert "pair" in vars(key)
        key.close()
        assert "pair" not in vars(key)


def test_a_secret_equals_no_other_thing() -> None:
    assert Secret.__eq__(Key.new(), b"") is NotImplemented
