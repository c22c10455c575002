"""Leaving ends the session on the server, without any script: nothing of it is left, and its pages are not there."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.access.people_with_accounts import FoundedAgency, Person, founded_agency, signed_in_client

from asylia.access.models_accounts import SignIn
from asylia.access.sessions_middleware import COOKIE
from asylia.record.rows import acting_as
from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW",))


class _Acts:
    def __init__(self, person: Person) -> None:
        self.account, self.agency = person.account, person.agency


def sessions_of(person: Person) -> int:
    with acting_as(_Acts(person)):
        return SignIn.objects.filter(account_id=person.account).count()


def test_the_session_and_its_parked_keys_are_gone(agency: FoundedAgency) -> None:
    client = signed_in_client(agency["CW"])
    assert client.get("/cases").status_code == 200
    assert sessions_of(agency["CW"]) == 1
    left = client.get("/calendar")
    assert sessions_of(agency["CW"]) == 0
    assert left.cookies[COOKIE]["max-age"] == 0


def test_the_same_cookie_opens_nothing_afterwards(agency: FoundedAgency) -> None:
    client = signed_in_client(agency["CW"])
    taken = client.cookies[COOKIE].value
    client.get("/calendar")
    client.cookies[COOKIE] = taken
    answer = client.get("/cases")
    assert answer.status_code == 401
    assert "Sign in" in answer.content.decode()


def test_another_browser_of_the_same_account_stays(agency: FoundedAgency) -> None:
    here, elsewhere = signed_in_client(agency["CW"]), signed_in_client(agency["CW"])
    here.get("/calendar")
    assert elsewhere.get("/cases").status_code == 200


def test_somebody_half_way_through_signing_in_leaves_too(agency: FoundedAgency) -> None:
    from tests.access.people_with_accounts import PASSPHRASE

    client = Client()
    client.post("/in", {"step": "name", "name": agency["CW"].name, "passphrase": PASSPHRASE})
    assert sessions_of(agency["CW"]) == 1
    client.get("/calendar")
    assert sessions_of(agency["CW"]) == 0


def test_who_is_not_signed_in_gets_the_page_alone(agency: FoundedAgency) -> None:
    answer = Client().get("/calendar")
    assert answer.status_code == 200
    assert COOKIE not in answer.cookies
