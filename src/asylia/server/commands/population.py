"""Count findings, guards and levels over a register of any size, in Parquet or CSV."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from asylia.law import LAW
from asylia.law.country import CODES, load
from asylia.law.engine import LAW_VERSION
from asylia.server.commands.assess import NOBODY_ASSESSED, moment
from asylia.server.small_counts import SMALLEST_SHOWN, without_small_counts
from asylia.server.terminal import console

if TYPE_CHECKING:
    from asylia.server.counting import Tally

STATES = {"indicated": "indicated", "presumed": "presumed", "unknown": "not known", "not_indicated": "not indicated"}
VERDICTS = {"refuse": "refused", "hold": "waits", "allow": "not barred"}
WITHHELD = "withheld"
REASONS_SHOWN = 20

ABOUT_SMALL_COUNTS = (
    f"Counts under {SMALLEST_SHOWN} are withheld, and with them as many others in the line as would give them away. "
    "--exact shows them, for those who may see single people."
)
TOO_FEW = (
    f"Fewer than {SMALLEST_SHOWN} people could be counted: nothing is shown. " + ABOUT_SMALL_COUNTS.split(". ")[-1]
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help=".parquet or .csv: a person a row, fact keys as columns")
    parser.add_argument("--country", metavar="CODE", help=f"host country, one of {', '.join(CODES)}; else the floor")
    parser.add_argument("--on", metavar="DATE", help="day or moment with offset of the assessment; else now")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a readable page")
    parser.add_argument("--exact", action="store_true", help=f"show counts under {SMALLEST_SHOWN} as well")


def run(arguments: argparse.Namespace) -> int:
    """0 when at least one person was counted, else 2. Raises for a file, country or date that cannot be used."""
    # Imported here: polars takes time to load, and the help does without it.
    from asylia.exchange.large_register import chunks
    from asylia.server.counting import Tally

    on = moment(arguments.on)
    law = LAW.at(load(arguments.country).code, on)
    tally = Tally(law, on)
    with _progress() as progress:
        task = progress.add_task("", total=1.0)
        for chunk in chunks(Path(arguments.file)):
            tally.add(chunk)
            progress.update(task, completed=chunk.done, description=f"{tally.people:,} people")
    found = report(tally, exact=arguments.exact)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))
    else:
        print_counts(found)
    return 0 if tally.people else NOBODY_ASSESSED


def report(tally: Tally, *, exact: bool) -> dict[str, Any]:
    """The counts as JSON has them; null is a count that is withheld."""
    profile = tally.law.profile
    shown = tally.people if exact or tally.people >= SMALLEST_SHOWN else None
    groups: dict[str, Mapping[str, Mapping[str, int]]] = {"findings": {}, "guards": {}, "levels": {}}
    if tally.counted and shown is not None:
        groups = {
            "findings": tally.counted.findings,
            "guards": tally.counted.guards,
            "levels": {"screen.level": dict(sorted(tally.levels.items()))},
        }
    return {
        "law": {
            "version": LAW_VERSION,
            "country": profile.code,
            "on": tally.on.isoformat(),
            "banner": profile.banner,
        },
        "people": shown,
        "smallest_shown": 0 if exact else SMALLEST_SHOWN,
        **{
            group: {name: dict(counts) if exact else without_small_counts(counts) for name, counts in lines.items()}
            for group, lines in groups.items()
        },
        "set_aside": {
            "count": tally.reasons.total(),
            "reasons": dict(tally.reasons.most_common()),
            "first": [{"row": one.row, "reason": one.reason} for one in tally.listed],
        },
    }


def print_counts(found: Mapping[str, Any]) -> None:
    """The counts as a page."""
    out = console()
    law = found["law"]
    out.print(Text("Asylia indicates; a named human decides. These are counts, not decisions.", style="bold"))
    out.print(f"Host country: {law['country'] or 'none chosen, the international floor'}. On {law['on']}.")
    if law["banner"]:
        out.print(Text(law["banner"], style="yellow"))
    if found["people"] is None:
        out.print(TOO_FEW)
    else:
        out.print(f"{found['people']:,} people counted.")
        _print_table(out, "Findings", found["findings"], STATES)
        _print_table(out, "Actions", found["guards"], VERDICTS)
        levels = found["levels"]
        _print_table(out, "Screening", levels, {level: level for level in levels["screen.level"]})
        if found["smallest_shown"]:
            out.print()
            out.print(ABOUT_SMALL_COUNTS)
    _print_set_aside(out, found["set_aside"])


def _print_table(
    out: Console, title: str, lines: Mapping[str, Mapping[str, int | None]], words: Mapping[str, str]
) -> None:
    table = Table(box=None, padding=(0, 2), title=title, title_justify="left", title_style="bold")
    table.add_column("", no_wrap=True)
    for word in words.values():
        table.add_column(word, justify="right")
    for name, counts in lines.items():
        table.add_row(name, *(WITHHELD if counts[key] is None else f"{counts[key]:,}" for key in words))
    out.print()
    out.print(table)


def _print_set_aside(out: Console, set_aside: Mapping[str, Any]) -> None:
    if not set_aside["count"]:
        return
    out.print()
    out.print(Text(f"Set aside: {set_aside['count']:,} rows", style="bold"))
    first = {one["reason"]: one["row"] for one in reversed(set_aside["first"])}
    for reason, count in list(set_aside["reasons"].items())[:REASONS_SHOWN]:
        where = f", first in {first[reason]}" if reason in first else ""
        out.print(Text(f"  {count:,}: {reason}{where}"))
    more = len(set_aside["reasons"]) - REASONS_SHOWN
    if more > 0:
        out.print(f"  and {more:,} more reasons; --json has them all")


def _progress() -> Progress:
    """A bar on stderr, where somebody looks at it."""
    err = Console(stderr=True)
    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    return Progress(*columns, console=err, transient=True, disable=not err.is_terminal)
