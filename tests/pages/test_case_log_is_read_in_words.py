"""Who has seen a file, and the log: for those whose duty it is, in words and codes, and never with content."""

from __future__ import annotations

import json
import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


@pytest.fixture
def code(lead: FoundedAgency) -> str:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    worker.send(f"/cases/{code}/texts", field="name.1", text="Mirabelle Invented", save="1")
    return code


def test_the_list_for_the_person_says_who_in_words_and_names_no_account(lead: FoundedAgency, code: str) -> None:
    page = Worker(lead["DP"]).open(f"/cases/{code}/seen")
    assert page.status == 200
    assert "Lamplight (invented), Case worker: looked at" in re.sub("[\u2068\u2069]", "", page.plain)
    assert "identity" in page.plain
    assert str(lead["CW"].account) not in page.text
    assert lead["CW"].name.partition("-")[2] not in page.plain.partition("Signed in")[0]


def test_the_log_shows_codes_and_no_content(lead: FoundedAgency, code: str) -> None:
    page = Worker(lead["DP"]).open("/log").send("/log", code=code)
    assert code in page.text
    assert "open the case" in page.plain
    assert "Mirabelle" not in page.text


def test_the_log_of_one_account_holds_its_cases(lead: FoundedAgency, code: str) -> None:
    page = Worker(lead["DP"]).send("/log", account=lead["CW"].account)
    assert code in page.text
    assert code not in Worker(lead["DP"]).send("/log", account=lead["HP"].account).text


def test_to_read_the_log_is_in_the_log(lead: FoundedAgency, code: str) -> None:
    reader = Worker(lead["AUD"]).send("/log", code=code)
    page = reader.send("/log", code=code)
    assert "Auditor" in page.plain
    assert "who looked at what, and when" in page.plain


def test_the_whole_log_is_taken_out_as_it_is_checked(lead: FoundedAgency, code: str) -> None:
    answer = Worker(lead["DP"]).client.get("/log/export")
    lines = answer.content.decode().splitlines()
    assert {json.loads(line)["format"] for line in lines} == {"asylia-audit-1"}
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))


@pytest.mark.parametrize("address", ["/log", "/log/export", "/cases/{code}/seen"])
def test_nobody_else_reads_it(lead: FoundedAgency, code: str, address: str) -> None:
    page = Worker(lead["CW"]).open(address.format(code=code))
    assert page.status == 404
    assert page.text == Worker(lead["CW"]).open("/cases/nothing").text
