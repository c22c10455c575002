"""H12: whatever is sealed opens with its own key, in its own place, unchanged, until it is shredded, and never else."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import permutations
from unittest.mock import patch

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from asylia.access import keyring_drawer, vault
from asylia.access.custodians import Share, ShareError, read_share, recovered, split
from asylia.access.keyring_agency import CompartmentKey
from asylia.access.keyring_drawer import WrappedKey
from asylia.access.vault import HEADER_BYTES, NONCE_BYTES, Key, Slot, decrypt, encrypt, key_id_of
from asylia.access.vault_errors import NotUnlocked, Shredded, VaultError
from tests.access.agencies import COMPARTMENTS, HARBOUR, LANTERN, agency_key, keyring
from tests.access.test_a_moved_field_does_not_open import PLACES
from tests.access.test_changed_bytes_are_found import TRIES
from tests.access.test_the_documented_format import (
    test_a_field_opens_by_hand,
    test_paper_printed_by_version_1_still_recovers,
    test_what_version_1_sealed_still_opens,
)
from tests.access.test_two_of_three_custodians import (
    test_multiplication_is_that_of_the_aes_standard,
    test_shares_made_by_another_program_are_understood,
)
from tests.trust.frame import Fault, Red, replaced

VECTORS = (
    test_a_field_opens_by_hand,
    test_what_version_1_sealed_still_opens,
    test_paper_printed_by_version_1_still_recovers,
    test_multiplication_is_that_of_the_aes_standard,
    test_shares_made_by_another_program_are_understood,
)
"""Bytes worked out by hand, kept from version 1, of the AES standard and of another program."""


def refuses(what: str, error: type[Exception], opened: Callable[..., object], *given: object) -> None:
    """Raises Red where something opens that must not, or is refused for another reason than it should be."""
    try:
        opened(*given)
    except error:
        return
    except (VaultError, ShareError) as other:
        raise Red(f"{what} is refused as {type(other).__name__}") from other
    raise Red(f"{what} opens")


def vectors() -> int:
    for vector in VECTORS:
        try:
            vector()
        except (AssertionError, VaultError, ShareError, ValueError) as error:
            raise Red(f"{vector.__name__} does not hold") from error
    return len(VECTORS)


def one_bit_flips(times: int) -> int:
    """Fields, wrapped keys, grants, parked keyrings and device locks, each with one bit changed at a random place."""
    per_kind = times // len(TRIES)
    for made in TRIES:
        sealed, opened = made()
        opened(sealed)
        chance = random.Random(made.__name__)
        for _ in range(per_kind):
            changed = bytearray(sealed)
            changed[chance.randrange(len(sealed))] ^= 1 << chance.randrange(8)
            refuses(f"{made.__name__} with a flipped bit", VaultError, opened, bytes(changed))
    return per_kind * len(TRIES)


def slot_swaps() -> int:
    """A field of every place put into every other, with the same key: compartments, cases, fields, versions, agency."""
    key = Key.new()
    sealed = {place: encrypt(key, place, b"Mira") for place in PLACES}
    for home, elsewhere in permutations(PLACES, 2):
        refuses(f"{home} in the place of {elsewhere}", VaultError, decrypt, key, elsewhere, sealed[home])
    return len(PLACES) * (len(PLACES) - 1)


def drawers_of_other_compartments() -> int:
    """A drawer's stored key put into every other compartment, for a user who holds the keys of all of them."""
    keys = keyring(HARBOUR)
    stored = {name: keys.new_key("case-1", name, 1) for name in COMPARTMENTS}
    written = {name: keys.drawer("case-1", name, [stored[name]]).write("name", 1, b"Mira") for name in COMPARTMENTS}
    for home, elsewhere in permutations(COMPARTMENTS, 2):
        for moved in (stored[home], replace(stored[home], compartment=elsewhere)):
            drawer = keys.drawer("case-1", elsewhere, [moved])
            refuses(f"{home} in {elsewhere}", VaultError, drawer.read, "name", 1, written[home])
    return 2 * len(COMPARTMENTS) * (len(COMPARTMENTS) - 1)


