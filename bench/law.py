"""Measures Asylia's law against OpenFisca-core, zen-engine and cedarpy on the same 21 rules and people, in one run.

bench/run sets up what this needs and calls it. Each engine runs in a process of its own, in turn, several rounds. A
figure is the best of a turn, since other work on the machine can only add to it, and of all turns the median. Results:
var/bench/law.json, and tables on standard output.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from asylia.law.engine import LAW
from asylia.law.facts import FACTS, Value
from asylia.law.rule import RULES
from people import SEED, cases, register
from selection import GUARDS, KEYS, SELECTED, SELECTION
from support import outcomes

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PEERS = ROOT / ".cache" / "bench"
RESULTS = ROOT / "var" / "bench"

Figures = dict[str, Any]

ALONE = "whole"
"""All of Asylia's rules, which no other engine has."""

ENGINES: Mapping[str, tuple[Path, tuple[str, ...]]] = {
    "asylia": (ROOT / ".venv", ("asylia_rules.py", "selected")),
    "openfisca": (PEERS / "peers", ("openfisca_rules.py",)),
    "zen_2_1": (PEERS / "peers", ("zen_rules.py",)),
    "zen_0_37": (PEERS / "zen-0.37", ("zen_rules.py",)),
    "cedar": (PEERS / "peers", ("cedar_rules.py",)),
    ALONE: (ROOT / ".venv", ("asylia_rules.py", "whole")),
}
"""Each engine's environment and script."""

PACKAGES = {"openfisca": "openfisca-core", "zen_2_1": "zen-engine", "zen_0_37": "zen-engine", "cedar": "cedarpy"}


def main() -> int:
    """Run everything; 0 when all engines were measured, 2 when none of the peers is set up."""
    options = _options()
    present = [name for name, (environment, _) in ENGINES.items() if (environment / "bin" / "python").exists()]
    if "openfisca" not in present:
        print("The other engines are not set up. Run bench/run, which does that first.", file=sys.stderr)
        return 2
    folder = PEERS / "data"
    write_people(folder, options.register, options.many)
    rounds = [
        {name: measured(name, folder, options.repeats, options.singles) for name in present}
        for _ in range(options.rounds)
    ]
    found = {name: merged([one[name] for one in rounds]) for name in present}
    truths = [truth(case) for case in cases(KEYS, options.singles)]
    for way in ways(found).values():
        way["judged"] = judged(truths, way.pop("answers"))
    result = {"setting": setting(options, present), "figures": found}
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "law.json").write_text(json.dumps(result, indent=1))
    print_tables(result)
    return 0


def _options() -> argparse.Namespace:
    read = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    read.add_argument("--quick", action="store_true", help="small sizes, to see that everything runs")
    read.add_argument("--rounds", type=int, help="how often each engine gets its turn (5)")
    options = read.parse_args()
    quick = options.quick
    options.rounds = options.rounds or (1 if quick else 5)
    options.repeats = 1 if quick else 3
    options.singles = 40 if quick else 400
    options.many = 400 if quick else 2_000
    options.register = 20_000 if quick else 1_000_000
    return options


