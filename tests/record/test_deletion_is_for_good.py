"""A case that is deleted is gone from every table, its keys with it, and a tombstone that names nobody stays."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.db import Error, connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from asylia.access.models import StoredKey
from asylia.record import models
from asylia.record.cases import give_access, open_case
from asylia.record.deletion import delete_case, delete_compartment
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.record.agencies import NOW, Someone, Three
from tests.record.deletions import filled, left, written
from tests.record.every_table import TABLES, row, seen_by


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


def tombstones(three: Three) -> list[tuple[UUID, str, str]]:
    with acting_as(three.lead):
        return list(models.Tombstone.objects.order_by("at").values_list("of_case", "compartment", "why"))


def test_no_table_holds_a_row_of_it(three: Three, tables: Databases) -> None:
    case = filled(three.lead, three.case)
    assert set(left(tables, case)) >= {table._meta.db_table for table in TABLES} | {"access_storedkey", "record_case"}
    with acting_as(three.lead):
        assert delete_case(case, "request")
    assert left(tables, case) == {}


def test_other_cases_stay(three: Three, tables: Databases) -> None:
    case = filled(three.lead, three.case)
    with acting_as(three.lead):
        other = open_case(three.lead, NOW).case_id
        row(models.Fact, three.lead, other).save(force_insert=True)
    before = left(tables, other)
    with acting_as(three.lead):
        delete_case(case, "request")
    assert left(tables, other) == before


def test_a_tombstone_says_which_when_and_why_and_nothing_more(three: Three) -> None:
    with acting_as(three.lead):
        delete_case(three.case, "mistake")
    assert (three.case, "", "mistake") in tombstones(three)
    assert {field.name for field in models.Tombstone._meta.fields} == {
        "id", "of_case", "agency", "compartment", "why", "at",
    }  # fmt: skip


def test_what_was_shared_goes_with_it(three: Three, tables: Databases) -> None:
    case = filled(three.lead, three.case)
    with acting_as(three.lead):
        give_access(three.lead, case, three.partner.agency, "ABCDEFGHIJ", None, NOW, {three.partner.account: "SV"})
    with acting_as(three.partner):
        row(models.Fact, three.partner, case).save(force_insert=True)
    with acting_as(three.lead):
        assert delete_case(case, "request")
    assert left(tables, case) == {}


def test_only_the_agency_that_leads_it_deletes_it(three: Three, tables: Databases) -> None:
    case = filled(three.lead, three.case)
    with acting_as(three.lead):
        give_access(three.lead, case, three.partner.agency, "ABCDEFGHIJ", None, NOW, {three.partner.account: "SV"})
    before = left(tables, case)
    for someone in (three.partner, three.stranger):
        with acting_as(someone):
            assert not delete_case(case, "request")
            assert not delete_compartment(case, "A", "request")
    assert not delete_case(case, "request")
    assert left(tables, case) == before


def test_a_case_deleted_twice_leaves_one_tombstone(three: Three) -> None:
    with acting_as(three.lead):
        assert delete_case(three.case, "request")
    with acting_as(three.lead):
        assert not delete_case(three.case, "request")
    assert [stone[0] for stone in tombstones(three)].count(three.case) == 1


def test_a_compartment_goes_and_the_others_stay(three: Three, tables: Databases) -> None:
    case = filled(three.lead, three.case)
    with acting_as(three.lead):
        row(models.Fact, three.lead, case, key="exploitation.labour", compartment="C").save(force_insert=True)
    before = left(tables, case)
    with acting_as(three.lead):
        assert delete_compartment(case, "D", "retention")
        keys = {key.compartment: key.wrapped for key in StoredKey.objects.filter(case_id=case)}
        assert [fact.compartment for fact in models.Fact.objects.filter(case_id=case)] == ["C"]
    assert keys.pop("D") is None
    assert {bytes(wrapped or b"") for wrapped in keys.values()} == {b"wrapped"}
    after = left(tables, case)
    assert {table for table in before if after.get(table) != before[table]} <= {
        table._meta.db_table for table in TABLES if table is models.Fact or seen_by(table, three.lead) == "D"
    }
    assert (case, "D", "retention") in tombstones(three)


def test_the_persons_row_goes_with_identity(three: Three) -> None:
    case = filled(three.lead, three.case)
    with acting_as(three.lead):
        delete_compartment(case, "A", "retention")
        assert not models.Person.objects.filter(case_id=case).exists()
        assert not models.SealedField.objects.filter(case_id=case, compartment="A").exists()


@pytest.mark.parametrize(
    "attempt",
    [
        "DELETE FROM record_fact WHERE case_id = '{0}'",
        "DELETE FROM record_case WHERE id = '{0}'",
        "DELETE FROM record_tombstone",
        "TRUNCATE record_fact",
        "SELECT asylia_erase('{0}', '')",
        "SELECT asylia_delete('{0}', '', 'request')",
        "INSERT INTO record_tombstone (id, of_case, agency_id, compartment, why, at) "
        "VALUES (gen_random_uuid(), '{0}', asylia_agency(), '', 'request', now())",
    ],
)
def test_the_app_deletes_in_no_other_way(three: Three, tables: Databases, attempt: str) -> None:
    """Not even when it says that it is deleting, or makes itself out to be the owner at a backup."""
    case = filled(three.lead, three.case)
    before = left(tables, case)
    for setting in ("app.erasing", "app.backup", "app.restore"):
        value = str(case) if setting == "app.erasing" else "on"
        said = f"SELECT set_config('{setting}', '{value}', true)"
        with pytest.raises(Error, match="permission denied"):
            say(three.lead, said, attempt.format(case))
    assert left(tables, case) == before


def say(someone: Someone, *statements: str) -> None:
    with acting_as(someone), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_saying_so_opens_no_wall(three: Three) -> None:
    case = filled(three.lead, three.case)
    with transaction.atomic(), connection.cursor() as cursor:
        for setting, value in (("app.erasing", str(case)), ("app.backup", "on"), ("app.restore", "on")):
            cursor.execute("SELECT set_config(%s, %s, true)", [setting, value])
        cursor.execute("SELECT asylia_take_access(%s, %s)", [case, three.lead.agency])
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM asylia_shared_with(%s)", [case])
        assert cursor.fetchone() == (0,)
        assert models.Fact.objects.count() == models.Tombstone.objects.count() == 0


def test_a_reason_that_is_not_listed_deletes_nothing(three: Three, tables: Databases) -> None:
    case = filled(three.lead, three.case)
    before = left(tables, case)
    with pytest.raises(Error), acting_as(three.lead):
        delete_case(case, "because Amina asked")
    with pytest.raises(Error), acting_as(three.lead):
        delete_compartment(case, "AB", "request")
    assert left(tables, case) == before
