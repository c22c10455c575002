"""A list shows each case as it is now, as far as the agency may see it, in an order that pages do not break."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext

from asylia.law import LAW
from asylia.record import lists
from asylia.record.cases import assign, count, give_access, open_case, take_access, unassign
from asylia.record.derived import standing, write
from asylia.record.ledger import record, standing_of, told
from asylia.record.lists import Listed, my_cases
from asylia.record.models import Access, Case, Deadline, RuleOutcome
from asylia.record.rows import acting_as
from tests.record.agencies import NOW, Someone, Three
from tests.record.every_table import row

HOUR = timedelta(hours=1)


def listed(three: Three, someone: Someone | None = None) -> Listed | None:
    with acting_as(someone or three.lead):
        return next((one for one in my_cases(500) if one.case == three.case), None)


def due(three: Three, compartment: str, hours: int) -> None:
    with acting_as(three.lead):
        row(Deadline, three.lead, three.case, compartment=compartment, due=NOW + hours * HOUR).save(force_insert=True)


def share(three: Three, compartments: str) -> None:
    with acting_as(three.lead):
        give_access(
            three.lead, three.case, three.partner.agency, compartments, None, NOW, {three.partner.account: "SV"}
        )


def test_a_change_of_the_case_shows_in_every_list(three: Three) -> None:
    share(three, "J")
    with acting_as(three.lead):
        Case.objects.filter(id=three.case).update(state="active", review_on=date(2027, 1, 5))
    for someone in (three.lead, three.partner):
        one = listed(three, someone)
        assert one is not None
        assert (one.state, one.review_on) == ("active", date(2027, 1, 5))
        assert one.leads == (someone is three.lead)


def test_whoever_is_let_in_later_sees_it_as_it_is(three: Three) -> None:
    due(three, "J", 5)
    with acting_as(three.lead):
        Case.objects.filter(id=three.case).update(state="on_hold")
    share(three, "J")
    one = listed(three, three.partner)
    assert one is not None
    assert (one.state, one.due) == ("on_hold", NOW + 5 * HOUR)


def test_the_earliest_thing_due_is_the_one_that_the_agency_may_see(three: Three) -> None:
    share(three, "BJ")
    due(three, "D", 1)
    due(three, "B", 9)
    due(three, "", 7)
    mine, theirs = listed(three), listed(three, three.partner)
    assert mine is not None
    assert theirs is not None
    assert (mine.due, theirs.due) == (NOW + HOUR, NOW + 7 * HOUR)


def test_what_is_no_longer_due_leaves_the_list(three: Three) -> None:
    due(three, "J", 5)
    due(three, "J", 9)
    with acting_as(three.lead):
        Deadline.objects.filter(case_id=three.case, due=NOW + 5 * HOUR).update(ended=NOW)
    one = listed(three)
    assert one is not None
    assert one.due == NOW + 9 * HOUR
    with acting_as(three.lead):
        Deadline.objects.filter(case_id=three.case).delete()
    one = listed(three)
    assert one is not None
    assert one.due is None


def test_a_presumed_child_is_marked_for_those_who_may_know(three: Three) -> None:
    share(three, "ABCDEGHIJ")
    with acting_as(three.lead):
        record(three.case, three.lead, [told("person.declared_age", 15, "person", "stated")], NOW)
        write(three.case, three.lead, LAW.assess(standing_of(three.case).known, NOW), standing(three.case), NOW)
    mine, theirs = listed(three), listed(three, three.partner)
    assert mine is not None
    assert theirs is not None
    assert mine.child
    assert not theirs.child
    with acting_as(three.lead):
        RuleOutcome.objects.filter(case_id=three.case, finding="child").update(ended=NOW)
    mine = listed(three)
    assert mine is not None
    assert not mine.child


def test_nobody_else_changes_what_a_list_shows(three: Three) -> None:
    for column, value in (("state", "'closed'"), ("child", "true"), ("due", "now()")):
        with pytest.raises(Error), acting_as(three.lead), connection.cursor() as cursor:
            cursor.execute(f"UPDATE record_access SET {column} = {value}")
    with pytest.raises(Error), acting_as(three.lead), connection.cursor() as cursor:
        cursor.execute("SELECT asylia_relist(%s)", [three.case])
    with acting_as(three.lead):
        opened = Access.objects.get(case_id=three.case)
        opened.refresh_from_db()
        assert opened.state == "draft"


def test_nobody_reads_more_by_saying_what_is_to_be_listed(three: Three) -> None:
    with acting_as(three.stranger), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.listing', %s, true)", [str(three.case)])
        assert not Access.objects.filter(case_id=three.case).exists()
        assert not Case.objects.filter(id=three.case).exists()


def test_pages_give_every_case_once_and_in_order(three: Three) -> None:
    with acting_as(three.stranger):
        moment = NOW + timedelta(days=1)
        opened = [open_case(three.stranger, NOW).case_id for _ in range(12)]
        for place, case in enumerate(opened):
            # Four at the same moment: the order among them is that of their numbers.
            assert count(case, moment + timedelta(minutes=place // 4))
        seen: list[Listed] = []
        while page := my_cases(5, seen[-1].place if seen else None):
            assert len(page) <= 5
            seen += page
        assert len(seen) == len({one.case for one in seen})
        assert {one.case for one in seen[:12]} == set(opened)
        assert [one.place for one in seen] == sorted((one.place for one in seen), reverse=True)
        assert [one.case for one in my_cases(500)] == [one.case for one in seen]


@pytest.mark.parametrize("few", [0, 300])
def test_however_many_somebody_works_on_the_list_is_the_same(
    three: Three, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few are looked up one by one, many are met on the way: neither shows what somebody does not work on."""
    monkeypatch.setattr(lists, "FEW", few)
    newcomer = Someone(three.lead.agency)
    with acting_as(newcomer):
        assert my_cases(50) == []
    with acting_as(three.lead):
        assign(three.lead, three.case, newcomer.account, "PO", NOW)
    with acting_as(newcomer):
        assert [one.case for one in my_cases(50)] == [three.case]
        assert my_cases(50, my_cases(1)[0].place) == []
    with acting_as(three.lead):
        assert unassign(three.case, newcomer.account, NOW) == 1
    with acting_as(newcomer):
        assert my_cases(50) == []


def test_what_was_taken_back_or_has_ended_is_not_listed(three: Three) -> None:
    share(three, "J")
    assert listed(three, three.partner) is not None
    with acting_as(three.lead):
        assert take_access(three.case, three.partner.agency)
        give_access(
            three.lead,
            three.case,
            three.partner.agency,
            "J",
            NOW - timedelta(days=4000),
            NOW,
            {three.partner.account: "SV"},
        )
    assert listed(three, three.partner) is None
    assert listed(three, three.stranger) is None


def test_a_page_joins_nothing(three: Three) -> None:
    with acting_as(three.lead), CaptureQueriesContext(connection) as asked:
        my_cases(50)
    assert len(asked) == 3
    assert not any("JOIN" in one["sql"] for one in asked)
