"""Straight-line Python, polars and SQL say what the tree of a rule says, for everybody and every country."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.law import LAW, Known, Law
from asylia.law.actions import ACTIONS
from asylia.law.country import CODES, FLOOR
from asylia.law.derived import derive
from asylia.law.engine import moment_of
from asylia.law.frame import assess_frame, condition_frame
from asylia.law.nodes import (
    Is,
    Look,
    Node,
    Possibly,
    Presumed,
    value,
)
from asylia.law.sql import select, select_conditions
from tests.law.conditions import elementary_conditions, findings, joined
from tests.law.random_people import ON, as_frame, as_table, people, somebody
from tests.law.scenarios import Scenario, all_scenarios

Row = tuple[bool | None, ...]

HELD = (False, None, True)


def as_meant(law: Law, person: Known, on: date) -> Look:
    """What conditions are held against, derived facts filled in."""
    raw = Look(person, moment_of(on), law.settings, presuming=True)
    return Look(derive(person, raw), raw.on, law.settings, presuming=True)


def by_tree(law: Law, persons: Sequence[Known], on: date = ON) -> list[Row]:
    """The plain meaning: every condition read straight off its tree."""
    looks = [as_meant(law, person, on) for person in persons]
    strict = [replace(look, presuming=False) for look in looks]
    return [
        tuple(value(node, look if presuming else plain) for node, presuming in law.conditions)
        for look, plain in zip(looks, strict, strict=True)
    ]


def by_straight_line(law: Law, persons: Sequence[Known], on: date = ON) -> list[Row]:
    rows = []
    for person in persons:
        held = law.values(person, on)
        rows.append(tuple(HELD[n] for n in (*held.strict, *held.presuming, *held.blocks, *held.duties)))
    return rows


def by_polars(law: Law, persons: Sequence[Known], on: date = ON) -> list[Row]:
    return condition_frame(as_frame(persons), law, on).rows()


def by_sql(law: Law, persons: Sequence[Known], on: date = ON) -> list[Row]:
    with as_table(persons) as connection:
        found = connection.execute(f'{select_conditions(law, on, "duckdb")} ORDER BY "id"').fetchall()
    return [row[1:] for row in found]


def differences(law: Law, one: Sequence[Row], other: Sequence[Row]) -> list[str]:
    """Which conditions differ, and for whom; so that a failure names them."""
    assert len(one) == len(other)
    return [
        f"{name} of person {number}: {left} and {right}"
        for number, (here, there) in enumerate(zip(one, other, strict=True))
        for name, left, right in zip(law.condition_names, here, there, strict=True)
        if left is not right
    ]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(somebody())
def test_straight_line_python_says_what_the_tree_says(person):
    assert differences(LAW, by_tree(LAW, [person]), by_straight_line(LAW, [person])) == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(somebody())
def test_derived_facts_are_those_of_the_tree(person):
    assert LAW.assess(person, ON).look.known.facts == as_meant(LAW, person, ON).known.facts


@pytest.mark.parametrize("code", [None, *CODES])
def test_straight_line_polars_and_sql_say_what_the_tree_says_in_every_country(code):
    law = LAW.at(code)
    some = people(60, seed=11)
    by_meaning = by_tree(law, some)
    assert differences(law, by_meaning, by_straight_line(law, some)) == []
    assert differences(law, by_meaning, by_polars(law, some)) == []
    assert differences(law, by_meaning, by_sql(law, some)) == []


def test_straight_line_polars_and_sql_agree_on_many_people():
    many = people(1500, seed=12)
    straight = by_straight_line(LAW, many)
    assert differences(LAW, straight, by_polars(LAW, many)) == []
    assert differences(LAW, straight, by_sql(LAW, many)) == []
    seen = [{row[n] for row in straight} for n in range(len(LAW.conditions))]
    always = {name for name, held in zip(LAW.condition_names, seen, strict=True) if len(held) == 1}
    assert len(always) < len(LAW.conditions) / 10, "people who all get the same answer prove nothing"


def test_states_and_verdicts_come_out_the_same_from_every_backend():
    law = LAW.at("XA")
    some = people(300, seed=13)
    expected = []
    for person in some:
        outcome = law.assess(person, ON)
        expected.append((*outcome.findings.values(), *(outcome.guards[action].verdict for action in ACTIONS)))
    assert assess_frame(as_frame(some), law, ON).rows() == expected
    with as_table(some) as connection:
        found = connection.execute(f'{select(law, ON, "duckdb")} ORDER BY "id"').fetchall()
    assert [row[1:] for row in found] == expected


def groups() -> list[tuple[str | None, date, list[Scenario]]]:
    """The scenarios that can be assessed at once: one country, one moment."""
    grouped: dict[tuple[str | None, date], list[Scenario]] = {}
    for scenario in all_scenarios():
        if "error" not in scenario.expect:
            grouped.setdefault((scenario.country, scenario.on), []).append(scenario)
    return [(country, on, found) for (country, on), found in grouped.items()]


@pytest.mark.parametrize(("country", "on", "scenarios"), groups())
def test_every_scenario_comes_out_the_same_from_every_backend(country, on, scenarios):
    law = LAW.at(country)
    persons = [scenario.assess().outcome.look.known for scenario in scenarios]
    straight = by_straight_line(law, persons, on)
    assert differences(law, by_tree(law, persons, on), straight) == []
    assert differences(law, straight, by_polars(law, persons, on)) == []
    assert differences(law, straight, by_sql(law, persons, on)) == []


ANY_CONDITION = st.recursive(
    elementary_conditions(), lambda parts: st.one_of(joined(parts), findings(parts)), max_leaves=12
)

READ = ("means.force", "person.age_doubt", "basic_needs", "id.state", "person.poc", "age.range_low", "det.since")


def law_of(conditions: list[tuple[Node, bool]]) -> Law:
    """A law that has these conditions and no others."""
    law = Law(FLOOR)
    law.__dict__["conditions"] = tuple(conditions)
    law.__dict__["condition_names"] = tuple(f"condition {number}" for number, _ in enumerate(conditions))
    return law


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(ANY_CONDITION, st.booleans()), min_size=1),
    st.lists(somebody(READ), min_size=1, max_size=30),
)
def test_any_condition_that_could_be_written_means_the_same_everywhere(conditions, persons):
    law = law_of(conditions)
    expected = by_tree(law, persons)
    straight = [tuple(HELD[n] for n in law.numbers(person, ON)) for person in persons]
    assert differences(law, expected, straight) == []
    assert differences(law, expected, by_polars(law, persons)) == []
    assert differences(law, expected, by_sql(law, persons)) == []


def test_a_backend_that_takes_unknown_for_no_would_be_found_out():
    some = people(20, seed=14)
    closed = [tuple(held or False for held in row) for row in by_straight_line(LAW, some)]
    assert differences(LAW, by_tree(LAW, some), closed) != []


def test_the_meaning_of_possibly_and_presumed_is_pinned_down():
    look = Look(Known({"person.age_doubt": True}, {}, frozenset()), ON, {}, presuming=True)
    unknown = Is("means.force", frozenset({True}))
    assert value(Possibly(unknown), look) is True
    assert value(Presumed(unknown, Is("person.age_doubt", frozenset({True}))), look) is True
    assert value(unknown, look) is None
