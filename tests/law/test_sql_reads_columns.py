"""In a database, NULL and whatever cannot be an answer are unknown, and never a no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

import duckdb

from asylia.law import LAW
from asylia.law.facts import FACTS, read_facts
from asylia.law.sql import TYPES, select, select_conditions
from tests.law.random_people import ON

Given = Mapping[str, object]
NOTHING: Given = {}


def found(people: Sequence[Given], query: str) -> list[dict[str, object]]:
    """What the query gives for these people, of whom a table holds the columns that any of them has."""
    keys = sorted({key for person in people for key in person})
    columns = "".join(f', "{key}" {TYPES[FACTS[key].type]}' for key in keys)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE register (id INTEGER{columns})")
        for number, person in enumerate(people):
            values = [number, *(person.get(key) for key in keys)]
            connection.execute(f"INSERT INTO register VALUES ({', '.join('?' * len(values))})", values)
        result = connection.execute(f'{query} ORDER BY "id"')
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names[1:], row[1:], strict=True)) for row in result.fetchall()]


def assessed(people: Sequence[Given]) -> list[dict[str, object]]:
    """States of findings and verdicts on actions."""
    return found(people, select(LAW, ON, "duckdb", columns={key for person in people for key in person}))


def alone(given: Given) -> dict[str, str]:
    """The same, where the answers are read one by one."""
    words = {key: {True: "yes", False: "no"}[held] if isinstance(held, bool) else held for key, held in given.items()}
    outcome = LAW.assess(read_facts(words, ON), ON)
    return {**outcome.findings, **{action: guard.verdict for action, guard in outcome.guards.items()}}


def test_a_table_without_a_single_fact_says_what_is_said_of_somebody_unknown():
    assert assessed([NOTHING]) == [alone(NOTHING)]


def test_what_cannot_be_an_answer_is_unknown():
    no_doubt = {"person.age_doubt": False}
    wrong: list[Given] = [
        {"asylum.state": "granted"},
        {"id.state": "unknown"},
        {"screen.level": "declined"},
        {"person.poc": "martian"},
        {"sv.last_date": (ON + timedelta(days=300)).replace(tzinfo=None)},
        {"det.since": ON.replace(year=1899, tzinfo=None)},
        {"age.range_low": -1.0},
        {"person.declared_age": 121.0, **no_doubt},
        {"person.declared_age": float("nan"), **no_doubt},
    ]
    nothing, only_no_doubt, *answers = assessed([NOTHING, no_doubt, *wrong])
    assert nothing == alone(NOTHING)
    for given, answer in zip(wrong, answers, strict=True):
        assert answer == (only_no_doubt if "person.age_doubt" in given else nothing), given


def test_a_word_of_a_set_is_not_found_inside_another_word():
    sets: list[Given] = [
        {"fear.harms": "forced_labour"},
        {"fear.harms": "rape;forced_labour"},
        {"fear.harms": "forced_labourers"},
        {"fear.harms": ""},
        {"fear.harms": None},
    ]
    states = [person["ref.persecution"] for person in assessed(sets)]
    assert states == ["indicated", "indicated", "unknown", "unknown", "unknown"]


def test_derived_facts_are_filled_in():
    people: list[Given] = [
        {"person.declared_age": 17.0},
        {"person.declared_age": 18.0, "person.age_doubt": False},
        {"person.declared_age": 30.0, "person.age_doubt": True},
        {"fear.reprisal_self": True},
        {"fear.return": False},
        {"fear.return": False, "asylum.informed": True},
        {"ret.risk_stigma": "high"},
        {"asylum.state": "rejected_final"},
    ]
    answers = assessed(people)
    assert answers == [alone(person) for person in people]
    assert len({tuple(answer.values()) for answer in answers}) > 4


def test_a_time_is_in_utc():
    """Care after sexual violence has a clock of 120 hours (R-AST-09)."""
    people: list[Given] = [
        {"sv.last_date": (ON - timedelta(hours=120)).replace(tzinfo=None)},
        {"sv.last_date": (ON - timedelta(hours=120) + timedelta(seconds=1)).replace(tzinfo=None)},
    ]
    passed, not_passed = found(people, select_conditions(LAW, ON, "duckdb", columns=["sv.last_date"]))
    assert [passed["R-AST-09.requires.1"], not_passed["R-AST-09.requires.1"]] == [False, True]
