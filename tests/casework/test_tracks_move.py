"""A track moves as it is written, for whom it is written, and not against the law."""

from __future__ import annotations

from typing import Any

import pytest

from asylia.access.refused import NotHere
from asylia.casework.answers import Refused, Rejected
from asylia.record.models import TrackStep
from asylia.record.rows import acting_as
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, seen, signed_in

pytestmark = pytest.mark.django_db

REASONS = "She was held in a house, her papers were taken, and she was beaten when she asked to leave."


def test_from_a_signal_to_a_decision_each_by_whom_it_belongs_to(lead: FoundedAgency) -> None:
    worker, code = opened(lead, "IA")
    decider = signed_in(lead["IA"])
    move(worker, code, "identification", "presume")
    with pytest.raises(NotHere):
        move(worker, code, "identification", "find_grounds", reasons=REASONS)
    move(decider, code, "identification", "find_grounds", reasons=REASONS)
    assert state(worker, "id.state", code) == "rg_positive"
    first, second = seen(worker, code).steps
    assert [(first.begins, first.ends), (second.begins, second.ends)] == [
        ("none", "presumed"), ("presumed", "rg_positive"),
    ]  # fmt: skip
    assert second.texts == {"reasons": "note_c.1"}
    assert seen(decider, code).texts["note_c.1"][0].text == REASONS


def test_what_does_not_follow_is_rejected_and_nothing_is_kept(lead: FoundedAgency) -> None:
    worker, code = opened(lead, "IA")
    with pytest.raises(Rejected, match="does not follow from where the track stands now"):
        move(signed_in(lead["IA"]), code, "identification", "identify", reasons=REASONS)
    with acting_as(worker):
        assert not TrackStep.objects.exists()


def test_without_grounds_nobody_is_presumed_and_it_says_what_is_missing(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    code = do(worker, "case.open", None, role="CW").code
    with pytest.raises(Rejected, match=r"Not yet: Reasonable grounds"):
        move(worker, code, "identification", "presume")


def test_a_decision_against_the_person_is_read_by_a_second_one(lead: FoundedAgency) -> None:
    worker, code = opened(lead, "IA")
    decider = signed_in(lead["IA"])
    move(worker, code, "identification", "presume")
    told = {"reasons": REASONS, "review_notice": "by the lawyer, in her language"}
    with pytest.raises(Rejected):
        move(decider, code, "identification", "find_no_grounds", **told)
    with pytest.raises(Rejected):
        move(decider, code, "identification", "find_no_grounds", second=str(lead["IA"].account), **told)
    with pytest.raises(NotHere):
        move(decider, code, "identification", "find_no_grounds", second=str(lead["CW"].account), **told)
    assert state(worker, "id.state", code) == "presumed"


def test_the_law_refuses_a_move_whatever_the_track_says(lead: FoundedAgency) -> None:
    """Return is prepared only after every gate: with a claim open, the move is refused and names the rule."""
    worker, code = opened(lead, "RS")
    do(worker, "facts.add", code, facts={"asylum.state": "registered", "fear.return": "yes"})
    with pytest.raises((Refused, Rejected)):
        move(signed_in(lead["RS"]), code, "return", "execute")


def opened(lead: FoundedAgency, *roles: str) -> tuple[Any, str]:
    """A case with reasonable grounds, on which these roles work beside a case worker."""
    worker, coordinator = signed_in(lead["CW"]), signed_in(lead["CO"])
    code = do(worker, "case.open", None, role="CW", facts={"id.self_report": "yes"}).code
    for role in roles:
        do(coordinator, "case.assign", code, account=str(lead[role].account), role=role)
    return worker, code


def move(who: Any, code: str, track: str, name: str, **answers: Any) -> Any:
    return do(who, "track.move", code, track=track, move=name, answers=answers)


def state(who: Any, key: str, code: str) -> object:
    return seen(who, code).ledger.known[key]
