"""Faults of backup and restore, each of which must turn H14 red."""

from __future__ import annotations

from contextlib import nullcontext

from tests.trust.frame import Fault
from tests.trust.h14_restore import drill


def under(name: str) -> Fault:
    return Fault(nullcontext, lambda: drill(9, name, wrong_files=name in ("left behind", "end not read")))


FAULTS = {
    "what was deleted since the backup is not deleted again": under("nothing replayed"),
    "a deleted case is noted as deleted and comes back": under("tombstones alone"),
    "people may sign in before what was deleted is gone": under("replayed too late"),
    "one row is left out of the backup": under("row dropped"),
    "the keyring lies in the same file": under("one file"),
    "a torn backup leaves behind what was loaded": under("left behind"),
    "what was loaded is kept before a file was read to its end": under("end not read"),
    "the server's own keys are in no backup": under("server keys lost"),
}
