"""Whom the person has named never sees the file again: no role, no coordinator, no danger opens it to them."""

from __future__ import annotations

import pytest

from asylia.access.refused import NotHere
from asylia.casework.answers import Rejected
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, listed, seen, signed_in, stepped_up

pytestmark = pytest.mark.django_db


def test_they_lose_it_at_once_and_cannot_be_assigned_again(lead: FoundedAgency) -> None:
    worker, coordinator, officer = signed_in(lead["CW"]), signed_in(lead["CO"]), signed_in(lead["PO"])
    code = do(worker, "case.open", None, role="CW").code
    do(coordinator, "case.assign", code, account=str(lead["PO"].account), role="PO")
    assert code in listed(officer)
    do(worker, "person.keep_away", code, account=str(lead["PO"].account))
    assert code not in listed(officer)
    with pytest.raises(NotHere):
        seen(officer, code)
    with pytest.raises(NotHere):
        do(officer, "facts.add", code, facts={"det.held": "yes"})
    with pytest.raises(Rejected):
        do(coordinator, "case.assign", code, account=str(lead["PO"].account), role="PO")


def test_an_opening_for_danger_is_refused_to_them(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    coordinator, helper = stepped_up(signed_in(lead["CO"])), stepped_up(signed_in(lead["HP"]))
    code = do(worker, "case.open", None, role="CW").code
    do(worker, "person.keep_away", code, account=str(lead["HP"].account))
    reason = "somebody threatens to hurt her tonight"
    do(helper, "glass.ask", code, role="HP", category="risk_to_life", reason=reason)
    (asked,) = seen(coordinator, code).openings
    with pytest.raises(Rejected):
        do(coordinator, "glass.agree", code, asked=str(asked.pk), role="CO", reason=reason)
    with pytest.raises(NotHere):
        seen(helper, code)
