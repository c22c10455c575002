"""A life is in danger: one asks by the code alone, a second agrees on the case's page, and all see what they must."""

from __future__ import annotations

import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, Person, founded_agency, signed_in_client, stepped_up
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

REASON = "somebody threatens to hurt her tonight"
NO_SUCH_CASE = "HK3T-9WDM-2XP3"


def asked(worker: Worker, code: str, **fields: str) -> Worker:
    given = {"role": "HP", "category": "risk_to_life", "reason": REASON, "save": "1", "code": code}
    return worker.open("/cases/danger").send("/cases/danger", **{**given, **fields})


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "HP", "CO", "DP", "SY"))


def given_again(person: Person) -> Worker:
    """Somebody who gave their second factor again just now."""
    worker = Worker(person)
    stepped_up(worker.client)
    return worker


@pytest.fixture
def code(lead: FoundedAgency) -> str:
    return Worker(lead["CW"]).open_case("CW")


@pytest.fixture
def helper(lead: FoundedAgency) -> Worker:
    return given_again(lead["HP"])


@pytest.fixture
def coordinator(lead: FoundedAgency) -> Worker:
    return given_again(lead["CO"])


def agreed(coordinator: Worker, code: str) -> Worker:
    at = f"/cases/{code}/danger"
    coordinator.open(at)
    return coordinator.send(at, step="agree", asked=coordinator.hidden("asked"), role="CO", reason=REASON)


def test_it_is_asked_for_agreed_to_and_read(helper: Worker, coordinator: Worker, code: str) -> None:
    assert asked(helper, code).status == 200
    assert helper.open(f"/cases/{code}").status == 404
    assert "somebody asks to open this case" in coordinator.open(f"/cases/{code}").plain
    assert "Open now" in agreed(coordinator, code).plain
    seen = helper.open(f"/cases/{code}")
    assert seen.status == 200
    assert "to read only" in seen.plain
    assert 'name="save"' not in seen.text
    assert helper.send(f"/cases/{code}/facts", fact="det.held", answer="yes", save="1").status == 404


def test_nothing_tells_whether_there_is_a_case(helper: Worker, code: str) -> None:
    there, nowhere = asked(helper, code).text, asked(helper, NO_SUCH_CASE).text
    assert without_writer(there) == without_writer(nowhere)
    assert code not in there


def without_writer(text: str) -> str:
    return re.sub(r'name="(writer|key)" value="[^"]*"', "", text)


def test_a_short_reason_is_told_and_the_form_kept(helper: Worker, code: str) -> None:
    page = asked(helper, code, reason="danger")
    assert page.status == 422
    assert "20 signs or more" in page.plain
    assert f'value="{code}"' in page.text


def test_a_mistyped_code_is_told_before_anything_is_asked(helper: Worker) -> None:
    page = asked(helper, "HK3T-9WDM-2XP4")
    assert page.status == 422
    assert "not a case code" in page.plain


def test_the_second_factor_is_asked_for_again_and_what_was_written_is_kept(lead: FoundedAgency, code: str) -> None:
    page = asked(Worker(lead["HP"]), code)
    assert "Give your second factor again" in page.plain
    assert page.hidden("kept")


def test_nobody_agrees_to_what_they_asked_themselves(lead: FoundedAgency, code: str) -> None:
    worker = given_again(lead["CW"])
    asked(worker, code, role="CW")
    page = worker.open(f"/cases/{code}/danger")
    assert "You asked yourself" in page.plain
    assert 'value="agree"' not in page.text


def test_who_works_there_ends_it(helper: Worker, coordinator: Worker, code: str) -> None:
    asked(helper, code)
    agreed(coordinator, code)
    number = re.search(r'name="opening" value="([^"]+)"', coordinator.text)
    assert number
    coordinator.send(f"/cases/{code}/danger", step="close", opening=number[1])
    assert "Open now" not in coordinator.plain
    assert helper.open(f"/cases/{code}").status == 404


def test_data_protection_sees_it_without_seeing_the_case(
    lead: FoundedAgency, helper: Worker, coordinator: Worker, code: str
) -> None:
    asked(helper, code)
    agreed(coordinator, code)
    watching = Worker(lead["DP"])
    assert "because a life is in danger. Look into" in watching.open("/cases").plain
    log = watching.open("/log").plain
    part = log[log.index("Opened because a life is in danger: in the last seven days, or not yet looked into") :]
    assert code in part[:400]
    assert "Look into it by:" in part[:400]
    assert watching.open(f"/cases/{code}").status == 404


def test_data_protection_says_that_it_was_looked_into(
    lead: FoundedAgency, helper: Worker, coordinator: Worker, code: str
) -> None:
    asked(helper, code)
    agreed(coordinator, code)
    watching = Worker(lead["DP"])
    opening = watching.open("/log").hidden("opening")
    assert opening
    told = watching.send("/log", opening=opening, outcome="in_order").plain
    assert "Looked into:" in told
    assert "Look into it by:" not in told
    assert "because a life is in danger. Look into" not in watching.open("/cases").plain


def test_it_stands_in_the_list_while_it_is_open(helper: Worker, coordinator: Worker, code: str) -> None:
    asked(helper, code)
    assert code not in helper.open("/cases").plain
    agreed(coordinator, code)
    assert f"{code} New Open to you because a life is in danger, until:" in helper.open("/cases").plain
    assert "Opened because a life is in danger" in coordinator.open("/cases").plain


def test_the_page_is_for_roles_that_may_ask(lead: FoundedAgency) -> None:
    administrator = Worker(lead["SY"])
    assert administrator.open("/cases/danger").status == 404
    assert "/cases/danger" not in administrator.open("/cases").text
    assert "/cases/danger" in Worker(lead["HP"]).open("/cases").text


def test_a_case_without_any_request_has_no_such_page(lead: FoundedAgency, code: str) -> None:
    assert signed_in_client(lead["CO"]).get(f"/cases/{code}/danger").status_code == 404
