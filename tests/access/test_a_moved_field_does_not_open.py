"""A sealed field that is put into any other place does not open there (R41)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.vault import Key, Slot, decrypt, encrypt
from asylia.access.vault_errors import Tampered
from tests.access.agencies import COMPARTMENTS

HOME = Slot("agency-harbour", "case-1", "A", "name", 1)
PLACES = [
    replace(HOME, compartment=compartment, case=case, field=field, version=version)
    for compartment in COMPARTMENTS
    for case in ("case-1", "case-2")
    for field in ("name", "phone")
    for version in (1, 2)
] + [replace(HOME, agency="agency-lantern")]


def test_it_opens_where_it_was_sealed() -> None:
    with Key.new() as key:
        for place in PLACES:
            assert decrypt(key, place, encrypt(key, place, b"Mira")) == b"Mira"


def test_it_opens_nowhere_else_even_with_the_same_key() -> None:
    key = Key.new()
    sealed = {place: encrypt(key, place, b"Mira") for place in PLACES}
    refused = 0
    for home, elsewhere in permutations(PLACES, 2):
        with pytest.raises(Tampered):
            decrypt(key, elsewhere, sealed[home])
        refused += 1
    assert refused == len(PLACES) * (len(PLACES) - 1)


names = st.text(max_size=6)


@given(
    st.tuples(names, names, names, names, st.integers(1, 99)), st.tuples(names, names, names, names, st.integers(1, 99))
)
def test_no_two_different_places_are_taken_for_one(one: tuple, other: tuple) -> None:
    key = Key.new()
    sealed = encrypt(key, Slot(*one), b"Mira")
    if one == other:
        assert decrypt(key, Slot(*other), sealed) == b"Mira"
    else:
        with pytest.raises(Tampered):
            decrypt(key, Slot(*other), sealed)


def test_letters_cannot_slide_from_one_name_into_the_next() -> None:
    key = Key.new()
    sealed = encrypt(key, Slot("ab", "c", "A", "name", 1), b"Mira")
    with pytest.raises(Tampered):
        decrypt(key, Slot("a", "bc", "A", "name", 1), sealed)
