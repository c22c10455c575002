"""H12: vectors, flipped bits, moved fields, other agencies, nonces, rotation, shredding and custodians."""

from __future__ import annotations

from tests.trust import h12_crypto as h12
from tests.trust.frame import show, sized


def test_vectors_hold() -> None:
    show("H12", "vectors", h12.vectors(), "all hold")


def test_no_flipped_bit_opens() -> None:
    show("H12", "one-bit flips", h12.one_bit_flips(10_000), "0 open")


def test_no_field_opens_in_another_place() -> None:
    show("H12", "fields moved to another place", h12.slot_swaps(), "0 open")


def test_no_drawer_opens_as_another_compartment() -> None:
    show("H12", "drawers moved to another compartment", h12.drawers_of_other_compartments(), "0 open")


def test_another_agency_opens_nothing() -> None:
    show("H12", "openings by another agency with all its keys", h12.another_agency(), "0 open")


def test_no_nonce_repeats() -> None:
    show("H12", "nonces", h12.nonces(sized(100_000, 1_000_000)), "0 repeated")


def test_rotation_closes_what_is_new() -> None:
    show("H12", "rotated compartments", h12.rotation(), "new closed to old keys, old still read")


def test_what_is_shredded_is_gone() -> None:
    tried = h12.shredding() + h12.vault_key_opens_nothing_shredded()
    show("H12", "openings of what was shredded", tried, "0 open")


def test_two_of_three_custodians() -> None:
    show("H12", "sets of sheets", h12.two_of_three(sized(20, 200)), "two of one printing open, nothing else does")
