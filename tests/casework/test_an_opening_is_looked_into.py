"""What was opened for a life in danger is looked into once, by data protection, and by nobody who had a part in it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError

from asylia.access.models import BreakGlass
from asylia.access.openings_reviewed import review
from asylia.record.rows import acting_as
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import now, signed_in
from tests.casework.test_opening_for_danger import code as code
from tests.casework.test_opening_for_danger import opened

pytestmark = pytest.mark.django_db


def the_opening(who: Any) -> BreakGlass:
    with acting_as(who):
        return BreakGlass.objects.get()


def test_data_protection_does_so_once(lead: FoundedAgency, code: str) -> None:
    opened(lead, code)
    officer = signed_in(lead["DP"])
    assert review(officer, the_opening(officer).pk, "in_order", now())
    assert the_opening(officer).reviewed_at is not None
    assert not review(officer, the_opening(officer).pk, "to_be_followed_up", now())


@pytest.mark.parametrize("role", ["CW", "CO", "HP", "SY"])
def test_nobody_else_does(lead: FoundedAgency, code: str, role: str) -> None:
    opened(lead, code)
    someone = signed_in(lead[role])
    assert not review(someone, the_opening(signed_in(lead["DP"])).pk, "in_order", now())
    assert the_opening(signed_in(lead["DP"])).reviewed_at is None


@pytest.mark.parametrize("role", ["CW", "CO"])
def test_nor_does_the_database_let_them(lead: FoundedAgency, code: str, role: str) -> None:
    opened(lead, code)
    with pytest.raises(DatabaseError, match="by data protection"), acting_as(signed_in(lead[role])):
        BreakGlass.objects.update(reviewed_at=now())


def test_data_protection_changes_nothing_else_of_it(lead: FoundedAgency, code: str) -> None:
    opened(lead, code)
    with pytest.raises(DatabaseError), acting_as(signed_in(lead["DP"])):
        BreakGlass.objects.update(closed_at=now())
