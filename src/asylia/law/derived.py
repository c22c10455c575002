"""Facts that follow from other facts, filled in before any rule runs."""

from __future__ import annotations

from dataclasses import dataclass

from asylia.law.facts import FACTS, Known, Value
from asylia.law.nodes import Look, Node, all_of, any_of, at_least, has, is_in, no, not_established, under, value, yes
from asylia.law.rules.terms import LIFTED_BY_FEAR

ADULT_FROM = 18
"""Convention on the Rights of the Child, article 1."""

RETURN_RISKS = tuple(key for key in FACTS if key.startswith("ret.risk_") and FACTS[key].type == "enum")

FEARS = tuple(key for key in FACTS if key.startswith("fear.") and FACTS[key].type == "ternary" and key != "fear.return")


@dataclass(frozen=True)
class Derivation:
    """One derived fact: the first case whose condition is established gives the value; else what was given stands.

    given_first: a given value stands before any case. A case value of None means unknown.
    """

    key: str
    why: str
    cases: tuple[tuple[Node, Value | None], ...]
    given_first: bool = False


DERIVATIONS: tuple[Derivation, ...] = (
    Derivation(
        "person.child",
        "Under 18 by the person's own statement or by the lowest assessed age; an adult only where "
        "no doubt is recorded.",
        (
            (any_of(under("person.declared_age", ADULT_FROM), under("age.range_low", ADULT_FROM)), True),
            (all_of(at_least("person.declared_age", ADULT_FROM), no("person.age_doubt")), False),
        ),
        given_first=True,
    ),
    Derivation(
        "fear.return",
        "Any fear is a fear of return; no fear counts only once asylum was explained.",
        (
            (any_of(*(yes(key) for key in FEARS), has("fear.harms")), True),
            (all_of(no("fear.return"), not_established(yes("asylum.informed"))), None),
        ),
    ),
    Derivation(
        "asylum.state",
        "Fear in any words is a request for asylum.",
        (
            (
                all_of(
                    yes("fear.return"),
                    not_established(
                        is_in(
                            "asylum.state",
                            *(
                                word
                                for word in FACTS["asylum.state"].values
                                if word not in (*LIFTED_BY_FEAR, "unknown")
                            ),
                        )
                    ),
                ),
                "fear_expressed",
            ),
        ),
    ),
    Derivation(
        "ret.risk",
        "High where any item is high, low where all are low.",
        (
            (any_of(is_in("ret.risk", "high"), *(is_in(key, "high") for key in RETURN_RISKS)), "high"),
            (all_of(*(is_in(key, "low") for key in RETURN_RISKS)), "low"),
            (all_of(), None),
        ),
    ),
)

SOURCES: dict[str, tuple[str, ...]] = {
    "person.child": ("person.declared_age", "person.age_doubt"),
    "fear.return": ("fear.return", "asylum.informed"),
    "asylum.state": ("asylum.state",),
    "ret.risk": RETURN_RISKS,
}
"""Which questions settle a derived fact, in the order in which they are asked."""


def derive(known: Known, look: Look) -> Known:
    """What is known, with every derived fact filled in; `look` gives moment and settings."""
    for derivation in DERIVATIONS:
        if derivation.given_first and known[derivation.key] is not None:
            continue
        here = Look(known, look.on, look.settings, presuming=False)
        for condition, result in derivation.cases:
            if value(condition, here) is True:
                known = known.with_facts({derivation.key: result})
                break
    return known
