"""Three invented agencies with an account for each role, to try Asylia out. Every page says so while they are there.

Passphrases and the secrets of devices come from a published sentence: they protect nothing, and are never used for an
agency that somebody founds.
"""

from __future__ import annotations

import os
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest

from asylia.access.keyring_user import Effort
from asylia.access.roles import ROLES
from asylia.server.database import Databases

PUBLISHED = "Asylia demonstration: invented people only"

OFF = "off"
WANTED = "ASYLIA_DEMONSTRATION"
"""Set to `off` for real use: nothing is invented then."""

SHOWN = "ASYLIA_INVENTED_PEOPLE_ONLY"
"""Set by the server for its workers, where the database holds the demonstration."""

ADMINISTRATOR = "SY"

QUICK = Effort(memory_kib=8192, passes=1, lanes=1)
"""The published passphrases protect nothing, and 27 locks of full strength would keep the first start waiting. Each
account is locked anew with the standard effort when it first signs in."""


@dataclass(frozen=True)
class DemonstrationAgency:
    """One invented agency. roles: one account for each; every agency has an administrator besides."""

    key: str
    name: str
    roles: tuple[str, ...]

    @property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, f"{PUBLISHED}/{self.key}")

    def names(self) -> Iterator[tuple[str, str]]:
        """Each sign-in name with its role."""
        yield from ((role.casefold(), role) for role in self.roles)
        if ADMINISTRATOR not in self.roles:
            yield f"sy.{self.key}", ADMINISTRATOR


AGENCIES = (
    DemonstrationAgency(
        "aid",
        "Refugee Aid Arvana (invented)",
        ("CW", "PO", "CP", "BP", "GD", "LR", "IN", "FT", "CO", "DP", "AUD", "PR", "SY"),
    ),
    DemonstrationAgency("office", "Border and Asylum Office Arvana (invented)", ("BO", "DT", "IA", "AD", "LE", "RA")),
    DemonstrationAgency("house", "Shelter and Clinic Belmora (invented)", ("FR", "SV", "HP", "SD", "RS", "MO")),
)

NAMES = {name: (agency, role) for agency in AGENCIES for name, role in agency.names()}


class NoDemonstration(RuntimeError):
    """What was asked for belongs to the demonstration alone. The text says what to do."""


def passphrase_of(name: str) -> str:
    """The published passphrase of an account of the demonstration."""
    return f"invented people only: {name}"


def device_of(name: str) -> str:
    """The published secret of its device."""
    return b32encode(sha256(f"{PUBLISHED}/{name}".encode()).digest()[:20]).decode()


def prepare(known: Databases) -> bool:
    """Found the three agencies where the database has none at all; whether the demonstration is there afterwards."""
    if os.environ.get(WANTED) != OFF and "owner" in known.connections and not any_agency(known):
        found_all(known)
    return is_there(known)


def any_agency(known: Databases) -> bool:
    with known.connect("owner") as owner:
        row = owner.execute("SELECT EXISTS (SELECT FROM record_agency)").fetchone()
    return bool(row and row[0])


def is_there(known: Databases) -> bool:
    """Whether the database holds agencies of the demonstration."""
    with known.connect("app") as app, app.transaction():
        # The names of agencies are shown to whoever acts for one.
        app.execute("SELECT set_config('app.agency', %s, true)", [str(AGENCIES[0].id)])
        row = app.execute(
            "SELECT EXISTS (SELECT FROM record_agency WHERE id = ANY (%s))", [[agency.id for agency in AGENCIES]]
        ).fetchone()
    return bool(row and row[0])


def found_all(known: Databases) -> None:
    # Needs Django, which is set up by now; the table of sign-ins below does not.
    from asylia.access.founding import NewAccount, found

    with known.connect("owner") as owner:
        for agency in AGENCIES:
            accounts = [
                NewAccount(
                    name=name,
                    shown_as=f"{ROLES[role].name[0].upper()}{ROLES[role].name[1:]}"[:64],
                    duties=() if ROLES[role].held_in_case else (role,),
                    qualified=(role,) if ROLES[role].held_in_case else (),
                    passphrase=passphrase_of(name),
                    one_time=False,
                    device=device_of(name),
                    effort=QUICK,
                )
                for name, role in agency.names()
            ]
            # Nobody keeps its three sheets: what is invented need not be recovered.
            found(owner, agency.name, accounts, datetime.now(UTC), agency.id)


def table() -> Iterator[str]:
    """The sign-ins, for the terminal."""
    yield "Demonstration: three invented agencies. The passphrase of NAME is: invented people only: NAME"
    for agency in AGENCIES:
        yield f"  {agency.name}"
        yield f"    {', '.join(f'{name} ({ROLES[role].name})' for name, role in agency.names())}"
    yield "The six digits that are asked for then: ./asylia code NAME"
    yield f"For real use, set {WANTED}={OFF} and a new folder (ASYLIA_VAR), then ./asylia found."


def shown(request: HttpRequest) -> dict[str, bool]:  # noqa: ARG001 - every context processor takes the request
    """For every page: whether what it shows is invented."""
    return {"demonstration": bool(os.environ.get(SHOWN))}
