"""A double click, or a line that broke before the answer came: what was sent twice is done once."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from asylia.casework.answers import Done, Rejected
from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, founded_agency
from tests.audit.threads import at_once
from tests.casework.people import do, listed, seen, signed_in

pytestmark = pytest.mark.django_db


def test_a_case_is_opened_once(lead: FoundedAgency) -> None:
    worker, key = signed_in(lead["CW"]), uuid4()
    first = do(worker, "case.open", None, key=key, role="CW", country="XB")
    again = do(worker, "case.open", None, key=key, role="CW", country="XB")
    assert (again.code, again.repeated, first.repeated) == (first.code, True, False)
    assert listed(worker).count(first.code) == 1


def test_the_answer_of_the_first_time_is_given_again(lead: FoundedAgency) -> None:
    worker, key = signed_in(lead["CW"]), uuid4()
    code = do(worker, "case.open", None, role="CW").code
    first = do(worker, "facts.add", code, key=key, facts={"det.held": "yes"})
    again = do(worker, "facts.add", code, key=key, facts={"det.held": "yes"})
    assert again.made == first.made
    assert len([entry for entry in seen(worker, code).history if entry.key == "det.held"]) == 1


def test_something_else_under_the_same_number_is_not_taken(lead: FoundedAgency) -> None:
    worker, key = signed_in(lead["CW"]), uuid4()
    code = do(worker, "case.open", None, role="CW").code
    do(worker, "facts.add", code, key=key, facts={"det.held": "yes"})
    with pytest.raises(Rejected, match="something else"):
        do(worker, "facts.add", code, key=key, facts={"det.held": "no"})
    assert seen(worker, code).ledger.known.facts["det.held"] is True


def test_two_clicks_at_the_same_moment_open_one_case(tables: Databases, db: None) -> None:
    person, key = founded_agency(tables, "Two clicks (invented)", ("CW",))["CW"], uuid4()
    # Signing in takes the agency's log, so it is over before the others begin.
    (worker,) = at_once([partial(signed_in, person)])
    answers: list[Any] = at_once([partial(do, worker, "case.open", None, key=key, role="CW")] * 4)
    assert all(isinstance(answer, Done) for answer in answers)
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True]
    (mine,) = at_once([partial(listed, worker)])
    assert mine == [answers[0].code]
