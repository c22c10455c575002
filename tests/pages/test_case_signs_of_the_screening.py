"""Signs of the screening stand on the page of a case with who asked and when, for those who see the screening alone."""

from __future__ import annotations

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agency
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

PAPERS_TAKEN = "of:I-DO-01"


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "PO", "CO", "BO", "HP"))


@pytest.fixture
def worker(lead: FoundedAgency) -> Worker:
    return Worker(lead["CW"])


@pytest.fixture
def code(worker: Worker) -> str:
    return worker.open_case("CW")


def assigned(lead: FoundedAgency, code: str, role: str) -> Worker:
    coordinator = Worker(lead["CO"])
    coordinator.open(f"/cases/{code}/people")
    coordinator.send(f"/cases/{code}/people", step="assign", whom=f"{lead[role].account}:{role}")
    return Worker(lead[role])


def recorded(worker: Worker, code: str, **answers: str) -> Worker:
    at = f"/cases/{code}/signs"
    worker.open(at).send(at, group="DO")
    return worker.send(at, group="DO", save="1", source="person", **answers)


def part_of(page: Worker) -> str:
    text = page.plain
    return text[text.index("A sign is no proof") :] if "A sign is no proof" in text else ""


def test_an_answer_shows_with_its_question_source_and_who_asked(worker: Worker, code: str) -> None:
    page = recorded(worker, code, **{PAPERS_TAKEN: "yes"})
    assert page.address == f"/cases/{code}"
    part = part_of(page)
    assert "Papers" in part
    assert "Yes The person told it" in part
    assert "Asked by: you" in part


def test_what_was_not_asked_is_left_as_it_is(worker: Worker, code: str) -> None:
    recorded(worker, code, **{PAPERS_TAKEN: "yes"})
    part = part_of(recorded(worker, code, **{"of:I-DO-02": "no"}))
    assert part.count("Asked by:") == 2
    assert "Yes The person" in part
    assert "No The person" in part


def test_two_who_disagree_stand_side_by_side(lead: FoundedAgency, worker: Worker, code: str) -> None:
    recorded(worker, code, **{PAPERS_TAKEN: "yes"})
    part = part_of(recorded(assigned(lead, code, "PO"), code, **{PAPERS_TAKEN: "no"}))
    assert "These do not agree" in part
    assert part.count("Asked by:") == 2


def test_ones_own_answer_given_anew_takes_the_place_of_the_one_before(worker: Worker, code: str) -> None:
    recorded(worker, code, **{PAPERS_TAKEN: "yes"})
    part = part_of(recorded(worker, code, **{PAPERS_TAKEN: "declined"}))
    assert part.count("Asked by:") == 1
    assert "Yes The person" not in part


def test_who_does_not_see_the_screening_sees_none_of_it(lead: FoundedAgency, worker: Worker, code: str) -> None:
    recorded(worker, code, **{PAPERS_TAKEN: "yes"})
    guard = assigned(lead, code, "BO")
    assert "Asked by:" not in guard.open(f"/cases/{code}").text
    guard.open(f"/cases/{code}/signs")
    assert "answered" not in guard.plain


def test_what_is_told_to_somebody_who_may_not_see_it_is_kept_out_of_sight(
    lead: FoundedAgency, worker: Worker, code: str
) -> None:
    guard = assigned(lead, code, "BO")
    page = recorded(guard, code, **{PAPERS_TAKEN: "yes"})
    assert page.status == 201
    assert part_of(worker.open(f"/cases/{code}")).count("Asked by:") == 1


def test_an_empty_form_is_told_and_nothing_is_kept(worker: Worker, code: str) -> None:
    page = recorded(worker, code)
    assert page.status == 422
    assert "there was no answer in it" in page.plain


def test_in_arabic_the_question_is_in_arabic(lead: FoundedAgency, code: str) -> None:
    page = Worker(lead["CW"], "ar").open(f"/cases/{code}/signs").send(f"/cases/{code}/signs", group="DO")
    assert 'dir="rtl"' in page.text
    assert "علامات الفرز" in page.text
