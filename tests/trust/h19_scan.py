"""H19: bandit finds nothing grave in the source, and each library that is installed is pinned by its hash."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib.metadata import version
from pathlib import Path
from unittest.mock import patch

from tests.trust import h19_rules
from tests.trust.frame import Fault, Red
from tests.trust.servers import ROOT

LOCKS = (ROOT / "requirements" / "run.txt", ROOT / "requirements" / "test.txt")
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+?)(?: ;.*?)?(?P<hashes>(?: +--hash=sha256:[0-9a-f]{64})+) *")


def scanned() -> tuple[int, int]:
    """How many lines bandit read, and how many things of medium severity it points at. Raises Red for a grave one."""
    command = [sys.executable, "-m", "bandit", "-q", "-r", str(h19_rules.source), "-c", str(ROOT / "pyproject.toml")]
    done = subprocess.run([*command, "-f", "json"], capture_output=True, text=True, check=False)
    said = json.loads(done.stdout)
    if said["errors"]:
        raise Red(f"bandit could not read {len(said['errors'])} files")
    grave = [f"{found['filename']}:{found['line_number']} {found['test_name']}" for found in said["results"]
             if found["issue_severity"] == "HIGH"]  # fmt: skip
    if grave:
        raise Red("; ".join(grave))
    medium = sum(found["issue_severity"] == "MEDIUM" for found in said["results"])
    return said["metrics"]["_totals"]["loc"], medium


def pinned() -> int:
    """How many libraries are pinned by version and hash, and installed as pinned. Raises Red."""
    found = dict[str, str]()
    for lock in LOCKS:
        for line in lines(lock):
            pin = PIN.fullmatch(line)
            if pin is None:
                raise Red(f"{lock.name} has a line without hashes: {line[:60]}")
            found[pin["name"]] = pin["version"]
    if version("django") != found["django"] or version("cryptography") != found["cryptography"]:
        raise Red("other versions are installed than are pinned")
    return len(found)


def lines(lock: Path) -> list[str]:
    """The lines of a lock, continued lines joined."""
    return lock.read_text().replace("\\\n", " ").splitlines()


def _unpinned() -> AbstractContextManager[object]:
    whole: Callable[[Path], list[str]] = lines
    return patch("tests.trust.h19_scan.lines", lambda lock: [line.partition(" --hash")[0] for line in whole(lock)])


FAULTS = {
    "a command is given to a shell with what came in": Fault(
        lambda: h19_rules.with_file(
            "pages/extra.py", "import subprocess\ndef view(name):\n    subprocess.call('ls ' + name, shell=True)\n"
        ),
        scanned,
    ),
    "passwords are hashed with MD5": Fault(
        lambda: h19_rules.with_file("access/extra.py", "import hashlib\nKEPT = hashlib.md5(b'x').hexdigest()\n"),
        scanned,
    ),
    "a library is pinned without its hash": Fault(_unpinned, pinned),
}
