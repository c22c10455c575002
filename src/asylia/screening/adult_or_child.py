"""Which variant of the screening fits a person: a child until shown otherwise."""

from __future__ import annotations

from asylia.law.facts import Known
from asylia.screening.indicators import Variant

ADULT_AGE = 18
"""Years. Convention on the Rights of the Child, article 1."""


def variant_for(known: Known) -> Variant | None:
    """Which variant fits: child for anyone under 18 or in doubt of it; None when nothing is known of the age.

    A given person.child stands before what the person or an age assessment said, since it is given as no only after
    an age procedure with written reasons. A doubt recorded beside it makes the child variant fit again.
    """
    if known["person.child"] is True or known["person.age_doubt"] is True:
        return "child"
    if known["person.child"] is False:
        return "adult"
    ages = [age for age in (known["person.declared_age"], known["age.range_low"]) if isinstance(age, float | int)]
    if any(age < ADULT_AGE for age in ages):
        return "child"
    return "adult" if known["person.declared_age"] is not None else None
