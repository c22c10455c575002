"""Whatever is sent, the answer is a clear 4xx in the one shape, nothing is done, and nothing of it is repeated."""

from __future__ import annotations

import pytest

from tests.access.people_with_accounts import FoundedAgency
from tests.api.asking import asking

pytestmark = pytest.mark.django_db

MARK = "Mirabelle"

BODIES: dict[str, tuple[bytes, int]] = {
    "nothing": (b"", 422),
    "no JSON": (b'{"role": "CW", Mirabelle', 400),
    "not UTF-8": (b'{"role": "CW", "country": "\xff\xfe"}', 400),
    "a list": (b'["Mirabelle"]', 400),
    "a word": (b'"Mirabelle"', 400),
    "null": (b"null", 400),
    "a name twice": (b'{"role": "CW", "role": "Mirabelle"}', 400),
    "NUL in a value": (b'{"role": "CW", "country": "Mirabelle\\u0000"}', 400),
    "NUL in a name": (b'{"role": "CW", "Mirabelle\\u0000": "x"}', 400),
    "NUL deep inside": (b'{"role": "CW", "facts": {"det.held": ["Mirabelle\\u0000"]}}', 400),
    "half a sign": (b'{"role": "CW", "country": "\\ud800Mirabelle"}', 400),
    "NaN": (b'{"role": "CW", "facts": {"age.range_low": NaN}}', 400),
    "Infinity": (b'{"role": "CW", "facts": {"age.range_low": Infinity}}', 400),
    "a number without end": (b'{"role": "CW", "facts": {"age.range_low": 1e999}}', 400),
    "a number of 5000 digits": (b'{"role": "CW", "facts": {"age.range_low": ' + b"9" * 5000 + b"}}", 400),
    "nested 100,000 deep": (b'{"a":' * 100_000, 400),
    "nested and closed": (b'{"role": "CW", "facts": ' + b"[" * 500 + b"]" * 500 + b"}", 400),
    "too large": (b'{"role": "' + b"Mirabelle" * 200_000 + b'"}', 413),
    "a number for a word": (b'{"role": 7}', 422),
    "a list for a word": (b'{"role": ["Mirabelle"]}', 422),
    "a name too many": (b'{"role": "CW", "Mirabelle": "x"}', 422),
    "a word that is not listed": (b'{"role": "CW", "source": "Mirabelle"}', 422),
    "yes for a number": (b'{"role": "CW", "facts": {"age.range_low": true}}', 422),
    "a fact that is not listed": (b'{"role": "CW", "facts": {"Mirabelle": "yes"}}', 422),
    "a country that is none": (b'{"role": "CW", "country": "Mirabelle"}', 422),
    "a country nobody knows": (b'{"role": "CW", "country": "QQ"}', 422),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_cannot_be_taken(lead: FoundedAgency, name: str) -> None:
    body, status = BODIES[name]
    worker = asking(lead["CW"])
    before = worker.get("/cases").content
    answer = worker.raw("/cases", body)
    assert answer.status_code == status, answer.content
    assert set(answer.json()) == {"error", "said", "field"}
    assert answer.json()["said"]
    assert MARK.encode() not in answer.content
    assert worker.get("/cases").content == before


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"])
def test_what_is_not_sent_as_json(lead: FoundedAgency, kind: str) -> None:
    answer = asking(lead["CW"]).raw("/cases", b'{"role": "CW"}', kind=kind)
    assert (answer.status_code, answer.json()["error"]) == (415, "unreadable")


@pytest.mark.parametrize("key", ["", "1", "Mirabelle", "00000000-0000-0000-0000-00000000000g", "0" * 32])
def test_a_key_that_is_no_uuid(lead: FoundedAgency, key: str) -> None:
    answer = asking(lead["CW"]).post("/cases", {"role": "CW"}, headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["field"]) == (422, "Idempotency-Key")
    assert not key or key.encode() not in answer.content


@pytest.mark.parametrize("query", ["before=x", "before=0", "before=" + "9" * 40, "account=%00", "account=Mirabelle"])
def test_a_query_that_cannot_be_taken(lead: FoundedAgency, query: str) -> None:
    answer = asking(lead["DP"]).get(f"/log?{query}")
    assert (answer.status_code, answer.json()["error"]) == (422, "unfit")
    assert MARK.encode() not in answer.content


@pytest.mark.parametrize("query", ["after=%00", "after=Mirabelle", "after=2026-01-01T00:00:00_x", "after=_"])
def test_a_place_in_the_list_that_is_none(lead: FoundedAgency, query: str) -> None:
    answer = asking(lead["CW"]).get(f"/cases?{query}")
    assert (answer.status_code, answer.json()["error"]) in {(404, "not_here"), (422, "unfit")}


def test_a_method_that_an_address_does_not_take(lead: FoundedAgency) -> None:
    answer = asking(lead["CW"]).client.put("/api/cases", b"{}", content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (405, "wrong_method")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_the_law_knows_no_such_answer(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    code = worker.opened()
    answer = worker.do("facts.add", code, facts={"det.held": "Mirabelle"})
    assert (answer.status_code, answer.json()["error"], answer.json()["field"]) == (422, "rejected", "det.held")
    assert MARK.encode() not in answer.content
