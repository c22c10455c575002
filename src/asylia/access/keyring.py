"""The keys that a signed-in user holds open, and the drawers they open.

Stored, and harmless without a sign-in: a Grant for each user and compartment, a WrappedKey for each version of each
drawer's key.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from asylia.access.keyring_agency import CompartmentKey
from asylia.access.keyring_drawer import Drawer, WrappedKey, new_wrapped, rewrapped, unwrap, wrapped_by
from asylia.access.keyring_pair import PublicKey
from asylia.access.keyring_user import UserKey
from asylia.access.vault import Key, binding, sealed, unbound, unsealed
from asylia.access.vault_errors import NotUnlocked, WrongKey
from asylia.access.vault_secret import Secret

PARKED = b"\x06"
"""First byte of a keyring put aside between two requests, version 1."""


@dataclass(frozen=True)
class Grant:
    """A compartment key of the agency, sealed to one user's public key. Deleting it takes the compartment away."""

    agency: str
    account: str
    compartment: str
    version: int
    sealed: bytes


class Keyring:
    """The compartment keys of one agency that one user holds open, until close()."""

    def __init__(self, agency: str, account: str, keys: Iterable[CompartmentKey]) -> None:
        self.agency = agency
        self.account = account
        self._held = sorted(keys, key=lambda key: (key.compartment, key.version))
        self._opened: dict[bytes, Key] = {}

    @classmethod
    def open(cls, user: UserKey, agency: str, grants: Iterable[Grant]) -> Self:
        """The keyring of a user at sign-in. Raises WrongKey or Tampered for a grant that is not this user's."""
        return cls(agency, user.account, [_granted(user, agency, grant) for grant in grants])

    @property
    def compartments(self) -> frozenset[str]:
        """The compartments this user holds a key for."""
        return frozenset(key.compartment for key in self._held)

    def grants(self, compartment: str, account: str, public: PublicKey) -> list[Grant]:
        """All versions of a compartment's key for another user. Raises NotUnlocked where this user holds none."""
        return [grant(key, account, public) for key in self._versions(compartment)]

    def new_key(self, case: str, compartment: str, version: int) -> WrappedKey:
        """A fresh key for a drawer. Store it: the highest version seals what is new. Raises NotUnlocked."""
        return new_wrapped(self._versions(compartment)[-1], case, version)

    def rewrap(self, stored: WrappedKey) -> WrappedKey:
        """The same drawer key, wrapped by the newest compartment key. Raises as Drawer.read does."""
        return rewrapped(stored, self._wrapper(stored), self._versions(stored.compartment)[-1])

    def drawer(self, case: str, compartment: str, stored: Iterable[WrappedKey]) -> Drawer:
        """The drawer that these wrapped keys open. Each is unwrapped when first needed, and once."""
        here = (self.agency, case, compartment)
        by_id = {key.key_id: key for key in stored if (key.agency, key.case, key.compartment) == here}

        def open_key(key_id: bytes) -> Key:
            if key_id not in by_id:
                raise WrongKey
            if key_id not in self._opened:
                self._opened[key_id] = unwrap(by_id[key_id], self._wrapper(by_id[key_id]))
            return self._opened[key_id]

        newest = max((key for key in by_id.values() if key.own), key=lambda key: key.version, default=None)
        return Drawer(*here, open_key, newest.key_id if newest else None)

    def index_keys(self, compartment: str, field: str) -> list[Key]:
        """The index keys of a field, newest first: write with the first, look up with all. Raises NotUnlocked."""
        return [key.index_key(field) for key in reversed(self._versions(compartment))]

    def forget(self, stored: WrappedKey) -> None:
        """Overwrite a drawer's key that this session has opened, as when it is shredded."""
        opened = self._opened.pop(stored.key_id, None)
        if opened is not None:
            opened.wipe()

    def close(self) -> None:
        """Overwrite every key. Drawers of this keyring raise NotUnlocked from now on."""
        for held in self._held:
            held.close()
        for opened in self._opened.values():
            opened.wipe()
        self._held.clear()
        self._opened.clear()

    def park(self, session: str) -> tuple[Secret, bytes]:
        """This keyring between two requests: a ticket for the user's browser alone, and bytes for the server to keep.

        Neither is worth anything without the other, or in another session.
        """
        ticket = Key.new()
        content = b"".join(binding(key.compartment, key.version, key.key.reveal()) for key in self._held)
        return ticket, sealed(PARKED, ticket, _parked(self.agency, self.account, session), content)

    @classmethod
    def resume(cls, agency: str, account: str, session: str, ticket: Secret, parked: bytes) -> Self:
        """The keyring that was parked for this session. Raises WrongKey or Tampered."""
        with Key(bytes(ticket.reveal())) as key:
            parts = iter(unbound(unsealed(PARKED, key, _parked(agency, account, session), parked)))
        keys = [
            CompartmentKey(agency, compartment.decode(), int(version), Key(bytearray(material)))
            for compartment, version, material in zip(parts, parts, parts, strict=True)
        ]
        return cls(agency, account, keys)

    def _versions(self, compartment: str) -> list[CompartmentKey]:
        found = [key for key in self._held if key.compartment == compartment]
        if not found:
            raise NotUnlocked
        return found

    def _wrapper(self, stored: WrappedKey) -> CompartmentKey:
        wrapper = next((key for key in self._versions(stored.compartment) if wrapped_by(stored, key)), None)
        if wrapper is None:
            raise NotUnlocked
        return wrapper

    def __repr__(self) -> str:
        return "<Keyring>"


def grant(key: CompartmentKey, account: str, public: PublicKey) -> Grant:
    """A compartment key for one user. At founding and after a recovery; later, Keyring.grants does it."""
    bound = _granted_to(key.agency, account, key.compartment, key.version)
    return Grant(key.agency, account, key.compartment, key.version, public.seal(bound, key.key.reveal()))


def _granted(user: UserKey, agency: str, given: Grant) -> CompartmentKey:
    bound = _granted_to(agency, user.account, given.compartment, given.version)
    material = bytearray(user.pair.unseal(bound, given.sealed))
    return CompartmentKey(agency, given.compartment, given.version, Key(material))


def _granted_to(agency: str, account: str, compartment: str, version: int) -> bytes:
    return binding("grant", agency, account, compartment, version)


def _parked(agency: str, account: str, session: str) -> bytes:
    return binding("parked", agency, account, session)
