"""What was answered at the desk becomes a case, once, and without the desk nothing is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


def at_the_desk(worker: Worker) -> Worker:
    """An adult of 31 in Arvana who is held."""
    worker.send("/desk/begin", who="adult", age="31", country="XA")
    return worker.send("/desk/answer", desk=worker.hidden("desk"), key="det.held", answer="yes")


def test_answers_and_country_come_with_it(lead: FoundedAgency) -> None:
    worker = at_the_desk(Worker(lead["CW"]))
    assert "Open a case with this" in worker.text
    form = worker.send("/cases/open", desk=worker.hidden("desk"))
    assert "answers from the desk come with it" in form.plain
    assert '<option value="XA" selected>' in form.text
    form.send("/cases/open", desk=form.hidden("desk"), role="CW", country="XA", save="1")
    assert "they may not leave)? Yes" in worker.plain
    assert "31 The person told it" in worker.plain
    assert "Arvana" in worker.plain


def test_a_double_click_opens_one_case(lead: FoundedAgency) -> None:
    worker = at_the_desk(Worker(lead["CW"]))
    worker.send("/cases/open", desk=worker.hidden("desk"))
    given = {"desk": worker.hidden("desk"), "key": worker.hidden("key"), "role": "CW", "country": "XA", "save": "1"}
    went = {worker.client.post("/cases/open", given)["Location"] for _ in range(2)}
    assert len(went) == 1
    assert re.fullmatch(r"/cases/[0-9A-Z-]{14}", went.pop())


def test_without_a_role_nothing_is_opened_and_the_answers_stay(lead: FoundedAgency) -> None:
    worker = at_the_desk(Worker(lead["CO"]))
    assert "Open a case with this" not in worker.text
    worker = at_the_desk(Worker(lead["CW"]))
    form = worker.send("/cases/open", desk=worker.hidden("desk"), save="1")
    assert form.status == 422
    assert "Choose the role" in form.plain
    assert form.hidden("desk")


def test_who_may_open_none_is_answered_as_if_there_were_no_such_page(lead: FoundedAgency) -> None:
    page = Worker(lead["HP"]).open("/cases/open")
    assert page.status == 404
    assert page.text == Worker(lead["HP"]).open("/cases/nothing").text


def test_an_altered_desk_is_explained(lead: FoundedAgency) -> None:
    page = Worker(lead["CW"]).send("/cases/open", desk="altered")
    assert page.status == 400
    assert "Nothing in it was used" in page.plain


def test_nobody_who_is_not_signed_in_sees_the_button() -> None:
    page = Client().post("/desk/begin", {"who": "adult", "age": "31", "country": "XA"})
    assert "Open a case with this" not in page.content.decode()
