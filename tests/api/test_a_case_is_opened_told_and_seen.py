"""A program does what the pages do: it opens a case, adds to it, and sees what the law says."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.access.people_with_accounts import FoundedAgency
from tests.api.asking import asking

pytestmark = pytest.mark.django_db


def test_who_i_am(lead: FoundedAgency) -> None:
    me = asking(lead["CW"]).get("/me").json()
    assert me["account"] == str(lead["CW"].account)
    assert me["agency_name"] == lead.name
    assert me["may_open_as"] == ["CW"]


def test_an_opened_case_is_listed_with_what_may_not_be_done(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    code = worker.opened(country="XB", facts={"person.declared_age": "16", "det.held": "yes"})
    assert worker.get("/cases").json()["cases"][0]["code"] == code
    case = worker.get(f"/cases/{code}").json()
    assert {one["action"] for one in case["barred"]} >= {"detain.continue", "age.treat_as_adult"}
    assert case["known"]["det.held"] == "yes"
    assert case["roles"] == ["CW"]


def test_contradicting_facts_stand_beside_each_other(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    code = worker.opened(facts={"det.held": "yes"})
    worker.do("facts.add", code, facts={"det.held": "no"}, source="document")
    case = worker.get(f"/cases/{code}").json()
    assert case["contradictions"] == ["det.held"]
    assert {one["value"] for one in case["facts"] if one["stands"]} == {"yes", "no"}
    assert "det.held" not in case["known"]


def test_a_text_is_read_back(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    code = worker.opened()
    assert worker.do("text.write", code, field="name.1", text="Mirabelle Invented").status_code == 200
    assert worker.get(f"/cases/{code}").json()["texts"]["name.1"][0]["text"] == "Mirabelle Invented"


def test_the_same_key_again_does_nothing_and_answers_the_same(lead: FoundedAgency) -> None:
    worker, key = asking(lead["CW"]), uuid4()
    first = worker.post("/cases", {"role": "CW"}, key).json()
    again = worker.post("/cases", {"role": "CW"}, key).json()
    assert again == {**first, "repeated": True}


def test_another_command_under_the_same_key_is_not_carried_out(lead: FoundedAgency) -> None:
    worker, key = asking(lead["CW"]), uuid4()
    worker.post("/cases", {"role": "CW"}, key)
    answer = worker.post("/cases", {"role": "CW", "country": "XB"}, key)
    assert (answer.status_code, answer.json()["error"]) == (422, "rejected")


def test_without_a_key_nothing_is_done(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    before = worker.get("/cases").json()["cases"]
    answer = worker.client.post("/api/cases", {"role": "CW"}, content_type="application/json")
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert worker.get("/cases").json()["cases"] == before


def test_data_protection_sees_who_looked(lead: FoundedAgency) -> None:
    code = asking(lead["CW"]).opened()
    events = asking(lead["DP"]).get(f"/cases/{code}/log").json()["events"]
    assert {(one["account"], one["case"]) for one in events} >= {(str(lead["CW"].account), code)}
    assert asking(lead["DP"]).get("/log").json()["events"][0]["account"] == str(lead["DP"].account)
