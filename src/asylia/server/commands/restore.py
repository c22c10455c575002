"""Restore a backup into an empty database; nobody can sign in before what was deleted since is gone again."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from asylia.server.commands.backup import say
from asylia.server.database import databases
from asylia.server.state import state_folder

NO_LATER = (
    "Without a list of deletions, every case that was deleted after the backup was made is back, keys and all. Delete "
    "them again by hand before anyone works with them."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="the backup; its keyring is expected as FILE.keyring")
    parser.add_argument("--key", metavar="KEYFILE", type=Path, required=True, help="the secret key it was sealed for")
    parser.add_argument("--keyring", metavar="FILE", type=Path, help="the keyring, where it lies elsewhere")
    parser.add_argument("--keyring-key", metavar="KEYFILE", type=Path, help="its secret key, where it is another")
    parser.add_argument("--old-keyring", action="store_true", help="take a keyring that was to be destroyed by now")
    deleted = parser.add_mutually_exclusive_group(required=True)
    deleted.add_argument("--deletions", metavar="LEDGER", type=Path, help="the newest copy of deletions.jsonl")
    deleted.add_argument("--no-later-deletions", action="store_true", help=NO_LATER)


def run(arguments: argparse.Namespace) -> int:
    """0 when all of the backup is there and people may sign in. Raises SealError, FormatError, LedgerError."""
    from asylia.record.deletion_ledger import LEDGER, read_ledger
    from asylia.server.backup import bring_ledger_up_to_date, keyring_of
    from asylia.server.backup_age import read_identity
    from asylia.server.restore import Given, finish, has_agencies, restore, unfinished

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    var = state_folder()
    known = databases(var)
    known.connection("owner")
    key = read_identity(arguments.key)
    given = Given(
        arguments.file,
        arguments.keyring or keyring_of(arguments.file),
        key,
        read_identity(arguments.keyring_key) if arguments.keyring_key else key,
        read_ledger(arguments.deletions) if arguments.deletions else None,
        arguments.old_keyring,
        datetime.now(UTC),
        var,
    )
    if given.deletions is None:
        say(NO_LATER)
    with known.kept():
        if unfinished(known) and has_agencies(known):
            finish(known)
            print("An earlier restore had loaded and checked everything. It is finished now; people may sign in.")
            return 0
        done = restore(known, given, say)
        bring_ledger_up_to_date(known, var)
    print(
        f"Restored as of {done.made_at:%Y-%m-%d %H:%M} UTC: {done.rows} rows, {done.events} events of the logs. "
        f"{done.deleted_again} later deletions were done again. People may sign in."
    )
    print(f"The list of deletions goes on in {var / LEDGER}. Carry the secret key away from this machine.")
    return 0
