"""Whether answers were given freely follows from who was there, is not known before that is recorded, and stays."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import Error

from asylia.record.models import OBSERVING, PRESENT, Interview, Present
from asylia.record.rows import acting_as
from tests.record.agencies import NOW, Three


def held(three: Three, kind: str = "screening") -> UUID:
    with acting_as(three.lead):
        return Interview.objects.create(
            case_id=three.case,
            agency_id=three.lead.agency,
            kind=kind,
            began_at=NOW,
            led_by=three.lead.account,
            language="fa",
            interpreting="in_the_room",
        ).pk


def present(three: Three, interview: UUID, role: str, compartment: str = "C") -> None:
    with acting_as(three.lead):
        Present.objects.create(
            case_id=three.case,
            agency_id=three.lead.agency,
            interview_id=interview,
            compartment=compartment,
            role=role,
            recorded_at=NOW,
            recorded_by=three.lead.account,
        )


def observed(three: Three, interview: UUID) -> bool | None:
    with acting_as(three.lead):
        return Interview.objects.get(pk=interview).observed


def test_it_is_not_known_before_it_is_recorded_who_was_there(three: Three) -> None:
    assert observed(three, held(three)) is None


@pytest.mark.parametrize("role", PRESENT)
def test_a_relative_or_somebody_unknown_observes_and_an_interpreter_does_not(three: Three, role: str) -> None:
    interview = held(three)
    present(three, interview, "interviewer")
    assert observed(three, interview) is False
    present(three, interview, role)
    assert observed(three, interview) is (role in OBSERVING)


def test_it_stays_whatever_is_written_later(three: Three) -> None:
    interview = held(three)
    present(three, interview, "partner")
    present(three, interview, "interviewer")
    with acting_as(three.lead):
        Interview.objects.filter(pk=interview).update(observed=False, ended_at=NOW)
    assert observed(three, interview) is True
    for change in (Present.objects.all().delete, lambda: Present.objects.update(role="interviewer")):
        with pytest.raises(Error), acting_as(three.lead):
            change()


def test_nobody_is_recorded_elsewhere_than_the_interview_is(three: Three) -> None:
    interview = held(three, "asylum")
    with pytest.raises(Error):
        present(three, interview, "interpreter", compartment="C")
    with pytest.raises(Error):
        present(three, uuid4(), "interpreter")
