"""An incident is begun on a page in one step, ended by two, and whoever is stopped by it reads why."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.access.people_with_accounts import FoundedAgency, founded_agency, signed_in_client, stepped_up
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "PO", "SY", "DP", "CO", "AUD"))


def browser(agency: FoundedAgency, code: str) -> Client:
    return stepped_up(signed_in_client(agency[code]))


def begun(agency: FoundedAgency) -> None:
    assert signed_in_client(agency["CO"]).post("/in/incident").status_code == 303


def page_of(client: Client, address: str = "/in/incident") -> str:
    return str(client.get(address).content.decode())


def test_one_begins_it_and_two_end_it(agency: FoundedAgency) -> None:
    assert "No incident is open." in page_of(browser(agency, "SY"))
    begun(agency)
    protection = browser(agency, "DP")
    assert "An incident is open since:" in page_of(protection)
    alone = protection.post("/in/incident/end", {"what": "agree"})
    assert alone.status_code == 409
    assert "The incident goes on" in alone.content.decode()
    browser(agency, "SY").post("/in/incident/end", {"what": "ask"})
    assert "Agree: it is over" in page_of(protection)
    assert "Agree: it is over" not in page_of(browser(agency, "SY"))
    protection.post("/in/incident/end", {"what": "agree"})
    assert "No incident is open." in page_of(protection)


def test_ending_it_asks_for_the_second_factor_again(agency: FoundedAgency) -> None:
    begun(agency)
    signed_in_client(agency["SY"]).post("/in/incident/end", {"what": "ask"})
    assert "Somebody has asked" not in page_of(browser(agency, "SY"))


@pytest.mark.parametrize("code", ["CW", "PO", "AUD"])
def test_for_others_there_is_no_such_page(agency: FoundedAgency, code: str) -> None:
    client = browser(agency, code)
    assert {client.get("/in/incident").status_code, client.post("/in/incident").status_code} == {404}
    assert client.post("/in/incident/end", {"what": "agree"}).status_code == 404
    assert client.get("/in/incident/canaries").status_code == 404
    assert "An incident" not in page_of(client, "/in/here")
    assert "An incident" in page_of(browser(agency, "SY"), "/in/here")


@pytest.mark.parametrize("code", ["SY", "CO"])
def test_canaries_and_the_checklist_are_for_data_protection_alone(agency: FoundedAgency, code: str) -> None:
    begun(agency)
    client = browser(agency, code)
    assert client.get("/in/incident/canaries").status_code == 404
    assert "What to decide and do" not in page_of(client)
    assert "What to decide and do" in page_of(browser(agency, "DP"))


def test_data_protection_makes_a_canary_and_reads_who_opened_it(agency: FoundedAgency) -> None:
    worker = Worker(agency["CW"])
    code = worker.open_case("CW")
    protection = browser(agency, "DP")
    wrong = protection.post("/in/incident/canaries", {"code": "HK3T-9WDM-2XP3"})
    assert (wrong.status_code, "leads no case with this code" in wrong.content.decode()) == (400, True)
    assert code in protection.post("/in/incident/canaries", {"code": code}).content.decode()
    assert "canary case was" not in Worker(agency["DP"]).open("/log").plain
    worker.open(f"/cases/{code}")
    watched = Worker(agency["DP"]).open("/log")
    assert f"a canary case was opened: {code}" in watched.plain
    assert "canary case was opened" not in Worker(agency["AUD"]).open("/log").plain
    begun(agency)
    assert "a canary" in page_of(protection)
    gone = protection.post("/in/incident/canaries", {"code": code, "what": "unmark"})
    assert code not in gone.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whoever_is_stopped_reads_why(agency: FoundedAgency, language: str) -> None:
    begun(agency)
    said = {"en": "An incident is open in this agency", "ar": "حادث أمني قائم في هذه الجهة"}[language]
    administrator = browser(agency, "SY")
    for answer in (
        administrator.post("/in/accounts/new", {"shown_as": "New", "role": ["CW"], "language": language}),
        administrator.post(f"/in/accounts/{agency['CW'].account}/change", {"what": "reset", "language": language}),
        Client.get(browser(agency, "AUD"), "/log/export", {"lang": language}),
    ):
        assert (answer.status_code, said in answer.content.decode()) == (403, True)
    assert browser(agency, "DP").get("/log/export").status_code == 200


def test_the_page_speaks_arabic(agency: FoundedAgency) -> None:
    from tests.pages.test_every_text_has_arabic import LATIN_SENTENCE, plain

    begun(agency)
    for address in ("/in/incident", "/in/incident/canaries"):
        page = browser(agency, "DP").get(address, {"lang": "ar"}).content.decode().partition("<main")[2]
        assert not LATIN_SENTENCE.findall(plain(page.partition("</main>")[0]))
