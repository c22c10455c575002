"""The facts a step names are enough for what the step says, and it names what is missing only where something is."""

from __future__ import annotations

from hypothesis import given, settings

from asylia.law import FACTS, LAW, Known
from asylia.law.nodes import Look, value
from tests.law.random_people import ON, people, somebody

STATES = {True: "indicated", False: "not_indicated", None: "unknown"}


def steps(person: Known):
    outcome = LAW.assess(person, ON)
    return [
        (ground, step)
        for finding in LAW.findings
        for ground, step in zip(LAW.grounds_for(finding.name), outcome.because(finding.name), strict=True)
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(somebody())
def test_the_facts_of_a_step_alone_lead_to_the_same_result(person):
    for ground, step in steps(person):
        alone = Look(Known(step.facts, {}, frozenset()), ON, LAW.settings, presuming=step.state == "presumed")
        established = value(ground.condition, alone)
        assert STATES[established] == ("indicated" if step.state == "presumed" else step.state), ground.name


def test_what_is_named_as_missing_is_not_known():
    """A set may be known in part: the words it does not name are unknown."""
    missed = 0
    for person in people(200, seed=31):
        known = LAW.assess(person, ON).look.known
        for ground, step in steps(person):
            missed += len(step.missing)
            assert set(step.facts) <= set(known.facts), ground.name
            assert [key for key in step.missing if key in known.facts and FACTS[key].type != "set"] == [], ground.name
    assert missed
