"""Between two requests a keyring lies on the server, shut; the browser's ticket alone opens it, for that session."""

from __future__ import annotations

import pytest

from asylia.access.keyring import Keyring
from asylia.access.vault import Key
from asylia.access.vault_errors import Tampered, WrongKey
from tests.access.agencies import HARBOUR, LANTERN, agency_key, keyring


def test_the_ticket_brings_it_back() -> None:
    keys = keyring(HARBOUR, "AC", versions=2)
    stored = keys.new_key("case-1", "C", 1)
    written = keys.drawer("case-1", "C", [stored]).write("narrative", 1, b"Mira")
    ticket, parked = keys.park("session-1")
    keys.close()
    again = Keyring.resume(HARBOUR, "user-1", "session-1", ticket, parked)
    assert again.compartments == {"A", "C"}
    assert again.drawer("case-1", "C", [stored]).read("narrative", 1, written) == b"Mira"


def test_another_ticket_does_not() -> None:
    _, parked = keyring(HARBOUR).park("session-1")
    with pytest.raises(WrongKey):
        Keyring.resume(HARBOUR, "user-1", "session-1", Key.new(), parked)


@pytest.mark.parametrize(
    ("agency", "account", "session"),
    [(LANTERN, "user-1", "session-1"), (HARBOUR, "user-2", "session-1"), (HARBOUR, "user-1", "session-2")],
)
def test_it_serves_no_other_session(agency: str, account: str, session: str) -> None:
    ticket, parked = keyring(HARBOUR).park("session-1")
    with pytest.raises(Tampered):
        Keyring.resume(agency, account, session, ticket, parked)


def test_no_key_lies_open_in_what_the_server_keeps() -> None:
    _, parked = keyring(HARBOUR).park("session-1")
    for name in "ABCDEFGHIJ":
        assert bytes(agency_key(HARBOUR).compartment(name).key.reveal()) not in parked
