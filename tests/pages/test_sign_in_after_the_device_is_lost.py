"""The device is lost: a recovery code lets its owner in to add a new one, and everything before is worth nothing."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.access.people_with_accounts import (
    DEVICE,
    PASSPHRASE,
    FoundedAgency,
    Person,
    founded_agency,
    present_code,
    signed_in_client,
    stepped_up,
)

from asylia.audit.models import AuditEvent
from asylia.record.rows import acting_as
from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "DP"))


class _Acts:
    def __init__(self, person: Person) -> None:
        self.account, self.agency = person.account, person.agency


def told(person: Person) -> list[tuple[str, bool]]:
    """What the log says that this account did."""
    with acting_as(_Acts(person)):
        return list(AuditEvent.objects.filter(account=person.account).order_by("seq").values_list("action", "allowed"))


def half_way(person: Person) -> Client:
    client = Client()
    client.post("/in", {"step": "name", "name": person.name, "passphrase": PASSPHRASE})
    return client


def page_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def codes_in(page: str) -> list[str]:
    return re.findall(r'<li><bdi dir="ltr">(\d{12})</bdi>', page)


def made(person: Person) -> list[str]:
    """Ten recovery codes, as their owner makes them."""
    client = stepped_up(signed_in_client(person))
    return codes_in(page_of(client.post("/in/codes", {"make": "1"})))


def secret_of(page: str) -> str:
    found = re.search(r'class="code-long">([A-Z2-7 ]+)<', page)
    assert found
    return found[1].replace(" ", "")


def test_new_codes_need_the_second_factor_again(agency: FoundedAgency) -> None:
    page = page_of(signed_in_client(agency["CW"]).post("/in/codes", {"make": "1"}))
    assert "Give your second factor again" in page
    assert codes_in(page) == []


def test_ten_new_codes_are_shown_once_and_the_old_ones_are_void(agency: FoundedAgency) -> None:
    old, new = made(agency["CW"]), made(agency["CW"])
    assert len(set(old) | set(new)) == 20
    assert half_way(agency["CW"]).post("/in", {"step": "second", "code": old[0]}).status_code == 401
    assert half_way(agency["CW"]).post("/in", {"step": "second", "code": new[0]}).status_code == 200
    used = [(action, allowed) for action, allowed in told(agency["CW"]) if action == "recovery_code.use"]
    assert used == [("recovery_code.use", False), ("recovery_code.use", True)]


def test_a_recovery_code_lets_in_and_leads_to_a_new_device(agency: FoundedAgency) -> None:
    codes = made(agency["CW"])
    other = signed_in_client(agency["CW"])
    client = half_way(agency["CW"])
    page = page_of(client.post("/in", {"step": "second", "code": codes[0]}))
    assert "You came in with a recovery code" in page
    assert "9 of your recovery codes" in page

    secret = secret_of(page_of(client.get("/in/device")))
    page = page_of(client.post("/in/device", {"step": "enrol-device", "code": present_code(secret)}))
    fresh = codes_in(page)
    assert len(fresh) == 10
    assert client.get("/cases").status_code == 200
    assert other.get("/cases").status_code == 401

    again = half_way(agency["CW"])
    assert again.post("/in", {"step": "second", "code": present_code(DEVICE)}).status_code == 401
    assert again.post("/in", {"step": "second", "code": codes[1]}).status_code == 401
    assert again.post("/in", {"step": "second", "code": fresh[0]}).status_code == 200
    assert ("second_factor.add", True) in told(agency["CW"])
    assert ("recovery_codes.make", True) in told(agency["CW"])


def test_a_wrong_code_of_the_new_device_changes_nothing(agency: FoundedAgency) -> None:
    client = stepped_up(signed_in_client(agency["CW"]))
    client.get("/in/device")
    answer = client.post("/in/device", {"step": "enrol-device", "code": "000000"})
    assert answer.status_code == 400
    assert "Nothing is lost" in page_of(answer)
    signed_in = half_way(agency["CW"]).post("/in", {"step": "second", "code": present_code(DEVICE)})
    assert signed_in.status_code == 303


def test_a_recovery_code_works_once(agency: FoundedAgency) -> None:
    codes = made(agency["CW"])
    assert half_way(agency["CW"]).post("/in", {"step": "second", "code": codes[3]}).status_code == 200
    assert half_way(agency["CW"]).post("/in", {"step": "second", "code": codes[3]}).status_code == 401


def test_data_protection_reads_it_in_words(agency: FoundedAgency) -> None:
    made(agency["CW"])
    assert "make new recovery codes" in page_of(signed_in_client(agency["DP"]).get("/log"))
