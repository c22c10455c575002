"""H2: a database killed under load loses nothing that was acknowledged, keeps no half, and is back within 10 s."""

from __future__ import annotations

from tests.trust.frame import show, sized
from tests.trust.h02_database_killed import killed


def test_killed_under_load_nothing_acknowledged_is_lost() -> None:
    times = sized(5, 20)
    acknowledged, slowest = killed(times)
    show("H2", "kills of the database under load", times, f"0 of {acknowledged:,} acknowledged writes lost, 0 halves")
    show("H2", "recoveries", times, f"slowest {slowest:.1f} s")
