"""From answers to the state of each dimension, and to a level from L0 to L4 with its reasons.

A level says how much help must open at once. It never says who somebody is, and software never lowers one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from types import MappingProxyType
from typing import Literal

from asylia.law.facts import FACTS, Known
from asylia.screening.adult_or_child import variant_for
from asylia.screening.indicators import INDICATORS, SAME_FACT, Indicator, Observed, Variant
from asylia.screening.triage import is_on_file, said_yes, stayed_unclear

NOT_VALIDATED = "This set is not validated. A level opens help; it decides nothing."
"""Stands beside every level, wherever one is shown."""

Level = Literal["L0", "L1", "L2", "L3", "L4"]
LEVELS: tuple[Level, ...] = ("L0", "L1", "L2", "L3", "L4")

LEVEL_MEANING: Mapping[Level, str] = MappingProxyType(
    {
        "L0": "Not enough is known. Give safe information and offer again.",
        "L1": "No present indication. This never means “not a victim”. Screen again when something changes.",
        "L2": "Protection concern. Offer services and asylum information, and screen again.",
        "L3": "Reasonable grounds to believe that the person was trafficked: presumed victim until decided otherwise.",
        "L4": "Strong indication. The same duties as L3, and urgent.",
    }
)

DIMENSIONS: Mapping[str, str] = MappingProxyType(
    {
        "DR": "Deceptive recruitment",
        "CR": "Coercive recruitment",
        "RV": "Recruitment by abuse of vulnerability",
        "EX": "Exploitation",
        "CD": "Coercion at destination",
        "VD": "Abuse of vulnerability at destination",
        "CH": "Signs that concern children only",
    }
)
"""Names after ILO/EC 2009; CH is ours and is used in the child variant alone."""

BESIDE_EXPLOITATION = ("DR", "CR", "RV", "CD", "VD")
DECEPTION_OR_COERCION = frozenset({"DR", "CR", "CD"})

UNKNOWN_SHARE_LIMIT = 0.20
"""L1 needs at most this share of the core strong and medium rows unknown. Our default, not a legal limit."""

COMPLETED_STATES = frozenset({"completed", "reviewed", "rescreen_due"})

DimensionState = Literal["positive", "emerging", "unclear", "none_yet"]


@dataclass(frozen=True)
class Dimension:
    """One dimension: how many strong, medium and weak indicators are yes, what that makes it, and which they are."""

    code: str
    strong: int
    medium: int
    weak: int
    state: DimensionState
    indicators: tuple[str, ...]

    @property
    def positive(self) -> bool:
        """Whether the ILO/EC rule is met."""
        return self.state == "positive"

    @property
    def counts(self) -> tuple[int, int, int]:
        """Strong, medium, weak."""
        return self.strong, self.medium, self.weak


@dataclass(frozen=True)
class Reason:
    """Why a dimension or the level is what it is.

    about: a dimension or a level. part: which part of its definition was met (a key of PARTS, or the state of the
    dimension). made_by: the indicators, dimensions and facts that met it.
    """

    about: str
    part: str
    text: str
    made_by: tuple[str, ...]


@dataclass(frozen=True)
class Screening:
    """The result of one screening, in one variant.

    state: a value of screen.state. ilo_pattern: how ILO would count the combination in a survey; made for statistics,
    never a verdict. core_unknown: core strong or medium rows without yes or no. core_total: how many such rows there
    are; rows that tell the same fact are one.
    """

    level: Level
    variant: Variant
    dimensions: Mapping[str, Dimension]
    ilo_pattern: str | None
    state: str
    reasons: tuple[Reason, ...]
    core_unknown: tuple[str, ...]
    core_total: int
    caution: str = NOT_VALIDATED

    @property
    def meaning(self) -> str:
        """What the level asks of those who know it."""
        return LEVEL_MEANING[self.level]


PARTS: Mapping[str, str] = MappingProxyType(
    {
        "exploitation_and_two": "Exploitation is positive, and so are two other dimensions, "
        "one of them deception or coercion.",
        "exploitation_and_other_child": "Exploitation is positive, and so is another dimension.",
        "two_strong_child": "Two strong signs of exploitation or of those that concern children only.",
        "exploitation_and_other": "Exploitation is positive, and so is another dimension.",
        "intended_and_other": "Exploitation was intended, and a dimension is positive.",
        "strong_exploitation_and_other": "One strong sign of exploitation, and another dimension is positive.",
        "exploitation_child": "Exploitation is positive.",
        "strong_child": "One strong sign of exploitation or of those that concern children only.",
        "intended_and_act_child": "Exploitation was intended, and someone recruited, moved, kept or took in the child.",
        "positive_child": "A dimension is positive.",
        "ransom_child": "The child was held for ransom.",
        "positive": "A dimension is positive.",
        "emerging": "A dimension is emerging.",
        "any_indicator_child": "A sign was seen in a child.",
        "observed": "Behaviour or surroundings give cause to screen.",
        "triage_yes": "A triage question was answered yes.",
        "triage_unclear": "A triage question was asked and the answer stayed unclear.",
        "ransom": "The person was held for ransom.",
        "intended": "Exploitation was intended.",
        "nothing_indicated": "The screening is completed, enough was answered, and nothing is indicated at present.",
        "not_completed": "The screening is not completed.",
        "too_much_unknown": "More than a fifth of the core questions have no answer.",
        "given": "A professional placed the person higher; the software does not lower that.",
    }
)
"""What each part of the level definitions says."""


@dataclass(frozen=True)
class _Part:
    level: Level
    name: str
    made_by: tuple[str, ...]


@dataclass(frozen=True)
class _View:
    """What one way of counting sees: the yes rows that count in this variant, and the dimensions they make."""

    variant: Variant
    yes: tuple[Indicator, ...]
    dimensions: Mapping[str, Dimension]
    known: Known

    def positive(self, *codes: str) -> tuple[str, ...]:
        """Those of the named dimensions (all when none is named) that are positive."""
        return tuple(code for code in codes or self.dimensions if self.dimensions[code].positive)


def screen(observed: Observed, known: Known, variant: Variant) -> Screening:
    """The level and its reasons in the adult or the child variant.

    Reads the indicators of that variant, the four triage questions, purpose.intended, smug.held_for_ransom, the act.*
    facts (for a child), and screen.state and screen.level where they are given. Rows that tell the same fact count
    once: where the two belong to different dimensions, in the one that leads to the higher level.
    """
    views = [_view(observed, known, variant, left_out) for left_out in _ways_to_count_once(observed)]
    ranked = [(_parts(view), view) for view in views]
    parts, view = max(ranked, key=lambda pair: (_height(pair[0]), len(pair[1].positive())))
    rows = _core_rows(variant)
    unknown = tuple(row[0] for row in rows if not _is_answered(row, observed))
    state = _state(observed, known, variant, rows)
    if not parts:
        parts = _low_level(state, len(unknown), len(rows))
    level = LEVELS[_height(parts)]
    met = [Reason(level, part.name, PARTS[part.name], part.made_by) for part in parts if part.level == level]
    given = known["screen.level"]
    if isinstance(given, str) and given in LEVELS and LEVELS.index(given) > LEVELS.index(level):
        level = given
        met = [Reason(level, "given", PARTS["given"], ("screen.level",)), *met]
    return Screening(
        level=level,
        variant=variant,
        dimensions=view.dimensions,
        ilo_pattern=_ilo_pattern(view),
        state=state,
        reasons=(*_dimension_reasons(view), *met),
        core_unknown=unknown,
        core_total=len(rows),
    )


def screen_person(observed: Observed, known: Known) -> Screening:
    """The screening in the variant that fits the person; `variant` in the result says which was used.

    Where nothing is known of the age, both variants are read and the higher level is taken, the child's on a tie.
    """
    variant = variant_for(known)
    if variant is not None:
        return screen(observed, known, variant)
    as_child, as_adult = screen(observed, known, "child"), screen(observed, known, "adult")
    return as_adult if as_adult.level > as_child.level else as_child


def dimension_state(strong: int, medium: int, weak: int, *, strong_unknown: bool) -> DimensionState:
    """The state of a dimension with these counts of yes answers (ILO/EC 2009, as far as it could be checked).

    strong_unknown: whether any strong indicator of the dimension has neither yes nor no.
    """
    if strong >= 2 or (strong >= 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1):
        return "positive"
    if strong + medium >= 1:
        return "emerging"
    return "unclear" if strong_unknown else "none_yet"


def _ways_to_count_once(observed: Observed) -> Iterator[frozenset[str]]:
    """Which rows to leave out so that each fact counts once. Several ways only where the rows differ in dimension."""
    choices = []
    for first, second in SAME_FACT:
        if observed.yes(first) and observed.yes(second):
            one_dimension = INDICATORS[first].dimension == INDICATORS[second].dimension
            choices.append([second] if one_dimension else [second, first])
    return (frozenset(left_out) for left_out in product(*choices))


def _view(observed: Observed, known: Known, variant: Variant, left_out: frozenset[str]) -> _View:
    used = _rows_of(variant)
    yes = tuple(row for row in used if observed.yes(row.id) and row.id not in left_out)
    dimensions = {}
    for code in DIMENSIONS:
        if code == "CH" and variant == "adult":
            continue
        counted = [row for row in yes if row.dimension == code]
        strong, medium, weak = (sum(row.tier(variant) == tier for row in counted) for tier in ("S", "M", "W"))
        strong_unknown = any(
            row.dimension == code and row.tier(variant) == "S" and not _is_answered((row.id,), observed) for row in used
        )
        state = dimension_state(strong, medium, weak, strong_unknown=strong_unknown)
        dimensions[code] = Dimension(code, strong, medium, weak, state, tuple(row.id for row in counted))
    return _View(variant, yes, MappingProxyType(dimensions), known)


def _height(parts: tuple[_Part, ...]) -> int:
    return max((LEVELS.index(part.level) for part in parts), default=0)


def _parts(view: _View) -> tuple[_Part, ...]:
    """Every part of the definitions of L2 to L4 that is met; none of them reads a no or an unknown."""
    own = _adult_parts(view) if view.variant == "adult" else _child_parts(view)
    return tuple(part for part in (*own, *_concern_parts(view)) if part.made_by)


def _adult_parts(view: _View) -> Iterator[_Part]:
    others = view.positive(*BESIDE_EXPLOITATION)
    exploited = view.positive("EX")
    if exploited and len(others) >= 2 and DECEPTION_OR_COERCION & set(others):
        yield _Part("L4", "exploitation_and_two", ("EX", *others))
    if not others:
        return
    if exploited:
        yield _Part("L3", "exploitation_and_other", ("EX", *others))
    if view.known["purpose.intended"] is True:
        yield _Part("L3", "intended_and_other", ("purpose.intended", *others))
    strong = _strong(view, groups=frozenset())
    if strong:
        yield _Part("L3", "strong_exploitation_and_other", (*strong, *others))


def _child_parts(view: _View) -> Iterator[_Part]:
    exploited = view.positive("EX")
    others = view.positive(*BESIDE_EXPLOITATION, "CH")
    strong = _strong(view, groups=frozenset({"CH"}))
    if exploited and others:
        yield _Part("L4", "exploitation_and_other_child", ("EX", *others))
    if len(strong) >= 2:
        yield _Part("L4", "two_strong_child", strong)
    yield _Part("L3", "exploitation_child", exploited)
    yield _Part("L3", "strong_child", strong)
    act = _act(view)
    if view.known["purpose.intended"] is True and act:
        yield _Part("L3", "intended_and_act_child", ("purpose.intended", *act))
    yield _Part("L3", "positive_child", others)
    if view.known["smug.held_for_ransom"] is True:
        yield _Part("L3", "ransom_child", ("smug.held_for_ransom",))
    yield _Part("L2", "any_indicator_child", tuple(row.id for row in view.yes))


def _concern_parts(view: _View) -> Iterator[_Part]:
    """What is a protection concern in either variant."""
    known = view.known
    yield _Part("L2", "positive", view.positive())
    emerging = tuple(code for code, dimension in view.dimensions.items() if dimension.state == "emerging")
    yield _Part("L2", "emerging", emerging)
    yield _Part("L2", "observed", tuple(row.id for row in view.yes if row.group == "OB"))
    yield _Part("L2", "triage_yes", said_yes(known))
    yield _Part("L2", "triage_unclear", stayed_unclear(known))
    if known["smug.held_for_ransom"] is True:
        yield _Part("L2", "ransom", ("smug.held_for_ransom",))
    if known["purpose.intended"] is True:
        yield _Part("L2", "intended", ("purpose.intended",))


def _strong(view: _View, groups: frozenset[str]) -> tuple[str, ...]:
    """The strong yes rows counted in exploitation, and those of the named groups."""
    return tuple(
        row.id for row in view.yes if row.tier(view.variant) == "S" and (row.dimension == "EX" or row.group in groups)
    )


def _act(view: _View) -> tuple[str, ...]:
    """Whatever says that someone recruited, moved, kept or received the person."""
    facts = tuple(key for key in FACTS if key.startswith("act.") and view.known[key] is True)
    return facts + tuple(row.id for row in view.yes if row.supports_act)


def _low_level(state: str, unknown: int, total: int) -> tuple[_Part, ...]:
    short = [
        _Part("L0", name, ("screen.state",) if name == "not_completed" else ("core",))
        for name, is_so in (
            ("not_completed", state not in COMPLETED_STATES),
            ("too_much_unknown", unknown > UNKNOWN_SHARE_LIMIT * total),
        )
        if is_so
    ]
    return tuple(short) or (_Part("L1", "nothing_indicated", ("core",)),)


@cache
def _rows_of(variant: Variant) -> tuple[Indicator, ...]:
    """The indicators used in that variant."""
    return tuple(row for row in INDICATORS.values() if row.tier(variant) is not None)


@cache
def _core_rows(variant: Variant) -> tuple[tuple[str, ...], ...]:
    """The core rows of tier strong or medium, those of movement included; rows that tell one fact stand together."""
    rows: dict[str, tuple[str, ...]] = {}
    for row in INDICATORS.values():
        if row.ask == "core" and row.tier(variant) in ("S", "M"):
            first = row.same_fact_as if row.same_fact_as in rows else row.id
            rows[first or row.id] = (*rows.get(first or row.id, ()), row.id)
    return tuple(rows.values())


def _is_answered(same_fact: tuple[str, ...], observed: Observed) -> bool:
    """Whether a fact is known: any of its rows yes, or all of them no."""
    answers = [observed.answers.get(indicator) for indicator in same_fact]
    return True in answers or None not in answers


def _state(observed: Observed, known: Known, variant: Variant, rows: tuple[tuple[str, ...], ...]) -> str:
    """A given screen.state, else how far the answers have come. A row asked without an answer has been asked."""
    given = known["screen.state"]
    if isinstance(given, str):
        return given
    used = {row.id for row in _rows_of(variant)}
    if used.isdisjoint(observed.answers) and used.isdisjoint(observed.closed):
        return "triage_done" if is_on_file(known) else "not_started"
    done = all(
        _is_answered(tuple(row for row in same_fact if row not in observed.closed), observed) for same_fact in rows
    )
    return "completed" if done else "in_progress"


def _ilo_pattern(view: _View) -> str | None:
    """ILO's name for the combination, None where its method as published names none.

    For a child ILO asks for the act and exploitation alone; how the child was got adds weight only.
    """
    positive = set(view.positive())
    if "EX" not in positive:
        return None
    if view.variant == "child" and _act(view):
        return "trafficking pattern"
    if "CD" in positive and positive & {"DR", "CR"}:
        return "trafficking pattern"
    if "DR" in positive:
        return "deceived and exploited"
    return None if positive & {"CD", "CR"} else "exploited"


STATE_WORDS: Mapping[DimensionState, str] = MappingProxyType(
    {"positive": "positive", "emerging": "emerging", "unclear": "unclear", "none_yet": "none yet"}
)


def _dimension_reasons(view: _View) -> Iterator[Reason]:
    for code, dimension in view.dimensions.items():
        if dimension.indicators:
            text = f"{DIMENSIONS[code]}: {STATE_WORDS[dimension.state]}."
            yield Reason(code, dimension.state, text, dimension.indicators)
