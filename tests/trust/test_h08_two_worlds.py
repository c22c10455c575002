"""H8: what is hidden makes no difference, in any answer or in what a session leaves behind."""

from __future__ import annotations

from tests.trust.frame import is_full, show, sized
from tests.trust.h08_two_worlds import pairs, timed


def test_two_worlds_that_differ_in_what_is_hidden_look_the_same() -> None:
    show("H8", "pairs of worlds, for a colleague and a stranger", pairs(sized(16, 500)), "equal byte for byte")


def test_how_long_an_answer_takes_is_measured() -> None:
    """Told, not judged: a machine that does other things at the same time would fail for that alone."""
    samples = sized(100, 10_000)
    found = timed(samples)
    told = f"medians differ by {found.difference_of_medians:.3f} ms, p of Kolmogorov and Smirnov {found.likeness:.2f}"
    show("H8", "samples of a hidden code beside one that never was", samples, told if is_full() else f"{told} (few)")
