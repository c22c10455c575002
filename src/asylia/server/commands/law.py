"""Show the law as Asylia holds it: a rule, an instrument, the list of all, as pages, or as one SQL query."""

from __future__ import annotations

import argparse
import textwrap
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.text import Text

from asylia.law import FACTS, LAW
from asylia.law.citations import INSTRUMENTS
from asylia.law.country import CODES, load
from asylia.law.pages import (
    FAMILIES,
    InstrumentPage,
    RulePage,
    Scenarios,
    family_of,
    instrument_page,
    markdown_pages,
    rule_page,
)
from asylia.law.plain import Words
from asylia.law.rule import PRIORITIES, Regime, Rule
from asylia.server.commands.assess import moment
from asylia.server.terminal import console

SCENARIOS = Path(__file__).parents[4] / "scenarios"
"""Beside the sources; what is installed from a wheel has none."""

DIALECTS = ("duckdb", "postgres", "spark")


class NotListed(ValueError):
    """No rule and no instrument is called so. The text names the nearest."""


class UnusableFolder(ValueError):
    """The pages cannot be written there."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("rule", metavar="RULE", nargs="?", help="a rule such as R-TRF-05, or an instrument such as PAL")
    parser.add_argument("--regime", choices=get_args(Regime), help="list only the rules of this regime")
    parser.add_argument("--pages", metavar="DIR", help="write a page for each rule and instrument there, as Markdown")
    parser.add_argument("--sql", choices=DIALECTS, help="print the query that assesses a register in this database")
    parser.add_argument("--table", metavar="NAME", default="register", help="with --sql: the table (default: register)")
    parser.add_argument("--country", metavar="CODE", help=f"with --sql: host country, one of {', '.join(CODES)}")
    parser.add_argument("--on", metavar="DATE", help="with --sql: day or moment of the assessment; else now")


def run(arguments: argparse.Namespace) -> int:
    """0; raises for a rule, country, date or folder that cannot be used."""
    if arguments.sql:
        print(query(arguments))
    elif arguments.pages:
        written = write_pages(Path(arguments.pages))
        print(f"{written} pages are in {arguments.pages}; begin with index.md.")
    elif arguments.rule:
        show(arguments.rule)
    else:
        print_list(LAW.rules.values(), arguments.regime)
    return 0


def query(arguments: argparse.Namespace) -> str:
    """The query for the dialect, table, country and day that were asked for."""
    from asylia.law.sql import select

    law = LAW.at(load(arguments.country).code)
    return select(law, moment(arguments.on), arguments.sql, table=arguments.table)


def write_pages(folder: Path) -> int:
    """Write all pages and give their number. Raises UnusableFolder unless the folder is new or empty."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UnusableFolder(f"{folder} is not empty. Name a new folder, or empty this one first.")
    folder.mkdir(parents=True, exist_ok=True)
    pages = markdown_pages(scenarios_by_rule())
    for name, text in pages.items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return len(pages)


@cache
def scenarios_by_rule() -> Scenarios:
    """The sentences of the scenarios written for each rule."""
    found: dict[str, list[str]] = {}
    for path in sorted(SCENARIOS.rglob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        if "rule" in content:
            found.setdefault(content["rule"], []).extend(_sentences(content))
    return found


def _sentences(content: Mapping[str, list[dict[str, str]]]) -> Iterable[str]:
    return (one["says"] for kind in ("scenario", "table") for one in content.get(kind, []))


def show(name: str) -> None:
    """Show the rule or instrument of that name, small letters and a missing R- forgiven. Raises NotListed."""
    wanted = name.strip().upper()
    if wanted in INSTRUMENTS:
        return print_instrument(instrument_page(wanted))
    for rule_id in (wanted, f"R-{wanted}"):
        if rule_id in LAW.rules:
            return print_rule(rule_page(rule_id, scenarios_by_rule()))
    near = get_close_matches(wanted, [*LAW.rules, *INSTRUMENTS], n=1, cutoff=0.4)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise NotListed(f"No rule or instrument is called that.{hint} ./asylia law lists them all.")


def print_list(rules: Iterable[Rule], regime: str | None) -> None:
    """Every rule in a line, by family."""
    out = console()
    listed = [rule for rule in rules if regime in (None, rule.regime)]
    for letters, family in FAMILIES.items():
        ours = [rule for rule in listed if family_of(rule) == letters]
        if ours:
            out.print()
            out.print(Text(family, style="bold"))
        for rule in ours:
            out.print(Text(f"  {rule.id}  {rule.title} ({rule.rests_on})"))
    out.print()
    out.print(f"{len(listed)} rules. ./asylia law RULE shows one; ./asylia law CODE an instrument such as PAL.")


def print_rule(page: RulePage) -> None:
    """One rule with all that is known of it."""
    out, rule = console(), page.rule
    _title(out, f"{rule.id}  {rule.title}")
    _line(out, rule.provision)
    _heading(out, "What it is")
    _line(out, f"{page.family}; regime: {rule.regime.replace('_', ' ')}")
    _line(out, f"Rests on {rule.rests_on}")
    _line(out, f"Class {rule.priority} in a conflict: {PRIORITIES[rule.priority]}")
    for title, text in (
        ("What of this is Asylia's own policy", rule.policy),
        ("For a child", rule.child),
        ("What keeps it", rule.enforced_by),
    ):
        if text:
            _heading(out, title)
            _line(out, text)
    for provision in page.provisions:
        _heading(out, provision.kind)
        for effect in provision.effects:
            _line(out, effect)
        _line(out, f"Rests on {provision.rests_on}. {provision.text} It holds where:")
        _words(out, provision.condition, 4)
    _heading(out, "Where it comes from")
    for cited in page.cited:
        _line(out, cited.line)
        if cited.citation.says:
            _line(out, cited.citation.says, 4)
        for instrument in cited.instruments:
            _line(out, f"{instrument.code}: {instrument.title}", 4)
    _section(out, "Facts it reads", (f"{key}: {FACTS[key].question}" for key in page.reads))
    _section(out, "Rests on the findings of", [", ".join(page.refers_to)] if page.refers_to else [])
    _section(out, "Used by", [", ".join(page.used_by)] if page.used_by else [])
    _section(out, "Scenarios", page.scenarios)


def print_instrument(page: InstrumentPage) -> None:
    """One instrument, and the rules that cite it."""
    out, one = console(), page.instrument
    _title(out, f"{one.code}  {one.title}")
    _line(out, f"{'Binding on its parties' if one.binding else 'Guidance, not binding'}. {one.author}.")
    _line(out, f"Adopted {one.adopted or 'not known'}; in force since {one.in_force or 'not known'}.")
    rows = (f"{rule.id} {rule.title}: {citation.text} ({citation.state})" for rule, citation in page.cited)
    _section(out, "Rules that cite it", rows)


def _title(out: Console, text: str) -> None:
    out.print(Text(text, style="bold"))
    out.print()


def _heading(out: Console, text: str) -> None:
    out.print()
    out.print(Text(text, style="bold"))


def _section(out: Console, title: str, rows: Iterable[str]) -> None:
    listed = list(rows)
    if listed:
        _heading(out, title)
    for row in listed:
        _line(out, row)


def _line(out: Console, text: str, indent: int = 2) -> None:
    margin = " " * indent
    out.print(Text(textwrap.fill(text, out.width, initial_indent=margin, subsequent_indent=margin)))


def _words(out: Console, words: Words, indent: int) -> None:
    about = f" [{words.about}]" if words.about else ""
    _line(out, f"- {words.sentence}{about}", indent)
    for part in words.parts:
        _words(out, part, indent + 2)
