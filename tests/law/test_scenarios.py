"""Every scenario a lawyer wrote comes out as written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from asylia.assessment import Assessment, shown
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
    """What the assessment says on each expectation, narrowed to what was asked. Nothing else is worked out."""
    return {key: _ANSWERS[key](assessment, expect[key]) for key in expect}


def _rules_of(kind: str, assessment: Assessment, asked: Iterable[Any]) -> set[str]:
    return {one.rule for one in getattr(assessment.outcome, kind)} & set(asked)


def _rights(assessment: Assessment, asked: Iterable[str]) -> set[str]:
    return {attached.right.code for attached in assessment.outcome.rights} & set(asked)


def _tasks(assessment: Assessment, asked: Iterable[Mapping[str, str]]) -> set[tuple[str, str]]:
    return {(task.role, task.rule) for task in assessment.outcome.tasks} & {(t["role"], t["rule"]) for t in asked}


def _tasks_by_rule_or_role(assessment: Assessment, asked: Iterable[str]) -> set[str]:
    """`R-TRF-08` stands for any task of that rule, `CP R-TRF-08` for one of that role."""
    tasks = assessment.outcome.tasks
    return ({task.rule for task in tasks} | {f"{task.role} {task.rule}" for task in tasks}) & set(asked)


def _deadlines(assessment: Assessment, asked: Iterable[Mapping[str, Any]]) -> set[tuple[str, Any]]:
    return {(one.rule, _day(one.due)) for one in assessment.outcome.deadlines} & {
        (one["rule"], _day(one["due"])) for one in asked
    }


def _follows(assessment: Assessment, asked: Iterable[str]) -> Mapping[str, str]:
    standing = {f"{duty.rule} {duty.name}" for duty in assessment.outcome.standing_duties}
    known = {f"{duty.rule} {duty.name}" for duty in assessment.outcome.law.duties}
    return {name: ("yes" if name in standing else "no") if name in known else "not a provision" for name in asked}


def _forbids(assessment: Assessment, asked: Iterable[str]) -> Mapping[str, str]:
    """What one named provision says about the actions it speaks of."""
    verdicts = {f"{block.rule} {block.name}": verdict for block, verdict in assessment.outcome.block_verdicts}
    return {name: verdicts.get(name, "not a provision") for name in asked}


def _derived(assessment: Assessment, asked: Iterable[str]) -> Mapping[str, str]:
    """What the law took these facts to be, after everything that follows from other facts was filled in."""
    held = {key: assessment.outcome.look.known[key] for key in asked}
    return {key: "unknown" if found is None else shown(found) for key, found in held.items()}


def _next(assessment: Assessment, asked: Iterable[str]) -> set[str]:
    question = assessment.next_question
    return {question.key} & set(asked) if question else set()


def _guards(assessment: Assessment, asked: Iterable[str]) -> Mapping[str, str]:
    said = dict.fromkeys(asked, "allow")
    for block, verdict in assessment.outcome.block_verdicts:
        for action in block.actions:
            if action in said and ORDER.index(verdict) > ORDER.index(said[action]):
                said[action] = verdict
    return said


ORDER = ("allow", "hold", "refuse")

_ANSWERS: Mapping[str, Callable[[Assessment, Any], Any]] = {
    "findings": lambda a, asked: {name: a.outcome.findings[name] for name in asked},
    "guards": _guards,
    "blocks": lambda a, asked: {block: _by_rule(a)[block][0] for block in asked},
    "hard": lambda a, asked: {block: _by_rule(a)[block][1] for block in asked},
    "forbids": _forbids,
    "level": lambda a, asked: a.screening.level,
    "rights": _rights,
    "no_rights": _rights,
    "tasks": _tasks,
    "no_tasks": _tasks_by_rule_or_role,
    "notices": partial(_rules_of, "notices"),
    "no_notices": partial(_rules_of, "notices"),
    "warnings": partial(_rules_of, "warnings"),
    "no_warnings": partial(_rules_of, "warnings"),
    "deadlines": _deadlines,
    "no_deadlines": partial(_rules_of, "deadlines"),
    "follows": _follows,
    "derived": _derived,
    "ask": lambda a, asked: {action: a.outcome.guards[action].ask for action in asked},
    "next_not": _next,
}


def _by_rule(assessment: Assessment) -> Mapping[str, tuple[str, bool]]:
    """For each rule and action: the strictest verdict of that rule, and whether it is hard."""
    said: dict[str, tuple[str, bool]] = {}
    for block, verdict in assessment.outcome.block_verdicts:
        for action in block.actions:
            key = f"{block.rule} {action}"
            before, hard = said.get(key, ("allow", False))
            if ORDER.index(verdict) > ORDER.index(before):
                said[key] = (verdict, block.hard)
            elif verdict == before:
                said[key] = (before, hard or (block.hard and verdict != "allow"))
    return said


def _day(due: str | date) -> date | datetime | None:
    return read_time(due) if isinstance(due, str) else due
