"""Make a backup of all tables, sealed to a key that is not on this machine; `--new-key` makes such a key."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from asylia.record.deletion_ledger import LEDGER
from asylia.server.database import databases
from asylia.server.state import state_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="where to; the keyring goes to FILE.keyring")
    parser.add_argument("--to", metavar="RECIPIENT", help="public key (age1...) that the backup is sealed to")
    parser.add_argument("--keyring-to", metavar="RECIPIENT", help="another one for the keyring (default: the same)")
    parser.add_argument("--new-key", action="store_true", help="print a new pair of keys, once, and do nothing else")


class Incomplete(RuntimeError):
    """Something is missing in what was asked for. The text says what."""


def run(arguments: argparse.Namespace) -> int:
    """0 when the backup is whole. Raises SealError, DatabaseUnusable, Incomplete."""
    from asylia.server.backup_age import new_key

    if arguments.new_key:
        print_pair(*new_key())
        return 0
    if arguments.file is None or arguments.to is None:
        raise Incomplete(
            "A backup needs a file and a recipient: ./asylia backup FILE --to age1... Make the recipient with "
            "./asylia backup --new-key, on another machine."
        )
    return back_up(arguments.file, arguments.to, arguments.keyring_to or arguments.to)


def back_up(file: Path, to: str, keyring_to: str) -> int:
    from asylia.server.backup import KEYRING_DAYS, make
    from asylia.server.backup_age import read_recipient

    var = state_folder()
    known = databases(var)
    recipient, keyring_recipient = read_recipient(to), read_recipient(keyring_to)
    known.connection("owner")
    with known.kept():
        made = make(known, file, recipient, keyring_recipient, var / LEDGER, datetime.now(UTC), say)
    print(f"{made.rows} rows, {made.bytes / 1e6:.1f} MB, sealed in {made.record} and {made.keyring}.")
    print(f"Destroy {made.keyring} after {KEYRING_DAYS} days: it opens what is deleted from now on.")
    print(f"Copy {var / LEDGER} ({made.deletions} deletions) with it, and often: a restore asks for the newest.")
    return 0


def say(text: str) -> None:
    """How far it is; apart from the result, so that this can go to a file."""
    print(text, file=sys.stderr, flush=True)


def print_pair(public: str, secret: str) -> None:
    """The pair as a file that this command and other age programs read."""
    print("# A pair of keys for backups of Asylia. It is printed once and kept nowhere.")
    print("# Keep this on paper or on a medium in a safe, never on the server: it opens every backup sealed to it.")
    print(f"# public key: {public}")
    print(secret)
