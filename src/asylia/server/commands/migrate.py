"""Bring the tables of the database up to this version, as their owner; `./run` does it at each start."""

from __future__ import annotations

import argparse
import os
from contextlib import suppress

from asylia.server.database import Databases, databases, working_as
from asylia.server.postgres import DatabaseUnusable
from asylia.server.state import state_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - every command takes its arguments
    """0 when the tables are those of this version. Raises DatabaseUnusable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    known = databases(state_folder())
    known.connection("owner")
    with known.kept():
        changes = bring_up_to_date(known)
    print(f"{changes} changes made; the tables are those of this version." if changes else "Nothing had to be changed.")
    return 0


def bring_up_to_date(known: Databases) -> int:
    """Make what changes of the tables are missing, and give their number. Sets Django up where it is not yet.

    Where this process may not act as the owner, it only looks. Raises DatabaseUnusable.
    """
    role = "owner" if "owner" in known.connections else "app"
    known.connect(role).close()
    with working_as(role):
        set_django_up()
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        missing = missing_changes()
        if missing and role == "owner":
            call_command("migrate", interactive=False, verbosity=0)
        if role == "owner":
            lay_owner_policies(known)
    except Error as error:
        raise DatabaseUnusable(
            f"The tables could not be brought up to this version ({type(error).__name__}), and are as they were. "
            "Report this, and go on with the version before."
        ) from error
    finally:
        connection.close()
    if missing and role != "owner":
        raise DatabaseUnusable(
            f"The tables lack {missing} changes of this version. Run `./asylia migrate` with ASYLIA_DATABASE_OWNER_URL."
        )
    return missing


def lay_owner_policies(known: Databases) -> None:
    """On tables that are new: what lets their owner delete one case for good, make a backup and restore it.

    The list of deletions gets what a crash or a full disk kept from it.
    """
    from asylia.record.deletion_ledger import LedgerError
    from asylia.record.deletion_reach import let_deletion_reach
    from asylia.server.backup import bring_ledger_up_to_date
    from asylia.server.backup_policies import let_owner_copy

    with known.connect("owner") as owner:
        let_deletion_reach(owner)
        let_owner_copy(owner)
    # A disk that is still full keeps nobody from working; the next backup says so.
    with suppress(OSError, LedgerError):
        bring_ledger_up_to_date(known, state_folder())


def missing_changes() -> int:
    """How many changes of the tables this version has and the database has not."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def set_django_up() -> None:
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()
