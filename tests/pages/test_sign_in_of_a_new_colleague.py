"""A new colleague: made by the administrator, let in by a one-time passphrase, given keys by a colleague alone."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.access.people_with_accounts import FoundedAgency, founded_agency, present_code, signed_in_client, stepped_up

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db
OWN = "four words of their own"


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("CW", "SY"))


def secret_in(page: str) -> str:
    found = re.search(r'class="code-long">([^<]+)<', page)
    assert found
    return found[1].replace(" ", "")


def made(page: str) -> tuple[str, str]:
    name, passphrase = re.findall(r'class="big"><bdi dir="ltr">([^<]+)<', page)
    return name, passphrase


def test_from_making_the_account_to_holding_keys(agency: FoundedAgency) -> None:
    administrator = stepped_up(signed_in_client(agency["SY"]))
    page = administrator.post("/in/accounts/new", {"shown_as": "Invented Newcomer", "role": ["PO"]}).content.decode()
    name, passphrase = made(page)
    assert name.startswith("inventednewcomer-")

    newcomer = Client()
    page = newcomer.post("/in", {"step": "name", "name": name, "passphrase": passphrase}).content.decode()
    assert "Choose your own passphrase" in page
    assert newcomer.get("/in/here").status_code == 401
    page = newcomer.post("/in", {"step": "passphrase", "passphrase": OWN, "again": OWN}).content.decode()
    assert "Add a second factor" in page
    assert newcomer.get("/in/here").status_code == 401
    page = newcomer.post("/in", {"step": "enrol-device", "code": present_code(secret_in(page))}).content.decode()
    assert len(re.findall(r'<bdi dir="ltr">\d{12}</bdi>', page)) == 10
    assert "You are signed in" in newcomer.get("/in/here").content.decode()
    assert "Write down" not in newcomer.get("/in").content.decode()

    again = Client().post("/in", {"step": "name", "name": name, "passphrase": passphrase})
    assert again.status_code == 401

    colleague = stepped_up(signed_in_client(agency["CW"]))
    page = colleague.get("/in/waiting").content.decode()
    assert "Invented Newcomer" in page
    assert "Identity" in page
    assert "Asylum claim" not in page, "the colleague does not hold the key of this area"
    (number,) = re.findall(r"/in/waiting/([0-9a-f-]{36})", page)
    assert colleague.post(f"/in/waiting/{number}").status_code == 303
    assert "Invented Newcomer" not in colleague.get("/in/waiting").content.decode()

    other = Client()
    other.post("/in", {"step": "name", "name": name, "passphrase": OWN})
    assert keys_of(other) == set("ABCHIJ")


def test_an_administrator_holds_no_key_and_grants_none(agency: FoundedAgency) -> None:
    administrator = signed_in_client(agency["SY"])
    assert keys_of(administrator) == set()
    assert "Nobody is waiting" in administrator.get("/in/waiting").content.decode()


def keys_of(client: Client) -> set[str]:
    from datetime import UTC, datetime

    from asylia.access import sessions

    known = sessions.found(client.cookies["notes"].value, datetime.now(UTC))
    assert known is not None
    keyring = sessions.resumed(known)
    assert keyring is not None
    return set(keyring.compartments)
