"""What the law says of a case stands beside its facts, ends when it no longer holds, and is never removed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from asylia.law import LAW
from asylia.law.findings import FINDINGS
from asylia.record import models
from asylia.record.compartments import of_finding
from asylia.record.derived import standing, write
from asylia.record.ledger import Told, record, standing_of, told
from asylia.record.models import Block, Deadline, RuleOutcome, Task
from asylia.record.rows import acting_as
from tests.record.agencies import NOW, Three

CHILD = told("person.declared_age", 15, "person", "stated")


def assess(three: Three, hours: int, *new: Told) -> None:
    """What perform() will do: record, hold the law against what stands, write what follows."""
    now = NOW + timedelta(hours=hours)
    with acting_as(three.lead):
        record(three.case, three.lead, new, now)
        write(three.case, three.lead, LAW.assess(standing_of(three.case).known, NOW), standing(three.case), now)


def rows(three: Three, table: type[models.OfLaw]) -> list[models.OfLaw]:
    with acting_as(three.lead):
        return list(table._default_manager.filter(case_id=three.case))


def test_blocks_stand_with_the_rules_that_refuse(three: Three) -> None:
    assess(three, 1, told("fear.return", "yes", "person", "stated"))
    with acting_as(three.lead):
        outcome = LAW.assess(standing_of(three.case).known, NOW)
        standing = {block.action: block for block in Block.objects.filter(case_id=three.case, ended=None)}
    expected = {action: guard for action, guard in outcome.guards.items() if guard.verdict != "allow"}
    assert set(standing) == set(expected)
    assert standing["return.execute"].verdict == "refuse"
    for action, guard in expected.items():
        assert (standing[action].verdict, standing[action].hard) == (guard.verdict, guard.hard)
        assert tuple(standing[action].rules) == guard.rules


def test_assessing_again_changes_nothing(three: Three) -> None:
    assess(three, 1, CHILD)
    before = {table: {row.pk for row in rows(three, table)} for table in models.OfLaw.__subclasses__()}
    assess(three, 2)
    assert {table: {row.pk for row in rows(three, table)} for table in before} == before
    assert all(row.ended is None for table in before for row in rows(three, table))


def test_what_no_longer_holds_ends_and_stays_to_be_read(three: Three) -> None:
    assess(three, 1, CHILD)
    with acting_as(three.lead):
        first = standing_of(three.case).by_key["person.declared_age"][0].id
    before = {row.pk for row in rows(three, RuleOutcome)}
    assess(three, 2, Told("person.declared_age", 30.0, "document", "verified", supersedes=frozenset({first})))
    after = {row.pk: row for row in rows(three, RuleOutcome)}
    assert before <= set(after)
    ended = [row for row in after.values() if row.ended is not None]
    assert "child" in {row.finding for row in ended if isinstance(row, RuleOutcome)}
    assert {row.ended for row in ended} == {NOW + timedelta(hours=2)}


def test_a_task_that_was_done_is_not_given_again(three: Three) -> None:
    assess(three, 1, CHILD)
    with acting_as(three.lead):
        done = Task.objects.filter(case_id=three.case).first()
        assert done is not None
        Task.objects.filter(pk=done.pk).update(state="done")
    assess(three, 2)
    with acting_as(three.lead):
        assert Task.objects.filter(case_id=three.case, role=done.role, what=done.what).count() == 1


def test_a_deadline_says_whether_it_is_a_day_or_a_moment(three: Three) -> None:
    assess(three, 1, CHILD, told("fear.return", "yes", "person", "stated"))
    with acting_as(three.lead):
        due = list(Deadline.objects.filter(case_id=three.case))
    assert due
    for deadline in due:
        if deadline.whole_day:
            assert deadline.due.time().isoformat() == "00:00:00"


@pytest.mark.parametrize("finding", [finding.name for finding in FINDINGS])
def test_every_finding_has_its_compartment(finding: str) -> None:
    expected = {"child": "F", "at_risk_of_statelessness": "I"}.get(finding)
    refugee = finding.startswith("ref.") or finding in {"refugee_criteria", "complementary_protection"}
    assert of_finding(finding) == (expected or ("D" if refugee else "C"))


def test_no_word_of_the_law_is_too_long_for_its_field() -> None:
    from asylia.law.rule import RULES, Deadline, Task

    effects = [effect for rule in RULES.values() for duty in rule.duties for effect in duty.effects]
    longest = max(len(effect.what) for effect in effects if isinstance(effect, Task | Deadline))
    assert longest <= 400
    assert max(len(effect.role) for effect in effects if isinstance(effect, Task)) <= 64
