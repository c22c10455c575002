"""An agency that sees little learns what must not be done to the person, and nothing of why."""

from __future__ import annotations

import pytest
from django.db import Error, connection

from asylia.law import LAW
from asylia.record.cases import give_access
from asylia.record.compartments import COMPARTMENTS, CONCERNS_ALL, OF_TRACKS
from asylia.record.derived import standing, write
from asylia.record.ledger import record, standing_of, told
from asylia.record.models import Barred, Block, Deadline, Right, RuleOutcome, Task, TrackStep
from asylia.record.rows import acting_as
from tests.record.agencies import NOW, Three

LAW_WROTE = (RuleOutcome, Block, Right, Task, Deadline)


def feared(three: Three, compartments: str) -> None:
    """A person who fears to return, known to the lead agency; the partner has some compartments of the case."""
    with acting_as(three.lead):
        record(three.case, three.lead, [told("fear.return", "yes", "person", "stated")], NOW)
        write(three.case, three.lead, LAW.assess(standing_of(three.case).known, NOW), standing(three.case), NOW)
        for kind in OF_TRACKS:
            TrackStep.objects.create(
                case_id=three.case, agency_id=three.lead.agency, kind=kind, move="x", begins="x", ends="x",
                law="2026.11", taken_at=NOW, taken_by=three.lead.account,
            )  # fmt: skip
        give_access(
            three.lead, three.case, three.partner.agency, compartments, None, NOW, {three.partner.account: "SV"}
        )


def test_a_shelter_learns_that_return_is_refused_and_not_why(three: Three) -> None:
    feared(three, "ABHJ")
    with acting_as(three.partner):
        barred = {row.action: row.verdict for row in Barred.objects.filter(case_id=three.case, ended=None)}
        assert barred["return.execute"] == barred["contact.origin_authority"] == "refuse"
        assert not Block.objects.filter(case_id=three.case, action="return.execute").exists()
        assert not Right.objects.filter(case_id=three.case, code="S14.1").exists()
        assert not TrackStep.objects.filter(case_id=three.case, kind="asylum").exists()
        for table in LAW_WROTE:
            assert not table._default_manager.filter(case_id=three.case, compartment__in="CDEFGI").exists()
            for row in table._default_manager.filter(case_id=three.case):
                assert not {"R-NRF-01", "R-REF-15", "R-NPU-02"} & set(row.rules)
    assert "rules" not in {column.name for column in Barred._meta.concrete_fields}


def test_everything_barred_that_concerns_all_is_known_to_all(three: Three) -> None:
    feared(three, "")
    with acting_as(three.lead):
        guards = LAW.assess(standing_of(three.case).known, NOW).guards
    expected = {
        (action, guard.verdict, guard.hard)
        for action, guard in guards.items()
        if guard.verdict != "allow" and action in CONCERNS_ALL
    }
    assert expected
    with acting_as(three.partner):
        assert {(row.action, row.verdict, row.hard) for row in Barred.objects.filter(case_id=three.case)} == expected


def test_who_sees_the_claim_sees_why(three: Three) -> None:
    feared(three, COMPARTMENTS)
    with acting_as(three.partner):
        block = Block.objects.get(case_id=three.case, action="return.execute", ended=None)
        assert "R-NRF-01" in block.rules
        assert block.compartment == "D"


def test_steps_are_seen_with_the_facts_they_are_about(three: Three) -> None:
    feared(three, "CI")
    with acting_as(three.partner):
        seen = {step.kind: step.compartment for step in TrackStep.objects.filter(case_id=three.case)}
    assert seen == {
        "screening": "C", "identification": "C", "statelessness": "I", "case": "", "migrant": "",
    }  # fmt: skip


def test_a_step_cannot_be_put_where_more_would_see_it(three: Three) -> None:
    feared(three, "")
    with pytest.raises(Error), acting_as(three.lead), connection.cursor() as cursor:
        cursor.execute("UPDATE record_trackstep SET compartment = '' WHERE kind = 'asylum'")


def test_what_stood_before_and_still_holds_is_not_written_again(three: Three) -> None:
    feared(three, "")
    with acting_as(three.lead):
        before = {table: set(table._default_manager.values_list("pk", flat=True)) for table in (*LAW_WROTE, Barred)}
        write(three.case, three.lead, LAW.assess(standing_of(three.case).known, NOW), standing(three.case), NOW)
        for table, rows in before.items():
            assert set(table._default_manager.values_list("pk", flat=True)) == rows
