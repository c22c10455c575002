"""Finds equal values without reading them: a keyed fingerprint of each value, different for every agency and field.

Fingerprints of two agencies, or of two fields, cannot be compared. To whoever takes the store without a key they do
show which entries of one field are equal, and so how often a value occurs. Index only what must be found.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from hashlib import sha256

from asylia.access.blind_index_names import name_terms, number_folded
from asylia.access.vault import Key

FINGERPRINT_BYTES = 16


def number_fingerprint(key: Key, number: str) -> bytes:
    """The 16 bytes under which a number of a paper, phone or file is stored.

    key: Keyring.index_keys(compartment, field)[0]. The field must name the kind of number and who gave it, so that a
    passport and a camp card of the same number stay apart.
    """
    return _fingerprint(key, "number", number_folded(number))


def number_lookup(keys: Sequence[Key], number: str) -> list[bytes]:
    """The fingerprints to look for: one for each version of the key."""
    return [number_fingerprint(key, number) for key in keys]


def name_fingerprints(key: Key, name: str) -> frozenset[bytes]:
    """The fingerprints to store for one name: of the whole, of each word, and of its sound (see blind_index_names)."""
    return frozenset(_fingerprint(key, term.kind, term.text) for term in name_terms(name))


def name_lookup(keys: Sequence[Key], name: str) -> dict[str, list[bytes]]:
    """The fingerprints to look for, by what an equal one means: `whole`, `word` (all words must be there), `sound`.

    Rank in this order. An equal sound is a question to a person, never an answer.
    """
    found: dict[str, list[bytes]] = {"whole": [], "word": [], "sound": []}
    for term in sorted(name_terms(name)):
        found[term.kind] += [_fingerprint(key, term.kind, term.text) for key in keys]
    return found


def _fingerprint(key: Key, kind: str, text: str) -> bytes:
    return hmac.digest(key.reveal(), f"{kind}\0{text}".encode(), sha256)[:FINGERPRINT_BYTES]
