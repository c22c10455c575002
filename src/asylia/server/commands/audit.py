"""The log of every look and every change: sign its state, write it out for one agency, and check what was written."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from asylia.audit.chain import Link, verify
from asylia.audit.checkpoint import Checkpoint, Verdict, verify_sealed
from asylia.audit.log import OPERATOR, logged
from asylia.record.rows import acting_as
from asylia.server.checkpoints import checkpoints, keep, named_folder, public_key
from asylia.server.commands.migrate import set_django_up
from asylia.server.database import databases, working_as
from asylia.server.state import state_folder


class AuditRefused(RuntimeError):
    """What was asked for cannot be done. The text says what is expected."""


@dataclass(frozen=True)
class Operator:
    """Whoever runs commands on the server. They act for an agency under no account of it."""

    agency: UUID
    account: UUID = OPERATOR


def add_arguments(parser: argparse.ArgumentParser) -> None:
    works = parser.add_subparsers(metavar="WORK", required=True)

    checkpoint = works.add_parser("checkpoint", help="print a signed checkpoint of each agency's log")
    checkpoint.set_defaults(work=make_checkpoints)

    key = works.add_parser("key", help="print the public key that checks the signatures")
    key.set_defaults(work=print_key)

    export = works.add_parser("export", help="write the log of one agency into a new file")
    export.add_argument("agency", metavar="AGENCY", help="its name, or its number")
    export.add_argument("file", metavar="FILE", type=Path, help="a file that is not there yet")
    export.set_defaults(work=export_log)

    check = works.add_parser("verify", help="check a log that was written out")
    check.add_argument("file", metavar="FILE", type=Path, help="the log, one event a line")
    check.add_argument("--key", help="the public key, from the paper it was handed over on")
    check.add_argument("--checkpoints", metavar="FILE", type=Path, nargs="+", default=[], help="kept elsewhere")
    check.set_defaults(work=verify_log)


def run(arguments: argparse.Namespace) -> int:
    """0 when it is done; errors say in one sentence what is not as it should be."""
    work: Callable[[argparse.Namespace], None] = arguments.work
    work(arguments)
    return 0


def make_checkpoints(arguments: argparse.Namespace) -> None:  # noqa: ARG001 - every work takes its arguments
    known, folder = databases(state_folder()), named_folder()
    with known.kept():
        points = checkpoints(known, state_folder())
    for point in points:
        print(point.line())
    if folder is not None:
        print(f"{keep(folder, points)} of {len(points)} were new, and are kept in {folder}.", file=sys.stderr)
    elif not points:
        print("No agency has a log yet.", file=sys.stderr)


def print_key(arguments: argparse.Namespace) -> None:  # noqa: ARG001 - every work takes its arguments
    print(public_key(state_folder()))


def export_log(arguments: argparse.Namespace) -> None:
    """As the worker, acting for this one agency. The export is itself in the log, after what it wrote out."""
    file: Path = arguments.file
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    known = databases(state_folder())
    with ExitStack() as until_the_end:
        until_the_end.enter_context(known.kept())
        until_the_end.enter_context(working_as("worker" if "worker" in known.connections else "app"))
        set_django_up()
        written = export_as(Operator(agency_named(arguments.agency)), file)
    print(f"{written} events are written to {file}. Whoever reads it learns who looked at which case: keep it closed.")


def export_as(operator: Operator, file: Path) -> int:
    """Write the log of the operator's agency; how many events. Nothing is left where that fails."""
    from asylia.audit.reading import links

    with ExitStack() as unless_done:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            unless_done.callback(file.unlink)
            with logged(operator) as log:
                written = 0
                for link in links():
                    out.write(f"{link.line()}\n")
                    written += 1
                out.flush()
                os.fsync(out.fileno())
                log.add(action="log.export", allowed=True, rule="by_operator", area="log", purpose="oversight")
        unless_done.pop_all()
    return written


def agency_named(named: str) -> UUID:
    """The agency of this name or number. Raises AuditRefused where there is not exactly one."""
    from asylia.record.models import Agency

    with acting_as(Operator(UUID(int=0))):
        agencies = list(Agency.objects.all())
    found = [agency.id for agency in agencies if named in (agency.name, str(agency.id))]
    if len(found) == 1:
        return UUID(str(found[0]))
    if found:
        raise AuditRefused("Several agencies have this name. Give the number of one: " + ", ".join(map(str, found)))
    raise AuditRefused("No agency has this name or number. Give it as it is written in Asylia.")


def verify_log(arguments: argparse.Namespace) -> None:
    """Raises AuditRefused, or ChainError where the log is not whole."""
    if arguments.checkpoints and not arguments.key:
        raise AuditRefused("To check checkpoints, give the public key with --key, from the paper and not from here.")
    agency, verdict = verified(arguments.file, arguments.key, arguments.checkpoints)
    print(f"The log is whole: {verdict.events} events of {agency}, {verdict.sealed} of them sealed by a checkpoint.")
    if verdict.sealed < verdict.events:
        print(f"{verdict.events - verdict.sealed} events are newer than every checkpoint given: not sealed yet.")


def verified(file: Path, key: str | None, kept: Iterable[Path]) -> tuple[str, Verdict]:
    """The agency of a log, and how much of it is sealed."""
    agency = next((link.event.agency for link in read_links(file)), "")
    if key is None:
        newest = verify(read_links(file), agency)
        return agency, Verdict(newest.seq if newest else 0, 0)
    points = [Checkpoint.read(line) for path in kept for line in read_lines(path)]
    return agency, verify_sealed(read_links(file), agency, points, read_key(key))


def read_key(key: str) -> Ed25519PublicKey:
    try:
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except ValueError:
        raise AuditRefused("--key is expected to be 64 hexadecimal signs.") from None


def read_links(file: Path) -> Iterator[Link]:
    return map(Link.read, read_lines(file))


def read_lines(file: Path) -> Iterator[str]:
    """The lines of a plain text file. Raises AuditRefused for other files."""
    try:
        with file.open(encoding="ascii", newline="\n") as lines:
            for line in lines:
                yield line.removesuffix("\n")
    except UnicodeDecodeError:
        raise AuditRefused(f"{file} is no exported log and no list of checkpoints: those are plain ASCII.") from None
