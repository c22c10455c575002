"""ILO's label for a combination stands beside the level where its method names one, and is missing elsewhere."""

import pytest

from asylia.law.facts import NOTHING_KNOWN
from asylia.screening import read_indicators, screen

EXPLOITED = ["I-EX-03", "I-EX-10"]
CONTROLLED = ["I-CD-01", "I-CD-05"]
DECEIVED = ["I-DR-01", "I-DR-02"]
COERCED = ["I-CR-01", "I-CR-05"]
VULNERABLE = ["I-RV-01", "I-RV-03", "I-RV-07"]


@pytest.mark.parametrize(
    ("signs", "pattern"),
    [
        ([*EXPLOITED, *CONTROLLED, *DECEIVED], "trafficking pattern"),
        ([*EXPLOITED, *CONTROLLED, *COERCED], "trafficking pattern"),
        ([*EXPLOITED, *DECEIVED], "deceived and exploited"),
        ([*EXPLOITED, *VULNERABLE], "exploited"),
        (EXPLOITED, "exploited"),
        ([*EXPLOITED, *CONTROLLED], None),
        ([*EXPLOITED, *COERCED], None),
        ([*CONTROLLED, *DECEIVED], None),
        ([], None),
    ],
)
def test_adults(signs: list[str], pattern: str | None) -> None:
    assert screen(read_indicators(dict.fromkeys(signs, "yes")), NOTHING_KNOWN, "adult").ilo_pattern == pattern


def test_for_a_child_the_act_and_exploitation_are_enough() -> None:
    alone = read_indicators(dict.fromkeys(["I-EX-10", "I-EX-13", "I-EX-14"], "yes"))
    moved = read_indicators(dict.fromkeys(["I-EX-10", "I-EX-13", "I-EX-14", "I-TR-01"], "yes"))

    assert screen(alone, NOTHING_KNOWN, "child").ilo_pattern == "exploited"
    assert screen(moved, NOTHING_KNOWN, "child").ilo_pattern == "trafficking pattern"
