"""H13: a thousand tamperings with a log are found by the program that shares no code with Asylia, and by Asylia."""

from __future__ import annotations

from tests.trust import h13_audit as h13
from tests.trust.frame import show, sized


def test_the_program_that_stands_alone_finds_all() -> None:
    show("H13", "tamperings, by tools/verify_audit.py", h13.by_the_tool(sized(1000, 10_000)), "all found")


def test_asylia_finds_all() -> None:
    show("H13", "tamperings, by Asylia itself", h13.by_asylia(sized(1000, 10_000)), "all found")
