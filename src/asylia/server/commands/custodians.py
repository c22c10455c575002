"""Bring an agency's keys back from two of its three sheets of paper, or try whether that would succeed."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from asylia.server.commands.migrate import bring_up_to_date
from asylia.server.database import databases
from asylia.server.state import state_folder

if TYPE_CHECKING:
    from asylia.access.custodians import Share


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("drill", "recover"), help="drill: only see whether two sheets would do")
    parser.add_argument("name", metavar="NAME", nargs="?", help="recover: under what the account signs in")
    parser.add_argument(
        "--sheet", metavar="FILE", type=Path, action="append", default=[], help="a sheet typed into a file; twice"
    )
    parser.add_argument("--reset", action="store_true", help="its passphrase or second factor is lost too")


class Incomplete(RuntimeError):
    """Something is missing in what was asked for. The text says what."""


def run(arguments: argparse.Namespace) -> int:
    """0 when it was recovered, or could be. Raises ShareError, RecoveryError, DatabaseUnusable, Incomplete."""
    if arguments.what == "recover" and not arguments.name:
        raise Incomplete("Say for whom: ./asylia custodians recover NAME, with the name the account signs in under.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    known = databases(state_folder())
    known.connection("owner")
    with known.kept():
        bring_up_to_date(known)
        from asylia.access.custodians_recovery import drill, recover

        shares = read_sheets(arguments.sheet)
        with known.connect("owner") as owner:
            if arguments.what == "drill":
                print(f"These two sheets open the vault of {drill(owner, shares)}. Nothing was changed.")
                return 0
            done = recover(owner, shares, arguments.name, datetime.now(UTC), reset=arguments.reset)
    held = f"holds the keys of {', '.join(done.areas)}" if done.areas else "holds no key, as its roles ask"
    print(f"{arguments.name} of {done.agency} {held}. It is in the log of the agency.")
    if done.passphrase is not None:
        print(f"Passphrase for the first sign-in: {done.passphrase}")
        print("Hand it over in person. It has to be changed then, and a second factor added.")
    print("Two sheets were shown: print three new ones as soon as the agency has come to rest.")
    return 0


def read_sheets(files: Sequence[Path]) -> list[Share]:
    """The sheets from files, or typed where none is named. Raises ShareError with the line that has a slip."""
    from asylia.access.custodians import read_share

    if files:
        return [read_share(sheet_lines(file.read_text("utf-8"))) for file in files]
    return [read_share(typed(number)) for number in ("first", "second")]


def sheet_lines(text: str) -> list[str]:
    """The eight lines of a sheet; the numbers that stand before them on paper may be typed too."""
    lines = []
    for line in text.splitlines():
        number, _, rest = line.strip().partition(" ")
        lines.append(rest if rest and number.rstrip(".").isdecimal() and len(number) <= 2 else line)
    return lines


def typed(number: str) -> list[str]:
    from asylia.access.custodians import LINES

    print(f"Type the {LINES} lines of the {number} sheet.", file=sys.stderr)
    lines: list[str] = []
    while len(lines) < LINES:
        print(f"{len(lines) + 1}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:
            break
        lines += sheet_lines(line)
    return lines
