"""What the door cannot take is told in the language of the page, with its figures in it."""

from __future__ import annotations

import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agency, stepped_up
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

WORD = re.compile(r"[A-Za-z]{3,}")


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "HP", "CO"))


def problem(page: Worker) -> str:
    found = re.search(r'<div class="problem" role="alert".*?</div>', page.text, re.S)
    assert found, page.plain
    return re.sub(r"<[^>]+>", " ", found[0])


def test_a_text_that_is_too_long(lead: FoundedAgency) -> None:
    code = Worker(lead["CW"]).open_case("CW")
    page = Worker(lead["CW"], "ar").send(f"/cases/{code}/texts", field="note_a.1", text="x" * 20_001, save="1")
    assert page.status == 422
    assert "20000" in problem(page)
    assert WORD.findall(problem(page)) == []


def test_a_reason_that_is_too_short(lead: FoundedAgency) -> None:
    helper = Worker(lead["HP"], "ar")
    stepped_up(helper.client)
    given = {"role": "HP", "category": "risk_to_life", "reason": "danger", "code": "HK3T-9WDM-2XP3"}
    page = helper.send("/cases/danger", save="1", **given)
    assert "20" in problem(page)
    assert WORD.findall(problem(page)) == []


def test_letting_nobody_go(lead: FoundedAgency) -> None:
    code = Worker(lead["CW"]).open_case("CW")
    coordinator = Worker(lead["CO"], "ar")
    coordinator.open(f"/cases/{code}/people")
    page = coordinator.send(f"/cases/{code}/people", step="unassign", whom=f"{lead['HP'].account}:HP")
    assert page.status == 422
    assert WORD.findall(problem(page)) == []
