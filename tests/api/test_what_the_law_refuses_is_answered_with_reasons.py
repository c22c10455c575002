"""What the law refuses is answered with its reasons to those who may see them, and as a plain no to everybody else."""

from __future__ import annotations

import pytest

from tests.access.people_with_accounts import FoundedAgency
from tests.api.asking import asking

pytestmark = pytest.mark.django_db

CHILD = {"person.declared_age": "16"}


def test_a_refusal_names_rules_provisions_and_the_question_that_could_clear_it(lead: FoundedAgency) -> None:
    officer = asking(lead["PO"])
    code = officer.opened(role="PO", country="XB", facts=CHILD)
    answer = officer.do("act.take", code, act="solution.start:voluntary_repatriation")
    told = answer.json()
    assert (answer.status_code, told["error"], told["verdict"]) == (409, "refused", "refuse")
    assert told["rules"] == ["R-SOL-01", "R-SOL-09"]
    assert {one["rule"] for one in told["provisions"]} == set(told["rules"])
    assert told["ask"]["fact"] == "asylum.state"
    assert told["ask"]["question"].endswith("?")


def test_a_policy_of_our_own_is_never_shown_as_law(lead: FoundedAgency) -> None:
    officer = asking(lead["PO"])
    code = officer.opened(role="PO", country="XB", facts=CHILD)
    provisions = officer.do("act.take", code, act="solution.start:voluntary_repatriation").json()["provisions"]
    bases = {one["rule"]: one["rests_on"] for one in provisions}
    assert bases == {"R-SOL-01": "Asylia's own policy", "R-SOL-09": "guidance"}


def test_nothing_was_done(lead: FoundedAgency) -> None:
    officer = asking(lead["PO"])
    code = officer.opened(role="PO", country="XB", facts=CHILD)
    before = officer.get(f"/cases/{code}").content
    assert officer.do("act.take", code, act="solution.start:resettlement").status_code == 409
    assert officer.get(f"/cases/{code}").content == before


def test_a_border_officer_is_told_no_and_not_why(lead: FoundedAgency) -> None:
    guard = asking(lead["BO"])
    code = guard.opened(role="BO", country="XB", facts=CHILD)
    told = guard.do("act.take", code, act="refuse_entry").json()
    assert (told["error"], told["verdict"]) == ("refused", "refuse")
    assert (told["rules"], told["provisions"], told["ask"]) == ([], [], None)


def test_an_act_of_somebody_elses_role_is_as_if_it_did_not_exist(lead: FoundedAgency) -> None:
    guard = asking(lead["BO"])
    code = guard.opened(role="BO", country="XB", facts=CHILD)
    answer = guard.do("act.take", code, act="asylum.reject_on:late_disclosure")
    assert (answer.status_code, answer.content) == (404, guard.get("/cases/HK3T-9WDM-2XP3").content)
