"""Writes what the law says of a case beside its facts: what begins gets a row, what no longer holds gets its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from asylia.law import Outcome
from asylia.law.engine import LAW_VERSION
from asylia.law.facts import as_moment
from asylia.record.models import Block, Deadline, OfLaw, Right, RuleOutcome, Task
from asylia.record.rows import Actor

Fields = Mapping[str, Any]

OTHER_COMPARTMENTS = {
    "child": "F",
    "refugee_criteria": "D",
    "complementary_protection": "D",
    "at_risk_of_statelessness": "I",
}
"""Where a finding belongs that is neither about trafficking (C) nor part of the refugee definition (`ref.`, D)."""


def write(case: UUID, actor: Actor, outcome: Outcome, now: datetime) -> None:
    """Bring the derived rows of a case in line with this outcome. Rows are ended, never removed."""
    _in_line(RuleOutcome, case, actor, _findings(outcome), now)
    _in_line(Block, case, actor, _blocks(outcome), now)
    _in_line(Right, case, actor, _rights(outcome), now)
    _in_line(Task, case, actor, _tasks(outcome), now)
    _in_line(Deadline, case, actor, _deadlines(outcome), now)


def _in_line(table: type[OfLaw], case: UUID, actor: Actor, holding: Iterator[Fields], now: datetime) -> None:
    """What holds and stands already is left as it is, whatever people have done with it since."""
    wanted = list(holding)
    ended = []
    for row in table._default_manager.filter(case_id=case, ended__isnull=True):
        same = [fields for fields in wanted if all(getattr(row, name) == value for name, value in fields.items())]
        if same:
            wanted.remove(same[0])
        else:
            ended.append(row.pk)
    if ended:
        table._default_manager.filter(pk__in=ended).update(ended=now)
    table._default_manager.bulk_create(
        table(case_id=case, agency_id=actor.agency, law=LAW_VERSION, since=now, **fields) for fields in wanted
    )


def compartment_of(finding: str) -> str:
    """The class A to J that a finding belongs to."""
    return "D" if finding.startswith("ref.") else OTHER_COMPARTMENTS.get(finding, "C")


def _findings(outcome: Outcome) -> Iterator[Fields]:
    for finding, state in outcome.findings.items():
        if state != "unknown":
            rules = sorted({step.rule for step in outcome.because(finding) if step.state != "unknown"})
            yield {"finding": finding, "compartment": compartment_of(finding), "state": state, "rules": rules}


def _blocks(outcome: Outcome) -> Iterator[Fields]:
    for action, guard in outcome.guards.items():
        if guard.verdict != "allow":
            yield {
                "action": action,
                "verdict": guard.verdict,
                "hard": guard.hard,
                "rules": list(guard.rules),
                "ask": guard.ask or "",
            }


def _rights(outcome: Outcome) -> Iterator[Fields]:
    for attached in outcome.rights:
        yield {"code": attached.right.code, "owed_by": attached.duty_bearer, "rules": list(attached.rules)}


def _tasks(outcome: Outcome) -> Iterator[Fields]:
    for task in outcome.tasks:
        yield {"role": task.role, "what": task.what, "rules": [task.rule]}


def _deadlines(outcome: Outcome) -> Iterator[Fields]:
    for due in outcome.deadlines:
        yield {
            "what": due.what,
            "due": as_moment(due.due),
            "whole_day": not isinstance(due.due, datetime),
            "legal": due.legal,
            "started_by": due.started_by,
            "started": as_moment(due.start),
            "rules": [due.rule],
        }
