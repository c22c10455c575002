"""A form that is sent when the session is over: sign in in place, then send the same text, as the same account only."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from tests.access.people_with_accounts import (
    PASSPHRASE,
    FoundedAgency,
    Person,
    founded_agency,
    kept_in,
    present_code,
    signed_in_client,
)

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db
TEXT = "Said that the second door is locked at night. قالت إن الباب مقفل."
WRITTEN = {"before": TEXT, "passphrase": "a\r\nb", "again": "c"}


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("CW", "PO"))


def ended(person: Person) -> Client:
    """A browser whose session has ended."""
    from asylia.access import sessions

    client = signed_in_client(person)
    known = sessions.found(client.cookies["notes"].value, datetime.now(UTC))
    assert known is not None
    sessions.end(known)
    return client


def signed_in_with(client: Client, person: Person, kept: str) -> str:
    """The page after both steps."""
    page = client.post("/in", {"step": "name", "name": person.name, "passphrase": PASSPHRASE, "kept": kept})
    kept = kept_in(page.content.decode())
    page = client.post("/in", {"step": "second", "code": present_code(), "kept": kept}, follow=True)
    return page.content.decode()


def test_the_text_comes_back_after_signing_in(agency: FoundedAgency) -> None:
    client = ended(agency["CW"])
    page = client.post("/in/passphrase", WRITTEN)
    assert page.status_code == 401
    text = page.content.decode()
    assert "Your session has ended" in text
    assert "What you wrote is kept in this page" in text
    assert "second door" not in text, "nobody else at this desk may read it"
    text = signed_in_with(client, agency["CW"], kept_in(text))
    assert '<form method="post" action="/in/passphrase"' in text
    fields = dict(re.findall(r'<input type="hidden" name="(before|passphrase|again)" value="([^"]*)"', text))
    assert fields["before"] == TEXT
    assert client.post("/in/passphrase", fields).status_code == 400, "the form arrives where it was meant to"


def test_another_account_neither_sends_nor_sees_it(agency: FoundedAgency) -> None:
    client = ended(agency["CW"])
    kept = kept_in(client.post("/in/passphrase", WRITTEN).content.decode())
    text = signed_in_with(client, agency["PO"], kept)
    assert "What was written here was not sent" in text
    assert "second door" not in text


def test_a_changed_text_is_not_sent(agency: FoundedAgency) -> None:
    client = ended(agency["CW"])
    kept = kept_in(client.post("/in/passphrase", WRITTEN).content.decode())
    changed = kept[:-6] + ("A" if kept[-6] != "A" else "B") + kept[-5:]
    text = signed_in_with(client, agency["CW"], changed)
    assert "You are signed in" in text


def test_a_page_that_was_asked_for_opens_after_signing_in(agency: FoundedAgency) -> None:
    client = ended(agency["CW"])
    text = signed_in_with(client, agency["CW"], kept_in(client.get("/in/passphrase").content.decode()))
    assert "Change my passphrase" in text
    assert 'name="before"' in text


def test_nothing_of_it_is_stored(agency: FoundedAgency, tables: Databases) -> None:
    client = ended(agency["CW"])
    kept = kept_in(client.post("/in/passphrase", WRITTEN).content.decode())
    client.post("/in", {"step": "name", "name": agency["CW"].name, "passphrase": PASSPHRASE, "kept": kept})
    from asylia.access.models import SignIn
    from asylia.record.rows import acting_as

    with acting_as(agency["CW"]):
        rows = repr(list(SignIn.objects.values()))
    assert "second door" not in rows
    assert kept[:40] not in rows
