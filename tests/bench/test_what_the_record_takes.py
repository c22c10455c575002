"""The figures of the record come about from a run of any size, and the door is measured beside its own row."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest

import record_agency
import record_case
from record_figures import Line, kind_of, statements, table
from record_list import same, without_walls

BENCH = Path(record_case.__file__).parent
ROWS_OF_THEIR_OWN = {"id", "case_id", "recorded_at"}


@pytest.fixture
def agency(tables):
    from asylia.access.keyring_user import Effort

    with tables.connect("owner") as owner:
        return record_agency.founded(owner, "Measured (invented)", Effort(8, 1, 1))


@pytest.mark.django_db
def test_the_door_and_the_bare_row_leave_the_same_fact(agency):
    from asylia.record.models import Fact
    from asylia.record.rows import acting_as

    someone, lot = record_agency.signed_in(agency.names[0]), random.Random(1)
    file, twin = (record_agency.opened_file(someone, lot) for _ in range(2))
    key = next(key for key in file.left if key in twin.left)
    record_case.through_door(someone, file, key, "no")
    record_case.bare_row(someone, twin.id, key, "no", twin.code)
    with acting_as(someone):
        door, bare = (
            {name: value for name, value in row.items() if name not in ROWS_OF_THEIR_OWN}
            for case in (file.id, twin.id)
            for row in Fact.objects.filter(case_id=case, key=key).values()
        )
        assert Fact.objects.filter(case_id=file.id).count() == record_agency.KNOWN + 1
    assert door == bare
    assert door["value"] == "no"
    assert door["recorded_by"] == someone.account


@pytest.mark.django_db
def test_the_bare_row_is_in_the_log_where_that_is_asked_for(agency):
    from asylia.audit.models import AuditEvent
    from asylia.record.rows import acting_as

    someone = record_agency.signed_in(agency.names[0])
    file = record_agency.opened_file(someone, random.Random(2))
    told = []
    for code in ("", file.code):
        record_case.bare_row(someone, file.id, file.left[0], "yes", code)
        with acting_as(someone):
            told.append(AuditEvent.objects.filter(case_code=file.code, action="told.record", role="CW").count())
    assert told[1] == told[0] + 1


@pytest.mark.django_db
def test_statements_are_counted_and_nothing_is_left_behind(agency):
    from django.db import connection

    from asylia.record.models import Fact
    from asylia.record.rows import acting_as

    someone = record_agency.signed_in(agency.names[0])
    with statements() as heard, acting_as(someone):
        Fact.objects.count()
    assert heard.kinds.keys() >= {"SELECT set_config", "SELECT record_fact"}
    assert heard.count >= 3
    assert heard.answering == pytest.approx(sum(heard.kinds.values()))
    assert heard.answering > 0
    assert heard.python > 0
    assert "_commit" not in vars(connection)
    assert not connection.execute_wrappers


def test_a_statement_is_told_by_what_it_does_and_to_which_table():
    assert kind_of('SELECT "a"."b" FROM "record_fact" WHERE 1 = 1') == "SELECT record_fact"
    assert kind_of('INSERT INTO "record_fact" ("id") VALUES (1)') == "INSERT record_fact"
    assert kind_of('UPDATE "record_case" SET "version" = 2') == "UPDATE record_case"
    assert kind_of("SELECT asylia_log($1::jsonb)") == "SELECT asylia_log"
    assert kind_of('RELEASE SAVEPOINT "s1"') == "RELEASE"


def test_the_same_question_without_walls_names_whose_rows_it_asks_for():
    asked = 'SELECT "id" FROM "access_breakglass" WHERE "closed_at" IS NULL'
    account, agency = uuid4(), uuid4()
    assert f"WHERE access_breakglass.agency_id = '{agency}' AND" in without_walls(asked, account, agency)
    listed = without_walls('SELECT "id" FROM "record_access" WHERE "until" IS NULL', account, agency)
    assert f"record_access.agency_id = '{agency}'" in listed
    assert f"s.account = '{account}'" in listed


def test_a_list_that_differs_without_walls_is_found_out():
    listed, counted = "SELECT 1 ORDER BY 1", "SELECT 1 LIMIT 301"
    assert same([listed, counted], [[(1,)], [(1,), (2,)]], [[(1,)], [(3,), (4,)]])
    assert not same([listed], [[(1,)]], [[(2,)]])
    assert not same([counted], [[(1,)]], [[]])


def test_the_table_says_what_is_met_and_what_is_missed():
    met, missed, plain = list(
        table(
            [
                Line("one", [1.0, 2.0, 3.0], "bare", 1.0, 2.0, 1.5, "p50 3 ms", True),
                Line("other", [4.0], target="p50 3 ms", met=False),
                Line("beside", [1.0]),
            ]
        )
    )[2:]
    assert met.startswith("| one | 2.00 |")
    assert met.endswith("| 1.5 | bare 1.00 | 2.00 | p50 3 ms | met |")
    assert missed.endswith("| missed |")
    assert plain.endswith("|  |  |")


def test_a_small_run_gives_every_figure_and_leaves_nothing_behind(tmp_path):
    run = subprocess.run(
        [sys.executable, BENCH / "record.py", "--cases", "200", "--rounds", "2"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(BENCH)},
    )
    assert run.returncode == 0, run.stderr[-2000:]
    told = [line for line in run.stdout.splitlines() if line.startswith("|")]
    for what in ("list of cases", "`perform`", "bare row", "a case opened", "whole request", "signing in"):
        assert any(what in line for line in told), what
    assert "Memory" in run.stdout
    assert not list(tmp_path.glob("asylia-bench-*"))
