"""The rule comes first, and the number only where it may be used now; the form keeps to it too."""

from __future__ import annotations

from typing import Any

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

NUMBER = "+000 555 0134"
ALWAYS = {"uses": ["call"], "days": list("0123456"), "start": "00:00", "end": "23:59", "zone": "UTC"}


@pytest.fixture
def worker(tables: Databases) -> Worker:
    lead: FoundedAgency = founded_agencies(tables).lead
    return Worker(lead["CW"])


def ruled(worker: Worker, **given: Any) -> str:
    """A new case with one way to reach the person; gives its code."""
    code = worker.open_case("CW")
    assert "Do not call, write or visit until there is one" in worker.plain
    worker.send(f"/cases/{code}/texts", field="channel.1")
    worker.send(f"/cases/{code}/texts", field="channel.1", number=NUMBER, save="1", **given)
    return code


def test_a_number_that_is_safe_now_stands_after_its_rule(worker: Worker) -> None:
    code = ruled(worker, **ALWAYS, code_word="lantern")
    page = worker.open(f"/cases/{code}").plain
    assert page.index("Allowed: call.") < page.index("Code word: lantern.") < page.index(NUMBER)


def test_a_way_that_must_never_be_used_shows_no_number_anywhere(worker: Worker) -> None:
    code = ruled(worker, **ALWAYS, never="1")
    assert "This way must never be used." in worker.open(f"/cases/{code}").plain
    assert NUMBER not in worker.text
    assert NUMBER not in worker.send(f"/cases/{code}/texts", field="channel.1").text
    assert NUMBER not in worker.open(f"/cases/{code}/history").text


def test_a_hidden_number_stays_when_the_rule_is_changed(worker: Worker) -> None:
    code = ruled(worker, **ALWAYS, never="1")
    worker.send(f"/cases/{code}/texts", field="channel.1")
    after = worker.hidden("after")
    page = worker.send(f"/cases/{code}/texts", field="channel.1", number="", after=after, save="1", **ALWAYS)
    assert NUMBER in page.plain


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"uses": []}, "Say what is allowed with it"),
        ({"days": []}, "Say on which days it is safe"),
        ({"end": "00:00", "start": "10:00", "zone": "Nowhere/At all"}, "no such time zone"),
        ({"start": "10:00", "end": "09:00"}, "must end after they begin"),
        ({"start": "late"}, "Write the time with hours and minutes"),
    ],
)
def test_a_rule_that_cannot_be_is_given_back(worker: Worker, wrong: dict[str, Any], said: str) -> None:
    ruled(worker, **(ALWAYS | wrong))
    assert worker.status == 422
    assert said in worker.plain
    assert NUMBER in worker.text
