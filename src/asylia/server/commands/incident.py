"""Stop sharing, exports and keys of an agency at once when something happened to it; end that; see how it stands."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from asylia.server.commands.audit import agency_named
from asylia.server.commands.migrate import bring_up_to_date
from asylia.server.database import databases, working_as
from asylia.server.state import state_folder

MEANINGS = {
    "drill": "it was an exercise",
    "mended": "what had happened is mended",
    "mistake": "it was begun by mistake",
    "nobody_left": "nobody of the agency is left who could ask for it and agree",
}
"""The words that may be typed, and what each says."""


class NotEnded(RuntimeError):
    """The incident goes on. The text says what is expected."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    works = parser.add_subparsers(metavar="WORK", required=True)
    for name, work, says in (
        ("begin", begin, "stop sharing, exports, keys and new accounts at once"),
        ("end", end, "let them go on; a reason is typed in"),
        ("show", show, "say whether an incident is open, and what is to be done by when"),
    ):
        of_work = works.add_parser(name, help=says)
        of_work.add_argument("agency", metavar="AGENCY", help="its name, or its number")
        of_work.set_defaults(work=work)


def run(arguments: argparse.Namespace) -> int:
    """0 when it is done. Raises DatabaseUnusable, AuditRefused, NoIncident, NotEnded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    known = databases(state_folder())
    known.connection("owner")
    work: Callable[[UUID], None] = arguments.work
    with known.kept(), working_as("owner"):
        bring_up_to_date(known)
        work(agency_named(arguments.agency))
    return 0


def begin(agency: UUID) -> None:
    from asylia.access.incident import begin_as_operator

    incident = begin_as_operator(agency, datetime.now(UTC))
    print(f"An incident is open since {moment(incident.begun_at)}.")
    print("Nothing is shared or taken out, no account is made or reset, no key is given. People go on in their cases.")
    print("It is in the log of the agency. Two people of it end it, or on this machine: ./asylia incident end")


def end(agency: UUID) -> None:
    from asylia.access.incident import end_as_operator

    because = typed_reason()
    end_as_operator(agency, because, datetime.now(UTC))
    print(f"The incident is over: {MEANINGS[because]}. It is in the log of the agency; its data protection sees it.")


def show(agency: UUID) -> None:
    from asylia.access.incident import Operator, open_incident
    from asylia.access.incident_checklist import steps
    from asylia.record.rows import acting_as

    with acting_as(Operator(agency)):
        incident = open_incident(agency)
    if incident is None:
        print("No incident is open in this agency.")
        return
    print(f"An incident is open since {moment(incident.begun_at)}.")
    if incident.end_asked_at:
        print(f"That it be over was asked at {moment(incident.end_asked_at)}; data protection has not agreed yet.")
    for step in steps(incident.begun_at, None):
        due = f" By {moment(step.due)}." if step.due else ""
        provision = f"; {step.provision}" if step.provision else ""
        print(f"* {step.says}{due} ({step.rests_on}{provision})")


def typed_reason() -> str:
    """The reason as it is typed. Raises NotEnded for another one."""
    print("Two people of the agency should end it. Type why you do it alone, as one of these words:", file=sys.stderr)
    for word, meaning in MEANINGS.items():
        print(f"  {word}: {meaning}", file=sys.stderr)
    typed = sys.stdin.readline().strip()
    if typed not in MEANINGS:
        raise NotEnded(f"The incident goes on: type one of these words as the reason: {', '.join(MEANINGS)}.")
    return typed


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
