"""A pair of keys: anyone can seal something to the public half, only the holder of the secret half opens it.

HPKE (RFC 9180) with X25519 and ML-KEM-768 together: what is taken today must stay closed even if machines of tomorrow
break one of the two, because people stay in hiding for longer than ciphers stay new.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from asylia.access.vault import HEADER_BYTES, KEY_ID_BYTES, Key, expand
from asylia.access.vault_errors import Tampered, WrongKey

SEALED_TO_PUBLIC = b"\x03"
"""First byte of what is sealed to a public key, version 1."""

MLKEM_SEED_BYTES = 64
X25519_BYTES = 32
MLKEM_PUBLIC_BYTES = 1184
PUBLIC_BYTES = MLKEM_PUBLIC_BYTES + X25519_BYTES

_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True)
class PublicKey:
    """The half that may be shown to all. `raw` is 1,216 bytes: the ML-KEM-768 key, then the X25519 key."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != PUBLIC_BYTES:
            raise ValueError(f"a public key has {PUBLIC_BYTES} bytes")

    @cached_property
    def id(self) -> bytes:
        """16 bytes that name this public key."""
        return hashlib.sha256(b"asylia/public/1/" + self.raw).digest()[:KEY_ID_BYTES]

    def seal(self, bound: bytes, content: bytes | bytearray) -> bytes:
        """Seal content to the holder of the secret half. It opens with the same `bound` only."""
        header = SEALED_TO_PUBLIC + self.id
        return header + _SUITE.encrypt(content, self._hpke, info=header + bound)

    @cached_property
    def _hpke(self) -> hpke.MLKEM768X25519PublicKey:
        return hpke.MLKEM768X25519PublicKey(
            MLKEM768PublicKey.from_public_bytes(self.raw[:MLKEM_PUBLIC_BYTES]),
            X25519PublicKey.from_public_bytes(self.raw[MLKEM_PUBLIC_BYTES:]),
        )


class KeyPair:
    """Both halves, made from one key of 32 bytes, so that only that key has to be kept."""

    def __init__(self, key: Key) -> None:
        seed = expand(key, MLKEM_SEED_BYTES + X25519_BYTES, "pair")
        mlkem = MLKEM768PrivateKey.from_seed_bytes(seed[:MLKEM_SEED_BYTES])
        x25519 = X25519PrivateKey.from_private_bytes(seed[MLKEM_SEED_BYTES:])
        self._secret = hpke.MLKEM768X25519PrivateKey(mlkem, x25519)
        self.public = PublicKey(mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw())

    def unseal(self, bound: bytes, given: bytes) -> bytes:
        """What was sealed to the public half. Raises WrongKey or Tampered."""
        header, ciphertext = given[:HEADER_BYTES], given[HEADER_BYTES:]
        if len(header) < HEADER_BYTES or header[:1] != SEALED_TO_PUBLIC:
            raise Tampered
        if header[1:] != self.public.id:
            raise WrongKey
        try:
            return _SUITE.decrypt(ciphertext, self._secret, info=header + bound)
        except (InvalidTag, ValueError):
            raise Tampered from None
