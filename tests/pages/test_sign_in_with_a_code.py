"""Signing in: passphrase, then the code of a device; before that nobody is signed in, and no cookie is set."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, founded_agency, present_code

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("CW", "SY"))


def test_the_sign_in_page_sets_no_cookie() -> None:
    client = Client()
    assert "Passphrase" in client.get("/in").content.decode()
    assert not client.cookies


def test_a_wrong_passphrase_sets_no_cookie(agency: FoundedAgency) -> None:
    client = Client()
    page = client.post("/in", {"step": "name", "name": agency["CW"].name, "passphrase": "something else"})
    assert page.status_code == 401
    assert "did not open an account" in page.content.decode()
    assert not client.cookies


def test_passphrase_and_code_sign_in(agency: FoundedAgency) -> None:
    client = Client()
    page = client.post("/in", {"step": "name", "name": agency["CW"].name.upper(), "passphrase": PASSPHRASE})
    assert page.status_code == 200
    assert "Six digits" in page.content.decode()
    half = client.cookies["notes"]
    assert half["httponly"]
    assert half["samesite"] == "Strict"
    before = half.value
    assert "Passphrase" in client.get("/in/here").content.decode()

    page = client.post("/in", {"step": "second", "code": present_code()})
    assert (page.status_code, page["Location"]) == (303, "/in/here")
    assert client.cookies["notes"].value != before
    assert "You are signed in" in client.get("/in/here").content.decode()
    client.cookies["notes"] = before
    assert "You are signed in" not in client.get("/in/here").content.decode()


def test_the_passphrase_alone_opens_no_page(agency: FoundedAgency) -> None:
    client = Client()
    client.post("/in", {"step": "name", "name": agency["CW"].name, "passphrase": PASSPHRASE})
    for address in ("/in/here", "/in/passphrase"):
        assert client.get(address).status_code == 401


def test_signing_out_leaves_nothing(agency: FoundedAgency) -> None:
    client = Client()
    client.post("/in", {"step": "name", "name": agency["SY"].name, "passphrase": PASSPHRASE})
    client.post("/in", {"step": "second", "code": present_code()})
    was = client.cookies["notes"].value
    page = client.post("/in/out")
    assert page["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not client.cookies["notes"].value
    client.cookies["notes"] = was
    assert client.get("/in/here").status_code == 401
