"""Within an agency too, only who works on a case sees it: the database says so, whatever the code asks for."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection
from django.utils import timezone

from asylia.access.models import BreakGlass, Conversation
from asylia.record.cases import assign, unassign
from asylia.record.models import Access, Assignment, Case, Fact
from asylia.record.rows import acting_as
from tests.record.agencies import NOW, Someone, Three


def colleague(three: Three) -> Someone:
    return Someone(three.lead.agency)


def sees(someone: Someone, three: Three) -> bool:
    with acting_as(someone), connection.cursor() as cursor:
        found = Access.objects.filter(case_id=three.case).exists()
        assert found == Case.objects.filter(pk=three.case).exists()
        cursor.execute("SELECT count(*) FROM record_access WHERE case_id = %s", [three.case])
        assert bool(cursor.fetchone()[0]) == found
    return found


def given(three: Three, someone: Someone, role: str, **other: object) -> None:
    with acting_as(three.lead):
        row = assign(three.lead, three.case, someone.account, role, NOW)
        Assignment.objects.filter(pk=row.pk).update(**other)


def test_a_colleague_without_a_role_sees_nothing(three: Three) -> None:
    assert sees(three.lead, three)
    assert not sees(colleague(three), three)


def test_a_role_opens_it_until_it_is_taken_back(three: Three) -> None:
    other = colleague(three)
    given(three, other, "HP")
    assert sees(other, three)
    with acting_as(three.lead):
        assert unassign(three.case, other.account, NOW) == 1
    assert not sees(other, three)


def test_a_role_that_has_ended_opens_nothing(three: Three) -> None:
    other = colleague(three)
    given(three, other, "HP", until=timezone.now() - timedelta(seconds=1))
    assert not sees(other, three)


def test_a_guardian_waits_until_independence_was_checked(three: Three) -> None:
    other = colleague(three)
    given(three, other, "GD")
    assert not sees(other, three)
    with acting_as(three.lead):
        Assignment.objects.filter(account=other.account).update(checked=True)
    assert sees(other, three)


def test_an_interpreter_is_there_while_the_conversation_is_open(three: Three) -> None:
    other = colleague(three)
    given(three, other, "IN")
    assert not sees(other, three)
    with acting_as(three.lead):
        Conversation.objects.create(
            case_id=three.case, agency_id=three.lead.agency, accounts=[other.account], since=timezone.now()
        )
    assert sees(other, three)
    with acting_as(three.lead):
        Conversation.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert not sees(other, three)


def test_an_opening_for_danger_lasts_two_hours(three: Three) -> None:
    other = colleague(three)
    with acting_as(other):
        opened = BreakGlass.objects.create(
            case_id=three.case,
            agency_id=three.lead.agency,
            account=other.account,
            role="CW",
            category="risk_to_life",
            asked_at=timezone.now(),
        )
    assert not sees(other, three)
    for ago, expected in ((timedelta(minutes=1), True), (timedelta(hours=2, seconds=1), False)):
        with acting_as(three.lead):
            BreakGlass.objects.filter(pk=opened.pk).update(opened_at=timezone.now() - ago, second=uuid4())
        assert sees(other, three) is expected


def test_whoever_asks_for_danger_does_not_open(three: Three) -> None:
    other = colleague(three)
    asked = {"case_id": three.case, "agency_id": other.agency, "account": other.account, "role": "CW"}
    with pytest.raises(Error), acting_as(other):
        BreakGlass.objects.create(**asked, category="risk_to_life", asked_at=NOW, opened_at=timezone.now())
    with acting_as(other):
        row = BreakGlass.objects.create(**asked, category="risk_to_life", asked_at=NOW)
    with acting_as(other):
        assert BreakGlass.objects.filter(pk=row.pk).update(opened_at=timezone.now()) == 0
    assert not sees(other, three)


def test_nobody_lets_themselves_in(three: Three) -> None:
    other = colleague(three)
    with pytest.raises(Error), acting_as(other):
        assign(other, three.case, other.account, "CW", NOW)
    assert not sees(other, three)


def test_nobody_writes_where_they_hold_no_role(three: Three) -> None:
    other = colleague(three)
    with pytest.raises(Error), acting_as(other):
        Fact.objects.create(
            case_id=three.case,
            agency_id=other.agency,
            key="det.held",
            compartment="J",
            value="yes",
            source="person",
            certainty="stated",
            recorded_at=NOW,
            recorded_by=other.account,
        )
