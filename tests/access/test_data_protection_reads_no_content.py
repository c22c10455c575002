"""Whoever is in charge of data protection reads the log, and nothing of what stands in a case (R35)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, Person, founded_agency, signed_in_client
from tests.trust.h07_world import now, signed_in

pytestmark = pytest.mark.django_db

AGE, NAME = "16.7391", "Qorvexia Lumbertine"
"""What stands in the case, so unusual that no page says it by chance."""


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("CW", "DP"))


@pytest.fixture
def code(agency: FoundedAgency) -> str:
    from asylia.casework.door import perform

    worker = signed_in(agency["CW"])
    given = {"role": "CW", "country": "XB", "facts": {"person.declared_age": AGE, "det.held": "yes"}}
    opened = perform(worker, "case.open", None, given, key=uuid4(), now=now())
    perform(worker, "text.write", opened.code, {"field": "name.1", "text": NAME}, key=uuid4(), now=now())
    return opened.code


def rows(person: Person, table: str) -> int:
    """How many rows the database itself shows to this person, whatever the application would ask."""
    from asylia.record.rows import acting_as

    with acting_as(person), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_the_account_opens_no_compartment(agency: FoundedAgency) -> None:
    from asylia.access.accounts import keyring_of, opened

    watcher, worker = opened(agency["DP"].name, PASSPHRASE), opened(agency["CW"].name, PASSPHRASE)
    assert watcher is not None
    assert worker is not None
    assert keyring_of(worker).compartments == set("ABCEHIJ")
    assert keyring_of(watcher).compartments == frozenset()


def test_the_database_shows_the_log_and_no_row_of_a_case(agency: FoundedAgency, code: str) -> None:
    for table in ("record_case", "record_fact", "record_sealedfield", "access_storedkey", "record_block"):
        assert rows(agency["CW"], table) > 0
        assert rows(agency["DP"], table) == 0
    assert rows(agency["DP"], "audit_auditevent") > 0


def test_no_page_shows_what_stands_in_a_case_and_the_log_names_it(agency: FoundedAgency, code: str) -> None:
    watcher, worker = signed_in_client(agency["DP"]), signed_in_client(agency["CW"])
    addresses = ["/cases", "/log", f"/log?case={code}", "/log/export", "/api/cases", f"/api/cases/{code}"]
    of_case = [f"/cases/{code}{rest}" for rest in ("", "/facts", "/history", "/texts", "/people", "/seen")]
    own = worker.get(f"/api/cases/{code}").content.decode()
    assert NAME in own
    assert AGE in own
    shown = {address: watcher.get(address) for address in addresses + of_case}
    for address, answer in shown.items():
        text = b"".join(answer).decode()
        assert NAME not in text, address
        assert AGE not in text, address
        if address in (*of_case[:-1], f"/api/cases/{code}"):
            assert answer.status_code in (404, 405), address
    assert code in b"".join(shown[f"/log?case={code}"]).decode()
