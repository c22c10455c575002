"""A signed-in user reads and writes the compartments that were granted, until the keyring is closed."""

from __future__ import annotations

import pytest

from asylia.access.keyring import Keyring, grant
from asylia.access.keyring_user import UserKey
from asylia.access.vault_errors import NotUnlocked, WrongKey
from tests.access.agencies import HARBOUR, LANTERN, agency_key, keyring


def test_what_one_colleague_writes_the_other_reads() -> None:
    anna, bilal = keyring(HARBOUR, account="anna"), keyring(HARBOUR, account="bilal")
    stored = anna.new_key("case-1", "C", 1)
    written = anna.drawer("case-1", "C", [stored]).write("narrative", 1, "ميرا".encode())
    assert bilal.drawer("case-1", "C", [stored]).read("narrative", 1, written).decode() == "ميرا"


def test_a_compartment_that_was_not_granted_stays_shut() -> None:
    writer, shelter = keyring(HARBOUR), keyring(HARBOUR, "AH")
    stored = writer.new_key("case-1", "C", 1)
    written = writer.drawer("case-1", "C", [stored]).write("narrative", 1, b"Mira")
    with pytest.raises(NotUnlocked):
        shelter.drawer("case-1", "C", [stored]).read("narrative", 1, written)
    with pytest.raises(NotUnlocked):
        shelter.new_key("case-1", "C", 2)
    with pytest.raises(NotUnlocked):
        shelter.index_keys("C", "name")
    assert shelter.compartments == {"A", "H"}


def test_one_compartments_key_opens_no_other() -> None:
    root = agency_key(HARBOUR)
    keys = [root.compartment(name).key.id for name in "ABCDEFGHIJ"]
    assert len(set(keys)) == 10
    assert root.compartment("A", 2).key.id not in keys


def test_a_colleague_can_grant_what_they_hold_and_nothing_more() -> None:
    anna, newcomer = keyring(HARBOUR, "AC", account="anna", versions=2), UserKey.new("nour")
    granted = Keyring.open(newcomer, HARBOUR, anna.grants("C", "nour", newcomer.public))
    assert granted.compartments == {"C"}
    stored = anna.new_key("case-1", "C", 1)
    written = anna.drawer("case-1", "C", [stored]).write("narrative", 1, b"Mira")
    assert granted.drawer("case-1", "C", [stored]).read("narrative", 1, written) == b"Mira"
    with pytest.raises(NotUnlocked):
        anna.grants("G", "nour", newcomer.public)


def test_a_grant_serves_its_own_user_only() -> None:
    anna, bilal = UserKey.new("anna"), UserKey.new("bilal")
    given = grant(agency_key(HARBOUR).compartment("A"), "anna", anna.public)
    with pytest.raises(WrongKey):
        Keyring.open(bilal, HARBOUR, [given])


def test_a_key_of_another_case_opens_nothing() -> None:
    keys = keyring(HARBOUR)
    one, two = keys.new_key("case-1", "C", 1), keys.new_key("case-2", "C", 1)
    written = keys.drawer("case-1", "C", [one]).write("narrative", 1, b"Mira")
    for stored in ([two], [], [one]):
        with pytest.raises(WrongKey):
            keys.drawer("case-2", "C", stored).read("narrative", 1, written)


def test_another_agency_with_all_its_keys_opens_nothing() -> None:
    ours, theirs = keyring(HARBOUR), keyring(LANTERN)
    stored = [ours.new_key("case-1", name, 1) for name in "ABCDEFGHIJ"]
    for key in stored:
        written = ours.drawer("case-1", key.compartment, [key]).write("name", 1, b"Mira")
        with pytest.raises(WrongKey):
            theirs.drawer("case-1", key.compartment, stored).read("name", 1, written)
        with pytest.raises(NotUnlocked):
            theirs.rewrap(key)


def test_a_closed_keyring_opens_nothing() -> None:
    keys = keyring(HARBOUR)
    stored = keys.new_key("case-1", "C", 1)
    drawer = keys.drawer("case-1", "C", [stored])
    written = drawer.write("narrative", 1, b"Mira")
    keys.close()
    with pytest.raises(NotUnlocked):
        drawer.read("narrative", 1, written)
    with pytest.raises(NotUnlocked):
        drawer.write("narrative", 2, b"Mira")
    assert keys.compartments == frozenset()


def test_a_drawer_without_a_key_says_so_before_it_is_needed() -> None:
    drawer = keyring(HARBOUR).drawer("case-1", "C", [])
    assert not drawer.writable
    with pytest.raises(NotUnlocked):
        drawer.write("narrative", 1, b"Mira")
