"""H3a: what is acknowledged was forced to the disk before; the settings that this rests on are on."""

from __future__ import annotations

from tests.trust import h03_power_cut as h03
from tests.trust.frame import show, sized, without_privilege


def test_the_log_is_forced_before_a_commit_is_acknowledged() -> None:
    if why := h03.why_not():
        without_privilege(why)
    seen = h03.forced_before_acknowledged(sized(50, 1000))
    show("H3a", "acknowledged commits, by system calls", seen, "all forced to the disk before")


def test_the_settings_are_safe() -> None:
    show("H3a", "settings of a new database", h03.settings(), "all safe")
