"""The closed list of purposes for which anything may be read or written (R01)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

OF_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "triage": "first contact: is anyone in danger, and who should be called",
        "casework": "accompanying the person through the tracks of the case",
        "child_protection": "the best interests of a child",
        "legal": "representing the person, or deciding on their claim",
        "referral": "passing the person on to help, with what they agreed to",
        "tracing": "finding family, when the person wishes it",
        "oversight": "data protection, audit and coordination",
        "statistics": "figures that name nobody",
    }
)
"""Purposes that the field dictionary names: a field is open only for those it lists."""

OF_WAYS: Mapping[str, str] = MappingProxyType(
    {
        "interpreting": "interpreting the conversation that is open now",
        "own_file": "the person looking at what is kept about them",
        "life_at_risk": "saving a life in immediate danger, through break-glass",
        "administration": "running the system, which needs nothing of any case",
    }
)
"""Purposes that belong to one way in. No field lists them: the policy alone says what they open."""

PURPOSES: Mapping[str, str] = MappingProxyType({**OF_FIELDS, **OF_WAYS})
"""Every purpose there is, with what it means."""
