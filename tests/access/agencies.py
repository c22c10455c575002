"""Invented agencies with signed-in users, for tests: passphrases are tried with the least effort that there is."""

from __future__ import annotations

from asylia.access.keyring import Keyring, grant
from asylia.access.keyring_agency import AgencyKey
from asylia.access.keyring_user import Effort, UserKey
from asylia.access.vault import Key

LEAST_EFFORT = Effort(memory_kib=8, passes=1, lanes=1)
COMPARTMENTS = "ABCDEFGHIJ"
HARBOUR, LANTERN = "agency-harbour", "agency-lantern"


def agency_key(agency: str) -> AgencyKey:
    """Always the same vault key for the same agency."""
    return AgencyKey(agency, Key(agency.encode().ljust(32, b".")))


def keyring(agency: str, compartments: str = COMPARTMENTS, account: str = "user-1", versions: int = 1) -> Keyring:
    """The keyring of a user of the agency who was granted these compartments."""
    user = UserKey.new(account)
    root = agency_key(agency)
    granted = [root.compartment(name, version + 1) for name in compartments for version in range(versions)]
    return Keyring.open(user, agency, [grant(key, account, user.public) for key in granted])