def another_agency() -> int:
    """Every stored key and field of one agency, before another agency that holds all of its own keys."""
    ours, theirs = keyring(HARBOUR), keyring(LANTERN)
    tried = 0
    for name in COMPARTMENTS:
        stored = ours.new_key("case-1", name, 1)
        written = ours.drawer("case-1", name, [stored]).write("name", 1, b"Mira")
        for claimed in (stored, replace(stored, agency=LANTERN)):
            drawer = theirs.drawer("case-1", name, [claimed])
            refuses(f"{name} of another agency", VaultError, drawer.read, "name", 1, written)
            refuses(f"a key of {name} of another agency", VaultError, theirs.rewrap, claimed)
            tried += 2
    return tried


def nonces(times: int) -> int:
    """Seals with one key, none of which shares its nonce with another."""
    key = Key.new()
    seen = {vault.sealed(b"\x01", key, b"", b"")[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES] for _ in range(times)}
    if len(seen) != times:
        raise Red(f"{times - len(seen)} of {times} nonces were used before")
    return times


def rotation() -> int:
    """After a rotation of each compartment the new is closed to who holds the old key only, and the old stays open."""
    gone, stayed = keyring(HARBOUR), keyring(HARBOUR, versions=2)
    for name in COMPARTMENTS:
        old, new = gone.new_key("case-1", name, 1), stayed.new_key("case-1", name, 2)
        before = gone.drawer("case-1", name, [old]).write("name", 1, b"before")
        drawer = stayed.drawer("case-1", name, [old, new])
        after = drawer.write("name", 2, b"after")
        if key_id_of(after) != new.key_id:
            raise Red(f"{name} is still sealed with the old key after a rotation")
        if (drawer.read("name", 1, before), drawer.read("name", 2, after)) != (b"before", b"after"):
            raise Red(f"{name} reads otherwise after a rotation")
        late = gone.drawer("case-1", name, [old, new])
        refuses(f"new {name} for the old key", NotUnlocked, late.read, "name", 2, after)
    return len(COMPARTMENTS)


def shredding() -> int:
    """What was shredded opens for nobody, in no compartment, not with later keys either."""
    tried = 0
    for name in COMPARTMENTS:
        keys = keyring(HARBOUR)
        stored = keys.new_key("case-1", name, 1)
        written = keys.drawer("case-1", name, [stored]).write("name", 1, b"Mira")
        gone = stored.shredded()
        keys.forget(stored)
        for someone in (keys, keyring(HARBOUR, account="admin"), keyring(HARBOUR, versions=3)):
            drawer = someone.drawer("case-1", name, [gone])
            refuses(f"shredded {name}", Shredded, drawer.read, "name", 1, written)
            refuses(f"the shredded key of {name}", Shredded, someone.rewrap, gone)
            tried += 2
    return tried


def two_of_three(times: int) -> int:
    """Each two sheets bring the vault key back; one, the same twice, and sheets that do not belong together do not."""
    for _ in range(times):
        key = Key.new()
        shares, others = split(key), split(key)
        for one, other in permutations(shares, 2):
            try:
                found = recovered([read_share(one.lines()), read_share(other.lines())])
            except ShareError as error:
                raise Red("two sheets do not bring the vault key back") from error
            if found != key:
                raise Red("two sheets bring another key back")
        for share, stranger in zip(shares, (*others[1:], others[0]), strict=True):
            forged = Share(share.set_id, stranger.number, stranger.point)
            for wrong in ([share], [share, share], [share, stranger], [share, forged]):
                refuses(f"{len(wrong)} wrong sheets", ShareError, recovered, wrong)
        alone = {tuple(share.point.reveal()[:32]) for share in shares}
        if tuple(key.reveal()) in alone:
            raise Red("one sheet alone holds the vault key")
    return times * 18


def vault_key_opens_nothing_shredded() -> int:
    """The vault key itself, back from its custodians, opens no shredded drawer."""
    keys = keyring(HARBOUR)
    for name in COMPARTMENTS:
        stored = keys.new_key("case-1", name, 1)
        gone = stored.shredded()
        wrapper = agency_key(HARBOUR).compartment(name)
        refuses(f"shredded {name}", Shredded, keyring_drawer.unwrap, gone, wrapper)
    return len(COMPARTMENTS)


