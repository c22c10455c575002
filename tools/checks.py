"""Runs every check of the repository one after the other and closes with one line that says what passed."""

from __future__ import annotations

import subprocess
import sys
import time
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


def main(pytest_arguments: list[str]) -> int:
    """Run all checks, also after one has failed; 0 when all passed, else 1."""
    chromium.install_where_allowed()
    failed = []
    for name, module in CHECKS.items():
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        arguments = pytest_arguments if module == ["pytest"] else []
        if run([sys.executable, "-m", *module, *arguments]) != 0:
            failed.append(name)
        print(f"   {name}: {time.monotonic() - started:.0f} s", flush=True)
    if failed:
        print(f"\nAsylia's checks did NOT pass: {', '.join(failed)}.")
        return 1
    print(f"\nAll {len(CHECKS)} checks of Asylia passed.")
    return 0


def run(command: list[str]) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
