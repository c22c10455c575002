"""The law stands in the door: what may not be done to this person now is refused with its reasons, and not recorded."""

from __future__ import annotations

import pytest

from asylia.access.refused import NotHere
from asylia.casework.answers import Refused
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, seen, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(lead: FoundedAgency) -> str:
    """A person held in detention, with a case worker, a protection officer and a detention officer."""
    worker = signed_in(lead["CW"])
    opened = do(worker, "case.open", None, role="CW", country="XB", facts={"det.held": "yes"}).code
    coordinator = signed_in(lead["CO"])
    for role in ("DT", "PO", "RS", "FR"):
        do(coordinator, "case.assign", opened, account=str(lead[role].account), role=role)
    return str(opened)


def test_a_declared_child_is_not_detained_further(lead: FoundedAgency, code: str) -> None:
    do(signed_in(lead["CW"]), "facts.add", code, facts={"person.declared_age": "16"})
    with pytest.raises(Refused) as refused:
        do(signed_in(lead["DT"]), "act.take", code, act="detain.continue")
    assert refused.value.guard.verdict == "refuse"


def test_who_sees_the_reasons_is_given_them(lead: FoundedAgency, code: str) -> None:
    with pytest.raises(Refused) as refused:
        do(signed_in(lead["CW"]), "act.take", code, act="interview.start")
    guard = refused.value.guard
    assert {block.rule for block in refused.value.reasons} == set(guard.rules)
    assert guard.rules
    assert guard.ask
    assert all(block.provision for block in refused.value.reasons)


def test_who_may_not_see_why_is_told_that_it_is_barred_and_no_more(lead: FoundedAgency, code: str) -> None:
    do(signed_in(lead["CW"]), "facts.add", code, facts={"person.declared_age": "16", "fear.return": "yes"})
    for role, act in (("DT", "detain.continue"), ("RS", "return.prepare"), ("FR", "refuse_entry")):
        with pytest.raises(Refused) as refused:
            do(signed_in(lead[role]), "act.take", code, act=act)
        assert refused.value.guard.verdict == "refuse"
        assert (refused.value.reasons, refused.value.guard.rules, refused.value.guard.ask) == ((), (), None)


def test_what_is_not_known_holds_and_says_what_to_ask(lead: FoundedAgency, code: str) -> None:
    with pytest.raises(Refused) as refused:
        do(signed_in(lead["RS"]), "act.take", code, act="return.prepare")
    assert refused.value.guard.verdict in ("hold", "refuse")
    assert seen(signed_in(lead["CW"]), code).acts == ()


def test_what_the_law_allows_is_done_and_kept(lead: FoundedAgency, code: str) -> None:
    worker, first = signed_in(lead["CW"]), signed_in(lead["FR"])
    with pytest.raises(Refused):
        do(first, "act.take", code, act="age.treat_as_adult")
    do(worker, "facts.add", code, facts={"person.declared_age": "30", "person.age_doubt": "no"})
    do(first, "act.take", code, act="age.treat_as_adult")
    assert [(act.action, act.verdict) for act in seen(worker, code).acts] == [("age.treat_as_adult", "allow")]


def test_no_role_publishes(lead: FoundedAgency, code: str) -> None:
    for role in ("CW", "PO", "DT"):
        with pytest.raises(NotHere):
            do(signed_in(lead[role]), "act.take", code, act="publish.data")


def test_a_role_that_may_not_is_not_told_what_the_law_says(lead: FoundedAgency, code: str) -> None:
    with pytest.raises(NotHere):
        do(signed_in(lead["CW"]), "act.take", code, act="detain.continue")
