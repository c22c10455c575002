"""Once a drawer's key is destroyed nothing that it sealed opens again, and nothing else is lost."""

from __future__ import annotations

import pytest

from asylia.access.vault_errors import Shredded
from tests.access.agencies import HARBOUR, agency_key, keyring


def test_nothing_in_the_drawer_opens_again() -> None:
    keys = keyring(HARBOUR)
    stored = keys.new_key("case-1", "C", 1)
    written = keys.drawer("case-1", "C", [stored]).write("narrative", 1, b"Mira")
    shredded = stored.shredded()
    for someone in (keyring(HARBOUR), keyring(HARBOUR, account="admin"), keyring(HARBOUR, versions=3)):
        with pytest.raises(Shredded):
            someone.drawer("case-1", "C", [shredded]).read("narrative", 1, written)
        with pytest.raises(Shredded):
            someone.rewrap(shredded)


def test_the_vault_key_itself_does_not_bring_it_back() -> None:
    keys = keyring(HARBOUR)
    stored = keys.new_key("case-1", "C", 1)
    written = keys.drawer("case-1", "C", [stored]).write("narrative", 1, b"Mira")
    root = agency_key(HARBOUR)
    wrappers = [root.compartment("C", version) for version in range(1, 5)]
    assert stored.shredded().wrapped is None
    assert all(wrapper.key.id not in written for wrapper in wrappers)


def test_a_session_that_had_it_open_forgets_it() -> None:
    keys = keyring(HARBOUR)
    stored = keys.new_key("case-1", "C", 1)
    drawer = keys.drawer("case-1", "C", [stored])
    written = drawer.write("narrative", 1, b"Mira")
    held = keys._opened[stored.key_id].reveal()
    keys.forget(stored)
    assert bytes(held) == bytes(32)
    with pytest.raises(Shredded):
        keys.drawer("case-1", "C", [stored.shredded()]).read("narrative", 1, written)
    keys.forget(stored)


def test_other_drawers_of_the_case_stay() -> None:
    keys = keyring(HARBOUR)
    gone, kept = keys.new_key("case-1", "C", 1), keys.new_key("case-1", "A", 1)
    written = keys.drawer("case-1", "A", [kept]).write("name", 1, b"Mira")
    assert keys.drawer("case-1", "A", [gone.shredded(), kept]).read("name", 1, written) == b"Mira"


def test_a_shredded_drawer_can_begin_anew() -> None:
    keys = keyring(HARBOUR)
    gone, new = keys.new_key("case-1", "C", 1).shredded(), keys.new_key("case-1", "C", 2)
    assert not keys.drawer("case-1", "C", [gone]).writable
    drawer = keys.drawer("case-1", "C", [gone, new])
    assert drawer.read("narrative", 1, drawer.write("narrative", 1, b"Mira")) == b"Mira"
