"""Every track there is, by its name in the record."""

from __future__ import annotations

from collections.abc import Mapping

from asylia.casework.tracks.identification import identification
from asylia.casework.tracks.machine import Machine

MACHINES: Mapping[str, Machine] = {machine.kind: machine for machine in (identification,)}
