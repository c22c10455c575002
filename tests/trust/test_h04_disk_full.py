"""H4: on a full disk new writes are refused, nothing acknowledged is lost, reading goes on, and room brings it back."""

from __future__ import annotations

import pytest

from asylia.audit.disk import LEAST, enough
from tests.trust import h04_disk_full as h04
from tests.trust.frame import show, sized, without_privilege


@pytest.fixture
def mountable() -> None:
    if why := h04.why_not():
        without_privilege(why)


def test_nothing_new_is_begun_on_a_full_disk(mountable: None) -> None:
    show("H4", "disks filled", h04.full(sized(6, 60)), "new writes refused, all acknowledged ones read, 0 lost")


def test_a_disk_that_fills_all_the_same_loses_nothing(mountable: None) -> None:
    times = h04.filled_all_the_same(sized(1, 10))
    show("H4", "disks filled behind the guard", times, "0 acknowledged writes lost, back with room")


@pytest.mark.parametrize(
    ("total", "free", "room"),
    [
        (100 * LEAST, 5 * LEAST, True),
        (100 * LEAST, 5 * LEAST - 1, False),
        (4 * LEAST, LEAST, True),
        (4 * LEAST, LEAST - 1, False),
        (0, 0, False),
    ],
)
def test_five_percent_stay_free_and_64_mebibytes_at_least(total: int, free: int, room: bool) -> None:
    assert enough(total, free) is room
