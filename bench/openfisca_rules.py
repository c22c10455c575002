"""The 21 rules for OpenFisca-core, by hand and in its own way: a variable for each fact and conclusion.

Once two-valued, as OpenFisca is meant (a missing fact has its default, false), and once three-valued by hand: numbers
1, 0 and -1 for yes, unknown and no, with the greatest for "or" and the least for "and".
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

from measure import MORE, hand_back, once, per_case, read_cases, repeated

ACT = ("act.recruited", "act.transported", "act.transferred", "act.harboured", "act.received")
MEANS = (
    "means.force",
    "means.threat",
    "means.other_coercion",
    "means.abduction",
    "means.fraud",
    "means.deception",
    "means.abuse_power",
    "means.abuse_vuln",
    "means.payment_controller",
)
PURPOSE = ("purpose.occurred", "purpose.intended")
FEARS = (
    "fear.retrafficking",
    "fear.reprisal_self",
    "fear.reprisal_family",
    "fear.ostracism",
    "fear.serious_discrimination",
    "fear.punish_authority",
    "fear.trafficking_first",
)
TRAFFICKED = ("past.trafficked_origin", "past.trafficked_transit", "past.trafficked_host")
GROUNDS = ("ground.race", "ground.religion", "ground.nationality", "ground.social_group", "ground.political_opinion")
NEXUS = ("nexus.harm", "nexus.failure")
AVAIL = ("avail.unable", "avail.unwilling")
DETERMINATION = ("carer.verified", "ret.risk_assessed", "child.heard")
PLACE = ("int.venue_safe", "int.private")
NO_NEED_OF_CONSENT = ("risk.life_imminent", "share.legal_duty")
SINGLE = (
    "person.child",
    "person.age_doubt",
    "loc.outside_origin",
    "past.atrocious",
    "past.effects_ongoing",
    "excl.trigger",
    "excl.checklist_done",
    "fear.return",
    "asylum.informed",
    "int.controller_present",
    "consent.share.police",
)
YES_OR_NO = (
    *(ACT + MEANS + PURPOSE + FEARS + TRAFFICKED + GROUNDS + NEXUS + AVAIL),
    *(DETERMINATION + PLACE + NO_NEED_OF_CONSENT + SINGLE),
)
HARMS = "fear.harms"
LISTS = {"bid.state": ("decided", "implemented", "review"), "bid.outcome": ("return",)}
"""Facts with a list of words, and the words that the rules ask for."""

FINDINGS = (
    "act",
    "means",
    "purpose",
    "trafficking",
    "child",
    "ref.outside",
    "ref.persecution",
    "ref.fear",
    "ref.ground",
    "ref.avail",
    "ref.compelling_reasons",
    "refugee_criteria",
)
GUARDS = ("age.treat_as_adult", "refuse_entry", "return.execute", "detain", "interview.start", "share:police")

PERIOD = "2026-03"

Array = Any
Read = Callable[[str], Array]


class TwoValued:
    """OpenFisca's own booleans; unknown is false."""

    default = False

    def every(self, *parts: Array) -> Array:
        return reduce(lambda one, two: one * two, parts)

    def some(self, *parts: Array) -> Array:
        return reduce(lambda one, two: one + two, parts)

    def no(self, part: Array) -> Array:
        return ~part

    def established(self, part: Array) -> Array:
        return part

    def possible(self, part: Array) -> Array:
        return part

    def presumed(self, part: Array, when: Array) -> Array:
        return part + when

    def no_counts_only_where(self, part: Array, where: Array) -> Array:  # noqa: ARG002 - a no is all there is
        return part

    def stands_unless(self, told: Array, established: Array) -> Array:
        return told + established

    def never_absent_while(self, part: Array, open_: Array) -> Array:  # noqa: ARG002 - the same
        return part


