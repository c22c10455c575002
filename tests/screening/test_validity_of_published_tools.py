"""The published figures come out as printed, at any prevalence, with Wilson's intervals, and nothing is made up."""

from dataclasses import dataclass

import pytest

from asylia.screening import STATE_OF_KNOWLEDGE, TOOLS, Estimate, ValidityError, measure, measure_tool
from asylia.screening.validity import NO_FIGURES, predictive_values, wilson


def _percent(found: Estimate) -> tuple[float, float, float]:
    assert found.value is not None
    assert found.low is not None
    assert found.high is not None
    return round(100 * found.value, 1), round(100 * found.low, 1), round(100 * found.high, 1)


@dataclass(frozen=True)
class Printed:
    """What must come out for one tool, in percent."""

    sensitivity: tuple[float, float, float]
    specificity: tuple[float, float, float]
    ppv: float
    npv: float
    lr_plus: float


@pytest.mark.parametrize(
    ("key", "printed"),
    [
        ("qyit", Printed((86.7, 70.3, 94.7), (76.5, 71.4, 80.8), 26.3, 98.3, 3.68)),
        ("sscst-multi-site", Printed((84.4, 75.6, 90.5), (57.5, 53.9, 61.1), 19.9, 96.7, 1.99)),
        ("sscst-paediatric-ed", Printed((90.9, 62.3, 98.4), (53.1, 46.1, 60.1), 10.0, 99.0, 1.94)),
        ("sscst-tablet", Printed((84.6, 66.5, 93.8), (53.2, 46.1, 60.3), 20.2, 96.1, 1.81)),
        ("ahtst-modified", Printed((76.9, 49.7, 91.8), (84.0, 77.7, 88.9), 27.8, 97.9, 4.82)),
    ],
)
def test_figures_of_a_tool(key: str, printed: Printed) -> None:
    found = measure_tool(key)

    assert _percent(found.sensitivity) == printed.sensitivity
    assert _percent(found.specificity) == printed.specificity
    assert _percent(found.ppv)[0] == printed.ppv
    assert _percent(found.npv)[0] == printed.npv
    assert found.lr_plus.value == pytest.approx(printed.lr_plus, abs=0.005)


def test_predictive_values_of_the_one_tool_tested_among_refugees() -> None:
    found = measure_tool("ahtst-modified")

    assert _percent(found.ppv) == (27.8, 15.8, 44.0)
    assert _percent(found.npv) == (97.9, 93.9, 99.3)
    assert found.prevalence == pytest.approx(13 / 176)


@pytest.mark.parametrize(("prevalence", "ppv"), [(0.011, 3.9), (0.05, 16.3), (0.10, 29.1), (0.30, 61.3)])
def test_qyit_where_cases_are_rarer_or_commoner(prevalence: float, ppv: float) -> None:
    assert _percent(measure_tool("qyit", prevalence).ppv)[0] == ppv


@pytest.mark.parametrize(("prevalence", "ppv"), [(0.01, 4.6), (0.05, 20.2), (0.10, 34.9), (0.30, 67.4)])
def test_the_refugee_tool_where_cases_are_rarer_or_commoner(prevalence: float, ppv: float) -> None:
    from_counts = measure(10, 3, 26, 137, prevalence=prevalence)

    assert _percent(from_counts.ppv)[0] == ppv
    # Printed rates are rounded: what follows from them may differ in the last digit.
    assert _percent(measure_tool("ahtst-modified", prevalence).ppv)[0] == pytest.approx(ppv, abs=0.11)


def test_raft_at_the_prevalence_of_an_emergency_department() -> None:
    found = measure_tool("raft-derivation", 0.011)

    assert found.ppv.value is not None
    assert round(100 * found.ppv.value, 1) == 3.7


def test_the_printed_rate_is_what_the_reconstructed_counts_give() -> None:
    for tool in TOOLS.values():
        for rate in (tool.sensitivity, tool.specificity):
            if rate and rate.published is not None and rate.hits is not None and rate.of is not None:
                digits = 2 if tool.key == "sscst-multi-site" else 0 if rate.published == int(rate.published) else 1
                assert round(100 * rate.hits / rate.of, digits) == pytest.approx(rate.published, abs=0.001), tool.key


