"""Consent: given to one thing after information, refused at no cost, withdrawn at any time, unknown when expired."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.consent import SUBJECTS, consent
from tests.casework.tracks.walk import ADULT, CHILD, Walk

TOLD = ADULT | {"notice.understood": "yes"}


def asked(subject: str = "share.police", known: dict[str, object] | None = None) -> Walk:
    return Walk(consent, dict(TOLD if known is None else known), {"subject": subject})


def test_it_is_taken_only_after_the_information_was_understood() -> None:
    assert asked(known=dict(ADULT)).refused("give") == "refuse: R-CON-03"
    assert not asked().refused("give")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_it_is_to_one_thing_and_to_nothing_else(subject: str) -> None:
    walk = asked(subject).go("give")
    given = {key for key, answer in walk.known.items() if key.startswith("consent.") and answer == "yes"}
    assert given == {f"consent.{subject}"}


def test_a_refusal_needs_nothing_and_costs_nothing() -> None:
    walk = asked(known={"screen.level": "L4"}).go("refuse")
    assert walk.known["consent.share.police"] == "no"
    assert walk.outcome().guards["share:police"].verdict == "refuse"
    assert walk.outcome().guards["support.withdraw"].verdict == "refuse"


@pytest.mark.parametrize("move", ["withdraw", "note_withdrawal"])
@pytest.mark.parametrize("known", [{}, dict(ADULT), dict(CHILD), {"risk.life_imminent": "no"}])
def test_it_is_withdrawn_at_any_time_and_sharing_stops(move: str, known: dict[str, object]) -> None:
    walk = Walk(consent, known | {"consent.share.family": "yes"}, {"subject": "share.family"}, state="given")
    assert walk.go(move).state == "withdrawn"
    assert walk.outcome().guards["share:family"].verdict == "refuse"
    (due,) = consent.dues["withdrawn"]
    assert due.working_days == 1


def test_the_person_and_who_hears_them_can_both_withdraw_it() -> None:
    withdraw, heard = consent.move("withdraw"), consent.move("note_withdrawal")
    assert withdraw is not None
    assert heard is not None
    assert (withdraw.by, heard.by) == ("consent.withdraw", "consent.record")
    assert not any(move.needs or move.asks or move.law for move in (withdraw, heard))


def test_one_that_expired_is_neither_yes_nor_no() -> None:
    walk = asked().go("give", "note_expiry")
    assert walk.known["consent.share.police"] == "unknown"
    assert walk.outcome().guards["share:police"].verdict != "allow"


def test_a_child_agrees_for_themselves() -> None:
    walk = asked(known=CHILD | {"notice.understood": "yes", "guardian.state": "appointed"})
    assert walk.refused("give")
    assert not walk.tell(child__assent="yes").refused("give")
