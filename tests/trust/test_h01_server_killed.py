"""H1: a server killed at any moment loses nothing it acknowledged, does nothing twice, and leaves nothing by half."""

from __future__ import annotations

from tests.trust.frame import show, sized
from tests.trust.h01_server_killed import Outcome, killed


def test_the_server_is_killed_while_four_clients_write() -> None:
    times = sized(8, 100)
    tell("kills of the server", times, killed(times))


def test_server_and_database_are_killed_together() -> None:
    times = sized(2, 20)
    tell("kills of server and database together", times, killed(times, database=True))


def tell(tried: str, times: int, found: Outcome) -> None:
    lost = f"0 of {found.acknowledged:,} acknowledged writes lost, 0 halves, 0 done twice"
    show("H1", tried, times, f"{lost}; slowest from start to the next acknowledgement {found.recovery:.1f} s")
    show("H1", f"commands sent again around {tried}", found.sent_again, "each done once")
