"""H5: whoever has an earlier version comes to this one with every row, however often the change is killed."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial

from tests.trust import servers
from tests.trust.frame import Fault, Red
from tests.trust.servers import ROOT, environment, folder, under


def brought_up(version: str, kills: int) -> tuple[int, int]:
    """How many kills the change from this version outlived, and with how many rows.

    kills: how many in each migration, at most one after each of its statements. Raises Red.
    """
    with folder() as var:
        command = [sys.executable, "-m", "tests.trust.migrating", version, str(kills), servers.fault]
        done = subprocess.run(
            command, env=environment(var, "owner"), cwd=ROOT, capture_output=True, text=True, check=True
        )
    found = json.loads(done.stdout.splitlines()[-1])
    if "wrong" in found:
        raise Red(found["wrong"])
    return found["tried"], found["rows"]


def _fault(name: str, kills: int) -> Fault:
    return Fault(partial(under, name), lambda: brought_up("record_0002", kills))


FAULTS = {
    "a migration is not all or nothing": _fault("without transactions", 1),
    "a migration loses a column's content": _fault("forgets on the way up", 0),
    "the way back loses rows": _fault("forgets on the way back", 0),
    "the way back leaves a policy behind": _fault("walls stay open on the way back", 0),
}
