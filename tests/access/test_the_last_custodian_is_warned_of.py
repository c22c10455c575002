"""An agency that is about to lose its only way back is told so, and what to do."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from asylia.access.custodians import Custodian, Standing, standing

TODAY = date(2026, 11, 25)
SHOWN, STALE = TODAY - timedelta(days=92), TODAY - timedelta(days=93)


def custodians(*states: date | str | None) -> list[Custodian]:
    return [
        Custodian(number, state if isinstance(state, date) else None, state == "lost")
        for number, state in enumerate(states, start=1)
    ]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((SHOWN, SHOWN, SHOWN), Standing.SAFE),
        ((SHOWN, STALE, SHOWN), Standing.DRILL_DUE),
        ((SHOWN, SHOWN, None), Standing.DRILL_DUE),
        (("lost", SHOWN, SHOWN), Standing.NO_SPARE),
        (("lost", STALE, None), Standing.NO_SPARE),
        ((SHOWN, SHOWN), Standing.NO_SPARE),
        (("lost", "lost", SHOWN), Standing.BEYOND_RECOVERY),
        (("lost", "lost", "lost"), Standing.BEYOND_RECOVERY),
        ((SHOWN,), Standing.BEYOND_RECOVERY),
        ((), Standing.BEYOND_RECOVERY),
    ],
)
def test_the_warning_fits_what_is_left(states: tuple, expected: Standing) -> None:
    assert standing(custodians(*states), TODAY) is expected


def test_the_same_custodian_twice_is_one() -> None:
    assert standing([Custodian(1, SHOWN, False)] * 3, TODAY) is Standing.BEYOND_RECOVERY
