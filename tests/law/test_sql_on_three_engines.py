"""The law is one query that DuckDB, PostgreSQL and Spark can each read, and that says the same in all three."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
import sqlglot
from sqlglot import exp

from asylia.law import LAW, FactError
from asylia.law.actions import ACTIONS
from asylia.law.sql import Dialect, select, select_conditions
from tests.law.random_people import ON, as_table, people

DIALECTS = get_args(Dialect)

LONGEST_NAME_IN_POSTGRESQL = 63
MOST_COLUMNS_IN_POSTGRESQL = 1_600


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("write", [select, select_conditions])
def test_each_engine_can_parse_its_query(write, dialect):
    text = write(LAW, ON, dialect)
    (parsed,) = sqlglot.parse(text, dialect=dialect, error_level=sqlglot.ErrorLevel.RAISE)
    assert isinstance(parsed, exp.Select)


@pytest.mark.parametrize("dialect", ["postgres", "spark"])
def test_the_query_of_another_engine_says_the_same_when_read_back_on_duckdb(dialect):
    read_back = sqlglot.transpile(select(LAW, ON, dialect), read=dialect, write="duckdb")[0]
    with as_table(people(100, seed=91)) as connection:
        here = connection.execute(f'{select(LAW, ON, "duckdb")} ORDER BY "id"').fetchall()
        there = connection.execute(f'{read_back} ORDER BY "id"').fetchall()
    assert here == there
    assert len({row[1:] for row in here}) > 1


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_name_is_quoted_and_short_enough(dialect):
    parsed = sqlglot.parse_one(select_conditions(LAW, ON, dialect), dialect=dialect)
    for identifier in parsed.find_all(exp.Identifier):
        assert identifier.quoted
        assert len(identifier.name.encode()) <= LONGEST_NAME_IN_POSTGRESQL


def test_no_step_has_more_columns_than_postgresql_takes():
    parsed = sqlglot.parse_one(select_conditions(LAW, ON, "postgres"), dialect="postgres")
    columns = 0
    for step in parsed.find_all(exp.CTE):
        columns += sum(not isinstance(shown, exp.Star) for shown in step.this.selects)
    assert columns < MOST_COLUMNS_IN_POSTGRESQL


def test_postgresql_works_each_step_out_once():
    assert select(LAW, ON, "postgres").count("AS MATERIALIZED") == select(LAW, ON, "duckdb").count('"step_') // 2


def test_a_row_a_person_with_every_finding_and_every_action():
    parsed = sqlglot.parse_one(select(LAW, ON, "duckdb"), dialect="duckdb")
    assert isinstance(parsed, exp.Select)
    assert parsed.named_selects == ["id", *(finding.name for finding in LAW.findings), *ACTIONS]


def test_another_engine_is_refused():
    with pytest.raises(ValueError, match="SQL is written for duckdb, postgres, spark"):
        select(LAW, ON, "oracle")  # type: ignore[arg-type]


def test_the_day_stands_in_the_query():
    assert "2026-03-02 09:00:00" not in select(LAW, date(2026, 3, 2), "duckdb")
    assert "2026-03-03 00:00:00" in select(LAW, date(2026, 3, 2), "duckdb")


def test_the_table_may_stand_in_a_schema_and_its_key_have_another_name():
    text = select(LAW, ON, "duckdb", table="registers.people", key="case number")
    assert 'FROM "registers"."people"' in text
    assert text.count('"case number"') >= 2


def test_a_column_that_is_no_fact_is_refused():
    with pytest.raises(FactError, match=r"did you mean “act\.recruited”"):
        select(LAW, ON, "duckdb", columns=["act.recuited"])
