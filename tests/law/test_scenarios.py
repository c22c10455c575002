"""Every scenario a lawyer wrote comes out as written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from asylia.assessment import Assessment
from asylia.law import FactError
from asylia.law.facts import read_time
from tests.law.scenarios import Scenario, all_scenarios


@pytest.mark.parametrize("scenario", all_scenarios(), ids=lambda scenario: scenario.name)
def test_scenario(scenario: Scenario) -> None:
    expect = scenario.expect
    if "error" in expect:
        with pytest.raises(FactError, match=expect["error"]):
            scenario.assess()
        return
    assert found(scenario.assess(), expect) == dict(wanted(expect))


def wanted(expect: Mapping[str, Any]) -> Mapping[str, Any]:
    """The expectations in the shape `found` answers."""
    shaped = dict(expect)
    for key in ("rights", "notices", "warnings"):
        if key in shaped:
            shaped[key] = set(shaped[key])
    for key in ("no_rights", "no_tasks", "no_notices", "no_warnings", "no_deadlines", "next_not"):
        if key in shaped:
            shaped[key] = set()
    if "tasks" in shaped:
        shaped["tasks"] = {(task["role"], task["rule"]) for task in shaped["tasks"]}
    if "deadlines" in shaped:
        shaped["deadlines"] = {(one["rule"], _day(one["due"])) for one in shaped["deadlines"]}
    return shaped


def found(assessment: Assessment, expect: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the assessment says on each expectation, narrowed to what was asked."""
    outcome = assessment.outcome
    rights = {attached.right.code for attached in outcome.rights}
    rules = {
        "tasks": {task.rule for task in outcome.tasks},
        "notices": {notice.rule for notice in outcome.notices},
        "warnings": {warning.rule for warning in outcome.warnings},
        "deadlines": {due.rule for due in outcome.deadlines},
    }
    tasks = {(task.role, task.rule) for task in outcome.tasks}
    due = {(one.rule, _day(one.due)) for one in outcome.deadlines}
    blocks = _by_rule(assessment)
    answers: dict[str, Any] = {
        "findings": {name: outcome.findings[name] for name in expect.get("findings", ())},
        "guards": {action: outcome.guards[action].verdict for action in expect.get("guards", ())},
        "blocks": {block: blocks[block][0] for block in expect.get("blocks", ())},
        "hard": {block: blocks[block][1] for block in expect.get("hard", ())},
        "level": assessment.screening.level,
        "rights": rights & set(expect.get("rights", ())),
        "no_rights": rights & set(expect.get("no_rights", ())),
        "tasks": tasks & {(task["role"], task["rule"]) for task in expect.get("tasks", ())},
        "deadlines": due & {(one["rule"], _day(one["due"])) for one in expect.get("deadlines", ())},
        "ask": {action: outcome.guards[action].ask for action in expect.get("ask", ())},
        "next_not": {assessment.next_question.key if assessment.next_question else None}
        & set(expect.get("next_not", ())),
    }
    for kind, firing in rules.items():
        if kind not in answers:
            answers[kind] = firing & set(expect.get(kind, ()))
        answers[f"no_{kind}"] = firing & set(expect.get(f"no_{kind}", ()))
    return {key: answers[key] for key in expect}


def _by_rule(assessment: Assessment) -> Mapping[str, tuple[str, bool]]:
    """For each rule and action: the strictest verdict of that rule, and whether it is hard."""
    order = ("allow", "hold", "refuse")
    said: dict[str, tuple[str, bool]] = {}
    for block, verdict in assessment.outcome.block_verdicts:
        for action in block.actions:
            key = f"{block.rule} {action}"
            before, hard = said.get(key, ("allow", False))
            if order.index(verdict) > order.index(before):
                said[key] = (verdict, block.hard)
            elif verdict == before:
                said[key] = (before, hard or (block.hard and verdict != "allow"))
    return said


def _day(due: str | date) -> date | datetime | None:
    return read_time(due) if isinstance(due, str) else due
