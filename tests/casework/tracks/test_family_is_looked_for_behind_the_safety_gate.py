"""Family tracing: safety first, the person's wish at every turn, a determination for a child; nobody is matched."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.tracing import tracing
from tests.casework.tracks.walk import ADULT, CHILD, Walk

SAFE: dict[str, object] = {
    "need.tracing": "yes",
    "trace.family_involved": "no",
    "safety.threat": "no",
    "consent.share.tracing_partner": "yes",
    "asylum.state": "registered",
    "fear.return": "yes",
}
TOMO: dict[str, object] = CHILD | SAFE | {"child.assent": "yes", "child.heard": "yes", "guardian.state": "appointed"}


def found(known: dict[str, object]) -> Walk:
    return Walk(tracing, dict(known)).go("assess_safety", "authorise", "send_to_partner", "note_located", "verify")


def test_the_father_who_sold_him_is_not_contacted() -> None:
    walk = Walk(tracing, TOMO | {"trace.family_involved": "yes"}).go("assess_safety")
    assert walk.refused("authorise") == "refuse: R-CHD-08"
    assert walk.go("refuse_for_safety").steps() == {"ask_again"}


@pytest.mark.parametrize("key", ["need.tracing", "trace.family_involved", "safety.threat"])
def test_safety_is_not_assessed_while_something_is_unknown(key: str) -> None:
    assert Walk(tracing, TOMO | {key: "unknown"}).refused("assess_safety")
    assert Walk(tracing, ADULT | SAFE | {key: "unknown"}).refused("assess_safety_of_an_adult")


def test_who_no_longer_wants_it_stops_every_step() -> None:
    decided = {"bia.state": "signed", "bid.state": "decided", "bid.outcome": "reunification"}
    for state, step in [
        ("safety_assessed", "authorise"),
        ("contact_allowed", "decide_reunification"),
        ("reunification_decided", "note_reunited"),
        ("not_located", "ask_again"),
    ]:
        known = TOMO | decided | {"trace.relation_verified": "yes"}
        assert not Walk(tracing, dict(known), state=state).refused(step)
        assert Walk(tracing, known | {"need.tracing": "no"}, state=state).refused(step)


def test_an_adults_search_passes_the_same_gate() -> None:
    known = ADULT | SAFE | {"trace.family_involved": "yes"}
    assert Walk(tracing, dict(known), state="safety_assessed").refused("authorise_for_an_adult") == "refuse: R-CHD-08"
    assert Walk(tracing, dict(TOMO), state="safety_assessed").refused("authorise_for_an_adult")


def test_a_danger_seen_late_stops_contact() -> None:
    walk = found(TOMO | {"bia.state": "signed"}).tell(trace__family_involved="yes")
    assert walk.refused("allow_contact") == "refuse: R-CHD-08"


def test_nothing_goes_to_the_partner_without_the_persons_and_the_childs_agreement() -> None:
    for key in ("consent.share.tracing_partner", "child.assent"):
        walk = Walk(tracing, dict(TOMO)).go("assess_safety", "authorise").tell(**{key: "unknown"})
        assert walk.refused("send_to_partner")


def test_tomo_is_reunited_with_his_aunt_after_the_panel_decided_so() -> None:
    walk = found(TOMO)
    assert walk.known["trace.relation_verified"] == "yes"
    assert walk.refused("allow_contact")
    walk.tell(bia__state="signed").go("allow_contact")
    assert walk.refused("decide_reunification") == "refuse: R-CHD-08"
    walk.tell(bid__state="decided", bid__outcome="reunification")
    walk.go("decide_reunification", "note_reunited", "follow_up", "follow_up")
    assert walk.state == "monitored"
    assert [due.months for due in tracing.dues["reunited"]] == [1, 3, 6, 12]


def test_a_doubt_that_comes_late_stops_it_on_the_last_day() -> None:
    walk = found(TOMO | {"bia.state": "signed", "bid.state": "decided", "bid.outcome": "reunification"})
    walk.go("allow_contact", "decide_reunification").tell(trace__family_involved="unknown")
    assert walk.refused("note_reunited") == "refuse: R-CHD-08"


def test_who_no_longer_wants_it_is_not_put_in_contact() -> None:
    assert found(TOMO | {"bia.state": "signed"}).tell(need__tracing="no").refused("allow_contact")


def test_a_childs_tracing_is_not_judged_as_an_adults() -> None:
    assert Walk(tracing, dict(TOMO)).refused("assess_safety_of_an_adult")
    assert not Walk(tracing, ADULT | SAFE).refused("assess_safety_of_an_adult")
    assert Walk(tracing, SAFE | {"person.declared_age": 19, "person.age_doubt": "yes"}).refused(
        "assess_safety_of_an_adult"
    )


def test_a_register_of_the_country_of_origin_is_asked_only_when_nothing_bars_it() -> None:
    walk = Walk(tracing, ADULT | SAFE).go("assess_safety_of_an_adult", "authorise_for_an_adult", "send_to_partner")
    assert "R-NRF-04" in walk.refused("note_located_in_a_register_of_origin")
    clear = {
        "fear.return": "no",
        "asylum.informed": "yes",
        "asylum.state": "wish_declined",
        "agent.complicit_official": "no",
        "consent.share.origin_authority": "yes",
    }
    assert not walk.tell(**clear).refused("note_located_in_a_register_of_origin")


@pytest.mark.parametrize("state", ["refused_for_safety", "not_located"])
def test_it_can_be_asked_for_again(state: str) -> None:
    assert Walk(tracing, dict(TOMO), state=state).go("ask_again").state == "request"


def test_nothing_here_matches_one_person_with_another() -> None:
    words = " ".join((*tracing.states, *(move.name for move in tracing.moves)))
    assert "match" not in words
