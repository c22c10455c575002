"""The keys, names and first bytes that docs/development/vault.md writes down are those in use: worked out by hand."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

from asylia.access.keyring_agency import AgencyKey
from asylia.access.keyring_drawer import sealed_drawer
from asylia.access.keyring_user import STANDARD_EFFORT, Effort, UserKey
from asylia.access.vault import Key
from asylia.access.vault_secret import Secret
from tests.access.agencies import HARBOUR, agency_key, keyring
from tests.access.test_the_documented_format import parts

MATERIAL = bytes(range(32))


def by_hand(material: bytes, length: int, *info: str) -> bytes:
    return HKDFExpand(SHA256(), length, b"asylia/key/1/" + parts(*info)).derive(material)


def test_a_compartment_key_comes_from_the_vault_key() -> None:
    found = AgencyKey(HARBOUR, Key(MATERIAL)).compartment("C", 2)
    expected = by_hand(MATERIAL, 32, "compartment", HARBOUR, "C", "2")
    assert bytes(found.key.reveal()) == expected
    assert bytes(found.index_key("name").reveal()) == by_hand(expected, 32, "index", HARBOUR, "C", "name")


def test_an_agency_is_founded_with_a_key_of_its_own() -> None:
    one, other = AgencyKey.new(HARBOUR), AgencyKey.new(HARBOUR)
    assert one.agency == HARBOUR
    assert one.key != other.key


def test_a_parked_keyring_opens_by_hand() -> None:
    ticket, parked = keyring(HARBOUR, "A").park("session-1")
    material = bytes(ticket.reveal())
    key_id = by_hand(material, 16, "id")
    assert parked[:17] == b"\x06" + key_id
    bound = parked[:17] + parts("parked", HARBOUR, "user-1", "session-1")
    content = AESGCM(material).decrypt(parked[17:29], parked[29:], bound)
    assert content.startswith(parts("A", "1"))


def test_a_device_lock_opens_by_hand() -> None:
    locked = UserKey.new("user-1").lock_with_device(Secret(MATERIAL))
    assert locked[:1] == b"\x05"
    lock = HKDF(SHA256(), 32, salt=locked[1:17], info=b"asylia/device/1").derive(MATERIAL)
    assert locked[17:34] == b"\x05" + by_hand(lock, 16, "id")


def test_what_was_left_and_wrapped_since_begins_with_seven() -> None:
    stored, _ = sealed_drawer(agency_key(HARBOUR).compartment("C").public, "case-1", 1)
    assert stored.wrapped is not None
    assert stored.wrapped[:1] == b"\x03"
    moved = keyring(HARBOUR).rewrap(stored)
    assert moved.wrapped is not None
    assert moved.wrapped[:1] == b"\x07"


def test_the_standard_effort_is_that_of_the_rfc() -> None:
    assert (STANDARD_EFFORT.memory_kib, STANDARD_EFFORT.passes, STANDARD_EFFORT.lanes) == (64 * 1024, 3, 4)


@pytest.mark.parametrize("effort", [(2**20, 64, 16), (128, 1, 16), (8, 1, 1)])
def test_an_effort_within_bounds_is_taken(effort: tuple[int, int, int]) -> None:
    assert Effort(*effort).written() == b"".join(
        number.to_bytes(size, "big") for number, size in zip(effort, (4, 4, 1), strict=True)
    )


@pytest.mark.parametrize("effort", [(2**20 + 1, 1, 1), (8, 65, 1), (1024, 1, 17), (7, 1, 1), (15, 1, 2), (8, 0, 1)])
def test_an_effort_out_of_bounds_is_refused(effort: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="memory is 8 KiB a lane"):
        Effort(*effort)
