"""A disk that was taken, with backups and even the offline key, opens nothing: no key lies there as it is."""

from __future__ import annotations

from asylia.access.vault import Key
from tests.trust.frame import show
from tests.trust.h07_ground import at
from tests.trust.servers import folder, running
from tests.trust.surrendered import held
from tests.trust.t07_keys_on_disk import taken


def test_no_key_lies_on_the_disk_or_in_a_backup() -> None:
    tried = taken()
    show("T7", "keys looked for on a disk and in its opened backups", tried, "0 found; the names they go by were")


def test_what_is_looked_for_opens_what_is_sealed() -> None:
    """A search for the wrong bytes would find nothing either: the keys that are looked for are those in use."""
    with folder() as var, running(var) as known, at(known):
        one = held(known, "Lamplight")
        assert len(set(one.keys.values())) == 13
        assert {Key(bytearray(key)).id for key in one.keys.values()} >= set(one.ids.values())
