"""What is due in a track counts from the moment its state was entered, and for a child twice as fast."""

from __future__ import annotations

from datetime import UTC, date, datetime

from asylia.casework.tracks.clocks import due_by, is_law
from asylia.casework.tracks.machine import Due
from asylia.law.country import load

FRIDAY = datetime(2026, 3, 6, 15, 0, tzinfo=UTC)
ARVANA = load("XA")


def test_hours_days_and_months_run_through_the_weekend() -> None:
    assert due_by(Due("x", hours=24), FRIDAY, ARVANA, child=False) == datetime(2026, 3, 7, 15, 0, tzinfo=UTC)
    assert due_by(Due("x", days=7), FRIDAY, ARVANA, child=False) == date(2026, 3, 13)
    assert due_by(Due("x", months=12), FRIDAY, ARVANA, child=True) == date(2027, 3, 6)


def test_working_days_do_not() -> None:
    assert due_by(Due("x", working_days=3), FRIDAY, ARVANA, child=False) == date(2026, 3, 11)


def test_a_childs_case_halves_general_clocks_and_rounds_up() -> None:
    assert due_by(Due("x", days=7), FRIDAY, ARVANA, child=True) == date(2026, 3, 10)
    assert due_by(Due("x", days=7, general=False), FRIDAY, ARVANA, child=True) == date(2026, 3, 13)


def test_a_limit_of_the_country_stands_in_its_profile_and_is_called_law_only_there() -> None:
    appeal = Due("Appeal lodged", setting="appeal_days", general=False)
    assert due_by(appeal, FRIDAY, ARVANA, child=True) == date(2026, 3, 21)
    assert is_law(appeal, ARVANA)
    assert not is_law(Due("x", days=7), ARVANA)


def test_where_the_profile_says_nothing_nothing_is_due() -> None:
    assert due_by(Due("x", setting="appeal_days"), FRIDAY, load("TT"), child=False) is None
