"""Relationships, referrals, acts and decisions stand where they belong, and what was done is not undone in writing."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import Error

from asylia.law.actions import ACTIONS, RECIPIENTS
from asylia.record.compartments import COMPARTMENTS, OF_RECIPIENTS, of_act
from asylia.record.models import Act, Decision, Referral, ReferralStep, Relationship
from asylia.record.rows import acting_as
from tests.record.agencies import Three
from tests.record.every_table import row


def decide(three: Three, **other: Any) -> Decision:
    given = {"kind": "identification", "outcome": "negative", "second": uuid4(), **other}
    with acting_as(three.lead):
        one = row(Decision, three.lead, three.case, **given)
        one.save(force_insert=True)
    assert isinstance(one, Decision)
    return one


def test_a_relative_who_may_control_the_person_moves_to_the_safety_plan(three: Three) -> None:
    with acting_as(three.lead):
        row(Relationship, three.lead, three.case).save(force_insert=True)
        one = Relationship.objects.get(case_id=three.case)
        # Not known, and not known to be a danger: with what is known of the family.
        assert (one.control_suspected, one.compartment) == (None, "F")
        Relationship.objects.filter(pk=one.pk).update(control_suspected=True)
        one.refresh_from_db()
        assert one.compartment == "H"


@pytest.mark.parametrize("kind", ["reasonable_grounds", "identification"])
def test_no_identification_is_refused_by_one_alone(three: Three, kind: str) -> None:
    decide(three, kind=kind)
    decide(three, kind=kind, outcome="positive", second=None)
    with pytest.raises(Error):
        decide(three, kind=kind, second=None)
    with pytest.raises(Error):
        decide(three, kind=kind, second=three.lead.account)


def test_a_decision_is_superseded_by_one_of_its_kind_only(three: Three) -> None:
    first = decide(three)
    later = decide(three, outcome="positive", supersedes=[first.pk])
    assert later.supersedes == [first.pk]
    with pytest.raises(Error):
        decide(three, kind="asylum_first", supersedes=[first.pk])
    with pytest.raises(Error), acting_as(three.lead):
        Decision.objects.filter(pk=first.pk).update(outcome="positive")


def test_nobody_is_referred_to_the_country_of_origin_or_to_enforcement(three: Three) -> None:
    for recipient in ("origin_authority", "immigration_enforcement", "public", "family"):
        with pytest.raises(Error), acting_as(three.lead):
            row(Referral, three.lead, three.case, recipient=recipient).save(force_insert=True)


def test_the_steps_of_a_referral_stay_beside_one_another(three: Three) -> None:
    with acting_as(three.lead):
        first = row(ReferralStep, three.lead, three.case)
        first.save(force_insert=True)
        assert isinstance(first, ReferralStep)
        whole = first.referral
        row(ReferralStep, three.lead, three.case, referral=whole, step="declined", because="no_room").save(
            force_insert=True
        )
        steps = ReferralStep.objects.filter(referral=whole).values_list("step", flat=True)
        assert sorted(steps) == ["declined", "sent"]
    with pytest.raises(Error), acting_as(three.lead):
        ReferralStep.objects.filter(referral=whole).delete()


def test_what_the_law_refuses_cannot_be_kept_as_done(three: Three) -> None:
    with pytest.raises(Error), acting_as(three.lead):
        row(Act, three.lead, three.case, verdict="refuse").save(force_insert=True)
    with pytest.raises(Error), acting_as(three.lead):
        row(Act, three.lead, three.case, taken_by=uuid4()).save(force_insert=True)


def test_every_act_and_every_recipient_has_its_place() -> None:
    assert {of_act(action) for action in ACTIONS} <= set(COMPARTMENTS)
    assert set(OF_RECIPIENTS) == set(RECIPIENTS)
    assert of_act("detain.continue") == "J"
    assert of_act("asylum.reject_on:exclusion") == "D"
    assert of_act("share:health") == "E"
