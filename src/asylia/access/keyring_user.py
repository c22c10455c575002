"""A user's own key, locked by a passphrase or by a device, and opened at sign-in.

The user's key never opens a field itself. It opens the grants: the agency's compartment keys sealed to this user.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asylia.access.keyring_pair import KeyPair, PublicKey
from asylia.access.vault import KEY_BYTES, Key, binding, sealed, unsealed
from asylia.access.vault_errors import Tampered
from asylia.access.vault_secret import Secret

LOCKED_BY_PASSPHRASE = b"\x04"
LOCKED_BY_DEVICE = b"\x05"
SALT_BYTES = 16
SETTINGS_BYTES = 9

_one_at_a_time = Lock()
"""OpenSSL's Argon2id with several lanes can wait for ever when two threads of a process call it at once. One at a time
also bounds the memory that sign-ins take."""


@dataclass(frozen=True)
class Effort:
    """How hard it is to try one passphrase (Argon2id, RFC 9106): memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def __post_init__(self) -> None:
        # A changed number in a store must not be able to hang or crash the server.
        if not (8 * self.lanes <= self.memory_kib <= 2**20 and 1 <= self.passes <= 64 and 1 <= self.lanes <= 16):
            raise ValueError("memory is 8 KiB a lane to 1 GiB, passes 1 to 64, lanes 1 to 16")

    def written(self) -> bytes:
        return self.memory_kib.to_bytes(4, "big") + self.passes.to_bytes(4, "big") + self.lanes.to_bytes(1, "big")


STANDARD_EFFORT = Effort(memory_kib=65536, passes=3, lanes=4)
"""RFC 9106, section 4, second recommended option: 64 MiB, 3 passes, 4 lanes. About 0.2 s."""


class UserKey:
    """One account's key. Close it after sign-in; the keyring that it opened stays open."""

    def __init__(self, account: str, key: Key) -> None:
        self.account = account
        self._key = key

    @classmethod
    def new(cls, account: str) -> UserKey:
        """A fresh key for an account, at enrolment."""
        return cls(account, Key.new())

    @cached_property
    def pair(self) -> KeyPair:
        return KeyPair(self._key)

    @property
    def public(self) -> PublicKey:
        """To be stored with the account, so that colleagues can grant without this user being there."""
        return self.pair.public

    def close(self) -> None:
        """Overwrite the key."""
        self._key.wipe()
        self.__dict__.pop("pair", None)

    def lock_with_passphrase(self, passphrase: str, effort: Effort = STANDARD_EFFORT) -> bytes:
        """This key, locked by a passphrase, to be stored with the account. The effort is written into it."""
        head = LOCKED_BY_PASSPHRASE + effort.written() + secrets.token_bytes(SALT_BYTES)
        with _from_passphrase(passphrase, effort, head[-SALT_BYTES:]) as lock:
            return head + sealed(LOCKED_BY_PASSPHRASE, lock, self._bound(head), self._key.reveal())

    def lock_with_device(self, secret: Secret) -> bytes:
        """This key, locked by a secret that a device keeps (as a passkey's PRF output, 32 bytes at least)."""
        head = LOCKED_BY_DEVICE + secrets.token_bytes(SALT_BYTES)
        with _from_device(secret, head[-SALT_BYTES:]) as lock:
            return head + sealed(LOCKED_BY_DEVICE, lock, self._bound(head), self._key.reveal())

    def _bound(self, head: bytes) -> bytes:
        return _bound(self.account, head)

    def __repr__(self) -> str:
        return "<UserKey>"


def unlock_with_passphrase(account: str, locked: bytes, passphrase: str) -> UserKey:
    """The account's key. Raises WrongKey for another passphrase, Tampered for changed bytes or another account's."""
    effort = effort_of(locked)
    head = locked[: 1 + SETTINGS_BYTES + SALT_BYTES]
    with _from_passphrase(passphrase, effort, head[-SALT_BYTES:]) as lock:
        return _unlocked(account, LOCKED_BY_PASSPHRASE, lock, head, locked)


def unlock_with_device(account: str, locked: bytes, secret: Secret) -> UserKey:
    """The account's key. Raises WrongKey for another device, Tampered for changed bytes or another account's."""
    head = locked[: 1 + SALT_BYTES]
    if len(head) < 1 + SALT_BYTES or head[:1] != LOCKED_BY_DEVICE:
        raise Tampered
    with _from_device(secret, head[-SALT_BYTES:]) as lock:
        return _unlocked(account, LOCKED_BY_DEVICE, lock, head, locked)


def effort_of(locked: bytes) -> Effort:
    """The effort a passphrase lock was made with: lock anew at sign-in when it is not the standard. Raises Tampered."""
    if len(locked) < 1 + SETTINGS_BYTES + SALT_BYTES or locked[:1] != LOCKED_BY_PASSPHRASE:
        raise Tampered
    memory, passes, lanes = locked[1:5], locked[5:9], locked[9:10]
    try:
        return Effort(int.from_bytes(memory, "big"), int.from_bytes(passes, "big"), int.from_bytes(lanes, "big"))
    except ValueError:
        raise Tampered from None


def _unlocked(account: str, form: bytes, lock: Key, head: bytes, locked: bytes) -> UserKey:
    return UserKey(account, Key(bytearray(unsealed(form, lock, _bound(account, head), locked[len(head) :]))))


def _bound(account: str, head: bytes) -> bytes:
    return binding("user key", account, head)


def _from_passphrase(passphrase: str, effort: Effort, salt: bytes) -> Key:
    kdf = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=effort.passes, lanes=effort.lanes, memory_cost=effort.memory_kib
    )
    found = bytearray(KEY_BYTES)
    with _one_at_a_time:
        kdf.derive_into(as_typed(passphrase).encode(), found)
    return Key(found)


def as_typed(passphrase: str) -> str:
    """The same passphrase whatever the keyboard: one form a letter, one kind of space (RFC 8265, OpaqueString)."""
    plain = "".join(" " if unicodedata.category(letter) == "Zs" else letter for letter in passphrase)
    return unicodedata.normalize("NFC", plain)


def _from_device(secret: Secret, salt: bytes) -> Key:
    material = secret.reveal()
    if len(material) < KEY_BYTES:
        raise ValueError(f"a device secret has {KEY_BYTES} bytes or more")
    found = bytearray(KEY_BYTES)
    HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"asylia/device/1").derive_into(material, found)
    return Key(found)
