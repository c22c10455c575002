"""Whatever is added to what is known, a level never goes down: not by a yes, not by a denial, not by a given level."""

from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.law.facts import Known, read_facts
from asylia.screening import INDICATORS, LEVELS, Observed, screen, screen_person
from asylia.screening.indicators import SAME_FACT, Variant

variants = st.sampled_from(["adult", "child"])
ids = st.sampled_from(list(INDICATORS))
twins = st.sampled_from([key for pair in SAME_FACT for key in pair])
answers = st.dictionaries(ids | twins, st.booleans() | st.just(True), max_size=25)
closed = st.frozensets(ids, max_size=25)
facts = st.fixed_dictionaries(
    {},
    optional={
        "purpose.intended": st.sampled_from(["yes", "no"]),
        "act.recruited": st.sampled_from(["yes", "no"]),
        "smug.held_for_ransom": st.sampled_from(["yes", "no"]),
        "triage.afraid_here": st.sampled_from(["yes", "no", "asked", "denied"]),
        "fear.return": st.sampled_from(["yes", "no", "denied"]),
        "screen.state": st.sampled_from(["in_progress", "completed", "stopped"]),
        "screen.level": st.sampled_from(LEVELS),
        "person.child": st.sampled_from(["yes", "no"]),
        "person.declared_age": st.integers(0, 60),
    },
)


def _height(observed: Observed, known: Known, variant: Variant) -> int:
    return LEVELS.index(screen(observed, known, variant).level)


@settings(max_examples=300, deadline=None)
@given(answers, closed, facts, variants, ids | twins)
def test_a_yes_never_lowers(
    said: dict[str, bool], shut: frozenset[str], told: dict[str, object], variant: Variant, more: str
) -> None:
    known = read_facts(told)

    before = _height(Observed(said, shut), known, variant)
    after = _height(Observed({**said, more: True}, shut - {more}), known, variant)

    assert after >= before


@settings(max_examples=200, deadline=None)
@given(answers, closed, facts, variants, ids)
def test_a_denial_never_lowers(
    said: dict[str, bool], shut: frozenset[str], told: dict[str, object], variant: Variant, denied: str
) -> None:
    known = read_facts(told)
    unsaid = {key: value for key, value in said.items() if key != denied}

    before = _height(Observed(unsaid, shut - {denied}), known, variant)
    after = _height(Observed(unsaid, shut | {denied}), known, variant)

    assert after >= before


@settings(max_examples=100, deadline=None)
@given(closed, facts)
def test_denial_alone_never_says_that_nothing_is_indicated(shut: frozenset[str], told: dict[str, object]) -> None:
    told.pop("screen.level", None)

    assert screen_person(Observed({}, shut), read_facts(told)).level != "L1"


@settings(max_examples=200, deadline=None)
@given(answers, closed, facts, variants)
def test_a_given_level_raises_and_never_lowers(
    said: dict[str, bool], shut: frozenset[str], told: dict[str, object], variant: Variant
) -> None:
    observed = Observed(said, shut)
    own = _height(observed, read_facts({k: v for k, v in told.items() if k != "screen.level"}), variant)

    for level in LEVELS:
        assert _height(observed, read_facts({**told, "screen.level": level}), variant) == max(own, LEVELS.index(level))


@settings(max_examples=200, deadline=None)
@given(answers, facts, variants, st.booleans())
def test_a_row_of_the_other_variant_changes_nothing(
    said: dict[str, bool], told: dict[str, object], variant: Variant, answer: bool
) -> None:
    known = read_facts(told)
    foreign = {key: answer for key, row in INDICATORS.items() if row.tier(variant) is None}
    own = {key: value for key, value in said.items() if key not in foreign}

    assert screen(Observed({**own, **foreign}, frozenset()), known, variant) == screen(
        Observed(own, frozenset()), known, variant
    )


@settings(max_examples=200, deadline=None)
@given(answers, closed, facts)
def test_behaviour_never_lifts_above_a_protection_concern(
    said: dict[str, bool], shut: frozenset[str], told: dict[str, object]
) -> None:
    known = read_facts(told)
    without = Observed({key: value for key, value in said.items() if INDICATORS[key].group != "OB"}, shut)
    seen = dict.fromkeys((key for key, row in INDICATORS.items() if row.group == "OB"), True)

    for variant in ("adult", "child"):
        before = _height(without, known, variant)
        after = _height(Observed({**without.answers, **seen}, shut), known, variant)
        assert after == max(before, LEVELS.index("L2"))
