"""What asks for the second factor again is done by a program that gives a code, and told alike where none was given."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, founded_agency, present_code
from tests.api.asking import asking

pytestmark = pytest.mark.django_db

NO_SUCH_CASE = "HK3T-9WDM-2XP3"
DANGER: dict[str, Any] = {"role": "HP", "category": "risk_to_life", "reason": "somebody threatens to hurt her tonight"}


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "HP", "CO"))


def test_without_it_the_answer_says_so_and_where(lead: FoundedAgency) -> None:
    code = asking(lead["CW"]).opened()
    answer = asking(lead["HP"]).do("glass.ask", code, **DANGER)
    assert (answer.status_code, answer.json()["error"]) == (403, "second_factor")
    assert "POST /api/sign-in/code" in answer.json()["said"]


def test_the_answer_does_not_tell_whether_there_is_a_case(lead: FoundedAgency) -> None:
    worker, helper = asking(lead["CW"]), asking(lead["HP"])
    code = worker.opened()
    asked = [
        helper.do("glass.agree", one, asked=str(uuid4()), role="CO", reason=DANGER["reason"])
        for one in (code, NO_SUCH_CASE)
    ]
    shared = [one.do("act.take", code, act="share:police") for one in (worker, helper)]
    assert {answer.content for answer in (*asked, *shared)} == {asked[0].content}
    assert {answer.status_code for answer in (*asked, *shared)} == {403}


def test_a_move_that_hands_the_case_over_asks_for_it_and_another_does_not(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    code = worker.opened()
    answers = {"to": "legal_aid", "wish": "she wants a lawyer"}
    asked = [
        worker.do("track.move", one, track="case", move="hand_over", answers=answers) for one in (code, NO_SUCH_CASE)
    ]
    assert [answer.json()["error"] for answer in asked] == ["second_factor"] * 2
    other = worker.do("track.move", code, track="identification", move="presume")
    assert (other.status_code, other.json()["error"]) == (422, "rejected")


def test_a_code_is_given_and_the_same_command_is_done(lead: FoundedAgency) -> None:
    code, helper, key = asking(lead["CW"]).opened(), asking(lead["HP"]), uuid4()
    assert helper.do("glass.ask", code, key, **DANGER).status_code == 403
    assert helper.post("/sign-in/code", {"code": present_code()}).status_code == 200
    answer = helper.do("glass.ask", code, key, **DANGER)
    assert (answer.status_code, answer.json()["notes"]) == (200, ["asked"])


def test_two_programs_open_a_case_for_danger(lead: FoundedAgency) -> None:
    code, helper, coordinator = asking(lead["CW"]).opened(), asking(lead["HP"]), asking(lead["CO"])
    for one in (helper, coordinator):
        assert one.post("/sign-in/code", {"code": present_code()}).status_code == 200
    helper.do("glass.ask", code, **DANGER)
    (asked,) = coordinator.get(f"/cases/{code}").json()["openings"]
    agreed = coordinator.do("glass.agree", code, asked=asked["id"], role="CO", reason=DANGER["reason"])
    assert agreed.status_code == 200
    assert helper.get(f"/cases/{code}").status_code == 200
    (line,) = helper.get("/cases").json()["cases"]
    assert line["code"] == code
    assert line["danger_until"]


def test_what_asks_for_none_is_not_held_up(lead: FoundedAgency) -> None:
    worker = asking(lead["CW"])
    assert worker.do("facts.add", NO_SUCH_CASE, facts={"det.held": "yes"}).status_code == 404
    assert worker.do("act.take", worker.opened(), act="interview.start").status_code in (200, 404, 409)