def _unbound(slot: Slot) -> bytes:
    return vault.binding("slot", slot.agency, slot.case, slot.field, slot.version)


def _unbound_version(slot: Slot) -> bytes:
    return vault.binding("slot", slot.agency, slot.case, slot.compartment, slot.field)


def _run_together(slot: Slot) -> bytes:
    return f"slot{slot.agency}{slot.case}{slot.compartment}".encode()


class _Unauthenticated:
    """A cipher that leaves out the associated data and gives back whatever it finds."""

    def __init__(self, key: bytes) -> None:
        self._key = bytes(key)

    def _cipher(self, nonce: bytes) -> Cipher[modes.CTR]:
        return Cipher(algorithms.AES(self._key), modes.CTR(nonce + bytes(4)))

    def encrypt(self, nonce: bytes, content: bytes, bound: bytes) -> bytes:
        return self._cipher(nonce).encryptor().update(bytes(content)) + bytes(16)

    def decrypt(self, nonce: bytes, content: bytes, bound: bytes) -> bytes:
        return self._cipher(nonce).decryptor().update(content[:-16])


@contextmanager
def _counted_nonces() -> Iterator[None]:
    """Nonces of twelve bytes of which only two are random."""
    chance = random.Random(1)
    with patch("asylia.access.vault.secrets.token_bytes", lambda length: chance.randbytes(2).ljust(length, b"\0")):
        yield


@contextmanager
def _agencies_in_one_pot() -> Iterator[None]:
    """No key and no place knows its agency. Each of the three alone would not be enough: that is what they are for."""
    pot = CompartmentKey.__init__

    def same_key(self: CompartmentKey, agency: str, compartment: str, version: int, key: Key) -> None:
        pot(self, agency, compartment, version, Key(compartment.encode() * 32))

    with (
        patch.object(CompartmentKey, "__init__", same_key),
        patch.object(vault, "_bound", lambda slot: b""),
        patch.object(keyring_drawer, "_bound", lambda *place: b""),
    ):
        yield


def _shredded_in_name_only(stored: WrappedKey) -> WrappedKey:
    return stored


FAULTS = {
    "the cipher authenticates nothing": Fault(
        replaced("asylia.access.vault.AESGCM", _Unauthenticated), lambda: one_bit_flips(500)
    ),
    "a field is not bound to its compartment": Fault(replaced("asylia.access.vault._bound", _unbound), slot_swaps),
    "a field is not bound to its version": Fault(replaced("asylia.access.vault._bound", _unbound_version), slot_swaps),
    "a field is bound to case and compartment only": Fault(
        replaced("asylia.access.vault._bound", _run_together), slot_swaps
    ),
    "a drawer's key is not bound to its drawer": Fault(
        replaced("asylia.access.keyring_drawer._bound", lambda *place: b""), vectors
    ),
    "keys and places forget their agency": Fault(_agencies_in_one_pot, another_agency),
    "nonces repeat": Fault(_counted_nonces, lambda: nonces(5000)),
    "deletion keeps the key": Fault(
        replaced("asylia.access.keyring_drawer.WrappedKey.shredded", _shredded_in_name_only), shredding
    ),
    "the oldest key seals what is new": Fault(
        replaced("asylia.access.keyring.max", lambda keys, key, default: min(keys, key=key, default=default)),
        rotation,
    ),
    "one custodian is enough": Fault(
        replaced("asylia.access.custodians._point", lambda secret, slope, x: bytearray(secret)), lambda: two_of_three(1)
    ),
    "sheets are not checked against one another": Fault(
        replaced("asylia.access.custodians.hmac.compare_digest", lambda one, other: True), lambda: two_of_three(1)
    ),
    "multiplication in the field of 256 is off by a bit": Fault(
        replaced("asylia.access.custodians._times", lambda one, other: one ^ other), vectors
    ),
}
