"""Different roles get different pages, and not one page with holes: what is hidden has no heading and no question."""

from __future__ import annotations

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

HEADINGS = ("What is known", "In words", "Rights", "What is indicated", "People who work on it")


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


@pytest.fixture
def code(lead: FoundedAgency) -> str:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    worker.record(code, "det.held", "yes")
    worker.record(code, "fear.return", "yes")
    worker.send(f"/cases/{code}/texts", field="name.1", text="Mirabelle Invented", save="1")
    return code


def assign(lead: FoundedAgency, code: str, role: str) -> Worker:
    coordinator = Worker(lead["CO"]).open(f"/cases/{code}/people")
    coordinator.send(f"/cases/{code}/people", step="assign", whom=f"{lead[role].account}:{role}")
    assert coordinator.status == 200
    return Worker(lead[role]).open(f"/cases/{code}")


def test_a_case_worker_sees_the_name_and_not_the_claim(lead: FoundedAgency, code: str) -> None:
    page = Worker(lead["CW"]).open(f"/cases/{code}")
    assert "Mirabelle Invented" in page.text
    assert "afraid of going back" not in page.plain
    assert "fear.return" not in page.text


def test_a_lawyer_sees_the_claim_and_not_the_name(lead: FoundedAgency, code: str) -> None:
    page = assign(lead, code, "LR")
    assert page.status == 200
    assert "Fear and return" in page.plain
    assert "Mirabelle" not in page.text
    assert "Before you call" not in page.plain


def test_a_shelter_sees_what_is_barred_and_no_heading_of_anything_else(lead: FoundedAgency, code: str) -> None:
    page = assign(lead, code, "SV")
    assert page.status == 200
    assert "Must not be done now" in page.plain
    assert [heading for heading in HEADINGS if f">{heading}</h2>" in page.text] == []


def test_a_coordinator_sees_what_is_due_and_assigns(lead: FoundedAgency, code: str) -> None:
    page = Worker(lead["CO"]).open(f"/cases/{code}")
    assert page.status == 200
    assert "What is known" not in page.plain
    assert "Let somebody work on it" in page.open(f"/cases/{code}/people").plain


def test_somebody_is_let_go(lead: FoundedAgency, code: str) -> None:
    assign(lead, code, "LR")
    coordinator = Worker(lead["CO"]).open(f"/cases/{code}/people")
    coordinator.send(f"/cases/{code}/people", step="unassign", whom=f"{lead['LR'].account}:LR")
    assert Worker(lead["LR"]).open(f"/cases/{code}").status == 404
