"""List what was kept long enough, agency by agency; with `--apply`, delete it for good."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from asylia.server.database import databases, working_as
from asylia.server.state import state_folder

NOBODY = UUID(int=0)
"""As whom the worker acts: no account. In the log it is what the retention periods brought about."""


@dataclass(frozen=True)
class Worker:
    """Whoever deletes what is due, in one agency at a time."""

    agency: UUID
    account: UUID = NOBODY


def add_arguments(parser: argparse.ArgumentParser) -> None:
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--apply", action="store_true", help="delete for good what is due today; it cannot be undone")
    when.add_argument("--on", metavar="DATE", type=date.fromisoformat, help="list what will be due on that day")


def run(arguments: argparse.Namespace) -> int:
    """0 when everything due was listed, and with --apply deleted. Raises DatabaseUnusable, LogUnwritable."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    known = databases(state_folder())
    known.connection("worker")
    today: date = arguments.on or datetime.now(UTC).date()
    with known.kept(), working_as("worker"):
        from asylia.server.commands.migrate import set_django_up

        known.connect("worker").close()
        set_django_up()
        for worker, name in agencies():
            print(f"{name}")
            if not show(worker, today):
                print("  Nothing is due.")
            if arguments.apply:
                print(f"  {delete_all(worker, today)} deleted for good.")
    return 0


def agencies() -> Iterator[tuple[Worker, str]]:
    """A worker for each agency, with the agency's name. Deletion goes agency by agency, never across."""
    from asylia.record.models import Agency
    from asylia.record.rows import acting_as

    with acting_as(Worker(NOBODY)):
        found = [(Worker(agency.id), agency.name) for agency in Agency.objects.order_by("name", "id")]
    yield from found


def show(worker: Worker, today: date) -> int:
    """Print what is due and what is to be looked at; how many lines that were."""
    from asylia.record.retention import WHOLE, due
    from asylia.record.rows import acting_as

    with acting_as(worker):
        found, review = due(today)
    for one in found:
        what = "the whole case" if one.compartment == WHOLE else f"compartment {one.compartment}"
        print(f"  {one.code}: {what}, due since {one.on}")
    for open_case in review:
        print(f"  {open_case.code}: still open; to be looked at since {open_case.on}")
    return len(found) + len(review)


def delete_all(worker: Worker, today: date) -> int:
    """Delete what is due, each with its line in the agency's log or not at all; how much that was.

    Ended in between, it goes on where it was at the next run.
    """
    from asylia.audit.log import logged
    from asylia.record.retention import delete_due, due
    from asylia.record.rows import acting_as

    with acting_as(worker):
        found, _ = due(today)
    deleted = 0
    for one in found:
        with logged(worker) as log:
            done = delete_due(one)
            log.add(
                action="retention.delete", allowed=done, rule="retention", case=one.code, area=one.compartment or "case"
            )
        deleted += done
    return deleted
