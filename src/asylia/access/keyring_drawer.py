"""A drawer is one compartment of one case. Its keys are stored wrapped, and what they sealed dies with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from asylia.access.keyring_agency import CompartmentKey, CompartmentPublic
from asylia.access.keyring_pair import SEALED_TO_PUBLIC
from asylia.access.vault import Key, Slot, binding, decrypt, encrypt, key_id_of, sealed, unsealed
from asylia.access.vault_errors import NotUnlocked, Shredded, Tampered

WRAPPED = b"\x02"
"""First byte of a drawer's key that a holder of the compartment key made and wrapped, version 1."""

TAKEN_IN = b"\x07"
"""First byte of a drawer's key that was sealed to the public half and has been wrapped since, version 1."""


@dataclass(frozen=True)
class WrappedKey:
    """One version of the key of one drawer, wrapped by the compartment key or sealed to its public half.

    wrapped is None once shredded; key_id stays, so that what it sealed is known to be gone, not damaged.
    """

    agency: str
    case: str
    compartment: str
    version: int
    key_id: bytes
    wrapped: bytes | None

    @property
    def own(self) -> bool:
        """Whether a holder of the compartment key made it. Only such keys seal new values of the agency.

        A key sealed to the public half may be known to whoever sealed it: it opens what they left, no more.
        """
        return self.wrapped is not None and self.wrapped[:1] == WRAPPED

    def shredded(self) -> WrappedKey:
        """What to store in its place to delete for good all that this key has sealed."""
        return replace(self, wrapped=None)


class Drawer:
    """One compartment of one case, for reading and writing single fields."""

    def __init__(
        self, agency: str, case: str, compartment: str, open_key: Callable[[bytes], Key], write_with: bytes | None
    ) -> None:
        """open_key gives the key of an id, or raises a VaultError. write_with: the id of the key for new values."""
        self._place = (agency, case, compartment)
        self._open_key = open_key
        self._write_with = write_with

    @property
    def writable(self) -> bool:
        """Whether new values can be written. If not, store a new_key() of the keyring first."""
        return self._write_with is not None

    def write(self, field: str, version: int, content: bytes) -> bytes:
        """Content sealed for this field and version. Raises NotUnlocked where the drawer is not writable."""
        if self._write_with is None:
            raise NotUnlocked
        return encrypt(self._open_key(self._write_with), Slot(*self._place, field, version), content)

    def read(self, field: str, version: int, written: bytes) -> bytes:
        """The content of this field and version. Raises Shredded, WrongKey, Tampered or NotUnlocked."""
        return decrypt(self._open_key(key_id_of(written)), Slot(*self._place, field, version), written)

    def __repr__(self) -> str:
        return "<Drawer>"


def sealed_drawer(to: CompartmentPublic, case: str, version: int) -> tuple[WrappedKey, Drawer]:
    """A drawer that anyone can fill and only holders of the compartment key can open.

    For writing when nobody of the agency is signed in, and for the copy of single fields that another agency gets: the
    case is named as that agency names it. The drawer closes for good when it is let go; deleting the wrapped key takes
    the copy back, as far as the recipient's server goes.
    """
    key = Key.new()
    wrapped = to.key.seal(_bound(to.agency, case, to.compartment, version), key.reveal())
    stored = WrappedKey(to.agency, case, to.compartment, version, key.id, wrapped)
    return stored, Drawer(to.agency, case, to.compartment, lambda _: key, key.id)


def new_wrapped(by: CompartmentKey, case: str, version: int) -> WrappedKey:
    """A fresh key for a drawer, as it is stored."""
    with Key.new() as data_key:
        return _wrapped(WRAPPED, data_key, by, case, version)


def rewrapped(stored: WrappedKey, old: CompartmentKey, new: CompartmentKey) -> WrappedKey:
    """The same drawer's key under another compartment key. Raises as unwrap does."""
    with unwrap(stored, old) as data_key:
        return _wrapped(WRAPPED if stored.own else TAKEN_IN, data_key, new, stored.case, stored.version)


def _wrapped(form: bytes, data_key: Key, by: CompartmentKey, case: str, version: int) -> WrappedKey:
    bound = _bound(by.agency, case, by.compartment, version)
    wrapped = sealed(form, by.key, bound, data_key.reveal())
    return WrappedKey(by.agency, case, by.compartment, version, data_key.id, wrapped)


def wrapped_by(stored: WrappedKey, by: CompartmentKey) -> bool:
    """Whether the drawer's key was wrapped by this compartment key. Raises Shredded or Tampered."""
    if stored.wrapped is None:
        raise Shredded
    sealed_to = stored.wrapped[:1] == SEALED_TO_PUBLIC
    return key_id_of(stored.wrapped) == (by.pair.public.id if sealed_to else by.key.id)


def unwrap(stored: WrappedKey, by: CompartmentKey) -> Key:
    """The drawer's key. Raises Shredded, WrongKey, Tampered or NotUnlocked."""
    if stored.wrapped is None:
        raise Shredded
    bound = _bound(stored.agency, stored.case, stored.compartment, stored.version)
    if stored.wrapped[:1] == SEALED_TO_PUBLIC:
        found = by.pair.unseal(bound, stored.wrapped)
    else:
        found = unsealed(WRAPPED if stored.own else TAKEN_IN, by.key, bound, stored.wrapped)
    key = Key(bytearray(found))
    if key.id != stored.key_id:
        raise Tampered
    return key


def _bound(agency: str, case: str, compartment: str, version: int) -> bytes:
    return binding("drawer", agency, case, compartment, version)
