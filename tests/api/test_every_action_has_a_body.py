"""Whatever the door can do, a program can ask for, with a body that the description tells."""

from __future__ import annotations

import pytest

from asylia.api.bodies import BODIES
from asylia.api.doing import address
from asylia.api.root import api
from asylia.casework.steps import STEPS
from tests.access.people_with_accounts import FoundedAgency
from tests.api.asking import asking


def test_each_action_of_the_door_and_no_other() -> None:
    assert sorted(BODIES) == sorted(STEPS)


@pytest.mark.parametrize("action", sorted(BODIES))
def test_the_description_names_what_it_asks_for(action: str) -> None:
    description = api.get_openapi_schema(path_prefix="api/")
    body = description["paths"][address(action)]["post"]["requestBody"]["content"]["application/json"]["schema"]
    shape = description["components"]["schemas"][body["$ref"].rpartition("/")[2]]
    assert shape["additionalProperties"] is False
    assert set(shape["properties"]) == set(BODIES[action].model_fields)


@pytest.mark.django_db
def test_the_list_of_actions_names_each_with_its_address(lead: FoundedAgency) -> None:
    listed = asking(lead["CW"]).get("/actions").json()["actions"]
    assert {one["name"]: one["address"] for one in listed} == {action: address(action) for action in STEPS}
    assert all(one["does"] and one["body"]["type"] == "object" for one in listed)
