"""An agency's vault key and the compartment keys that come from it.

The vault key is the root: it is made once, split among custodians and wiped; it never lies on a server. From it comes a
key for each compartment, and users are given those their roles may open. So an account that may never see the
narrative cannot open it, whatever the server is made to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from asylia.access.keyring_pair import KeyPair, PublicKey
from asylia.access.vault import Key


class AgencyKey:
    """The vault key of one agency, made or recovered, for as long as it takes to derive keys from it or to split it."""

    def __init__(self, agency: str, key: Key) -> None:
        self.agency = agency
        self.key = key

    @classmethod
    def new(cls, agency: str) -> AgencyKey:
        """A fresh vault key, when an agency is founded."""
        return cls(agency, Key.new())

    def compartment(self, compartment: str, version: int = 1) -> CompartmentKey:
        """The key of one compartment. A higher version takes its place for what is written from then on."""
        return CompartmentKey(
            self.agency, compartment, version, self.key.derive("compartment", self.agency, compartment, version)
        )

    def close(self) -> None:
        """Overwrite the vault key."""
        self.key.wipe()

    def __repr__(self) -> str:
        return "<AgencyKey>"


@dataclass(frozen=True)
class CompartmentPublic:
    """What anyone may know of a compartment key, stored with the agency: enough to seal to it, not to open."""

    agency: str
    compartment: str
    version: int
    key: PublicKey


class CompartmentKey:
    """The key of one compartment of one agency: wraps the keys of cases, opens what was sealed to the agency."""

    def __init__(self, agency: str, compartment: str, version: int, key: Key) -> None:
        self.agency = agency
        self.compartment = compartment
        self.version = version
        self.key = key

    @cached_property
    def pair(self) -> KeyPair:
        return KeyPair(self.key)

    @property
    def public(self) -> CompartmentPublic:
        return CompartmentPublic(self.agency, self.compartment, self.version, self.pair.public)

    def index_key(self, field: str) -> Key:
        """The key under which values of one field are indexed, so that equal ones are found without being read."""
        return self.key.derive("index", self.agency, self.compartment, field)

    def close(self) -> None:
        """Overwrite the key."""
        self.key.wipe()
        self.__dict__.pop("pair", None)

    def __repr__(self) -> str:
        return "<CompartmentKey>"
