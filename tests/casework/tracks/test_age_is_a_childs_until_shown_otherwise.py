"""Age: from "child" or from doubt no move leads to "adult" but through an assessment with reasons and a review."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.age import age
from asylia.law.facts import Value
from tests.casework.tracks.walking import CHILD, Refused, Walk, leads

ASSESSED: dict[str, Value] = {
    "person.declared_age": 16.0,
    "person.age_doubt": True,
    "child.assent": True,
    "child.heard": True,
    "guardian.state": "appointed",
}


def test_what_is_not_listed_is_refused() -> None:
    assert leads(age) == {
        "none": {"declared_child", "age_doubt"},
        "declared_child": {"age_doubt", "treated_as_child"},
        "age_doubt": {"declared_child", "treated_as_child"},
        "treated_as_child": {"assessment", "child_confirmed"},
        "assessment": {"child_confirmed", "inconclusive", "adult_concluded"},
        "child_confirmed": set(),
        "inconclusive": {"child_confirmed"},
        "adult_concluded": {"age_doubt", "treated_as_child"},
    }


def test_no_direct_way_from_a_declared_child_to_an_adult() -> None:
    conclude = age.move("conclude_adult")
    assert conclude is not None
    assert conclude.begins == {"assessment"}
    assert [move.name for move in age.moves if move.ends == "adult_concluded"] == ["conclude_adult"]
    assert [move.name for move in age.moves if move.sets.get("person.child") == "no"] == ["conclude_adult"]


def test_a_range_across_eighteen_is_not_conclusive_and_means_child() -> None:
    tomo = Walk(age, ASSESSED).go("declare").go("doubt").go("treat_as_child").go("assess")
    tomo.know({"age.range_low": 16.9, "age.range_high": 19.1})
    with pytest.raises(Refused, match="lowest age"):
        tomo.go("conclude_adult")
    tomo.go("find_inconclusive")
    assert tomo.law().treated_as_child
    assert tomo.facts["person.child"] is True
    assert tomo.go("confirm_child").state == "child_confirmed"


def test_a_range_nobody_measured_is_not_enough() -> None:
    with pytest.raises(Refused, match="lowest age"):
        Walk(age, ASSESSED, "assessment").go("conclude_adult")


def test_nobody_is_concluded_to_be_an_adult_unheard() -> None:
    unheard = Walk(age, {**ASSESSED, "age.range_low": 19.0}, "assessment").forget("child.heard")
    with pytest.raises(Refused, match="own view"):
        unheard.go("conclude_adult")


def test_an_assessment_needs_doubt_consent_and_a_guardian() -> None:
    for key in ("person.age_doubt", "child.assent", "guardian.state"):
        with pytest.raises(Refused):
            Walk(age, ASSESSED, "treated_as_child").forget(key).go("assess")
    with_parents = Walk(age, {**ASSESSED, "person.uasc": "accompanied"}, "treated_as_child").forget("guardian.state")
    with pytest.raises(Refused, match="guardian"):
        with_parents.go("assess")
    assert with_parents.know({"carer.verified": True}).go("assess").state == "assessment"


def test_who_refuses_to_be_assessed_stays_a_child() -> None:
    walk = Walk(age, {**ASSESSED, "child.assent": False}, "treated_as_child")
    with pytest.raises(Refused, match="agrees"):
        walk.go("assess")
    assert walk.law().treated_as_child


def test_two_disciplines_assess_and_two_others_conclude() -> None:
    asked = {one.name: one for move in age.moves if move.name in ("assess", "conclude_adult") for one in move.asks}
    assert asked["disciplines"].least == 2
    assert (asked["assessors"].kind, asked["assessors"].least) == ("accounts", 2)
    assert asked["reasons"].kind == asked["review_notice"].kind == "text"


def test_a_review_treats_the_person_as_a_child_again() -> None:
    adult = Walk(age, {**ASSESSED, "age.range_low": 19.0}, "assessment").go("conclude_adult")
    assert not adult.law().treated_as_child
    assert adult.go("review").state == "treated_as_child"
    assert adult.law().treated_as_child


@pytest.mark.parametrize("state", ["none", "declared_child", "adult_concluded"])
def test_a_doubt_makes_a_child_and_never_an_adult(state: str) -> None:
    walk = Walk(age, {"person.declared_age": 20.0}, state).go("doubt")
    assert walk.law().treated_as_child
    assert walk.law().guards["age.treat_as_adult"].verdict == "refuse"


def test_saying_so_is_enough_and_anybody_can_write_it_down() -> None:
    declare = age.move("declare")
    assert declare is not None
    assert (declare.by, declare.needs, declare.asks) == ("told.record", (), ())
    assert Walk(age, CHILD).go("declare").law().treated_as_child
