"""Somebody who is signed in, for the length of one request: which account, of which agency, and the keys it opened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from asylia.access.keyring import Keyring
from asylia.access.policy_standing import Actor


@dataclass(frozen=True)
class SignedIn:
    """An account that gave its passphrase and its second factor, and may go on now.

    account, agency: as the database knows them. actor: the same for the policy, with the session. keyring: closed, and
    its keys overwritten, when the request has been answered.
    """

    account: UUID
    agency: UUID
    actor: Actor
    keyring: Keyring