class ThreeValued:
    """1 yes, 0 unknown, -1 no, by hand."""

    default = 0

    def every(self, *parts: Array) -> Array:
        from numpy import minimum

        return reduce(minimum, parts)

    def some(self, *parts: Array) -> Array:
        from numpy import maximum

        return reduce(maximum, parts)

    def no(self, part: Array) -> Array:
        return -part

    def established(self, part: Array) -> Array:
        from numpy import where

        return where(part == 1, 1, -1)

    def possible(self, part: Array) -> Array:
        from numpy import where

        return where(part == -1, -1, 1)

    def presumed(self, part: Array, when: Array) -> Array:
        from numpy import where

        return where((part == 0) & (when == 1), 1, part)

    def no_counts_only_where(self, part: Array, where: Array) -> Array:
        from numpy import where as where_

        return where_((part == -1) & (where != 1), 0, part)

    def stands_unless(self, told: Array, established: Array) -> Array:
        from numpy import where

        return where(established == 1, 1, told)

    def never_absent_while(self, part: Array, open_: Array) -> Array:
        from numpy import where

        return where((part == -1) & (open_ != -1), 0, part)


Logic = TwoValued | ThreeValued
"""How conclusions are joined."""


def conclusions(of: Logic) -> dict[str, Callable[[Read], Array]]:
    """Every finding and guard as a formula. A guard that is true refuses."""

    def some(*keys: str) -> Callable[[Read], Array]:
        return lambda read: of.some(*(read(key) for key in keys))

    def treated_as_child(read: Read) -> Array:
        return of.presumed(read("child"), read("person.age_doubt"))

    def fear_return(read: Read) -> Array:
        told = of.no_counts_only_where(read("fear.return"), read("asylum.informed"))
        return of.stands_unless(told, of.some(read("any.fear"), read(HARMS)))

    def fear(read: Read) -> Array:
        return of.never_absent_while(read("any.fear"), fear_return(read))

    def returned_without_determination(read: Read) -> Array:
        determined = of.every(*(read(key) for key in (*LISTS, *DETERMINATION)))
        return of.every(of.possible(treated_as_child(read)), of.no(of.established(determined)))

    def no_safe_place(read: Read) -> Array:
        safe = of.every(*(of.established(read(key)) for key in PLACE))
        return of.some(of.no(safe), of.possible(read("int.controller_present")))

    def not_consented(read: Read) -> Array:
        lifted = of.some(*(read(key) for key in (*NO_NEED_OF_CONSENT, "consent.share.police")))
        return of.no(of.established(lifted))

    return {
        "act": some(*ACT),
        "means": some(*MEANS),
        "purpose": some(*PURPOSE),
        "child": some("person.child"),
        "trafficking": lambda read: of.every(read("act"), read("purpose"), of.some(read("means"), read("child"))),
        "ref.outside": some("loc.outside_origin"),
        "ref.persecution": some(HARMS),
        "any.fear": some(*FEARS),
        "ref.fear": fear,
        "ref.compelling_reasons": lambda read: of.every(
            of.some(*(read(key) for key in TRAFFICKED)), read("past.atrocious"), read("past.effects_ongoing")
        ),
        "ref.ground": lambda read: of.every(
            of.some(*(read(key) for key in GROUNDS)), of.some(*(read(key) for key in NEXUS))
        ),
        "ref.avail": some(*AVAIL),
        "refugee_criteria": lambda read: of.every(
            read("ref.outside"),
            of.some(read("ref.fear"), read("ref.persecution"), read("ref.compelling_reasons")),
            read("ref.ground"),
            read("ref.avail"),
            of.some(of.no(read("excl.trigger")), read("excl.checklist_done")),
        ),
        "age.treat_as_adult": treated_as_child,
        "refuse_entry": fear_return,
        "return.execute": returned_without_determination,
        "detain": lambda read: of.possible(treated_as_child(read)),
        "interview.start": no_safe_place,
        "share:police": not_consented,
    }


def plain(name: str) -> str:
    """A name that Python takes."""
    return name.replace(".", "_").replace(":", "_")


def system(of: Logic) -> Any:
    """The variables, in OpenFisca's classes."""
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="persons", label="Person", is_person=True)
    built = TaxBenefitSystem([person])

    def variable(name: str, formula: Callable[[Read], Array] | None) -> None:
        attributes: dict[str, Any] = {
            "value_type": type(of.default),
            "default_value": of.default,
            "entity": person,
            "definition_period": DateUnit.MONTH,
            "label": name,
        }
        if formula is not None:
            attributes["formula"] = lambda people, period: formula(lambda key: people(plain(key), period))
        built.add_variable(type(plain(name), (Variable,), attributes))

    for key in (*YES_OR_NO, HARMS, *LISTS):
        variable(key, None)
    for name, formula in conclusions(of).items():
        variable(name, formula)
    return built


