"""Whoever has nothing to do with a case is answered with the very bytes of a case that never was, on every page."""

from __future__ import annotations

import pytest
from tests.access.people_with_accounts import FoundedAgencies, founded_agencies
from tests.pages.case_pages import Worker

from asylia.record.case_code import new_code
from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

PAGES = ("", "/facts", "/history", "/texts", "/act", "/people", "/seen")


@pytest.fixture
def agencies(tables: Databases) -> FoundedAgencies:
    return founded_agencies(tables)


@pytest.fixture
def code(agencies: FoundedAgencies) -> str:
    return Worker(agencies.lead["CW"]).open_case("CW", country="XB")


@pytest.mark.parametrize("page", PAGES)
def test_looking(agencies: FoundedAgencies, code: str, page: str) -> None:
    for who in (agencies.lead["LR"], agencies.stranger["CW"], agencies.lead["SY"]):
        colleague = Worker(who)
        hidden = colleague.open(f"/cases/{code}{page}")
        assert hidden.status == 404
        answer = hidden.text
        for other in (new_code(), "a name that somebody typed", code.lower()[:-1]):
            assert colleague.open(f"/cases/{other}{page}").text == answer
        assert code not in answer


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("/facts", {"fact": "det.held", "answer": "yes", "save": "1"}),
        ("/texts", {"field": "name.1", "text": "Mirabelle Invented", "save": "1"}),
        ("/act", {"act": "detain", "save": "1"}),
        ("/people", {"step": "assign", "whom": "nobody"}),
    ],
)
def test_writing(agencies: FoundedAgencies, code: str, page: str, given: dict[str, str]) -> None:
    colleague = Worker(agencies.lead["LR"])
    hidden = colleague.send(f"/cases/{code}{page}", **given)
    assert hidden.status == 404
    answer = hidden.text
    assert "Mirabelle" not in answer
    assert colleague.send(f"/cases/{new_code()}{page}", **given).text == answer


def test_who_must_never_see_it_is_answered_like_a_stranger(agencies: FoundedAgencies, code: str) -> None:
    coordinator = Worker(agencies.lead["CO"])
    assert coordinator.open(f"/cases/{code}").status == 200
    worker = Worker(agencies.lead["CW"]).open(f"/cases/{code}/people")
    worker.send(f"/cases/{code}/people", step="keep_away", whom=f"account:{agencies.lead['CO'].account}")
    assert worker.status == 200
    assert coordinator.open(f"/cases/{code}").text == coordinator.open(f"/cases/{new_code()}").text
