"""A referral: sent as the person agrees, with the least data, and on to somebody else when it is declined."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.referral import RECEIVERS, referral
from tests.casework.tracks.walk import ADULT, CHILD, Walk


def drafted(to: str, **known: object) -> Walk:
    return Walk(referral, ADULT | {key.replace("__", "."): answer for key, answer in known.items()}, {"to": to})


def test_it_goes_only_to_whom_the_person_agreed() -> None:
    walk = drafted("shelter", consent__share__health="yes")
    assert walk.refused("check_consent") == "refuse: R-CON-01"
    assert not walk.refused("check_consent", to="health")


def test_mira_refuses_the_police_and_every_other_referral_goes() -> None:
    five = ("shelter", "legal_aid", "health", "identification_authority", "asylum_authority")
    known = {f"consent.share.{to}": "yes" for to in five} | {"consent.share.police": "no"}
    assert drafted("police", **known).refused("check_consent")
    for to in five:
        assert drafted(to, **known).go("check_consent", "send").state == "sent"


def test_a_consent_taken_back_before_sending_stops_it() -> None:
    walk = drafted("iom", consent__share__iom="yes").go("check_consent").tell(consent__share__iom="no")
    assert walk.refused("send") == "refuse: R-CON-01"


def test_a_child_goes_to_child_protection_without_anybodys_consent() -> None:
    assert not Walk(referral, dict(CHILD), {"to": "child_protection"}).go("check_consent").refused("send")
    assert Walk(referral, CHILD | {"consent.share.iom": "yes"}, {"to": "iom"}).refused("check_consent")


def test_declined_it_goes_to_somebody_else_who_is_agreed_to_anew() -> None:
    walk = drafted("shelter", consent__share__shelter="yes", consent__share__iom="yes")
    walk.go("check_consent", "send", "note_acknowledged", "note_declined")
    assert walk.steps() == {"reroute", "withdraw"}
    walk.about["to"] = "unhcr"
    assert walk.go("reroute").refused("check_consent")
    walk.about["to"] = "iom"
    assert (
        walk.go("check_consent", "send", "acknowledge", "accept", "note_start", "note_completed").state == "completed"
    )


def test_silence_is_escalated_and_leads_on() -> None:
    walk = drafted("shelter", consent__share__shelter="yes").go("check_consent", "send", "note_silence")
    assert "Escalate: the referral was not acknowledged" in [task.what for task in walk.outcome().tasks]
    walk.go("escalate")
    assert {"note_acknowledged", "reroute"} <= walk.steps()


@pytest.mark.parametrize(("urgent", "due"), [("yes", "2026-03-03 12:00:00+00:00"), ("no", "2026-03-05")])
def test_its_clock_is_the_laws(urgent: str, due: str) -> None:
    walk = drafted("shelter", consent__share__shelter="yes", referral__urgent=urgent).go("check_consent", "send")
    assert [str(one.due) for one in walk.outcome().deadlines if one.rule == "R-RFR-02"] == [due]
    assert not referral.dues


@pytest.mark.parametrize("state", [state for state in referral.states if state not in referral.ends])
def test_the_person_withdraws_it_wherever_it_stands(state: str) -> None:
    assert Walk(referral, state=state).go("withdraw").state == "withdrawn"


def test_nobody_is_referred_to_the_country_of_origin_to_enforcement_or_to_the_public() -> None:
    assert not {"origin_authority", "immigration_enforcement", "public", "family"} & set(RECEIVERS)
    assert "declined" not in referral.ends
    assert "not_acknowledged" not in referral.ends
    assert "escalated" not in referral.ends


def test_the_story_is_never_asked_for() -> None:
    assert [asked.name for asked in referral.moves[1].asks] == ["to", "need"]
