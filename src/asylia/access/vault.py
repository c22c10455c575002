"""Seals what is known of a person so that it opens with one key only, and in one place only.

Every sealed field names its key and is bound to its slot: agency, case, compartment, field and version. The cipher is
AES-256-GCM with a random nonce. Byte formats: docs/development/vault.md.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from asylia.access.vault_errors import Tampered, WrongKey
from asylia.access.vault_secret import Secret

KEY_BYTES = 32
KEY_ID_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = 1 + KEY_ID_BYTES

PADDED_TO = 32
"""Content is filled up to a multiple of this many bytes, so that its size does not tell a yes from a no."""

FIELD = b"\x01"
"""First byte of a sealed field, version 1."""


class Key(Secret):
    """A secret of 32 bytes with a public name, its id, from which the secret cannot be found."""

    __slots__ = ("id",)

    def __init__(self, material: bytes | bytearray) -> None:
        if len(material) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        super().__init__(material)
        self.id: bytes = expand(self, KEY_ID_BYTES, "id")
        """16 bytes that name this key. They depend on all of it, so a sealed field opens with no other key."""

    @classmethod
    def new(cls) -> Self:
        """A fresh random key."""
        return cls(bytearray(secrets.token_bytes(KEY_BYTES)))

    def derive(self, purpose: str, *context: str | int) -> Key:
        """The key for one purpose and context. It tells nothing about this key, nor about any other derived one."""
        return Key(bytearray(expand(self, KEY_BYTES, purpose, *context)))


def expand(secret: Secret, length: int, purpose: str, *context: str | int) -> bytes:
    """Bytes that depend on a uniformly random secret, a purpose and a context (HKDF-Expand, RFC 5869, SHA-256)."""
    info = b"asylia/key/1/" + binding(purpose, *context)
    return HKDFExpand(algorithm=SHA256(), length=length, info=info).derive(secret.reveal())


def binding(*parts: str | int | bytes | bytearray) -> bytes:
    """The parts as bytes from which each part can be told again: no two different lists give the same bytes."""
    return b"".join(_part(part) for part in parts)


def unbound(joined: bytes) -> list[bytes]:
    """The parts that binding() joined. Raises Tampered where the bytes are no such list."""
    parts, at = [], 0
    while at < len(joined):
        end = at + 4 + int.from_bytes(joined[at : at + 4], "big")
        if end > len(joined):
            raise Tampered
        parts.append(joined[at + 4 : end])
        at = end
    return parts


def _part(part: str | int | bytes | bytearray) -> bytes:
    raw = part if isinstance(part, (bytes, bytearray)) else str(part).encode()
    return len(raw).to_bytes(4, "big") + raw


@dataclass(frozen=True)
class Slot:
    """The one place where a sealed field belongs. `case` is the agency's own name of the case, never a person's.

    version counts the values of this field from 1, so an older value cannot be put back in a newer one's place.
    """

    agency: str
    case: str
    compartment: str
    field: str
    version: int


def encrypt(key: Key, slot: Slot, content: bytes) -> bytes:
    """Seal content with this key for this slot. Every call gives other bytes. Raises NotUnlocked."""
    return sealed(FIELD, key, _bound(slot), _padded(content))


def decrypt(key: Key, slot: Slot, field: bytes) -> bytes:
    """The content that was sealed with this key for this slot. Raises WrongKey, Tampered or NotUnlocked."""
    return _unpadded(unsealed(FIELD, key, _bound(slot), field))


def key_id_of(field: bytes) -> bytes:
    """The id of the key that a sealed field was sealed with. Raises Tampered where none can be read."""
    if len(field) < HEADER_BYTES + NONCE_BYTES + TAG_BYTES:
        raise Tampered
    return field[1:HEADER_BYTES]


def sealed(form: bytes, key: Key, bound: bytes, content: bytes | bytearray) -> bytes:
    """Form byte, key id, nonce and ciphertext; the form byte, the key id and `bound` are authenticated with it."""
    header = form + key.id
    nonce = secrets.token_bytes(NONCE_BYTES)
    return header + nonce + AESGCM(key.reveal()).encrypt(nonce, content, header + bound)


def unsealed(form: bytes, key: Key, bound: bytes, given: bytes) -> bytes:
    """What sealed() was given. Raises WrongKey, Tampered or NotUnlocked."""
    cipher = AESGCM(key.reveal())
    named = key_id_of(given)
    if given[:1] != form:
        raise Tampered
    if named != key.id:
        raise WrongKey
    nonce, ciphertext = given[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES], given[HEADER_BYTES + NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, ciphertext, form + key.id + bound)
    except InvalidTag:
        raise Tampered from None


def _bound(slot: Slot) -> bytes:
    return binding("slot", slot.agency, slot.case, slot.compartment, slot.field, slot.version)


def _padded(content: bytes) -> bytes:
    return content + b"\x80" + bytes(-(len(content) + 1) % PADDED_TO)


def _unpadded(content: bytes) -> bytes:
    end = content.rfind(b"\x80")
    if end < 0 or any(content[end + 1 :]):
        raise Tampered
    return content[:end]
