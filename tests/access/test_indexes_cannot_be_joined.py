"""A fingerprint finds an equal value of the same field of the same agency, and is worth nothing anywhere else."""

from __future__ import annotations

import pytest

from asylia.access.blind_index import name_fingerprints, name_lookup, number_fingerprint, number_lookup
from asylia.access.vault_errors import NotUnlocked
from tests.access.agencies import HARBOUR, LANTERN, keyring

NAMES = ["Mira", "محمد", "Mohamed Ali", "Suharto", "Nguyễn Thị Hoa"]


def test_two_agencies_fingerprints_have_nothing_in_common() -> None:
    ours, theirs = (keyring(agency).index_keys("A", "name")[0] for agency in (HARBOUR, LANTERN))
    for name in NAMES:
        assert name_fingerprints(ours, name)
        assert not name_fingerprints(ours, name) & name_fingerprints(theirs, name)


def test_two_fields_fingerprints_have_nothing_in_common() -> None:
    keys = keyring(HARBOUR)
    passport, camp = (keys.index_keys("I", field)[0] for field in ("passport.XA", "camp_card.XB"))
    assert number_fingerprint(passport, "123") != number_fingerprint(camp, "123")
    assert number_fingerprint(camp, "123") == number_fingerprint(camp, "١٢٣")


def test_two_compartments_fingerprints_have_nothing_in_common() -> None:
    keys = keyring(HARBOUR)
    for name in NAMES:
        assert not name_fingerprints(keys.index_keys("A", "name")[0], name) & name_fingerprints(
            keys.index_keys("F", "name")[0], name
        )


def test_a_word_a_whole_name_and_a_sound_are_kept_apart() -> None:
    key = keyring(HARBOUR).index_keys("A", "name")[0]
    kinds = name_lookup([key], "mr")
    assert len({print_ for prints in kinds.values() for print_ in prints}) == 3
    assert number_fingerprint(key, "mr") not in {print_ for prints in kinds.values() for print_ in prints}


def test_after_a_rotation_old_entries_are_still_found() -> None:
    old, new = keyring(HARBOUR), keyring(HARBOUR, versions=2)
    stored = number_fingerprint(old.index_keys("I", "passport.XA")[0], "FA1234567")
    assert stored in number_lookup(new.index_keys("I", "passport.XA"), "fa 1234567")
    assert number_fingerprint(new.index_keys("I", "passport.XA")[0], "FA1234567") != stored
    assert (
        name_lookup(new.index_keys("A", "name"), "Mira")["whole"][1:]
        == name_lookup(old.index_keys("A", "name"), "Mira")["whole"]
    )


def test_without_the_compartment_there_is_no_index() -> None:
    with pytest.raises(NotUnlocked):
        keyring(HARBOUR, "BC").index_keys("A", "name")


def test_a_fingerprint_is_short_and_shows_no_letter() -> None:
    key = keyring(HARBOUR).index_keys("A", "name")[0]
    for print_ in name_fingerprints(key, "Mira"):
        assert len(print_) == 16
        assert b"mira" not in print_.lower()
