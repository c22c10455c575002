"""Whoever works on a case can leave it, and nobody is left with a case that no one works on."""

from __future__ import annotations

import pytest

from asylia.access.refused import NotHere
from asylia.casework.answers import Rejected
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, seen, signed_in

pytestmark = pytest.mark.django_db


def test_a_coordinator_leaves_and_another_stays(lead: FoundedAgency) -> None:
    worker, coordinator = signed_in(lead["CW"]), signed_in(lead["CO"])
    code = do(worker, "case.open", None, role="CW", facts={"det.held": "yes"}).code
    do(coordinator, "case.unassign", code, account=str(lead["CO"].account), role="CO")
    with pytest.raises(NotHere):
        seen(coordinator, code)
    assert seen(worker, code)


def test_the_last_one_stays_until_somebody_else_is_there(lead: FoundedAgency) -> None:
    worker, coordinator = signed_in(lead["CW"]), signed_in(lead["CO"])
    code = do(worker, "case.open", None, role="CW").code
    do(coordinator, "case.unassign", code, account=str(lead["CW"].account), role="CW")
    with pytest.raises(Rejected, match="nobody else works on this case"):
        do(coordinator, "case.unassign", code, account=str(lead["CO"].account), role="CO")
    do(coordinator, "case.assign", code, account=str(lead["PO"].account), role="PO")
    do(coordinator, "case.unassign", code, account=str(lead["CO"].account), role="CO")
    assert seen(signed_in(lead["PO"]), code)


def test_nobody_keeps_a_file_from_themselves(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    code = do(worker, "case.open", None, role="CW").code
    with pytest.raises(Rejected, match="Ask a colleague"):
        do(worker, "person.keep_away", code, account=str(lead["CW"].account))
    assert seen(worker, code)
