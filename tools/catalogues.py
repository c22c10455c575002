"""Compiles the message catalogues named as arguments (.po) into what Django reads (.mo), beside them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po


def main(paths: list[str]) -> int:
    """Compile each catalogue; 1 when one cannot be read, with its name and the reason."""
    for po in map(Path, paths):
        try:
            compile_catalogue(po)
        except (PoFileError, UnicodeDecodeError) as error:
            print(f"{po}: {error}", file=sys.stderr)
            return 1
    return 0


def compile_catalogue(po: Path) -> None:
    """Write the .mo in one step, so that a server reading it never sees half a catalogue. Fuzzy entries stay out."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parent.parent.name, abort_invalid=True)
    unfinished = po.with_suffix(f".{os.getpid()}.mo")
    with unfinished.open("wb") as target:
        write_mo(target, catalogue, use_fuzzy=False)
    unfinished.replace(po.with_suffix(".mo"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
