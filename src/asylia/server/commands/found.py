"""Found an agency: its keys, three sheets for its custodians, and its first two accounts."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from datetime import UTC, datetime

from asylia.server.commands.migrate import bring_up_to_date
from asylia.server.database import databases
from asylia.server.state import state_folder

LONGEST_NAME = 200

LINE = "-" * 64


class NameUnfit(ValueError):
    """The name of the agency cannot be used. The text says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="what the agency calls itself")


def run(arguments: argparse.Namespace) -> int:
    """0 when it was founded. Raises NameUnfit, and DatabaseUnusable without the owner of the tables."""
    name = " ".join(arguments.name.split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise NameUnfit(f"The name of an agency has 1 to {LONGEST_NAME} signs. Nothing was founded.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    known = databases(state_folder())
    known.connection("owner")
    with known.kept():
        bring_up_to_date(known)
        from asylia.access.founding import WORKER_ROLES, NewAccount, found, one_time_passphrase, sign_in_name

        first = NewAccount(sign_in_name("administrator"), "Administrator", ("SY",), (), one_time_passphrase())
        second = NewAccount(sign_in_name("worker"), "First case worker", (), WORKER_ROLES, one_time_passphrase())
        with known.connect("owner") as owner:
            made = found(owner, name, [first, second], datetime.now(UTC))
    for share in made.shares:
        print("\n".join(sheet(name, share.number, share.lines())))
    accounts = [(account.shown_as, account.name, account.passphrase) for account in (first, second)]
    print("\n".join(handover(name, accounts)))
    return 0


def sheet(agency: str, number: int, lines: tuple[str, ...]) -> Iterator[str]:
    """One custodian's sheet."""
    yield LINE
    yield f"{agency}: sheet {number} of 3. Print it now; it is kept nowhere."
    yield "Any two of the three sheets open everything this agency keeps, and no other way"
    yield "brings it back when passphrases are lost. Give each to another custodian, in another place."
    yield ""
    yield from (f"  {at}  {line}" for at, line in enumerate(lines, 1))
    yield LINE
    yield ""


def handover(agency: str, accounts: list[tuple[str, str, str]]) -> Iterator[str]:
    """The first sign-ins."""
    yield f"{agency} is founded. Its first accounts, each with a passphrase for the first sign-in:"
    for shown_as, name, passphrase in accounts:
        yield f"  {shown_as}: {name}   {passphrase}"
    yield "Hand each over in person. At the first sign-in it has to be changed, and a second factor added."
    yield "The administrator adds accounts and opens nothing. The case worker holds the keys and grants them."
