"""Screening: indicators, dimensions and levels. It opens help; it decides nothing.

The set is not validated. Nothing here says who is, or is not, a victim of trafficking.
"""

from asylia.screening.adult_or_child import variant_for
from asylia.screening.indicated_facts import Contradiction, contradictions, facts_from_indicators
from asylia.screening.indicators import (
    INDICATORS,
    NOTHING_OBSERVED,
    Indicator,
    IndicatorError,
    Observed,
    Variant,
    read_indicators,
)
from asylia.screening.interview import (
    FORBIDDEN,
    INTERVIEW_RULES,
    LONGEST_MINUTES,
    ForbiddenFound,
    Gate,
    gates,
    reasons_to_stop,
    warn_forbidden,
)
from asylia.screening.levels import (
    DIMENSIONS,
    LEVEL_MEANING,
    LEVELS,
    NOT_VALIDATED,
    PARTS,
    Dimension,
    Level,
    Reason,
    Screening,
    screen,
    screen_person,
)
from asylia.screening.needs import Need, detention_advice, needs_of
from asylia.screening.questions import QUESTIONS, WHY_ASKED, IndicatorQuestion
from asylia.screening.triage import TRIAGE_ITEMS, Card, Triage, TriageItem, instruction_card, triage_result
from asylia.screening.validity import (
    STATE_OF_KNOWLEDGE,
    TOOLS,
    VALIDATION_PROTOCOL,
    Estimate,
    Measures,
    Tool,
    ValidityError,
    measure,
    measure_tool,
)

__all__ = [
    "DIMENSIONS",
    "FORBIDDEN",
    "INDICATORS",
    "INTERVIEW_RULES",
    "LEVELS",
    "LEVEL_MEANING",
    "LONGEST_MINUTES",
    "NOTHING_OBSERVED",
    "NOT_VALIDATED",
    "PARTS",
    "QUESTIONS",
    "STATE_OF_KNOWLEDGE",
    "TOOLS",
    "TRIAGE_ITEMS",
    "VALIDATION_PROTOCOL",
    "WHY_ASKED",
    "Card",
    "Contradiction",
    "Dimension",
    "Estimate",
    "ForbiddenFound",
    "Gate",
    "Indicator",
    "IndicatorError",
    "IndicatorQuestion",
    "Level",
    "Measures",
    "Need",
    "Observed",
    "Reason",
    "Screening",
    "Tool",
    "Triage",
    "TriageItem",
    "ValidityError",
    "Variant",
    "contradictions",
    "detention_advice",
    "facts_from_indicators",
    "gates",
    "instruction_card",
    "measure",
    "measure_tool",
    "needs_of",
    "read_indicators",
    "reasons_to_stop",
    "screen",
    "screen_person",
    "triage_result",
    "variant_for",
    "warn_forbidden",
]