def write_people(folder: Path, rows: int, many: int) -> None:
    """The people of this run, for all engines: cases one by one, and registers of `rows` people."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "cases.json").write_text(json.dumps([as_json(case) for case in cases(KEYS, many)]))
    register(KEYS, rows).write_parquet(folder / "register.parquet")
    register(tuple(FACTS), rows).write_parquet(folder / "whole.parquet")


def as_json(case: Mapping[str, Value]) -> dict[str, Any]:
    """A person in JSON: sets as lists."""
    return {key: sorted(held) if isinstance(held, frozenset) else held for key, held in case.items()}


def measured(name: str, folder: Path, repeats: int, singles: int) -> Figures:
    """One turn of one engine, in its own process."""
    environment, script = ENGINES[name]
    command: list[str | Path] = [
        environment / "bin" / "python",
        HERE / script[0],
        *script[1:],
        folder,
        str(repeats),
        str(singles),
    ]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{name} could not be measured; the lines above say why.")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def merged(rounds: list[Figures]) -> Figures:
    """The best measurement of each turn; answers are the same in every turn and are taken from the first."""
    together: Figures = {}
    for key, held in rounds[0].items():
        if isinstance(held, dict):
            together[key] = merged([one[key] for one in rounds])
        elif isinstance(held, list) and key != "answers":
            together[key] = [min(one[key]) for one in rounds]
        else:
            together[key] = held
    return together


def ways(found: Figures) -> dict[str, Figures]:
    """Every way in which the selected rules were written, by a name for the tables."""
    named: dict[str, Figures] = {}
    for name, figures in found.items():
        if name == ALONE:
            continue
        if "one_us" in figures:
            named[name] = figures
        else:
            named.update({f"{name}.{way}": held for way, held in figures.items() if isinstance(held, dict)})
    return named


@dataclass(frozen=True)
class Truth:
    """What the facts of one person support, by finding and by action."""

    findings: Mapping[str, frozenset[bool | None]]
    guards: Mapping[str, frozenset[bool | None]]


def truth(case: Mapping[str, Value]) -> Truth:
    """By brute force: what all completions of the unknown facts lead to."""
    blocks = zip(GUARDS, SELECTION.blocks, strict=True)
    return Truth(
        {finding.name: outcomes(finding, case) for finding in SELECTION.findings},
        {action: outcomes(block.condition, case) for action, block in blocks},
    )


def judged(truths: list[Truth], answers: list[Figures]) -> Figures:
    """How many definite findings some completion contradicts, how many findings are unknown though all completions
    agree, and how many guards let through what some completion refuses."""
    counted = {"findings": 0, "unsupported": 0, "needlessly_unknown": 0, "guards": 0, "open": 0, "may_refuse": 0}
    for true, said in zip(truths, answers, strict=True):
        for name, answer in said["findings"].items():
            possible = true.findings[name]
            counted["findings"] += 1
            counted["unsupported"] += answer is not None and (not answer) in possible
            counted["needlessly_unknown"] += answer is None and possible in ({True}, {False})
        for action, verdict in said["guards"].items():
            may_refuse = True in true.guards[action]
            counted["guards"] += 1
            counted["may_refuse"] += may_refuse
            counted["open"] += verdict == "allow" and may_refuse
    return counted


def setting(options: argparse.Namespace, present: list[str]) -> Figures:
    """What was measured, on what, when."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "python": platform.python_version(),
        "versions": {"polars": version("polars"), **{name: peer_version(name) for name in PACKAGES if name in present}},
        "rules": list(SELECTED),
        "facts": len(KEYS),
        "all_rules": len(RULES),
        "all_conditions": len(LAW.conditions),
        "all_facts": len(FACTS),
        "seed": SEED,
        **{key: getattr(options, key) for key in ("quick", "rounds", "repeats", "singles", "many", "register")},
    }


def peer_version(name: str) -> str:
    """The version that is installed in the engine's own environment."""
    asks = f"from importlib.metadata import version; print(version({PACKAGES[name]!r}))"
    python = ENGINES[name][0] / "bin" / "python"
    return subprocess.run([python, "-c", asks], capture_output=True, text=True, check=True).stdout.strip()


def machine() -> str:
    """Cores, memory and family of processor, in general terms."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    family = platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else ():
        if line.startswith("model name"):
            family = line.split(":", 1)[1].strip()
            break
    return f"{os.cpu_count()} cores ({family}), {gigabytes:.0f} GB, {platform.system()}"


def print_tables(result: Figures) -> None:
    """The figures as tables, in Markdown."""
    found = ways(result["figures"])
    ours = found["asylia"]
    print(f"\n{result['setting']}\n")
    print("| engine | one case, values µs | one case, reasons µs | register, compute ms | with loading ms |")
    print("|---|---|---|---|---|")
    for name, way in found.items():
        row = [_cell(way, key, ours) for key in ("one_us", "reasons_us", "compute_ms", "loaded_ms")]
        print(f"| {name} | {' | '.join(row)} |")
    print(
        "\n| engine | findings the facts do not support | needlessly unknown "
        "| guards that fail open | of those that may be refused |"
    )
    print("|---|---|---|---|---|")
    for name, way in found.items():
        told = way["judged"]
        print(
            f"| {name} | {told['unsupported']} of {told['findings']} | {told['needlessly_unknown']} | "
            f"{told['open']} | {told['may_refuse']} of {told['guards']} |"
        )
    for name, way in found.items():
        if "many_ms" in way:
            print(f"{name}: {result['setting']['many']} people one by one: {median(way['many_ms']):.0f} ms")
    whole = {key: median(figures) for key, figures in result["figures"][ALONE].items()}
    print("\nAll rules:", {key: round(figure, 1) for key, figure in whole.items()})


def _cell(way: Figures, key: str, ours: Figures) -> str:
    if key not in way:
        return "–"
    figure = median(way[key])
    ratio = figure / median(ours[key])
    return f"{figure:,.1f} ({ratio:,.1f})"


if __name__ == "__main__":
    sys.exit(main())
