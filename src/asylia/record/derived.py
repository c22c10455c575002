"""Writes what the law says of a case beside its facts: what begins gets a row, what no longer holds gets its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Model

from asylia.law import Outcome, rule
from asylia.law.engine import ASSESSMENT, LAW_VERSION, Begun, Guard
from asylia.law.facts import FACTS, as_moment
from asylia.law.nodes import Node
from asylia.law.rule import Attach
from asylia.record.compartments import CONCERNS_ALL, most_closed, of_finding, of_task, read_by
from asylia.record.models import Barred, Block, Deadline, OfLaw, Right, RuleOutcome, Task
from asylia.record.rows import Actor
from asylia.record.together import OF_CASES, Row, rows_of

Fields = Mapping[str, Any]
Standing = defaultdict[type[Model], list[Row]]

TIMES = frozenset({"due", "started"})
"""Fields that are times: a row tells them as text."""


def standing(case: UUID) -> Standing:
    """What the law was last seen to say of a case and has not ended, by table."""
    return rows_of(dict.fromkeys(TABLES, f"{OF_CASES} AND t.ended IS NULL"), [case])


def begun(standing: Standing) -> Begun:
    """When what is due was first seen to be due, where no fact started its clock. A clock is not started anew."""
    return {
        (row["rules"][0], row["what"]): datetime.fromisoformat(row["started"])
        for row in standing[Deadline]
        if row["started_by"] == ASSESSMENT
    }


def write(case: UUID, actor: Actor, outcome: Outcome, standing: Standing, now: datetime) -> None:
    """Bring the derived rows of a case in line with this outcome. Rows are ended, never removed.

    standing: the rows as they are.
    """
    for table, wanted in TABLES.items():
        _in_line(table, case, actor, standing[table], list(wanted(outcome)), now)


def _in_line(
    table: type[OfLaw], case: UUID, actor: Actor, standing: list[Row], wanted: list[Fields], now: datetime
) -> None:
    """What holds and stands already is left as it is, whatever people have done with it since."""
    new: defaultdict[tuple[Any, ...], list[Fields]] = defaultdict(list)
    names = tuple(wanted[0]) if wanted else ()
    for fields in wanted:
        new[_as_compared(fields, names)].append(fields)
    ended = []
    for row in standing:
        same = new.get(_as_compared(row, names)) if names else None
        if same:
            same.pop()
        else:
            ended.append(row["id"])
    if ended:
        table._default_manager.filter(pk__in=ended).update(ended=now)
    begins = [fields for alike in new.values() for fields in alike]
    if begins:
        table._default_manager.bulk_create(
            table(case_id=case, agency_id=actor.agency, law=LAW_VERSION, since=now, **fields) for fields in begins
        )


def _as_compared(fields: Fields, names: Iterable[str]) -> tuple[Any, ...]:
    return tuple(_plain(name, fields[name]) for name in names)


def _plain(name: str, value: Any) -> Any:
    """A value so that what a row holds, as JSON has it, and what the law says are equal where they are the same."""
    if name in TIMES and isinstance(value, str):
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def _findings(outcome: Outcome) -> Iterator[Fields]:
    for finding, state in outcome.findings.items():
        if state != "unknown":
            rules = sorted({step.rule for step in outcome.because(finding) if step.state != "unknown"})
            yield {"finding": finding, "compartment": of_finding(finding), "state": state, "rules": rules}


def _blocks(outcome: Outcome) -> Iterator[Fields]:
    for action, guard in outcome.guards.items():
        if guard.verdict != "allow":
            yield {
                "compartment": where_reasons_are(outcome, guard),
                "action": action,
                "verdict": guard.verdict,
                "hard": guard.hard,
                "rules": list(guard.rules),
                "ask": guard.ask or "",
            }


def where_reasons_are(outcome: Outcome, guard: Guard) -> str:
    """The compartment that tells why. Who does not see it learns that something is barred, and nothing of why."""
    reasons = [block.condition for _, block in outcome.law.blocks_on[guard.action] if block.rule in guard.rules]
    asked = {FACTS[guard.ask].sensitivity} if guard.ask else set()
    return most_closed(asked.union(*map(read_by, reasons)))


def _barred(outcome: Outcome) -> Iterator[Fields]:
    for action, guard in outcome.guards.items():
        if guard.verdict != "allow" and action in CONCERNS_ALL:
            yield {"action": action, "verdict": guard.verdict, "hard": guard.hard}


def _rights(outcome: Outcome) -> Iterator[Fields]:
    for attached in outcome.rights:
        reasons = [
            duty.condition
            for duty in outcome.standing_duties
            for effect in duty.effects
            if isinstance(effect, Attach) and attached.right.code in effect.codes
        ]
        yield {
            "compartment": most_closed(_read_by_all(reasons)),
            "code": attached.right.code,
            "owed_by": attached.duty_bearer,
            "rules": list(attached.rules),
        }


def _tasks(outcome: Outcome) -> Iterator[Fields]:
    for task in outcome.tasks:
        reasons = _read_by_all(
            duty.condition
            for duty in outcome.standing_duties
            if duty.rule == task.rule and rule.Task(task.role, task.what) in duty.effects
        )
        where = of_task(task.role, reasons)
        # A rule names its reasons. It is left out where the task stands apart from them.
        rules = [task.rule] if where == most_closed(reasons) else []
        yield {"compartment": where, "role": task.role, "what": task.what, "rules": rules}


def _read_by_all(conditions: Iterable[Node]) -> frozenset[str]:
    return frozenset().union(*map(read_by, conditions))


def _deadlines(outcome: Outcome) -> Iterator[Fields]:
    for due in outcome.deadlines:
        reasons = _read_by_all(
            duty.condition
            for duty in outcome.standing_duties
            if duty.rule == due.rule
            and any(isinstance(effect, rule.Deadline) and effect.what == due.what for effect in duty.effects)
        )
        yield {
            "compartment": most_closed(reasons),
            "what": due.what,
            "due": as_moment(due.due),
            "whole_day": not isinstance(due.due, datetime),
            "legal": due.legal,
            "started_by": due.started_by,
            "started": as_moment(due.start),
            "rules": [due.rule],
        }


TABLES: Mapping[type[OfLaw], Callable[[Outcome], Iterator[Fields]]] = {
    RuleOutcome: _findings,
    Block: _blocks,
    Barred: _barred,
    Right: _rights,
    Task: _tasks,
    Deadline: _deadlines,
}
"""Each table of what the law says, and what an outcome wants to stand in it."""
