"""Assess the people in a file: what is indicated, owed, forbidden and due, with reasons."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from asylia.assessment import report
from asylia.exchange import read
from asylia.law.country import CODES, load
from asylia.law.facts import read_time
from asylia.server.terminal import print_report

NOBODY_ASSESSED = 2


class UnusableMoment(ValueError):
    """The day of the assessment cannot be read."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=".toml (one person), .csv, HTCDS .xlsx or eRRF .xml")
    parser.add_argument("--country", metavar="CODE", help=f"host country, one of {', '.join(CODES)}; else the floor")
    parser.add_argument("--on", metavar="DATE", help="day or moment with offset of the assessment; else now")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a readable page")


def run(arguments: argparse.Namespace) -> int:
    """0 when at least one person was assessed, else 2. Raises for a file, country or date that cannot be used."""
    on = moment(arguments.on)
    country = load(arguments.country).code
    intake = read(Path(arguments.file), on)
    found = report(intake, country, on)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))
    else:
        print_report(found)
    for one in intake.set_aside:
        print(f"Set aside: {one.row}: {one.reason}", file=sys.stderr)
    return 0 if intake.people else NOBODY_ASSESSED


def moment(given: str | None) -> date:
    """The day or moment given, else now. Raises UnusableMoment."""
    if given is None:
        return datetime.now(UTC).replace(microsecond=0)
    on = read_time(given)
    if on is None:
        raise UnusableMoment(
            "--on is expected to be a day such as 2026-03-02, or a time such as 2026-03-02T09:00+01:00."
        )
    return on.replace(tzinfo=UTC) if isinstance(on, datetime) and on.tzinfo is None else on
