"""H14: a lost server stands again on an empty folder, whole, without what was deleted, and its people sign in."""

from __future__ import annotations

from tests.trust.frame import show, sized
from tests.trust.h14_restore import drill


def test_a_lost_server_stands_again() -> None:
    cases = sized(14, 1_000)
    found = drill(cases, looked_at=sized(40, 200))
    show(
        "H14",
        "cases backed up, lost and restored",
        found.cases,
        f"{found.rows:,} rows in {found.tables} tables equal, {found.looks} looks the same, {found.events:,} events of "
        f"the logs whole; {found.bytes / 1e6:.1f} MB; {found.seconds:.0f} s from start to the first sign-in",
    )
    show("H14", "glances during a restore for a way in", found.glances, "none while a deleted case was there")
    show("H14", "wrong files and keys", found.refused, "each refused in a sentence, no row left")
