"""Ten years pass over closed cases: run in a process of its own, as the worker, and prints when each thing was gone.

Arguments: the agency and the day on which its cases were closed.
"""

from __future__ import annotations

import json
import sys
from datetime import date, timedelta
from uuid import UUID

import django

DAYS_AROUND = range(-3, 4)
YEARS = range(11)


def days(closed: date) -> list[date]:
    """Each day around every anniversary, when something may go, and one in mid-year, when nothing may."""
    found = {closed + timedelta(days=day) for day in range(3)}
    for year in YEARS:
        anniversary = closed + timedelta(days=round(365.2425 * year))
        found |= {anniversary + timedelta(days=day) for day in DAYS_AROUND} | {anniversary + timedelta(days=180)}
    return sorted(day for day in found if day >= closed)


def main(agency: UUID, closed: date) -> None:
    from asylia.record.retention import due
    from asylia.record.rows import acting_as
    from asylia.server.commands.retention import Worker, delete_all

    worker = Worker(agency)
    gone: list[tuple[str, str, str]] = []
    for today in days(closed):
        with acting_as(worker):
            found, _ = due(today)
        gone += [(one.code, one.compartment, today.isoformat()) for one in found]
        assert delete_all(worker, today) == len(found)
    print(json.dumps(gone))


if __name__ == "__main__":
    django.setup()
    main(UUID(sys.argv[1]), date.fromisoformat(sys.argv[2]))
