"""After a rotation new values are sealed with the new key, and old ones are still read."""

from __future__ import annotations

import pytest

from asylia.access.vault import key_id_of
from asylia.access.vault_errors import NotUnlocked
from tests.access.agencies import HARBOUR, keyring


def test_a_new_drawer_key_seals_what_comes_and_the_old_reads_what_was() -> None:
    keys = keyring(HARBOUR)
    first, second = keys.new_key("case-1", "C", 1), keys.new_key("case-1", "C", 2)
    before = keys.drawer("case-1", "C", [first]).write("narrative", 1, b"before")
    after = keys.drawer("case-1", "C", [second, first]).write("narrative", 2, b"after")
    assert key_id_of(before) == first.key_id
    assert key_id_of(after) == second.key_id
    drawer = keys.drawer("case-1", "C", [first, second])
    assert (drawer.read("narrative", 1, before), drawer.read("narrative", 2, after)) == (b"before", b"after")


def test_who_keeps_only_the_old_compartment_key_does_not_read_what_is_new() -> None:
    gone, stayed = keyring(HARBOUR), keyring(HARBOUR, versions=2)
    old = gone.new_key("case-1", "C", 1)
    before = gone.drawer("case-1", "C", [old]).write("narrative", 1, b"before")
    new = stayed.new_key("case-1", "C", 2)
    after = stayed.drawer("case-1", "C", [old, new]).write("narrative", 2, b"after")
    assert stayed.drawer("case-1", "C", [old, new]).read("narrative", 1, before) == b"before"
    with pytest.raises(NotUnlocked):
        gone.drawer("case-1", "C", [old, new]).read("narrative", 2, after)


def test_rewrapping_moves_an_old_drawer_under_the_new_compartment_key() -> None:
    gone, stayed = keyring(HARBOUR), keyring(HARBOUR, versions=2)
    old = gone.new_key("case-1", "C", 1)
    written = gone.drawer("case-1", "C", [old]).write("narrative", 1, b"Mira")
    moved = stayed.rewrap(old)
    assert moved.key_id == old.key_id
    assert stayed.drawer("case-1", "C", [moved]).read("narrative", 1, written) == b"Mira"
    with pytest.raises(NotUnlocked):
        keyring(HARBOUR).drawer("case-1", "C", [moved]).read("narrative", 1, written)
