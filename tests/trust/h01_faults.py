"""Faults of a server that is killed, each of which must turn H1 red."""

from __future__ import annotations

from contextlib import nullcontext

from tests.trust.frame import Fault
from tests.trust.h01_server_killed import killed

FAULTS = {
    "a command sent again is done again": Fault(nullcontext, lambda: killed(4, "done again")),
    "the log is written after the commit": Fault(nullcontext, lambda: killed(4, "log apart")),
    "a write is acknowledged before it is kept": Fault(nullcontext, lambda: killed(2, "acknowledged at once")),
}
