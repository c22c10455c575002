"""Each compartment of a closed case is gone on its day, give or take one, and after ten years nothing is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from pytest_django.plugin import DjangoDbBlocker

from asylia.record.dictionary import SEALED
from asylia.record.models import COMPARTMENTS, Access, Case
from asylia.record.retention import KEEP_YEARS, WHOLE, gone_on
from asylia.record.rows import acting_as
from asylia.server.database import ROLE, Databases
from tests.record.agencies import Three
from tests.record.deletions import filled, left, written
from tests.server.backups import asylia, folder_of


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


def close(three: Three, case: UUID, state: str = "closed") -> date:
    with acting_as(three.lead):
        Case.objects.filter(id=case).update(state=state)
        closed = Case.objects.get(id=case).closed_at
    assert closed is not None
    return closed.astimezone(UTC).date()


def code(three: Three, case: UUID) -> str:
    with acting_as(three.lead):
        return Access.objects.get(case_id=case, agency_id=three.lead.agency).code


def travelled(tables: Databases, three: Three, closed: date) -> list[tuple[str, str, date]]:
    environment = {**os.environ, ROLE: "worker", "ASYLIA_VAR": str(folder_of(tables))}
    command = [sys.executable, "-m", "tests.record.time_travel", str(three.lead.agency), closed.isoformat()]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [(case, compartment, date.fromisoformat(day)) for case, compartment, day in json.loads(done.stdout)]


@pytest.mark.parametrize("state", ["closed", "transferred"])
def test_each_compartment_is_gone_on_its_day(three: Three, tables: Databases, state: str) -> None:
    case, name = filled(three.lead, three.case), code(three, three.case)
    with acting_as(three.lead):
        from asylia.record.cases import open_case

        never_closed = open_case(three.lead, datetime.now(UTC)).case_id
    closed = close(three, case, state)
    gone = {compartment: day for one, compartment, day in travelled(tables, three, closed) if one == name}
    for compartment, day in gone.items():
        assert abs(day - gone_on(closed, compartment)) <= timedelta(days=1), compartment
    # Whatever is kept as long as the case goes with it.
    assert gone.keys() == {WHOLE} | {letter for letter in COMPARTMENTS if KEEP_YEARS[letter] < KEEP_YEARS[WHOLE]}
    assert left(tables, case) == {}
    assert left(tables, never_closed) != {}


def test_nothing_is_kept_longer_than_its_case_and_every_compartment_has_its_years() -> None:
    assert KEEP_YEARS.keys() == {WHOLE, *COMPARTMENTS}
    assert all(0 < years <= KEEP_YEARS[WHOLE] <= 10 for years in KEEP_YEARS.values())


def test_where_someone_can_be_found_goes_first() -> None:
    assert max(KEEP_YEARS["B"], KEEP_YEARS["H"]) == min(KEEP_YEARS.values())


def test_no_field_keeps_its_compartment_longer_than_the_others_do() -> None:
    kept = {(entry.compartment, entry.keep_years) for entry in SEALED.values()}
    assert len(kept) == len(COMPARTMENTS)


@pytest.mark.parametrize(("closed", "gone"), [("2028-02-29", "2029-03-01"), ("2026-12-31", "2027-12-31")])
def test_a_year_ends_on_the_same_day(closed: str, gone: str) -> None:
    assert gone_on(date.fromisoformat(closed), "B") == date.fromisoformat(gone)


def test_a_case_opened_again_is_not_due(three: Three, tables: Databases) -> None:
    closed = close(three, three.case)
    with acting_as(three.lead):
        Case.objects.filter(id=three.case).update(state="active")
        assert Case.objects.get(id=three.case).closed_at is None
    assert travelled(tables, three, closed) == []


def test_the_list_names_what_is_due_and_deletes_nothing(three: Three, tables: Databases) -> None:
    case, name = filled(three.lead, three.case), code(three, three.case)
    closed = close(three, case)
    before = left(tables, case)
    done = asylia(folder_of(tables), "retention", "--on", gone_on(closed, "B").isoformat())
    assert done.returncode == 0, done.stderr
    assert f"{name}: compartment B, due since {gone_on(closed, 'B')}" in done.stdout
    assert f"{name}: compartment A" not in done.stdout
    assert left(tables, case) == before


def test_what_is_applied_is_deleted_and_in_the_log(three: Three, tables: Databases) -> None:
    from tests.audit.chains import chain_of

    case, name = filled(three.lead, three.case), code(three, three.case)
    long_ago = datetime.now(UTC) - timedelta(days=366)
    with acting_as(three.lead):
        Case.objects.filter(id=case).update(state="closed", closed_at=long_ago)
    done = asylia(folder_of(tables), "retention", "--apply")
    assert done.returncode == 0, done.stderr
    logged = [(link.event.case, link.event.area) for link in chain_of(three.lead) if link.event.rule == "retention"]
    assert logged == [(name, letter) for letter in COMPARTMENTS if KEEP_YEARS[letter] == 1]
    assert "deleted for good" in done.stdout


def test_a_case_that_stays_open_is_to_be_looked_at_each_year(three: Three, tables: Databases) -> None:
    name = code(three, three.case)
    for day, listed in (("2027-11-24", False), ("2027-11-25", True)):
        done = asylia(folder_of(tables), "retention", "--on", day)
        assert (f"{name}: still open; to be looked at since 2027-11-25" in done.stdout) == listed


def test_only_the_worker_may_ask_what_is_kept(three: Three, tables: Databases) -> None:
    from django.db import Error

    from asylia.record.retention import due

    with pytest.raises(Error, match="permission denied"), acting_as(three.lead):
        due(date(2040, 1, 1))
