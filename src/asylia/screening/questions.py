"""How each indicator is put: one gentle sentence, whom it is for, what answering costs, and why it is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from asylia.screening.indicators import INDICATORS


@dataclass(frozen=True)
class IndicatorQuestion:
    """The question of one indicator. A yes to it is a yes to the indicator.

    burden: 0 observed or on file, 1 easy, 2 hard, 3 retelling harm; the scale of the facts, so that both can stand in
    one queue. asked_of: `person` is put to the person; `observation` is for the worker alone and is never read out.
    """

    indicator: str
    text: str
    burden: int
    asked_of: Literal["person", "observation"]


def _load() -> dict[str, IndicatorQuestion]:
    written = json.loads(files("asylia.screening").joinpath("questions.json").read_text("utf-8"))
    return {key: IndicatorQuestion(key, *written[key]) for key in INDICATORS}


QUESTIONS: Mapping[str, IndicatorQuestion] = MappingProxyType(_load())
"""The question of every indicator, in the order of indicators.json."""

WHY_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "DR": "It shows whether a promise was used to bring you here. What was promised binds those who promised.",
        "CR": "It shows whether you were free to refuse. Nobody may be blamed for what they were forced into.",
        "RV": "It shows whether someone made use of a hard situation. The situation itself is never held against you.",
        "TR": "It shows who arranged the journey, and whether you are safe from them now.",
        "EX": "It shows what you may need and what you may be owed, such as care or wages.",
        "CD": "It shows whether someone still has a hold on you, so that we can keep you safe from it.",
        "VD": "It shows what you would need in order to be free of them, such as a place, papers or money.",
        "DO": "Without papers people are easily held. It shows which papers we can help to replace, safely.",
        "CH": "It helps to keep the child safe and to find who may care for it.",
        "OB": "It is only a reason to offer a talk alone. It says nothing about the person.",
    }
)
"""Why the questions of a group of indicators are asked, in words that may be read out (CH and OB: to the worker)."""
