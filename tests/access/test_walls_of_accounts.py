"""The database shows an account to its agency and to who names it, and lets nobody change their own roles."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import Error, connection, transaction

from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgencies, founded_agencies, signed_in_client

pytestmark = pytest.mark.django_db

TABLES = ("access_account", "access_storedgrant", "access_signin", "access_attempt", "mfa_authenticator")


@pytest.fixture
def agencies(tables: Databases) -> FoundedAgencies:
    return founded_agencies(tables)


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def refused(statement: str, values: list[UUID]) -> bool:
    """Whether the database refuses a statement, or it touches no row."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 0)
    except Error:
        return True


@pytest.mark.parametrize("table", TABLES)
def test_nobody_in_particular_sees_nothing(agencies: FoundedAgencies, table: str) -> None:
    assert count(table) == 0


def test_an_account_is_seen_by_its_agency_alone(agencies: FoundedAgencies) -> None:
    from asylia.access.models import Account, StoredGrant
    from asylia.record.rows import acting_as

    with acting_as(agencies.lead["CW"]):
        assert set(Account.objects.values_list("agency_id", flat=True)) == {agencies.lead.agency}
        assert set(StoredGrant.objects.values_list("agency_id", flat=True)) == {agencies.lead.agency}


def test_whoever_names_an_account_sees_that_one(agencies: FoundedAgencies) -> None:
    from asylia.access.models import Account
    from asylia.access.sessions_known import known_by

    with known_by("app.signing_in", agencies.lead["CW"].name):
        assert list(Account.objects.values_list("id", flat=True)) == [agencies.lead["CW"].account]


def test_second_factors_are_seen_by_their_account_alone(agencies: FoundedAgencies) -> None:
    from asylia.record.rows import acting_as

    for code in ("CW", "SY"):
        with acting_as(agencies.lead[code]):
            assert count("mfa_authenticator") == 1


def test_a_session_is_not_seen_by_a_colleague(agencies: FoundedAgencies) -> None:
    from asylia.record.rows import acting_as

    signed_in_client(agencies.lead["CW"])
    with acting_as(agencies.lead["SY"]):
        before = count("access_signin")
    with acting_as(agencies.lead["CW"]):
        assert count("access_signin") > 0
    signed_in_client(agencies.lead["CW"])
    with acting_as(agencies.lead["SY"]):
        assert count("access_signin") == before


@pytest.mark.parametrize(
    "change",
    [
        "duties = ARRAY['SY']",
        "qualified = qualified || ARRAY['PO']::varchar[]",
        "active = false",
        "epoch = 0",
        "name = 'somebody-else'",
        "agency_id = '00000000-0000-0000-0000-000000000001'",
    ],
)
@pytest.mark.parametrize("code", ["CW", "SY", "RA"])
def test_nobody_changes_what_they_are_themselves(agencies: FoundedAgencies, change: str, code: str) -> None:
    from asylia.record.rows import acting_as

    someone = agencies.lead[code]
    if change == "duties = ARRAY['SY']" and code == "SY":
        change = "duties = ARRAY['SY', 'DP']"
    with acting_as(someone):
        assert refused(f"UPDATE access_account SET {change} WHERE id = %s", [someone.account])


@pytest.mark.parametrize("code", ["CW", "DP", "AUD", "CO"])
def test_nobody_but_an_administrator_changes_a_colleague(agencies: FoundedAgencies, code: str) -> None:
    from asylia.record.rows import acting_as

    with acting_as(agencies.lead[code]):
        assert refused("UPDATE access_account SET active = false WHERE id = %s", [agencies.lead["PO"].account])


def test_an_administrator_changes_nobody_of_another_agency(agencies: FoundedAgencies) -> None:
    from asylia.record.rows import acting_as

    for own in (agencies.lead, agencies.stranger):
        other = agencies.partner["CW"].account
        with acting_as(own["SY"]):
            assert refused("UPDATE access_account SET active = false WHERE id = %s", [other])
            assert refused("DELETE FROM access_storedgrant WHERE account_id = %s", [other])


def test_an_administrator_cannot_put_a_known_lock_on_a_key(agencies: FoundedAgencies) -> None:
    """A reset gives a new key; to keep the key and only change its lock would be to take it over."""
    from asylia.record.rows import acting_as

    with acting_as(agencies.lead["SY"]):
        assert refused("UPDATE access_account SET locked = 'known' WHERE id = %s", [agencies.lead["PO"].account])


def test_an_account_cannot_be_made_by_a_colleague(agencies: FoundedAgencies) -> None:
    from asylia.record.rows import acting_as

    worker = agencies.lead["CW"]
    with acting_as(worker):
        assert refused(
            "INSERT INTO access_account (id, agency_id, name, shown_as, duties, qualified, active, locked, public,"
            " epoch, must_change) VALUES (%s, %s, 'x-1', 'x', ARRAY['SY'], '{}', true, '', '', 1, true)",
            [uuid4(), worker.agency],
        )


def test_a_key_is_granted_in_ones_own_name_and_agency(agencies: FoundedAgencies) -> None:
    from asylia.record.rows import acting_as

    insert = (
        "INSERT INTO access_storedgrant (id, agency_id, account_id, compartment, version, sealed, granted_by,"
        " granted_at) VALUES (%s, %s, %s, 'A', 7, '', %s, now())"
    )
    worker, colleague, stranger = agencies.lead["CW"], agencies.lead["PO"], agencies.partner["CW"]
    with acting_as(worker):
        assert refused(insert, [uuid4(), worker.agency, colleague.account, colleague.account])
        assert refused(insert, [uuid4(), worker.agency, stranger.account, worker.account])
        assert refused(insert, [uuid4(), stranger.agency, stranger.account, worker.account])
        assert not refused(insert, [uuid4(), worker.agency, colleague.account, worker.account])
        connection.cursor().execute("DELETE FROM access_storedgrant WHERE version = 7")
