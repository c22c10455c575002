"""Compiles the message catalogues named as arguments (.po) into what Django reads (.mo), beside them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import polib


def main(paths: list[str]) -> int:
    """Compile each catalogue; 1 when one cannot be read, with its name and the reason."""
    for po in map(Path, paths):
        try:
            compile_catalogue(po)
        except (OSError, ValueError) as error:
            print(f"{po}: {error}", file=sys.stderr)
            return 1
    return 0


def compile_catalogue(po: Path) -> None:
    """Write the .mo in one step, so that a server reading it never sees half a catalogue. Fuzzy entries stay out."""
    unfinished = po.with_suffix(f".{os.getpid()}.mo")
    polib.pofile(str(po), encoding="utf-8").save_as_mofile(str(unfinished))
    unfinished.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