def number(key: str, held: Any, of: Logic) -> int | bool:
    """A known fact as the variable holds it: yes or no."""
    holds = bool(held) if key == HARMS else held in LISTS[key] if key in LISTS else held is True
    return (1 if holds else -1) if isinstance(of, ThreeValued) else holds


def simulation(built: Any, count: int) -> Any:
    from openfisca_core.simulations import SimulationBuilder

    return SimulationBuilder().build_default_simulation(built, count=count)


def columns(parquet: Path, of: Logic) -> dict[str, Array]:
    """The register as arrays, unknown as each logic holds it."""
    import polars as pl

    def column(key: str) -> pl.Expr:
        if key == HARMS:
            known = pl.col(key).is_not_null()
            return known if isinstance(of, TwoValued) else known.cast(pl.Int32)
        holds = pl.col(key).is_in(LISTS[key]) if key in LISTS else pl.col(key)
        if isinstance(of, TwoValued):
            return holds.fill_null(False)
        return (holds.cast(pl.Int32) * 2 - 1).fill_null(0)

    frame = pl.read_parquet(parquet).select(column(key).alias(key) for key in (*YES_OR_NO, HARMS, *LISTS))
    return {key: frame.get_column(key).to_numpy() for key in frame.columns}


def figures_of(of: Logic, folder: Path, repeats: int, singles: int) -> dict[str, Any]:
    """All measurements under one logic."""
    built = system(of)
    cases = read_cases(folder)[:singles]
    names = (*FINDINGS, *GUARDS)

    def fill(case: dict[str, Any], *, trace: bool) -> Any:
        import numpy

        made = simulation(built, 1)
        made.trace = trace
        for key, held in case.items():
            made.set_input(plain(key), PERIOD, numpy.array([number(key, held, of)]))
        return made

    def values(case: dict[str, Any]) -> dict[str, Any]:
        made = fill(case, trace=False)
        return {name: made.calculate(plain(name), PERIOD)[0] for name in names}

    def reasons(case: dict[str, Any]) -> object:
        made = fill(case, trace=True)
        for name in names:
            made.calculate(plain(name), PERIOD)
        return made.tracer.get_serialized_flat_trace()

    def filled(held: dict[str, Array]) -> Any:
        made = simulation(built, len(held[HARMS]))
        for key, array in held.items():
            made.set_input(plain(key), PERIOD, array)
        return made

    def compute(made: Any) -> list[Array]:
        return [made.calculate(plain(name), PERIOD) for name in names]

    register = columns(folder / "register.parquet", of)

    def computed() -> float:
        made = filled(register)
        return once(lambda: compute(made))

    return {
        "one_us": repeated(repeats, lambda: per_case(values, cases)),
        "reasons_us": repeated(repeats, lambda: per_case(reasons, cases)),
        "compute_ms": repeated(MORE * repeats, computed),
        "loaded_ms": repeated(repeats, lambda: once(lambda: compute(filled(columns(folder / "register.parquet", of))))),
        "answers": [answers(values(case), of) for case in cases],
    }


def answers(found: dict[str, Any], of: Logic) -> dict[str, Any]:
    """What one calculation says, in the words that all engines are compared in."""
    if isinstance(of, ThreeValued):
        return {
            "findings": {name: {1: True, -1: False}.get(int(found[name])) for name in FINDINGS},
            "guards": {action: {1: "refuse", -1: "allow"}.get(int(found[action]), "hold") for action in GUARDS},
        }
    return {
        "findings": {name: bool(found[name]) for name in FINDINGS},
        "guards": {action: "refuse" if found[action] else "allow" for action in GUARDS},
    }


def main(folder: Path, repeats: int, singles: int) -> None:
    """Measure and hand back."""
    hand_back(
        {
            "two_valued": figures_of(TwoValued(), folder, repeats, singles),
            "three_valued": figures_of(ThreeValued(), folder, repeats, singles),
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
