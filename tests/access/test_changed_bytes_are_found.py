"""One changed bit anywhere in anything sealed, and it does not open: more than 10,000 tries, none opens."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from asylia.access.keyring import Keyring, grant
from asylia.access.keyring_user import UserKey, unlock_with_device, unlock_with_passphrase
from asylia.access.vault import Key, Slot, decrypt, encrypt
from asylia.access.vault_errors import Tampered, VaultError, WrongKey
from asylia.access.vault_secret import Secret
from tests.access.agencies import HARBOUR, LEAST_EFFORT, agency_key, keyring

SLOT = Slot(HARBOUR, "case-1", "A", "name", 1)


def a_field() -> tuple[bytes, Callable[[bytes], object]]:
    key = Key.new()
    return encrypt(key, SLOT, b"Mira of Kestria"), lambda given: decrypt(key, SLOT, given)


def a_wrapped_key() -> tuple[bytes, Callable[[bytes], object]]:
    keys = keyring(HARBOUR)
    stored = keys.new_key("case-1", "A", 1)
    assert stored.wrapped
    return stored.wrapped, lambda given: keys.rewrap(replace(stored, wrapped=given))


def a_grant() -> tuple[bytes, Callable[[bytes], object]]:
    user = UserKey.new("user-1")
    given = grant(agency_key(HARBOUR).compartment("A"), "user-1", user.public)
    return given.sealed, lambda changed: Keyring.open(user, HARBOUR, [replace(given, sealed=changed)])


def a_parked_keyring() -> tuple[bytes, Callable[[bytes], object]]:
    ticket, parked = keyring(HARBOUR).park("session-1")
    return parked, lambda given: Keyring.resume(HARBOUR, "user-1", "session-1", ticket, given)


def a_device_lock() -> tuple[bytes, Callable[[bytes], object]]:
    device = Secret(bytes(range(32)))
    locked = UserKey.new("user-1").lock_with_device(device)
    return locked, lambda given: unlock_with_device("user-1", given, device)


def a_passphrase_lock() -> tuple[bytes, Callable[[bytes], object]]:
    locked = UserKey.new("user-1").lock_with_passphrase("a long passphrase", LEAST_EFFORT)
    # The effort is left alone here: a changed one may cost a gigabyte before it is refused.
    return locked, lambda given: unlock_with_passphrase("user-1", locked[:10] + given[10:], "a long passphrase")


TRIES = {a_field: 5000, a_wrapped_key: 2000, a_grant: 1000, a_parked_keyring: 1000, a_device_lock: 1000}


@pytest.mark.parametrize("made", TRIES, ids=lambda made: made.__name__)
def test_a_flipped_bit_is_refused(made: Callable) -> None:
    sealed, opened = made()
    opened(sealed)
    chance = random.Random(made.__name__)
    for _ in range(TRIES[made]):
        at, bit = chance.randrange(len(sealed)), 1 << chance.randrange(8)
        changed = bytearray(sealed)
        changed[at] ^= bit
        with pytest.raises(VaultError):
            opened(bytes(changed))


def test_a_flipped_bit_in_a_passphrase_lock_is_refused() -> None:
    sealed, opened = a_passphrase_lock()
    opened(sealed)
    chance = random.Random(7)
    for _ in range(500):
        at, bit = chance.randrange(10, len(sealed)), 1 << chance.randrange(8)
        changed = bytearray(sealed)
        changed[at] ^= bit
        with pytest.raises((WrongKey, Tampered)):
            opened(bytes(changed))


@pytest.mark.parametrize("made", [*TRIES, a_passphrase_lock], ids=lambda made: made.__name__)
def test_anything_cut_short_is_refused(made: Callable) -> None:
    sealed, opened = made()
    for length in [0, 1, 9, 10, 16, 17, 28, 29, 44, len(sealed) - 1]:
        with pytest.raises(VaultError):
            opened(sealed[:length])


def test_each_kind_opens_as_its_own_kind_only() -> None:
    kinds = [made() for made in (*TRIES, a_passphrase_lock)]
    for at, (_, opened) in enumerate(kinds):
        for other, (sealed, _) in enumerate(kinds):
            if at != other:
                with pytest.raises(VaultError):
                    opened(sealed)
