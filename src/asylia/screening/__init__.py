"""Screening: indicators, dimensions and levels. It opens help; it decides nothing.

The set is not validated. Nothing here says who is, or is not, a victim of trafficking.
"""

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
    variant_for,
)

__all__ = [
    "DIMENSIONS",
    "INDICATORS",
    "LEVELS",
    "LEVEL_MEANING",
    "NOTHING_OBSERVED",
    "NOT_VALIDATED",
    "PARTS",
    "Contradiction",
    "Dimension",
    "Indicator",
    "IndicatorError",
    "Level",
    "Observed",
    "Reason",
    "Screening",
    "Variant",
    "contradictions",
    "facts_from_indicators",
    "read_indicators",
    "screen",
    "screen_person",
    "variant_for",
]
