"""Bytes that nobody may see: they never show in a text, a trace or a pickle, and are overwritten when done with."""

from __future__ import annotations

import hmac
from types import TracebackType
from typing import NoReturn, Self

from asylia.access.vault_errors import NotUnlocked


class SecretBytes(bytearray):
    """Bytes that overwrite themselves when nobody holds them any more, and hide from traces."""

    def __del__(self) -> None:
        # Written out: at the end of the program other functions may be gone already.
        self[:] = b"\0" * len(self)

    def __repr__(self) -> str:
        return "<SecretBytes>"

    def __str__(self) -> str:
        return "<SecretBytes>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never copied or stored as it is; wrap it with another key")


class Secret:
    """Some secret bytes, held until wipe(), the end of a `with`, or until nobody holds them.

    Python cannot promise that no copy remains: the bytes given, and those the cipher works on, may live elsewhere in
    memory for a while. What this class holds itself is overwritten.
    """

    __slots__ = ("_held",)

    def __init__(self, material: bytes | bytearray) -> None:
        """Take a copy of the bytes; a bytearray that is given is overwritten, since the secret has moved here."""
        self._held: SecretBytes | None = SecretBytes(material)
        if isinstance(material, bytearray):
            overwrite(material)

    def reveal(self) -> SecretBytes:
        """The bytes themselves, not a copy, for a cipher to use at once. Raises NotUnlocked after wipe()."""
        if self._held is None:
            raise NotUnlocked
        return self._held

    def wipe(self) -> None:
        """Overwrite the bytes with zeros and forget them. A second call does nothing."""
        held, self._held = self._held, None
        if held is not None:
            overwrite(held)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.wipe()

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.reveal(), other.reveal())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a secret is never copied or stored as it is; wrap it with another key")


def overwrite(held: bytearray) -> None:
    """Put zeros in place of every byte."""
    held[:] = bytes(len(held))
