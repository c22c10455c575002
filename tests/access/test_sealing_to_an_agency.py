"""Anyone can leave something for an agency; only those of it who hold the compartment's key open it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.keyring_drawer import WRAPPED, sealed_drawer
from asylia.access.vault_errors import NotUnlocked, Tampered, WrongKey
from tests.access.agencies import COMPARTMENTS, HARBOUR, LANTERN, agency_key, keyring


def test_what_is_written_while_nobody_is_signed_in_opens_at_the_next_sign_in() -> None:
    stored, drawer = sealed_drawer(agency_key(HARBOUR).compartment("C").public, "case-1", 1)
    written = drawer.write("narrative", 1, b"Mira")
    assert keyring(HARBOUR).drawer("case-1", "C", [stored]).read("narrative", 1, written) == b"Mira"


def test_who_does_not_hold_the_compartment_does_not_open_it() -> None:
    stored, drawer = sealed_drawer(agency_key(HARBOUR).compartment("C").public, "case-1", 1)
    written = drawer.write("narrative", 1, b"Mira")
    with pytest.raises(NotUnlocked):
        keyring(HARBOUR, "AB").drawer("case-1", "C", [stored]).read("narrative", 1, written)
    with pytest.raises(WrongKey):
        keyring(LANTERN).drawer("case-1", "C", [stored]).read("narrative", 1, written)


def test_a_key_that_was_left_by_someone_never_seals_what_the_agency_writes() -> None:
    """Whoever can write to the store could leave a key they know, and read all that follows."""
    keys = keyring(HARBOUR)
    own = keys.new_key("case-1", "C", 1)
    left, _ = sealed_drawer(agency_key(HARBOUR).compartment("C").public, "case-1", 99)
    assert not keys.drawer("case-1", "C", [left]).writable
    written = keys.drawer("case-1", "C", [own, left]).write("narrative", 1, b"Mira")
    assert keys.drawer("case-1", "C", [own]).read("narrative", 1, written) == b"Mira"


def test_rewrapping_does_not_make_a_left_key_one_to_write_with() -> None:
    keys = keyring(HARBOUR)
    left, _ = sealed_drawer(agency_key(HARBOUR).compartment("C").public, "case-1", 1)
    moved = keys.rewrap(left)
    assert not keys.drawer("case-1", "C", [moved, keys.rewrap(moved)]).writable
    disguised = replace(moved, wrapped=WRAPPED + (moved.wrapped or b"")[1:])
    with pytest.raises(Tampered):
        keys.drawer("case-1", "C", [disguised]).write("narrative", 1, b"Mira")


def test_what_was_left_is_read_after_rewrapping() -> None:
    keys = keyring(HARBOUR)
    left, drawer = sealed_drawer(agency_key(HARBOUR).compartment("C").public, "case-1", 1)
    written = drawer.write("narrative", 1, b"Mira")
    moved = keys.rewrap(left)
    assert len(moved.wrapped or b"") < len(left.wrapped or b"")
    assert keys.drawer("case-1", "C", [moved]).read("narrative", 1, written) == b"Mira"


def test_another_agency_opens_exactly_the_fields_it_was_given() -> None:
    """The recipient gets a copy under its own key, its own case name and in a drawer of its own (R18)."""
    ours, theirs = keyring(HARBOUR), keyring(LANTERN)
    source_key = ours.new_key("case-1", "A", 1)
    source = ours.drawer("case-1", "A", [source_key])
    record = {name: source.write(name, 1, name.encode()) for name in ("name", "alias", "born", "nationality")}

    stored, copy = sealed_drawer(agency_key(LANTERN).compartment("A").public, "their-case-8", 1)
    shared = {name: copy.write(name, 1, source.read(name, 1, record[name])) for name in ("alias", "born")}

    opened = theirs.drawer("their-case-8", "A", [stored, source_key])
    assert {name: opened.read(name, 1, field) for name, field in shared.items()} == {"alias": b"alias", "born": b"born"}
    for name, field in record.items():
        with pytest.raises(WrongKey):
            opened.read(name, 1, field)
    for name, field in shared.items():
        with pytest.raises(WrongKey):
            ours.drawer("their-case-8", "A", [stored]).read(name, 1, field)
        with pytest.raises(Tampered):
            opened.read("name", 1, field)


def test_the_copy_ends_with_its_wrapped_key() -> None:
    stored, drawer = sealed_drawer(agency_key(LANTERN).compartment("A").public, "their-case-8", 1)
    written = drawer.write("alias", 1, b"Mira")
    theirs = keyring(LANTERN)
    assert theirs.drawer("their-case-8", "A", [stored]).read("alias", 1, written) == b"Mira"
    theirs.forget(stored)
    with pytest.raises(WrongKey):
        theirs.drawer("their-case-8", "A", []).read("alias", 1, written)


@pytest.mark.parametrize("compartment", COMPARTMENTS)
def test_a_sealed_key_opens_in_its_own_case_and_compartment_only(compartment: str) -> None:
    stored, drawer = sealed_drawer(agency_key(HARBOUR).compartment(compartment).public, "case-1", 1)
    written = drawer.write("name", 1, b"Mira")
    for other in COMPARTMENTS:
        if other != compartment:
            with pytest.raises((WrongKey, Tampered)):
                keyring(HARBOUR).drawer("case-1", other, [stored]).read("name", 1, written)
