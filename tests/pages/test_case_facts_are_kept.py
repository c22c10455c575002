"""What is told is written down with where it comes from; a correction and a contradiction lose nothing."""

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


@pytest.fixture
def worker(lead: FoundedAgency) -> Worker:
    return Worker(lead["CW"])


def known(worker: Worker) -> str:
    return worker.plain.partition("What is known")[2]


def stood(worker: Worker, code: str, fact: str) -> list[str]:
    return re.findall(r'name="stood" value="([^"]+)"', worker.send(f"/cases/{code}/facts", fact=fact).text)


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("yes", "Yes"),
        ("no", "No"),
        ("denied", "Said no, not verified"),
        ("asked", "Not known"),
        ("declined", "Prefers not to say"),
    ],
)
def test_every_answer_is_a_good_one(worker: Worker, answer: str, shown: str) -> None:
    code = worker.open_case("CW")
    worker.record(code, "det.held", answer)
    assert f"they may not leave)? {shown} The person told it" in known(worker)


def test_what_disagrees_stands_side_by_side(worker: Worker) -> None:
    code = worker.open_case("CW")
    worker.record(code, "det.held", "yes")
    worker.record(code, "det.held", "no", source="document", how="beside", stood=stood(worker, code, "det.held"))
    assert "These do not agree" in known(worker)
    assert "Yes The person told it" in known(worker)
    assert "No A document" in known(worker)


def test_a_correction_takes_the_place_and_stays_in_the_history(worker: Worker) -> None:
    code = worker.open_case("CW")
    worker.record(code, "det.held", "yes")
    earlier = stood(worker, code, "det.held")
    worker.record(code, "det.held", "no", how="instead", stood=earlier)
    assert "These do not agree" not in worker.plain
    assert "Yes The person told it" not in known(worker)
    history = worker.open(f"/cases/{code}/history").plain
    assert "corrected later" in history
    assert "Yes The person told it" in history


def test_several_of_a_group_are_kept_at_once(worker: Worker) -> None:
    code = worker.open_case("CW")
    worker.send(f"/cases/{code}/facts", group="charges")
    given = {"of:det.held": "yes", "of:det.necessity_form": "no", "of:off.other": ""}
    worker.send(f"/cases/{code}/facts", group="charges", source="document", certainty="verified", save="1", **given)
    assert known(worker).count("A document · Checked against something else") == 2


def test_a_number_that_cannot_be_is_given_back(worker: Worker) -> None:
    code = worker.open_case("CW")
    page = worker.record(code, "person.declared_age", number="900")
    assert page.status == 422
    assert "This answer was not kept" in page.plain
    assert 'value="900"' in page.text
    assert "What is known" not in worker.open(f"/cases/{code}").plain


def test_part_of_a_day_is_not_taken_for_a_day(worker: Worker) -> None:
    code = worker.open_case("CW")
    page = worker.record(code, "det.since", year="2026", month="3")
    assert page.status == 422
    assert "A case keeps whole days" in page.plain


def test_a_double_click_records_once(worker: Worker) -> None:
    code = worker.open_case("CW")
    worker.send(f"/cases/{code}/facts", fact="det.held")
    key = worker.hidden("key")
    given = {"fact": "det.held", "answer": "yes", "source": "person", "certainty": "stated", "save": "1"}
    for _ in range(2):
        worker.client.post(f"/cases/{code}/facts", {**given, "key": key})
    assert known(worker.open(f"/cases/{code}")).count("they may not leave)?") == 2  # once seen, once said for readers
