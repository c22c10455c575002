"""Statelessness: evidence from elsewhere first, the country of origin last, and "no documents" ends nothing."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.statelessness import statelessness
from asylia.law.facts import Value
from tests.casework.tracks.walking import ADULT, CHILD, Refused, Walk, leads

CLEARED: dict[str, Value] = {
    **ADULT,
    "asylum.state": "return_eligible",
    "asylum.informed": True,
    "agent.complicit_official": False,
    "consent.share.origin_authority": True,
}


def test_what_is_not_listed_is_refused() -> None:
    assert leads(statelessness) == {
        "none": {"doc_gap", "nationality_unclear"},
        "doc_gap": {"nationality_unclear", "suspended"},
        "nationality_unclear": {"sequence_check", "suspended"},
        "sequence_check": {"enquiry_non_origin", "suspended"},
        "enquiry_non_origin": {"enquiry_origin", "not_considered_national", "suspended"},
        "enquiry_origin": {"national_confirmed", "not_considered_national", "suspended"},
        "national_confirmed": {"suspended", "nationality_unclear"},
        "not_considered_national": {"stateless_recognised", "suspended"},
        "stateless_recognised": set(),
        "suspended": {"sequence_check"},
    }


def test_from_papers_kept_by_a_captain_to_recognition() -> None:
    sefu = Walk(statelessness, {**ADULT, "doc.state": "confiscated_by_controller"}).go("note_missing_papers")
    sefu.go("question_nationality").go("check_sequence").go("enquire_elsewhere")
    sefu.know(CLEARED).go("enquire_at_origin").know({"nat.denied_by_state": True})
    sefu.go("find_no_nationality").go("recognise")
    assert sefu.state == "stateless_recognised"
    assert sefu.law().guards["removal.refer"].verdict == "refuse"


@pytest.mark.parametrize(
    "state",
    ["not_raised", "undecided", "fear_expressed", "registered", "appeal", "rejected_final", "recognised", "withdrawn"],
)
def test_the_origin_is_not_asked_before_the_asylum_risk_is_cleared(state: str) -> None:
    with pytest.raises(Refused, match="asylum risk"):
        Walk(statelessness, {**CLEARED, "asylum.state": state}, "enquiry_non_origin").go("enquire_at_origin")


def test_nor_without_consent() -> None:
    for consent in (False, None):
        walk = Walk(statelessness, CLEARED, "enquiry_non_origin").forget("consent.share.origin_authority")
        if consent is not None:
            walk.know({"consent.share.origin_authority": consent})
        with pytest.raises(Refused, match="agrees"):
            walk.go("enquire_at_origin")


@pytest.mark.parametrize(
    "facts", [{"agent.complicit_official": True}, {"asylum.informed": False}, {"fear.return": True}]
)
def test_nor_where_the_law_sees_danger(facts: dict[str, Value]) -> None:
    declined = {**CLEARED, "asylum.state": "wish_declined", **facts}
    with pytest.raises(Refused):
        Walk(statelessness, declined, "enquiry_non_origin").go("enquire_at_origin")


def test_for_a_child_it_needs_assent_guardian_and_assessment() -> None:
    child = Walk(statelessness, {**CLEARED, **CHILD}, "enquiry_non_origin")
    with pytest.raises(Refused, match="R-STL-04"):
        child.go("enquire_at_origin")
    child.know({"child.assent": True, "guardian.state": "appointed", "bia.state": "signed"})
    assert child.go("enquire_at_origin").state == "enquiry_origin"


def test_never_before_evidence_was_sought_elsewhere() -> None:
    asked = statelessness.move("enquire_at_origin")
    assert asked is not None
    assert asked.begins == {"enquiry_non_origin"}


def test_what_goes_out_can_hold_no_word_of_trafficking_or_asylum() -> None:
    asked = statelessness.move("enquire_at_origin")
    assert asked is not None
    told = next(one for one in asked.asks if one.name == "told")
    assert set(told.choices) == {"name", "birth", "parents", "last_residence", "earlier_papers"}


def test_a_claim_lets_it_wait_and_going_on_checks_the_order_anew() -> None:
    running = Walk(statelessness, {**ADULT, "asylum.state": "fear_expressed"}, "enquiry_origin").go("suspend")
    assert running.law().guards["removal.refer"].verdict == "refuse"
    assert running.go("resume").state == "sequence_check"
    with pytest.raises(Refused, match="claim"):
        Walk(statelessness, {**ADULT, "asylum.state": "wish_declined"}, "enquiry_origin").go("suspend")


def test_who_can_never_be_asked_about_at_home_can_still_be_recognised() -> None:
    refugee = Walk(statelessness, {**ADULT, "asylum.state": "recognised"}, "enquiry_non_origin")
    assert refugee.go("find_no_nationality").go("recognise").state == "stateless_recognised"


def test_a_plan_for_papers_begins_when_it_is_known_what_became_of_them() -> None:
    for facts in ({}, {"doc.state": "held"}):
        with pytest.raises(Refused, match="what became of the papers"):
            Walk(statelessness, facts).go("note_missing_papers")


def test_a_nationality_once_confirmed_is_open_again_when_the_state_denies_it() -> None:
    confirmed = Walk(statelessness, {"nat.established": True}, "national_confirmed")
    with pytest.raises(Refused, match="sign of statelessness"):
        confirmed.know({"nat.denied_by_state": False, "nat.lost_by_law": False}).go("question_nationality")
    assert confirmed.know({"nat.denied_by_state": True}).go("question_nationality").state == "nationality_unclear"


def test_an_unknown_nationality_opens_the_question() -> None:
    assert Walk(statelessness, {}).go("question_nationality").state == "nationality_unclear"


def test_having_no_documents_ends_nothing() -> None:
    offered = {choice for move in statelessness.moves for asked in move.asks for choice in asked.choices}
    assert "no_documents" not in offered
    assert statelessness.ends == {"national_confirmed", "stateless_recognised"}
