"""Two custodians together are their agency's vault, all of it, and nothing of any other agency. It is stated openly."""

from __future__ import annotations

from itertools import permutations

import pytest

from asylia.access.custodians import recovered, split
from asylia.access.keyring import Keyring
from asylia.access.keyring_agency import AgencyKey
from asylia.access.keyring_drawer import WrappedKey
from asylia.access.vault_errors import NotUnlocked, WrongKey
from tests.access.agencies import COMPARTMENTS, HARBOUR, LANTERN, agency_key, keyring


def sealed(agency: str) -> dict[str, tuple[WrappedKey, bytes]]:
    """A case of this agency with one text in each compartment, as an officer sealed them."""
    keys, found = keyring(agency), {}
    for area in COMPARTMENTS:
        wrapped = keys.new_key("case-1", area, 1)
        found[area] = wrapped, keys.drawer("case-1", area, [wrapped]).write("text.1", 1, f"{agency} {area}".encode())
    return found


def whole(agency: str, vault: AgencyKey) -> Keyring:
    """A keyring of every compartment that comes from a vault key."""
    return Keyring(agency, "custodians", [vault.compartment(area) for area in COMPARTMENTS])


def test_any_two_open_every_text_of_their_agency() -> None:
    for two in permutations(split(agency_key(HARBOUR).key), 2):
        keys = whole(HARBOUR, AgencyKey(HARBOUR, recovered(two)))
        for area, (wrapped, written) in sealed(HARBOUR).items():
            assert keys.drawer("case-1", area, [wrapped]).read("text.1", 1, written) == f"{HARBOUR} {area}".encode()


@pytest.mark.parametrize("called", [HARBOUR, LANTERN])
def test_they_open_no_text_of_another_agency_whatever_they_call_it(called: str) -> None:
    two = split(agency_key(HARBOUR).key)[1:]
    keys = whole(called, AgencyKey(called, recovered(two)))
    for area, (wrapped, written) in sealed(LANTERN).items():
        with pytest.raises((WrongKey, NotUnlocked)):
            keys.drawer("case-1", area, [wrapped]).read("text.1", 1, written)
