"""Where national law gives less than the floor, the desk sees it beside the saving clause, and nothing changes."""

from __future__ import annotations

from asylia.law.country import FLOOR, load


def test_leave_after_trial_is_shown_and_not_applied():
    (conflict,) = load("XA").conflicts
    assert "leave when the trial ends" in conflict.text
    assert {"R-NRF-01", "R-NRF-02"} <= set(conflict.rules)


def test_british_grounds_to_end_reflection_early_are_shown_and_not_applied():
    united_kingdom = load("GB")
    (conflict,) = (shown for shown in united_kingdom.conflicts if "R-AST-02" in shown.rules)
    assert "public order" in conflict.text
    assert "Nationality and Borders Act 2022" in conflict.source
    assert united_kingdom.reflection_days >= FLOOR.reflection_days


def test_offences_left_out_of_the_british_defence_stay_under_review():
    (conflict,) = (shown for shown in load("GB").conflicts if "R-NPU-04" in shown.rules)
    assert "Schedule 4" in conflict.text


def test_every_conflict_names_the_saving_clause_and_its_source():
    for code in ("UY", "TT", "GB", "CR", "XA", "XB"):
        for conflict in load(code).conflicts:
            assert "R-NRF-02" in conflict.rules
            assert conflict.source


def test_uruguay_has_no_conflict_with_the_floor():
    assert load("UY").conflicts == ()
