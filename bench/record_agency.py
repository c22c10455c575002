"""An invented agency with real keys: its accounts, how each signs in, and files of 60 facts opened through the door."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from asylia.access.keyring_user import Effort
    from asylia.access.sessions import Cookie
    from asylia.access.signed_in import SignedIn
    from record_filled import Connection

PASSPHRASE = "only for figures, nobody is protected by it"
DEVICE = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WORKER = "worker"
OTHERS = 10
"""Accounts besides, each of which signs in with the standard effort. A code is taken once, so one would not do."""

KNOWN, SEALED = 60, 12

PLACES = "ABCHIJ"
"""The compartments that a case worker sees."""

TEXTS = (
    "name.1", "name.2", "alias", "birth", "channel.1", "whereabouts", "narrative.1", "narrative.2", "safety_plan",
    "paper.1", "observation.1", "instruction",
)  # fmt: skip
"""A dozen sealed fields in six compartments, all of which a case worker opens."""

WORDS = "Invented for figures, and about as long as what somebody writes down after a conversation. " * 3


@dataclass(frozen=True)
class Worked:
    """The agency. names: of its accounts, the worker first."""

    id: UUID
    names: tuple[str, ...]


@dataclass(frozen=True)
class File:
    """A case that was opened through the door. left: facts that nothing was told about yet."""

    id: UUID
    code: str
    left: tuple[str, ...]


def founded(owner: Connection, name: str, effort: Effort | None = None) -> Worked:
    """The agency, founded as `asylia found` does it. effort: of every lock, the standard unless another is given."""
    from asylia.access.founding import NewAccount, found
    from asylia.access.keyring_user import STANDARD_EFFORT

    mark = uuid4().hex[:8]
    accounts = [
        NewAccount(
            name=f"{called}-{mark}",
            shown_as=f"{called} (invented)",
            duties=(),
            qualified=("CW",),
            passphrase=PASSPHRASE,
            one_time=False,
            device=DEVICE,
            effort=effort or STANDARD_EFFORT,
        )
        for called in (WORKER, *(f"other{number}" for number in range(1, OTHERS + 1)))
    ]
    made = found(owner, name, accounts, datetime.now(UTC))
    return Worked(made.agency, tuple(account.name for account in accounts))


def cookie_of(name: str) -> Cookie:
    """The cookie of a session that is whole, begun just now, without the requests that lead there."""
    from asylia.access import sessions
    from asylia.access.accounts import opened

    now = datetime.now(UTC)
    there = opened(name, PASSPHRASE)
    half = sessions.found(sessions.begin(there, now).written(), now) if there else None
    whole = sessions.confirmed(half, now) if half else None
    if whole is None:
        raise RuntimeError("The invented account did not sign in. Nothing was measured.")
    return whole


def signed_in(name: str) -> SignedIn:
    """This account, signed in just now, its keyring open."""
    from asylia.access import sessions

    someone = sessions.signed_in(sessions.found(cookie_of(name).written(), datetime.now(UTC)))
    if someone is None:
        raise RuntimeError("The invented account is not signed in. Nothing was measured.")
    return someone


def opened_file(someone: SignedIn, lot: random.Random, texts: Sequence[str] = ()) -> File:
    """A case with 60 facts by lot, and a text under each of these names, all told through the door."""
    from asylia.access.standing import find
    from asylia.casework.door import perform
    from asylia.record.rows import acting_as

    keys = askable()
    lot.shuffle(keys)
    given: Mapping[str, Any] = {"role": "CW", "facts": {key: answer(lot) for key in keys[:KNOWN]}}
    done = perform(someone, "case.open", None, given, key=uuid4(), now=datetime.now(UTC))
    for name in texts:
        told = {"field": name, "text": WORDS}
        perform(someone, "text.write", done.code, told, key=uuid4(), now=datetime.now(UTC))
    with acting_as(someone):
        standing = find(someone.agency, done.code, datetime.now(UTC))
    if standing is None:
        raise RuntimeError("The invented case is not there. Nothing was measured.")
    return File(standing.case, done.code, tuple(keys[KNOWN:]))


def askable() -> list[str]:
    """Facts of yes and no in the compartments of a case worker, in the order of the list."""
    from asylia.law.facts import FACTS

    return [one.key for one in FACTS.values() if not one.derived and "yes" in one.values and one.sensitivity in PLACES]


def answer(lot: random.Random) -> str:
    return lot.choice(("yes", "no"))
