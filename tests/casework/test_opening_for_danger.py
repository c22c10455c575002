"""A life is in danger and nobody who works on the case is there: one asks, a second agrees, two hours, only to read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from asylia.access.refused import NotHere
from asylia.casework.answers import Rejected
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, seen, signed_in, stepped_up

pytestmark = pytest.mark.django_db

REASON = "somebody threatens to hurt her tonight"


@pytest.fixture
def code(lead: FoundedAgency) -> str:
    worker = signed_in(lead["CW"])
    opened = do(worker, "case.open", None, role="CW", facts={"safety.threat": "yes", "need.health": "high"}).code
    do(worker, "text.write", opened, field="health.1", text="what helpers must know")
    return str(opened)


def opened(lead: FoundedAgency, code: str) -> Any:
    helper, coordinator = stepped_up(signed_in(lead["HP"])), stepped_up(signed_in(lead["CO"]))
    do(helper, "glass.ask", code, role="HP", category="risk_to_life", reason=REASON)
    (asked,) = seen(coordinator, code).openings
    do(coordinator, "glass.agree", code, asked=str(asked.pk), role="CO", reason=REASON)
    return helper


def test_the_second_person_opens_it_to_be_read(lead: FoundedAgency, code: str) -> None:
    helper = opened(lead, code)
    look = seen(helper, code)
    assert look.ledger.known.facts["safety.threat"] is True
    with pytest.raises(NotHere):
        do(helper, "facts.add", code, facts={"safety.threat": "no"})


def test_what_the_role_must_never_see_stays_hidden(lead: FoundedAgency, code: str) -> None:
    do(signed_in(lead["CW"]), "facts.add", code, facts={"fear.return": "yes"})
    assert "fear.return" not in seen(opened(lead, code), code).ledger.by_key


def test_who_works_on_the_case_sees_that_it_was_opened(lead: FoundedAgency, code: str) -> None:
    opened(lead, code)
    (opening,) = seen(signed_in(lead["CW"]), code).openings
    assert (opening.account, opening.second) == (lead["HP"].account, lead["CO"].account)
    assert set(opening.told) == {"data_protection", "case_owner"}
    assert REASON in {text.text for text in seen(signed_in(lead["CW"]), code).texts["danger"]}


def test_asking_tells_nothing(lead: FoundedAgency, code: str) -> None:
    helper = stepped_up(signed_in(lead["HP"]))
    there = do(helper, "glass.ask", code, role="HP", category="risk_to_life", reason=REASON)
    nowhere = do(helper, "glass.ask", "HK3T-9WDM-2XP3", role="HP", category="risk_to_life", reason=REASON)
    assert (there.notes, there.made) == (nowhere.notes, nowhere.made)
    with pytest.raises(NotHere):
        seen(helper, code)


def test_without_the_second_factor_given_again_nothing_is_asked(lead: FoundedAgency, code: str) -> None:
    helper = signed_in(lead["HP"])
    session = replace(helper.actor.session, stepped_up_at=None)
    helper = replace(helper, actor=replace(helper.actor, session=session))
    with pytest.raises(Rejected):
        do(helper, "glass.ask", code, role="HP", category="risk_to_life", reason=REASON)


def test_nobody_agrees_with_themselves(lead: FoundedAgency, code: str) -> None:
    worker = stepped_up(signed_in(lead["CW"]))
    do(worker, "glass.ask", code, role="CW", category="risk_to_life", reason=REASON)
    (asked,) = seen(worker, code).openings
    with pytest.raises(Rejected):
        do(worker, "glass.agree", code, asked=str(asked.pk), role="CO", reason=REASON)


def test_a_short_reason_is_none(lead: FoundedAgency, code: str) -> None:
    with pytest.raises(Rejected):
        do(stepped_up(signed_in(lead["HP"])), "glass.ask", code, role="HP", category="risk_to_life", reason="danger")
