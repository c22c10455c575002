"""A dimension is positive by the ILO/EC rule, emerging below it, and unclear while a strong sign is unknown."""

import pytest

from asylia.law.facts import NOTHING_KNOWN
from asylia.screening import INDICATORS, read_indicators, screen
from asylia.screening.levels import dimension_state


@pytest.mark.parametrize("counts", [(2, 0, 0), (1, 0, 1), (1, 1, 0), (0, 3, 0), (0, 2, 1)])
def test_positive(counts: tuple[int, int, int]) -> None:
    assert dimension_state(*counts, strong_unknown=True) == "positive"


@pytest.mark.parametrize("counts", [(1, 0, 0), (0, 2, 0), (0, 1, 0), (0, 1, 3)])
def test_emerging(counts: tuple[int, int, int]) -> None:
    assert dimension_state(*counts, strong_unknown=True) == "emerging"


def test_weak_signs_alone_never_make_a_dimension() -> None:
    assert dimension_state(0, 0, 5, strong_unknown=False) == "none_yet"


def test_a_strong_sign_not_known_leaves_the_dimension_unclear() -> None:
    rows = [key for key, row in INDICATORS.items() if row.dimension == "DR"]

    known_all = read_indicators(dict.fromkeys(rows, "no"))
    one_asked = read_indicators({**dict.fromkeys(rows, "no"), "I-DR-01": "asked"})

    assert screen(known_all, NOTHING_KNOWN, "adult").dimensions["DR"].state == "none_yet"
    assert screen(one_asked, NOTHING_KNOWN, "adult").dimensions["DR"].state == "unclear"
