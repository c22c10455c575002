"""Two people who write the same text at once both find their own; a third text is written after both."""

from __future__ import annotations

import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

FIELD = "name.1"


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


def after(worker: Worker) -> list[str]:
    return re.findall(r'name="after" value="(\d+)"', worker.text)


def write(worker: Worker, code: str, text: str) -> Worker:
    return worker.send(f"/cases/{code}/texts", field=FIELD, text=text, after=after(worker), save="1")


def test_a_stale_page_discards_nothing(lead: FoundedAgency) -> None:
    first = Worker(lead["CW"])
    code = first.open_case("CW")
    second = Worker(lead["CW"])
    first.send(f"/cases/{code}/texts", field=FIELD)
    second.send(f"/cases/{code}/texts", field=FIELD)
    assert write(first, code, "Mirabelle").address == f"/cases/{code}"
    both = write(second, code, "Mirabella")
    assert "Your text is kept. Somebody else wrote this too" in both.plain
    assert "Mirabelle" in both.text
    assert "Mirabella" in both.text
    assert len(after(both)) == 2

    one = write(both, code, "Mirabelle, also Mirabella")
    assert one.address == f"/cases/{code}"
    assert "without having seen" not in one.plain
    assert "Mirabelle, also Mirabella" in one.plain


def test_the_page_begins_with_the_text_that_stands(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW")
    write(worker.send(f"/cases/{code}/texts", field=FIELD), code, "Mirabelle")
    assert ">Mirabelle</textarea>" in worker.send(f"/cases/{code}/texts", field=FIELD).text


def test_a_text_that_cannot_be_taken_is_given_back(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW")
    long = "a long story " * 2000
    page = write(worker.send(f"/cases/{code}/texts", field=FIELD), code, long)
    assert page.status == 422
    assert "longer than" in page.plain
    assert long.strip() in page.text


def test_who_may_not_read_it_is_told_that_it_is_kept(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW")
    worker.send(f"/cases/{code}/texts", field="claim.1")
    page = worker.send(f"/cases/{code}/texts", field="claim.1", text="What they said", save="1")
    assert "those whose work needs it see it" in page.plain
    assert "What they said" not in worker.open(f"/cases/{code}").text


def test_only_what_may_be_written_is_offered(lead: FoundedAgency) -> None:
    officer = Worker(lead["BO"])
    code = officer.open_case("BO")
    offered = re.findall(r'name="field" value="([^"]+)"', officer.open(f"/cases/{code}/texts").text)
    assert offered
    assert "narrative.1" not in offered
    for field in offered:
        officer.send(f"/cases/{code}/texts", field=field)
        kept = officer.send(f"/cases/{code}/texts", field=field, text="Invented", number="+000", never="1", save="1")
        assert kept.status in (200, 201)
        assert "There is nothing here" not in kept.plain
