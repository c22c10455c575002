"""Whatever address is asked or command is given, what is written into a case came through casework.door.perform."""

from __future__ import annotations

import pytest

from tests.trust import one_door
from tests.trust.frame import Red, show


def test_no_address_writes_beside_the_door() -> None:
    requests, written = one_door.watched()
    assert written > 0
    show("H7", "requests whose statements were watched", requests, f"{written:,} that write, all through the one door")


def test_a_look_that_writes_is_found() -> None:
    with one_door.a_look_that_writes(), pytest.raises(Red, match="asylia_touch"):
        one_door.watched(roles=("CW",), relations=("own",))


def test_no_command_writes_but_those_that_are_named() -> None:
    assert set(one_door.commands_that_write()) == set(one_door.BESIDE_THE_DOOR)
