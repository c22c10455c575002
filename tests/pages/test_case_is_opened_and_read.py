"""A case worker opens a case and sees it: in the list, and on its page with what must not be done."""

from __future__ import annotations

import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client) -> None:
    page = client.get("/cases")
    assert page.status_code == 401
    assert "Passphrase" in page.content.decode()


def test_a_case_is_opened_and_stands_first_in_the_list(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    assert worker.address == f"/cases/{code}"
    worker.open("/cases")
    listed = re.findall(r'<a href="/cases/([0-9A-Z-]{14})">', worker.text)
    assert listed[0] == code


def test_what_is_recorded_shows_with_source_day_and_who(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    worker.record(code, "det.held", "yes", source="observation", certainty="observed")
    assert worker.status == 200
    assert "Is the person held now (any place they may not leave)? Yes" in worker.plain
    assert "It was seen · As it was seen" in worker.plain
    assert "· you" in worker.plain


def test_the_title_and_the_headers_say_nothing(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW")
    page = worker.client.get(f"/cases/{code}")
    assert "<title>Notes</title>" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
