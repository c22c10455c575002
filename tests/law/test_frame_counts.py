"""Counts over a register are the counts of the single assessments, and counts of chunks add up."""

from __future__ import annotations

from collections import Counter

import polars as pl

from asylia.law import LAW
from asylia.law.actions import ACTIONS
from asylia.law.frame import counts, read_register
from tests.law.random_people import ON, as_frame, people

PERSONS = people(120, seed=81)


def test_counts_are_those_of_the_single_assessments():
    law = LAW.at("XA")
    outcomes = [law.assess(person, ON) for person in PERSONS]
    counted = counts(read_register(as_frame(PERSONS), ON), law, ON)
    assert counted.people == len(PERSONS)
    for finding in law.findings:
        expected = Counter(outcome.findings[finding.name] for outcome in outcomes)
        assert Counter(counted.findings[finding.name]) == expected
    for action in ACTIONS:
        assert Counter(counted.guards[action]) == Counter(outcome.guards[action].verdict for outcome in outcomes)
    assert any(states["presumed"] for states in counted.findings.values())


def test_counts_of_chunks_add_up():
    whole = counts(read_register(as_frame(PERSONS), ON), LAW, ON)
    parts = [counts(read_register(as_frame(PERSONS[at : at + 50]), ON), LAW, ON) for at in (0, 50, 100)]
    assert parts[0] + parts[1] + parts[2] == whole


def test_rows_with_wrong_answers_are_not_counted():
    frame = pl.DataFrame({"loc.outside_origin": ["yes", "maybe", "yes"]})
    counted = counts(read_register(frame, ON), LAW, ON)
    assert counted.people == 2
    assert counted.findings["ref.outside"]["indicated"] == 2


def test_nobody_counts_as_nobody():
    counted = counts(read_register(pl.DataFrame({"id": []}, schema={"id": pl.String}), ON), LAW, ON)
    assert counted.people == 0
    assert set(counted.guards["detain"].values()) == {0}
