"""A migrant with other needs is led over on any new fact; after sexual violence care is offered and chosen."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.migrant import migrant
from asylia.casework.tracks.sgbv import sgbv
from tests.casework.tracks.walk import ADULT, CHILD, Walk

ALONG = ["assessed", "information", "service_plan", "stay_or_return_options", "followed_up"]


def test_ilan_is_informed_helped_and_shown_every_way() -> None:
    walk = Walk(migrant, dict(ADULT))
    assert walk.refused("inform")
    walk.tell(notice__understood="yes").go("inform", "plan_services")
    assert walk.refused("show_options")
    assert walk.tell(asylum__informed="yes").go("show_options", "follow_up").state == "followed_up"


@pytest.mark.parametrize("state", ALONG)
def test_a_new_sign_of_trafficking_leads_over_from_anywhere(state: str) -> None:
    assert Walk(migrant, dict(ADULT), state=state).refused("lead_to_trafficking")
    assert (
        Walk(migrant, ADULT | {"id.self_report": "yes"}, state=state).go("lead_to_trafficking").state == "trafficking"
    )


@pytest.mark.parametrize("state", [*ALONG, "trafficking"])
@pytest.mark.parametrize("fact", ["fear.return", "fear.reprisal_family", "fear.punish_authority"])
def test_fear_in_any_words_leads_over_from_anywhere(state: str, fact: str) -> None:
    assert Walk(migrant, dict(ADULT), state=state).refused("lead_to_asylum")
    assert Walk(migrant, ADULT | {fact: "yes"}, state=state).go("lead_to_asylum").state == "asylum"


@pytest.mark.parametrize("person", [ADULT, CHILD, {}], ids=["adult", "child", "unknown"])
def test_care_is_offered_to_everyone_with_no_condition(person: dict[str, object]) -> None:
    assert Walk(sgbv, dict(person)).go("offer", "accept", "follow_up").state == "followed_up"
    assert not any(move.needs or move.law for move in sgbv.moves)


def test_who_declined_is_offered_care_again() -> None:
    assert Walk(sgbv, dict(ADULT)).go("offer", "decline", "offer", "accept").state == "accepted"


def test_the_windows_of_72_and_120_hours_are_counted_by_the_law() -> None:
    walk = Walk(sgbv, ADULT | {"sv.last_date": "2026-03-01T22:00+00:00"})
    due = {one.what: str(one.due) for one in walk.outcome().deadlines if one.rule == "R-AST-09"}
    assert due == {
        "HIV prophylaxis must have started": "2026-03-04 22:00:00+00:00",
        "Emergency contraception still possible": "2026-03-06 22:00:00+00:00",
    }
    assert not sgbv.dues
    walk.later(hours=130)
    assert not [one for one in walk.outcome().deadlines if one.rule == "R-AST-09"]
    assert any("windows have passed" in task.what for task in walk.outcome().tasks)
