"""Guessing is slowed for whoever guesses, and locks nobody out who comes from elsewhere."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, founded_agency, present_code

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("BO",))


def given(client: Client, name: str, passphrase: str) -> int:
    return client.post("/in", {"step": "name", "name": name, "passphrase": passphrase}).status_code


def test_the_sixth_wrong_passphrase_has_to_wait_and_a_border_post_elsewhere_does_not(agency: FoundedAgency) -> None:
    name, guesser, post = agency["BO"].name, Client(REMOTE_ADDR="192.0.2.7"), Client(REMOTE_ADDR="198.51.100.9")
    assert [given(guesser, name, f"guess {at}") for at in range(5)] == [401] * 5
    assert given(guesser, name, PASSPHRASE) == 429
    assert given(post, name, PASSPHRASE) == 200


def test_the_wait_is_a_few_seconds(agency: FoundedAgency) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.8")
    for at in range(5):
        given(guesser, agency["BO"].name, f"guess {at}")
    page = guesser.post("/in", {"step": "name", "name": agency["BO"].name, "passphrase": PASSPHRASE})
    assert any(f"Wait {seconds} second" in page.content.decode() for seconds in range(1, 6))


def test_a_name_that_does_not_exist_is_counted_alike() -> None:
    client, name = Client(REMOTE_ADDR="192.0.2.9"), uuid4().hex
    assert [given(client, name, "guess") for _ in range(6)] == [401] * 5 + [429]


def test_five_wrong_codes_ask_for_the_passphrase_again(agency: FoundedAgency) -> None:
    client = Client()
    given(client, agency["BO"].name, PASSPHRASE)
    pages = [client.post("/in", {"step": "second", "code": "000000"}).content.decode() for _ in range(5)]
    assert ["Too many wrong codes" in page for page in pages] == [False] * 4 + [True]
    assert client.post("/in", {"step": "second", "code": present_code()}).status_code == 401


def test_a_code_works_once(agency: FoundedAgency) -> None:
    code = present_code()
    for expected in (303, 401):
        client = Client()
        given(client, agency["BO"].name, PASSPHRASE)
        assert client.post("/in", {"step": "second", "code": code}).status_code == expected