def test_exact_intervals_in_print_and_ours_are_told_apart() -> None:
    assert "75.28 to 91.23" in TOOLS["sscst-multi-site"].note
    assert "Wilson's differ by design" in TOOLS["sscst-multi-site"].note


def test_asking_found_more_than_looking() -> None:
    assert _percent(measure_tool("mumma-survey").sensitivity)[0] == 100.0
    assert _percent(measure_tool("mumma-physician").sensitivity)[0] == 40.0
    assert measure_tool("mumma-physician").specificity.as_percent() == "cannot be computed"
    assert measure_tool("mumma-physician").ppv.as_percent() == "cannot be computed"


@pytest.mark.parametrize("key", [key for key, tool in TOOLS.items() if not tool.has_figures])
def test_a_tool_without_figures_gives_none_at_any_prevalence(key: str) -> None:
    for found in (measure_tool(key), measure_tool(key, 0.05)):
        assert {e.value for e in (found.sensitivity, found.specificity, found.ppv, found.npv, found.lr_plus)} == {None}


def test_the_asylia_set_is_listed_as_having_no_figures() -> None:
    asylia = TOOLS["asylia"]

    assert not asylia.has_figures
    assert any("not validated and has no accuracy figures" in caution for caution in asylia.cautions)
    assert "no accuracy figures at all" in STATE_OF_KNOWLEDGE


def test_every_tool_carries_cautions_and_those_without_figures_say_so() -> None:
    for tool in TOOLS.values():
        assert tool.cautions, tool.key
        assert tool.has_figures or tool.key == "asylia" or NO_FIGURES in tool.cautions


def test_figures_seen_second_hand_or_remembered_are_marked() -> None:
    raft = TOOLS["raft-derivation"]

    assert raft.specificity is not None
    assert raft.specificity.confidence == "K"
    assert any("from memory" in caution for caution in raft.cautions)
    assert TOOLS["raft-validation"].confidence == "P"


@pytest.mark.parametrize("counts", [(-1, 1, 1, 1), (1, -1, 1, 1), (1, 1, -1, 1), (1, 1, 1, -1)])
def test_a_negative_count_is_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValidityError, match="whole number, zero or more"):
        measure(*counts)


@pytest.mark.parametrize("prevalence", [-0.01, 1.01, float("nan"), float("inf")])
def test_a_prevalence_outside_its_range_is_refused(prevalence: float) -> None:
    with pytest.raises(ValidityError, match="from 0 to 1"):
        measure(10, 3, 26, 137, prevalence=prevalence)


def test_what_would_divide_by_zero_cannot_be_computed() -> None:
    nothing = measure(0, 0, 0, 0)
    no_false_alarm = measure(5, 1, 0, 9)
    nobody_at_risk = measure(10, 0, 0, 10, prevalence=0)

    assert nothing.sensitivity.as_percent() == "cannot be computed"
    assert nothing.prevalence is None
    assert no_false_alarm.lr_plus.as_ratio() == "cannot be computed"
    assert nobody_at_risk.ppv.as_percent() == "cannot be computed"


def test_a_tool_that_is_not_listed_is_refused_with_the_list() -> None:
    with pytest.raises(ValidityError, match="qyit"):
        measure_tool("crystal-ball")


def test_an_interval_holds_its_value_and_stays_within_0_and_1() -> None:
    for of in range(1, 30):
        for hits in range(of + 1):
            found = wilson(hits, of)
            assert found.value is not None
            assert found.low is not None
            assert found.high is not None
            assert 0 <= found.low <= found.value <= found.high <= 1


def test_an_interval_at_another_prevalence_runs_between_the_ends() -> None:
    ppv, npv = predictive_values(Estimate(0.9, 0.8, 0.95), Estimate(0.8, 0.7, 0.9), 0.1)

    assert _percent(ppv) == (33.3, 22.9, 51.4)
    assert _percent(npv) == (98.6, 96.9, 99.4)


def test_shown_as_text() -> None:
    assert measure_tool("qyit").sensitivity.as_percent() == "86.7 % (70.3 to 94.7)"
    assert measure_tool("qyit").lr_plus.as_ratio().startswith("3.68 (")
