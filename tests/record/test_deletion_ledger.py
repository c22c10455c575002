"""Each deletion is written beside the database too, where a restored backup cannot undo it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from pytest_django.plugin import DjangoDbBlocker

from asylia.record.deletion import delete_case, delete_compartment
from asylia.record.deletion_ledger import LEDGER, Deleted, LedgerError, add_to_ledger, read_ledger
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.record.agencies import NOW, Three
from tests.record.deletions import filled, written
from tests.server.backups import asylia, folder_of


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


def some(count: int) -> list[Deleted]:
    return [
        Deleted(uuid4(), uuid4(), uuid4(), "", "request", NOW + timedelta(minutes=minute)) for minute in range(count)
    ]


def test_a_deletion_has_its_line_when_it_is_done_and_not_before(three: Three) -> None:
    case = filled(three.lead, three.case)
    with acting_as(three.lead):
        delete_compartment(case, "C", "retention")
        delete_case(case, "request")
        ledger = settings.VAR / LEDGER
        assert not ledger.exists() or str(case) not in ledger.read_text()
    lines = [(one.compartment, one.why, one.agency) for one in read_ledger(ledger) if one.case == case]
    assert lines == [("C", "retention", three.lead.agency), ("", "request", three.lead.agency)]


def test_a_line_that_a_crash_kept_from_the_list_is_there_after_the_next_start(three: Three, tables: Databases) -> None:
    with acting_as(three.lead):
        assert delete_case(three.case, "request")
    ledger = settings.VAR / LEDGER
    lines = ledger.read_text().splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if str(three.case) not in line))
    migrated = asylia(folder_of(tables), "migrate")
    assert migrated.returncode == 0, migrated.stderr
    assert [one.case for one in read_ledger(ledger)].count(three.case) == 1


def test_what_was_taken_back_has_no_line(three: Three) -> None:
    def and_then_it_breaks() -> None:
        with acting_as(three.lead):
            assert delete_case(three.case, "request")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        and_then_it_breaks()
    ledger = settings.VAR / LEDGER
    assert not ledger.exists() or str(three.case) not in ledger.read_text()


def test_each_deletion_stands_there_once(tmp_path: Path) -> None:
    ledger = tmp_path / LEDGER
    first, second = some(2)
    assert add_to_ledger(ledger, [first]) == 1
    assert add_to_ledger(ledger, [first, second]) == 1
    assert read_ledger(ledger) == [first, second]


def test_a_line_cut_short_by_a_power_cut_is_written_anew(tmp_path: Path) -> None:
    ledger = tmp_path / LEDGER
    first, second = some(2)
    add_to_ledger(ledger, [first, second])
    ledger.write_bytes(ledger.read_bytes()[:-20])
    assert add_to_ledger(ledger, [first, second]) == 1
    assert read_ledger(ledger) == [first, second]


@pytest.mark.parametrize("line", ["", "{}", "[1]", "null", '{"format": "another"}', "\udcff"])
def test_a_damaged_list_is_refused_and_says_where(tmp_path: Path, line: str) -> None:
    ledger = tmp_path / LEDGER
    one = some(1)[0]
    ledger.write_bytes(one.line().encode() + line.encode(errors="surrogateescape") + b"\n")
    with pytest.raises(LedgerError, match="Line 2 of the list"):
        read_ledger(ledger)
