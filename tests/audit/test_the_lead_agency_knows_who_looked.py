"""Looks of a partner agency at a shared case are in the log of the agency that leads it, under its own code."""

from __future__ import annotations

from asylia.audit.chain import verify
from asylia.audit.log import logged
from asylia.record.cases import open_case, take_access
from asylia.record.models import Access
from asylia.record.rows import acting_as
from tests.audit.chains import chain_of
from tests.audit.conftest import Two
from tests.record.agencies import NOW


def test_a_partners_look_and_refusal_are_in_both_logs(two: Two) -> None:
    with logged(two.partner, NOW) as log:
        log.add(action="read", allowed=True, rule="by_share", case=two.partners_code, area="A", role="SV",
                purpose="referral", items=["name.1"])  # fmt: skip
        log.add(action="read", allowed=False, rule="no_share", case=two.partners_code, area="D")
        log.add(action="read", allowed=True, rule="by_role", area="queue")
    own, leads = chain_of(two.partner), chain_of(two.lead)
    verify(own, str(two.partner.agency))
    verify(leads, str(two.lead.agency))
    assert [(link.event.case, link.event.account) for link in own] == [
        (two.partners_code, str(two.partner.account)),
        (two.partners_code, str(two.partner.account)),
        ("", str(two.partner.account)),
    ]
    named = f"{two.partner.agency}/{two.partner.account}"
    assert [
        (link.event.case, link.event.account, link.event.area, link.event.allowed, link.event.items) for link in leads
    ] == [(two.code, named, "A", True, ("name.1",)), (two.code, named, "D", False, ())]


def test_the_lead_learns_no_code_of_the_partner(two: Two) -> None:
    with acting_as(two.partner):
        other = open_case(two.partner, NOW).code
    with logged(two.partner, NOW) as log:
        log.add(action="read", allowed=True, rule="by_share", case=two.partners_code, area="A",
                items=[other, "birth", two.partners_code])  # fmt: skip
    (link,) = chain_of(two.lead)
    assert link.event.items == ("birth",)
    assert two.partners_code not in link.line()
    assert other not in link.line()


def test_the_partner_does_not_learn_what_the_lead_does(two: Two) -> None:
    with logged(two.lead, NOW) as log:
        log.add(action="read", allowed=True, rule="by_role", case=two.code, area="A")
    assert chain_of(two.partner) == []


def test_a_code_of_another_agency_tells_nobody_anything(two: Two) -> None:
    """Whoever enters the lead's own code is told nothing, and the lead's file was not touched."""
    with logged(two.partner, NOW) as log:
        log.add(action="read", allowed=False, rule="no_such_case", case=two.code, area="A")
    assert chain_of(two.lead) == []


def test_once_access_is_taken_nothing_of_it_is_left_to_look_at(two: Two) -> None:
    with acting_as(two.lead):
        take_access(Access.objects.get(code=two.code).case_id, two.partner.agency)
    with logged(two.partner, NOW) as log:
        log.add(action="read", allowed=False, rule="no_such_case", case=two.partners_code, area="A")
    assert len(chain_of(two.partner)) == 1
    assert chain_of(two.lead) == []


def test_whoever_acts_is_the_same_after_the_log_was_written(two: Two) -> None:
    with logged(two.partner, NOW) as log:
        log.add(action="read", allowed=True, rule="by_share", case=two.partners_code, area="A")
    with acting_as(two.partner):
        assert [access.code for access in Access.objects.all()] == [two.partners_code]
