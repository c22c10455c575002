"""H13: nothing is shown or done unlogged, and what the owner of the tables changes in the log is found."""

from __future__ import annotations

from tests.trust import h13_database as h13
from tests.trust.frame import show, sized
from tests.trust.h13_database_killed import killed


def test_while_the_log_cannot_be_written_nothing_is_shown_or_done() -> None:
    show("H13", "requests while the log cannot be written", h13.unwritable(), "all answered 503, nothing shown or kept")


def test_whatever_its_owner_changes_in_the_stored_log_is_found() -> None:
    show("H13", "changes of the stored log by its owner", h13.tampered(sized(200, 1000)), "all found")


def test_killed_between_the_action_and_its_log_leaves_both_or_neither() -> None:
    times = sized(15, 200)
    found = killed(times)
    result = f"{found['facts']} actions, {found['events']} events, {found['receipts']} receipts"
    show("H13", "processes killed around the log", times, result)
