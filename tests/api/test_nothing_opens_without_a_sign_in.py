"""A program signs in as a person does, with both factors; before that every address that needs it answers 401."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from asylia.api.root import api
from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, founded_agency, present_code
from tests.api.asking import Asking, asking

pytestmark = pytest.mark.django_db

OPEN = {("/api/sign-in", "post"), ("/api/sign-in/code", "post")}


def every_address() -> list[tuple[str, str]]:
    """Each address with each method it takes."""
    paths = api.get_openapi_schema(path_prefix="api/")["paths"]
    return [(path, method) for path, methods in paths.items() for method in methods]


@pytest.mark.parametrize(("path", "method"), sorted(set(every_address()) - OPEN))
@pytest.mark.parametrize("cookie", [None, "", "x", "A" * 88])
def test_who_is_not_signed_in_is_told_nothing(tables: Databases, path: str, method: str, cookie: str | None) -> None:
    stranger = Asking()
    if cookie is not None:
        stranger.client.cookies["notes"] = cookie
    address = re.sub(r"\{\w+\}", "HK3T-9WDM-2XP3", path.removeprefix("/api"))
    answer = stranger.get(address) if method == "get" else stranger.post(address, {})
    assert (answer.status_code, answer.json()["error"]) == (401, "not_signed_in")


def test_name_and_passphrase_then_a_code(tables: Databases) -> None:
    person = founded_agency(tables, "Sign-in by program (invented)", ("CW",))["CW"]
    program = Asking()
    assert program.post("/sign-in", {"name": person.name, "passphrase": PASSPHRASE}).json() == {"next": "second"}
    assert program.get("/me").status_code == 401
    half = program.client.cookies["notes"].value
    assert program.post("/sign-in/code", {"code": present_code()}).json() == {"next": "in"}
    assert program.get("/me").json()["account"] == str(person.account)
    assert program.client.cookies["notes"].value != half
    assert program.client.cookies["notes"]["httponly"]
    assert program.client.cookies["notes"]["samesite"] == "Strict"


def test_signed_out_is_signed_out(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    kept = worker.client.cookies["notes"].value
    assert worker.post("/sign-out", {}).json() == {"signed_in": False}
    worker.client.cookies["notes"] = kept
    assert worker.get("/me").status_code == 401


def test_a_wrong_passphrase_and_a_name_that_is_nobodys_are_answered_alike(tables: Databases) -> None:
    person = founded_agency(tables, "Alike (invented)", ("CW",))["CW"]
    wrong = Asking().post("/sign-in", {"name": person.name, "passphrase": "not this one"})
    nobody = Asking().post("/sign-in", {"name": f"nobody-{uuid4().hex[:8]}", "passphrase": "not this one"})
    assert (wrong.status_code, wrong.content) == (nobody.status_code, nobody.content)
    assert wrong.status_code == 401


def test_guessing_is_slowed_down(tables: Databases) -> None:
    person = founded_agency(tables, "Slowed (invented)", ("CW",))["CW"]
    program = Asking()
    answers = [program.post("/sign-in", {"name": person.name, "passphrase": f"wrong {n}"}) for n in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert int(answers[-1]["Retry-After"]) >= 1


def test_five_wrong_codes_end_the_session(tables: Databases) -> None:
    person = founded_agency(tables, "Codes (invented)", ("CW",))["CW"]
    program = Asking()
    program.post("/sign-in", {"name": person.name, "passphrase": PASSPHRASE})
    errors = [program.post("/sign-in/code", {"code": "000000"}).json()["error"] for _ in range(5)]
    assert errors == ["wrong_code"] * 4 + ["not_signed_in"]
    assert program.post("/sign-in/code", {"code": present_code()}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "null"},
    ],
)
def test_another_sites_page_can_send_nothing(lead: FoundedAgency, headers: dict[str, str]) -> None:
    worker = asking(lead["CW"])
    before = worker.get("/cases").content
    assert worker.post("/cases", {"role": "CW"}, headers=headers).status_code == 403
    assert worker.get("/cases").content == before


def test_the_first_enrolment_is_done_on_the_pages(tables: Databases) -> None:
    agency = founded_agency(tables, "Enrolment (invented)", ("CW",), device=False)
    program = Asking()
    step = program.post("/sign-in", {"name": agency["CW"].name, "passphrase": PASSPHRASE}).json()
    assert step == {"next": "enrol"}
    assert program.get("/me").status_code == 401
