"""The database shows an agency its own cases and those shared with it, and takes nothing from anyone else."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader

from asylia.record import models
from asylia.record.cases import count, give_access, open_case, shared_with, take_access
from asylia.record.models import Access, Case
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.record.agencies import NOW, Someone, Three
from tests.record.every_table import TABLES, row, seen_by

Table = type[models.OfCase]
OWN_KEY = (models.SealedField, models.NameIndex)
"""Tables whose rows only the agency reads that wrote them, since its own key made them."""

EVERY = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)


def keep(table: Table, three: Three) -> None:
    with acting_as(three.lead):
        row(table, three.lead, three.case).save(force_insert=True)


def share(three: Three, compartments: str, until: datetime | None = None) -> None:
    with acting_as(three.lead):
        give_access(
            three.lead, three.case, three.partner.agency, compartments, until, NOW, {three.partner.account: "SV"}
        )


def seen(table: Table, someone: Someone, three: Three) -> int:
    with acting_as(someone):
        return table._default_manager.filter(case_id=three.case).count()


def test_every_table_of_a_case_is_tried_here() -> None:
    of_cases = {model for model in apps.get_app_config("record").get_models() if issubclass(model, models.OfCase)}
    assert of_cases == set(TABLES)


def test_every_table_has_its_walls_and_they_hold_for_its_owner(tables: Databases) -> None:
    with tables.connect("owner") as owner:
        found = owner.execute(
            "SELECT relname, relrowsecurity AND relforcerowsecurity FROM pg_class "
            "WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        ).fetchall()
    # Parts of libraries that are used for nothing have models, and get no table.
    ours = MigrationLoader(None).migrated_apps
    made = {model._meta.db_table for model in apps.get_models() if model._meta.app_label in ours}
    assert made <= {table for table, _ in found}
    assert [table for table, holds in found if not holds and table != "django_migrations"] == []


def test_no_wall_compares_a_column_with_itself(tables: Databases) -> None:
    """A bare column name inside a policy is taken for the nearest table's: such a wall stands open and looks closed."""
    with tables.connect("owner") as owner:
        walls = owner.execute("SELECT policyname, coalesce(qual, '') || coalesce(with_check, '') FROM pg_policies")
        assert [name for name, condition in walls if re.search(r"(\b\w+\.\w+) = \1\b", condition)] == []


@EVERY
def test_its_own_agency_sees_it(table: Table, three: Three) -> None:
    keep(table, three)
    assert seen(table, three.lead, three) == 1


@EVERY
def test_a_stranger_sees_nothing_counts_nothing_and_changes_nothing(table: Table, three: Three) -> None:
    keep(table, three)
    assert seen(table, three.stranger, three) == 0
    with acting_as(three.stranger):
        assert not Case.objects.filter(id=three.case).exists()
        assert not Access.objects.filter(case_id=three.case).exists()
        assert Case.objects.filter(id=three.case).update(state="closed") == 0


@EVERY
def test_nobody_sees_anything(table: Table, three: Three) -> None:
    keep(table, three)
    assert table._default_manager.count() == 0
    assert Case.objects.count() == Access.objects.count() == models.Agency.objects.count() == 0


@EVERY
def test_a_partner_sees_what_is_shared(table: Table, three: Three) -> None:
    keep(table, three)
    share(three, models.COMPARTMENTS)
    # What is sealed for the lead agency stays with it: a share is a copy sealed for the partner.
    assert seen(table, three.partner, three) == (0 if table in OWN_KEY else 1)


@EVERY
def test_a_share_of_one_case_shows_nothing_of_another(table: Table, three: Three) -> None:
    share(three, models.COMPARTMENTS)
    with acting_as(three.lead):
        other = open_case(three.lead, NOW).case_id
        row(table, three.lead, other).save(force_insert=True)
    with acting_as(three.partner):
        assert table._default_manager.count() == 0


@EVERY
def test_a_partner_sees_no_other_compartment(table: Table, three: Three) -> None:
    keep(table, three)
    compartment = seen_by(table, three.lead)
    share(three, models.COMPARTMENTS.replace(compartment or "J", ""))
    assert seen(table, three.partner, three) == (1 if compartment is None else 0)


@EVERY
def test_a_share_ends_on_the_second_it_ends(table: Table, three: Three) -> None:
    keep(table, three)
    share(three, models.COMPARTMENTS, until=datetime.now(UTC) - timedelta(seconds=1))
    assert seen(table, three.partner, three) == 0


@EVERY
def test_a_share_that_is_taken_back_shows_nothing_more(table: Table, three: Three) -> None:
    keep(table, three)
    share(three, models.COMPARTMENTS)
    with acting_as(three.lead):
        assert take_access(three.case, three.partner.agency)
    assert seen(table, three.partner, three) == 0


@EVERY
def test_a_stranger_cannot_write_into_the_case(table: Table, three: Three) -> None:
    with pytest.raises(Error), acting_as(three.stranger):
        row(table, three.stranger, three.case).save(force_insert=True)


@EVERY
def test_nobody_writes_in_another_agencys_name(table: Table, three: Three) -> None:
    share(three, models.COMPARTMENTS)
    with pytest.raises(Error), acting_as(three.partner):
        row(table, three.partner, three.case, agency_id=three.lead.agency).save(force_insert=True)


@pytest.mark.parametrize(
    ("table", "author"),
    [(models.Fact, "recorded_by"), (models.IndicatorObservation, "recorded_by"), (models.SealedField, "written_by")],
)
def test_nobody_records_in_another_persons_name(table: Table, author: str, three: Three) -> None:
    with pytest.raises(Error), acting_as(three.lead):
        row(table, three.lead, three.case, **{author: three.partner.account}).save(force_insert=True)


