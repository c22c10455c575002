"""Runs every check of the repository one after the other and closes with one line that says what passed.

With `trust` as its first argument it runs the harnesses of tests/trust in their full size instead, prints what each
tried as a table, and leaves the table as var/trust.json.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import chromium

ROOT = Path(__file__).resolve().parent.parent

CHECKS = {
    "ruff (faults)": ["ruff", "check", "."],
    "ruff (layout)": ["ruff", "format", "--check", "."],
    "mypy (types)": ["mypy"],
    "import-linter (rooms)": ["importlinter.cli", "lint"],
    "pytest (behaviour)": ["pytest"],
}

FIGURES = ROOT / "var" / "trust"
TRUST = ROOT / "var" / "trust.json"

ON_PURPOSE = "fault on purpose: "

Figure = Mapping[str, str | int]


def main(arguments: list[str]) -> int:
    """Run all checks, also after one has failed; 0 when all passed, else 1."""
    if arguments[:1] == ["trust"]:
        return trust(arguments[1:])
    chromium.install_where_allowed()
    failed = []
    with_figures = begun_figures(size="")
    for name, module in CHECKS.items():
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        given = arguments if module == ["pytest"] else []
        if run([sys.executable, "-m", *module, *given], with_figures) != 0:
            failed.append(name)
        print(f"   {name}: {time.monotonic() - started:.0f} s", flush=True)
    print_table(figures())
    if failed:
        print(f"\nAsylia's checks did NOT pass: {', '.join(failed)}.")
        return 1
    print(f"\nAll {len(CHECKS)} checks of Asylia passed.")
    return 0


def trust(pytest_arguments: list[str]) -> int:
    """Run the harnesses in full; 0 when all are green and every fault on purpose was found, else 1."""
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "tests/trust", *pytest_arguments]
    failed = run(command, begun_figures(size="full")) != 0
    found = figures()
    print_table(found)
    said = {"green": not failed, "seconds": round(time.monotonic() - started), "figures": found}
    TRUST.write_text(json.dumps(said, indent=1) + "\n")
    print(f"\nThe harnesses are {'NOT ' if failed else ''}green. The table is in {TRUST.relative_to(ROOT)}.")
    return int(failed)


def begun_figures(size: str) -> dict[str, str]:
    """An empty folder for figures, and the environment that names it and the size of the run."""
    shutil.rmtree(FIGURES, ignore_errors=True)
    FIGURES.mkdir(parents=True)
    return {**os.environ, "ASYLIA_TRUST_FIGURES": str(FIGURES), "ASYLIA_TRUST": size}


def figures() -> list[Figure]:
    """What the harnesses left, in the order of their numbers; each fault that was found is one too."""
    left: list[Figure] = [json.loads(file.read_text()) for file in FIGURES.glob("*.json")]
    return sorted(left, key=lambda figure: (place(str(figure["harness"])), str(figure["tried"])))


def place(harness: str) -> tuple[int, str]:
    number = "".join(sign for sign in harness if sign.isdecimal())
    return int(number or 0), harness


def print_table(found: list[Figure]) -> None:
    """One line for each figure, and one for all faults that were made on purpose."""
    faults = [figure for figure in found if str(figure["tried"]).startswith(ON_PURPOSE)]
    if not found:
        return
    print("\nHarness  What was tried, how often, and what came of it")
    for figure in found:
        if figure not in faults:
            print(f"{figure['harness']:8} {figure['tried']}: {figure['number']:,}, {figure['result']}")
    print(f"{'all':8} faults made on purpose: {len(faults)} turned their harness red")


def run(command: list[str], environment: Mapping[str, str]) -> int:
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
