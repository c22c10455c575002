"""Best interests: assessed with the child heard; determined by three or more of two disciplines, among two options."""

from __future__ import annotations

import pytest

from asylia.access.roles import ROLES
from asylia.casework.tracks.best_interests import assessment, determination
from asylia.casework.tracks.machine import Asked
from tests.casework.tracks.walking import CHILD, Refused, Walk, leads

HEARD = {**CHILD, "child.heard": True, "bia.state": "signed", "bid.trigger": frozenset({"durable_solution"})}


def asked(move: str, name: str) -> Asked:
    found = determination.move(move)
    assert found is not None
    return next(one for one in found.asks if one.name == name)


def test_what_is_not_listed_is_refused() -> None:
    assert leads(assessment) == {"none": {"open"}, "open": {"signed"}, "signed": {"open"}}
    assert leads(determination) == {
        "none": {"opened"},
        "opened": {"information_complete"},
        "information_complete": {"panel_scheduled"},
        "panel_scheduled": {"decided"},
        "decided": {"implemented", "review"},
        "implemented": {"review"},
        "review": {"opened", "implemented"},
    }


def test_an_assessment_without_the_childs_view_is_not_signed() -> None:
    walk = Walk(assessment, CHILD).go("open")
    with pytest.raises(Refused, match="child's view"):
        walk.go("sign", risk="high")
    walk.know({"child.heard": True}).go("sign", risk="high")
    assert (walk.state, walk.facts["child.risk"]) == ("signed", "high")


def test_from_assessment_to_a_decision_that_is_carried_out() -> None:
    tomo = Walk(determination, HEARD).go("open", trigger="durable_solution")
    tomo.go("complete_information").go("schedule_panel").go("decide", outcome="reunification")
    tomo.know({"bid.authority_decided": True}).go("implement")
    assert (tomo.state, tomo.facts["bid.outcome"]) == ("implemented", "reunification")


def test_nothing_is_opened_before_the_assessment_is_signed() -> None:
    with pytest.raises(Refused, match="signed"):
        Walk(determination, {**HEARD, "bia.state": "open"}).go("open", trigger="return")


@pytest.mark.parametrize(("state", "move"), [("opened", "complete_information"), ("panel_scheduled", "decide")])
def test_no_step_without_the_childs_view(state: str, move: str) -> None:
    for heard in (False, None):
        walk = Walk(determination, HEARD, state).forget("child.heard")
        if heard is not None:
            walk.know({"child.heard": heard})
        with pytest.raises(Refused, match="child's view"):
            walk.go(move)


def test_two_options_or_more_are_laid_before_the_panel() -> None:
    options = asked("complete_information", "options")
    assert (options.kind, options.least, options.optional) == ("choices", 2, False)


def test_one_person_is_no_panel() -> None:
    panel, votes = asked("schedule_panel", "panel"), asked("decide", "votes")
    assert (panel.kind, panel.least) == ("accounts", 3)
    assert (votes.kind, votes.least) == ("accounts", 2), "beside whoever writes it down: three in all"


def test_one_discipline_is_no_panel() -> None:
    for move in ("schedule_panel", "decide"):
        assert (asked(move, "disciplines").kind, asked(move, "disciplines").least) == ("choices", 2)


def test_who_submits_does_not_vote() -> None:
    submits = {name for name, role in ROLES.items() if "bid.submit" in role.does}
    votes = {name for name, role in ROLES.items() if "bid.vote" in role.does}
    assert submits
    assert votes
    assert not submits & votes


def test_separation_from_a_parent_also_needs_the_authority() -> None:
    walk = Walk(determination, {**HEARD, "bid.trigger": frozenset({"separation_from_parent"})}, "decided")
    with pytest.raises(Refused, match="R-CHD-04"):
        walk.go("implement")
    assert walk.know({"bid.authority_decided": True}).go("implement").state == "implemented"


def test_a_new_fact_closes_the_gate_again() -> None:
    walk = Walk(determination, {**HEARD, "bid.outcome": "return"}, "implemented").go("review")
    walk.go("determine_again")
    assert walk.law().guards["return.execute"].verdict == "refuse"


def test_what_still_serves_the_child_is_upheld_only_with_the_child_heard_and_by_the_law() -> None:
    review = Walk(determination, {**HEARD, "bid.authority_decided": True}, "review")
    with pytest.raises(Refused, match="child's view"):
        review.forget("child.heard").go("uphold")
    review.know({"child.heard": True, "bid.trigger": frozenset({"separation_from_parent"})})
    with pytest.raises(Refused, match="R-CHD-04"):
        review.forget("bid.authority_decided").go("uphold")
    assert review.know({"bid.authority_decided": True}).go("uphold").state == "implemented"


def test_guardian_and_lawyer_may_ask_for_a_review() -> None:
    assert Walk(determination, HEARD, "decided").go("ask_for_review").state == "review"