def test_a_share_seals_a_copy_for_the_partner_in_what_is_shared_only(three: Three) -> None:
    share(three, "AJ")
    sealed = row(models.SealedField, three.lead, three.case, agency_id=three.partner.agency)
    with acting_as(three.lead):
        sealed.save(force_insert=True)
    assert seen(models.SealedField, three.partner, three) == 1
    assert seen(models.SealedField, three.lead, three) == 0
    other = row(models.SealedField, three.lead, three.case, agency_id=three.partner.agency, compartment="C")
    with pytest.raises(Error), acting_as(three.lead):
        other.save(force_insert=True)


def test_nobody_opens_a_case_for_another_agency(three: Three) -> None:
    with pytest.raises(Error), acting_as(three.stranger):
        Case.objects.create(agency_id=three.lead.agency, opened_at=NOW, opened_by=three.stranger.account)


@pytest.mark.parametrize("lead", ["partner", "lead"])
def test_nobody_lets_an_agency_into_a_case_but_its_lead(three: Three, lead: str) -> None:
    share(three, "J")
    with pytest.raises(Error), acting_as(three.partner):
        Access.objects.create(
            case_id=three.case, agency_id=three.stranger.agency, lead_id=getattr(three, lead).agency, code="X",
            compartments="J", updated=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(("column", "value"), [("compartments", "'ABCDEFGHIJ'"), ("until", "NULL"), ("case_id", "id")])
def test_a_partner_cannot_widen_or_lengthen_what_it_has(three: Three, column: str, value: str) -> None:
    share(three, "J", until=datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(Error), acting_as(three.partner), connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_access SET {column} = {value}")


def test_only_the_lead_takes_access_back_and_sees_who_has_it(three: Three) -> None:
    share(three, "J")
    for someone in (three.partner, three.stranger):
        with acting_as(someone):
            assert not take_access(three.case, three.partner.agency)
            assert not take_access(three.case, three.lead.agency)
            assert shared_with(three.case) == []
    with acting_as(three.lead):
        assert {access.agency_id for access in shared_with(three.case)} == {three.lead.agency, three.partner.agency}
        assert [access.agency_id for access in Access.objects.filter(case_id=three.case)] == [three.lead.agency]


def test_a_change_by_one_agency_shows_in_the_lists_of_all_who_see_the_case(three: Three) -> None:
    share(three, "J")
    for minute, someone in enumerate((three.lead, three.partner), 1):
        with acting_as(someone):
            assert count(three.case, NOW + timedelta(minutes=minute))
            assert Case.objects.filter(id=three.case).exists()
        for other in (three.lead, three.partner):
            with acting_as(other):
                access = Access.objects.get(case_id=three.case, agency_id=other.agency)
                assert access.updated == NOW + timedelta(minutes=minute)
    with acting_as(three.stranger):
        assert not count(three.case, NOW + timedelta(hours=1))


def test_the_walls_hold_inside_a_view_of_the_owner(tables: Databases, people: list[Someone]) -> None:
    """The owner's view runs with the owner's rights, and the owner has none to the rows."""
    with tables.connect("owner") as owner, tables.connect("app") as app:
        owner.execute("CREATE VIEW all_cases AS SELECT * FROM record_case")
        owner.execute("GRANT SELECT ON all_cases TO asylia_app")
        owner.commit()
        try:
            app.execute("SELECT set_config('app.agency', %s, false)", [str(people[0].agency)])
            app.execute(
                "INSERT INTO record_case (id, agency_id, state, country, opened_at, opened_by, version) "
                "VALUES (gen_random_uuid(), %s, 'draft', '', now(), gen_random_uuid(), 1)",
                [people[0].agency],
            )
            assert app.execute("SELECT count(*) FROM all_cases").fetchone() == (0,)
            assert owner.execute("SELECT count(*) FROM record_case").fetchone() == (0,)
        finally:
            app.rollback()
            owner.execute("DROP VIEW all_cases")


def test_whoever_acts_is_forgotten_with_the_transaction(three: Three) -> None:
    with acting_as(three.lead):
        assert Case.objects.count() >= 1
    assert Case.objects.count() == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.agency', true), asylia_agency(), asylia_account()")
        assert cursor.fetchone() == ("", None, None)


def test_whoever_acts_is_forgotten_when_it_goes_wrong(three: Three) -> None:
    with pytest.raises(RuntimeError), acting_as(three.lead):
        raise RuntimeError
    assert Case.objects.count() == 0


@pytest.mark.django_db
def test_one_transaction_has_one_actor(three: Three) -> None:
    with acting_as(three.lead), pytest.raises(RuntimeError, match="durable"), acting_as(three.partner):
        pass


def test_a_connection_carries_nobody_over(tables: Databases, people: list[Someone]) -> None:
    with tables.connect("app") as app:
        with app.transaction():
            app.execute("SELECT set_config('app.agency', %s, true)", [str(people[0].agency)])
        assert app.execute("SELECT count(*) FROM record_agency").fetchone() == (0,)


def test_each_agency_has_a_code_of_its_own_for_the_case(three: Three) -> None:
    share(three, "J")
    codes = []
    for someone in (three.lead, three.partner):
        with acting_as(someone):
            codes.append(Access.objects.get(case_id=three.case, agency_id=someone.agency).code)
    assert len(set(codes)) == 2


def test_a_case_is_opened_without_any_name(three: Three) -> None:
    with acting_as(three.lead), transaction.atomic():
        opened = open_case(three.lead, NOW)
        assert not models.SealedField.objects.filter(case_id=opened.case_id).exists()
        assert not models.Person.objects.filter(case_id=opened.case_id).exists()
