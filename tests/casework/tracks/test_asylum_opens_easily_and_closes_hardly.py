"""Asylum: fear in any words opens it; refusal, exclusion, withdrawal and the last check pass every gate."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.asylum import asylum
from asylia.law.facts import Value
from asylia.law.nodes import keys_read
from asylia.law.rules.terms import ASYLUM_OPEN
from tests.casework.tracks.walking import ADULT, CHILD, INTERVIEW_IS_SAFE, Refused, Walk, leads

WITHDRAWING = {**ADULT, "asylum.informed": True, "int.controller_present": False, "fear.return": False}


def test_what_is_not_listed_is_refused() -> None:
    before = {"information_given", "undecided", "wish_expressed", "fear_expressed"}
    anew = {"wish_expressed", "fear_expressed"}
    assert leads(asylum) == {
        "not_raised": before,
        "information_given": before | {"wish_declined"},
        "undecided": before - {"undecided"} | {"wish_declined"},
        "wish_declined": before,
        "wish_expressed": {"fear_expressed", "registered", "withdrawn"},
        "fear_expressed": {"registered", "withdrawn"},
        "registered": {"interview_scheduled", "withdrawn"},
        "interview_scheduled": {"interviewed", "withdrawn"},
        "interviewed": {"assessed", "interview_scheduled", "withdrawn"},
        "assessed": {
            "recognised", "complementary", "rejected_first", "exclusion_screen", "interview_scheduled", "withdrawn",
        },
        "exclusion_screen": {"recognised", "complementary", "rejected_first", "interview_scheduled", "withdrawn"},
        "recognised": set(),
        "complementary": set(),
        "rejected_first": {"appeal", "rejected_final"},
        "appeal": {"recognised", "complementary", "rejected_final"},
        "rejected_final": {"hr_refoulement_check"} | anew,
        "hr_refoulement_check": {"return_eligible", "non_removable"} | anew,
        "return_eligible": {"non_removable"} | anew,
        "non_removable": anew,
        "withdrawn": before - {"undecided"},
    }  # fmt: skip


def test_from_fear_in_her_own_words_to_recognition() -> None:
    mira = Walk(asylum, ADULT).go("voice_fear").go("register")
    mira.know(INTERVIEW_IS_SAFE).go("schedule_interview").go("hear").go("assess").go("recognise")
    assert mira.state == "recognised"
    assert mira.facts["fear.return"] is True


@pytest.mark.parametrize("state", asylum.states)
def test_fear_is_never_turned_away(state: str) -> None:
    """It opens a claim, or an appeal; else the claim is on its way or granted already, and it sets nobody back."""
    heard = [move for move in asylum.from_state(state) if move.name in ("voice_fear", "appeal_as_told")]
    under_way_or_granted = {
        "fear_expressed", "registered", "interview_scheduled", "interviewed", "assessed", "exclusion_screen", "appeal",
        "recognised", "complementary",
    }  # fmt: skip
    assert bool(heard) is (state not in under_way_or_granted)
    for move in heard:
        assert (move.by, move.needs, move.asks, move.law) == ("told.record", (), (), None)
        assert move.ends in ASYLUM_OPEN


def test_after_fear_was_told_the_law_bars_return_at_once() -> None:
    told = Walk(asylum, {**ADULT, "asylum.informed": True}, "wish_declined").go("voice_fear")
    assert told.law().guards["return.execute"].verdict == "refuse"


def test_no_wish_counts_only_from_somebody_informed_alone_and_asked() -> None:
    ilan = {**ADULT, "asylum.informed": True, "int.controller_present": False, "fear.return": False}
    assert Walk(asylum, ilan, "information_given").go("decline").state == "wish_declined"
    for key, says in (
        ("asylum.informed", "Asylum was explained"),
        ("int.controller_present", "Nobody who may control"),
        ("fear.return", "asked about fear"),
    ):
        with pytest.raises(Refused, match=says):
            Walk(asylum, ilan, "information_given").forget(key).go("decline")


def test_no_fear_told_before_asylum_was_explained_leaves_it_undecided() -> None:
    sefu = Walk(asylum, {**ADULT, "fear.return": False, "int.controller_present": False}).go("leave_open")
    with pytest.raises(Refused):
        sefu.go("decline")
    assert sefu.state == "undecided"


def test_it_is_not_explained_in_front_of_who_may_control_the_person() -> None:
    with pytest.raises(Refused, match="control the person"):
        Walk(asylum, {"notice.understood": True, "int.controller_present": True}).go("explain")


def test_it_is_explained_only_when_the_person_says_it_back() -> None:
    with pytest.raises(Refused, match="said it back"):
        Walk(asylum, {"int.controller_present": False}).go("explain")


def test_an_interview_is_arranged_with_whom_the_person_wishes_and_somebody_trained() -> None:
    for key, says in (("int.trained_user", "trained"), ("int.sex_preference_asked", "whom they want to talk to")):
        with pytest.raises(Refused, match=says):
            Walk(asylum, INTERVIEW_IS_SAFE, "registered").forget(key).go("schedule_interview")


def test_a_child_is_heard_only_with_a_guardian() -> None:
    facts = {**CHILD, **INTERVIEW_IS_SAFE, "int.child_friendly": True, "person.uasc": "unaccompanied"}
    tomo = Walk(asylum, facts, "interview_scheduled")
    with pytest.raises(Refused, match="R-CHD-02"):
        tomo.go("hear")
    assert tomo.know({"guardian.state": "appointed"}).go("hear").state == "interviewed"


def test_every_element_has_reasons_of_its_own() -> None:
    assess = asylum.move("assess")
    assert assess is not None
    assert {asked.name for asked in assess.asks} == {"outside", "harm", "protection", "ground", "avail"}
    assert all(asked.kind == "text" and asked.least >= 20 and not asked.optional for asked in assess.asks)


def test_no_way_of_hearing_a_claim_is_a_quick_refusal() -> None:
    schedule = asylum.move("schedule_interview")
    assert schedule is not None
    assert "accelerated_reject" not in schedule.asks[0].choices
    assert "manifestly_unfounded" not in schedule.asks[0].choices


def test_cooperation_proceedings_and_identification_have_no_say() -> None:
    read = {key for move in asylum.moves for need in move.needs for key in keys_read(need.condition)}
    assert not read & {"coop.asked", "coop.refused", "proc.open", "id.state", "stay.state", "consented"}
    offered = {choice for move in asylum.moves for asked in move.asks for choice in asked.choices}
    assert not offered & {"non_cooperation", "case_closed", "suspect_acquitted", "no_documents"}


def test_exclusion_comes_up_only_where_there_is_a_sign_and_after_every_element() -> None:
    assert asylum.move("open_exclusion").begins == {"assessed"}  # type: ignore[union-attr]
    for facts in ({}, {"excl.trigger": False}):
        with pytest.raises(Refused, match="sign"):
            Walk(asylum, {**ADULT, **facts}, "assessed").go("open_exclusion")
    with pytest.raises(Refused, match="sign that exclusion"):
        Walk(asylum, {**ADULT, "excl.checklist_done": True}, "exclusion_screen").go("exclude")
    courier = Walk(asylum, {**ADULT, "excl.trigger": True}, "assessed").go("open_exclusion")
    with pytest.raises(Refused, match="R-REF-17"):
        courier.go("exclude")
    with pytest.raises(Refused, match="duress"):
        courier.go("recognise")
    assert courier.know({"excl.checklist_done": True}).go("recognise").state == "recognised"


def test_relocation_and_lateness_are_shown_and_not_assumed() -> None:
    with pytest.raises(Refused, match="R-REF-11"):
        Walk(asylum, ADULT, "assessed").go("refuse_by_relocation")
    with pytest.raises(Refused, match="R-REF-14"):
        Walk(asylum, ADULT, "assessed").go("refuse_as_not_believed")
    shown = {"relocate.safe": True, "relocate.reasonable": True, "asylum.trauma_analysis": True}
    assert Walk(asylum, {**ADULT, **shown}, "assessed").go("refuse_by_relocation").state == "rejected_first"
    assert Walk(asylum, {**ADULT, **shown}, "assessed").go("refuse_as_not_believed").state == "rejected_first"


def test_a_refusal_says_why_there_is_no_risk_of_harm_and_how_to_appeal() -> None:
    for move in asylum.moves:
        if move.ends == "rejected_first":
            assert {asked.name for asked in move.asks} == {"reasons", "risk_of_harm", "appeal_notice"}


def test_an_appeal_keeps_the_person_here_and_can_be_told_to_anybody() -> None:
    refused = Walk(asylum, {**ADULT, "fear.return": True}, "rejected_first").go("appeal_as_told")
    assert refused.law().guards["return.execute"].verdict == "refuse"
    refused.go("dismiss_appeal")
    assert refused.law().guards["return.execute"].verdict == "refuse"


def test_after_the_last_refusal_the_last_check_and_unknown_is_not_enough() -> None:
    sefu = Walk(asylum, {**ADULT, "fear.return": True}, "rejected_final").go("begin_last_check")
    assert sefu.law().guards["return.execute"].verdict == "refuse"
    tried: tuple[tuple[dict[str, Value], str], ...] = (
        ({}, "no real risk of torture"),
        ({"risk.serious_harm": True, "ret.risk_retrafficking": "low"}, "no real risk of torture"),
        ({"risk.serious_harm": False, "ret.risk_retrafficking": "high"}, "trafficked again"),
    )
    for known, says in tried:
        with pytest.raises(Refused, match=says):
            sefu.know(known).go("find_no_risk")
    with pytest.raises(Refused, match="trafficked again"):
        sefu.forget("ret.risk_retrafficking").go("find_no_risk")
    sefu.know({"ret.risk_retrafficking": "low"}).go("find_no_risk")
    assert (sefu.state, sefu.facts["asylum.hr_check"]) == ("return_eligible", "cleared")
    assert sefu.go("find_later_risk").law().guards["return.execute"].verdict == "refuse"


def test_a_check_cleared_once_does_not_clear_the_next_refusal() -> None:
    again = Walk(asylum, {**ADULT, "asylum.hr_check": "cleared"}, "appeal").go("dismiss_appeal")
    assert again.facts["asylum.hr_check"] == "not_done"


def test_withdrawal_takes_three_days() -> None:
    early = Walk(asylum, WITHDRAWING, "registered").go("ask_to_withdraw").later(hours=71)
    assert early.state == "registered"
    with pytest.raises(Refused, match="Three days"):
        early.go("withdraw")
    assert early.later(hours=1).go("withdraw").state == "withdrawn"
    with pytest.raises(Refused, match="Three days"):
        Walk(asylum, WITHDRAWING, "registered").later(days=30).go("withdraw")


def test_an_old_wish_to_withdraw_does_not_count_after_the_claim_went_on() -> None:
    walk = Walk(asylum, {**WITHDRAWING, **INTERVIEW_IS_SAFE}, "registered").go("ask_to_withdraw").later(days=4)
    walk.go("schedule_interview")
    with pytest.raises(Refused, match="Three days"):
        walk.go("withdraw")


@pytest.mark.parametrize(
    "facts",
    [
        {"asylum.informed": False},
        {"int.controller_present": True},
        {"fear.return": True},
        {"person.declared_age": 16.0},
        {"person.age_doubt": True},
        {"person.declared_age": 16.0, "guardian.state": "appointed"},
        {"person.declared_age": 16.0, "proc.lawyer": True, "guardian.state": "requested"},
    ],
)
def test_nobody_withdraws_uninformed_afraid_watched_or_as_a_child_alone(facts: dict[str, bool | float | str]) -> None:
    walk = Walk(asylum, {**WITHDRAWING, **facts}, "registered").go("ask_to_withdraw").later(days=4)
    with pytest.raises(Refused):
        walk.go("withdraw")


GATES = {
    "asylum.informed": "Asylum was explained",
    "int.controller_present": "Nobody who may control",
    "person.age_doubt": "a legal representative assigned",
}


@pytest.mark.parametrize(("move", "state"), [("withdraw", "registered"), ("give_up_appeal", "appeal")])
@pytest.mark.parametrize("key", GATES)
def test_unknown_is_not_enough_to_withdraw_or_to_give_up_an_appeal(key: str, move: str, state: str) -> None:
    walk = Walk(asylum, WITHDRAWING, state).forget(key).go("ask_to_withdraw").later(days=4)
    with pytest.raises(Refused, match=GATES[key]):
        walk.go(move)


def test_fear_that_was_not_asked_about_again_is_not_gone() -> None:
    walk = Walk(asylum, WITHDRAWING, "registered").forget("fear.return").go("ask_to_withdraw").later(days=4)
    with pytest.raises(Refused, match="Fear of return was asked about again"):
        walk.go("withdraw")


def test_an_appeal_is_not_given_up_on_the_spot() -> None:
    walk = Walk(asylum, WITHDRAWING, "appeal").go("ask_to_withdraw").later(hours=71)
    with pytest.raises(Refused, match="Three days"):
        walk.go("give_up_appeal")


def test_a_child_with_guardian_and_lawyer_may_withdraw() -> None:
    child = {**WITHDRAWING, **CHILD, "guardian.state": "appointed", "proc.lawyer": True}
    assert Walk(asylum, child, "registered").go("ask_to_withdraw").later(days=4).go("withdraw").state == "withdrawn"


def test_who_gives_up_an_appeal_is_still_checked_before_any_return() -> None:
    walk = Walk(asylum, WITHDRAWING, "appeal").go("ask_to_withdraw").later(days=4).go("give_up_appeal")
    assert walk.state == "rejected_final"
    assert walk.law().guards["return.prepare"].verdict == "refuse"


@pytest.mark.parametrize("state", ["withdrawn", "wish_declined", "rejected_final", "return_eligible", "non_removable"])
def test_nothing_is_closed_for_ever(state: str) -> None:
    assert Walk(asylum, {}, state).go("voice_fear").state == "fear_expressed"
    assert Walk(asylum, {}, state).go("express_wish").state == "wish_expressed"
