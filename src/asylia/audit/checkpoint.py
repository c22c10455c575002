"""A signed statement of how long an agency's log was and what its newest fingerprint was, to be kept elsewhere.

Whoever owns the server could write a whole new log. They cannot take back a checkpoint that a partner agency, the
data-protection officer's mailbox or a sheet of paper already holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from asylia.audit.chain import ChainError, Link, verify

FORMAT = "asylia-checkpoint-1"

EVERY = timedelta(minutes=15)
"""How often a checkpoint leaves the machine. What came after the last one is chained, and not yet sealed (R33)."""


@dataclass(frozen=True)
class Checkpoint:
    """That an agency's log had `seq` events at a time, the newest with fingerprint `own`. key, signature: in hex."""

    agency: str
    seq: int
    own: str
    at: datetime
    key: str
    signature: str

    def line(self) -> str:
        """The checkpoint as it leaves the machine: one line of JSON."""
        said = json.loads(_signed(self.agency, self.seq, self.own, self.at))
        return _canonical({**said, "key": self.key, "signature": self.signature})

    @classmethod
    def read(cls, line: str) -> Self:
        """The checkpoint of a line. Raises ChainError. Whether it is genuine, is_genuine() says."""
        try:
            said = json.loads(line)
            at = datetime.fromisoformat(said["at"])
            point = cls(said["agency"], int(said["seq"]), said["hash"], at, said["key"], said["signature"])
        except (ValueError, KeyError, TypeError):
            raise ChainError("This line is no checkpoint.") from None
        if point.line() != line:
            raise ChainError("This line is not written as a checkpoint is.")
        return point

    def is_genuine(self, key: Ed25519PublicKey) -> bool:
        """Whether this key signed exactly this."""
        try:
            key.verify(bytes.fromhex(self.signature), _signed(self.agency, self.seq, self.own, self.at).encode())
        except (InvalidSignature, ValueError):
            return False
        return self.key == key.public_bytes_raw().hex()


def checkpoint(newest: Link, at: datetime, key: Ed25519PrivateKey) -> Checkpoint:
    """A signed checkpoint of a log up to its newest link. at: a time with offset."""
    return of_head(newest.event.agency, newest.seq, newest.own, at, key)


def of_head(agency: str, seq: int, own: str, at: datetime, key: Ed25519PrivateKey) -> Checkpoint:
    """The same where only the number and the fingerprint of the newest event are known."""
    public, signature = key.public_key().public_bytes_raw().hex(), key.sign(_signed(agency, seq, own, at).encode())
    return Checkpoint(agency, seq, own, at, public, signature.hex())


@dataclass(frozen=True)
class Verdict:
    """A log that is whole: how many events it has, and how many of them a genuine checkpoint seals."""

    events: int
    sealed: int


def verify_sealed(links: Iterable[Link], agency: str, points: Iterable[Checkpoint], key: Ed25519PublicKey) -> Verdict:
    """Check a whole log against checkpoints that were kept elsewhere. Raises ChainError naming what does not fit.

    The log is read once from its first event on, and never held as a whole.
    """
    kept: dict[int, set[str]] = {}
    for point in points:
        if point.seq < 1 or point.agency != agency or not point.is_genuine(key):
            raise ChainError(f"The checkpoint at event {point.seq} is not genuine, or not of this agency.")
        kept.setdefault(point.seq, set()).add(point.own)
    newest = verify(_compared(links, kept), agency)
    events, known = newest.seq if newest else 0, max(kept, default=0)
    if known > events:
        raise ChainError(f"The log ends at event {events}; a checkpoint knows of {known}. The end is missing.")
    return Verdict(events, known)


def _compared(links: Iterable[Link], kept: Mapping[int, Collection[str]]) -> Iterator[Link]:
    """The same links, as long as they agree with the fingerprints that checkpoints name."""
    for link in links:
        yield link
        # Only now: where a link is broken in itself, verify() has said so.
        if any(own != link.own for own in kept.get(link.seq, ())):
            raise ChainError(f"The log differs from the checkpoint at event {link.seq}. It was written anew.")


def _signed(agency: str, seq: int, own: str, at: datetime) -> str:
    time = at.astimezone(UTC).isoformat(timespec="microseconds")
    return _canonical({"format": FORMAT, "agency": agency, "seq": seq, "hash": own, "at": time})


def _canonical(said: dict[str, object]) -> str:
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
