"""Writes what the window shows of a case in the shapes of the API. Nothing is added to it and nothing left out."""

from __future__ import annotations

from asylia.access.drawers import Opened
from asylia.access.models import BreakGlass
from asylia.access.window import Look
from asylia.api import shapes
from asylia.law.facts import FACTS, Value
from asylia.record.models import Block, Deadline, Right, RuleOutcome, Task, TrackStep
from asylia.record.standing import Entry, written


def case_seen(look: Look) -> shapes.Case:
    standing = {entry.id for entries in look.ledger.by_key.values() for entry in entries}
    return shapes.Case(
        code=look.code,
        state=look.state,
        country=look.country,
        opened_at=look.opened_at,
        review_on=look.review_on,
        own=look.own,
        roles=sorted(look.roles),
        facts=[_fact(entry, look, stands=entry.id in standing) for entry in look.history],
        contradictions=sorted(look.ledger.contradictions),
        known={key: told(value) for key, value in look.ledger.known.facts.items()},
        texts={name: [_text(one) for one in versions] for name, versions in look.texts.items()},
        findings=[_finding(row) for row in look.findings],
        barred=[shapes.Barred(action=row.action, verdict=row.verdict, hard=row.hard) for row in look.barred],
        blocks=[_block(row) for row in look.blocks],
        rights=[_right(row) for row in look.rights],
        tasks=[_task(row) for row in look.tasks],
        deadlines=[_deadline(row) for row in look.deadlines],
        steps=[_step(row) for row in look.steps],
        people=[
            shapes.Works(account=row.account, role=row.role, since=row.since, until=row.until) for row in look.people
        ],
        openings=[_opening(row) for row in look.openings],
    )


def _step(row: TrackStep) -> shapes.TrackStep:
    return shapes.TrackStep(
        id=row.pk,
        track=row.kind,
        about=row.about,
        move=row.move,
        begins=row.begins,
        ends=row.ends,
        answers=row.answers,
        texts=row.texts,
        second=row.second,
        at=row.taken_at,
        by=row.taken_by,
    )


def told(value: Value) -> shapes.Told:
    """A value of a fact, as it is kept and sent."""
    kept = written(value)
    return kept if isinstance(kept, str | float | list) else str(kept)


def question(key: str | None) -> shapes.Question | None:
    """The question that asks for a fact, or None where nothing is to be asked."""
    return shapes.Question(fact=key, question=FACTS[key].question) if key else None


def _fact(entry: Entry, look: Look, *, stands: bool) -> shapes.Fact:
    when = entry.when_true
    since = None if when is None else shapes.When(earliest=when.earliest, latest=when.latest, precision=when.precision)
    return shapes.Fact(
        id=entry.id,
        key=entry.key,
        value=None if entry.value is None else told(entry.value),
        closed=entry.closed,
        source=entry.source,
        certainty=entry.certainty,
        recorded_at=entry.recorded_at,
        recorded_by=look.authors[entry.id],
        when=since,
        supersedes=sorted(entry.supersedes),
        contradicts=sorted(entry.contradicts),
        stands=stands,
    )


def _text(one: Opened) -> shapes.Text:
    return shapes.Text(
        version=one.version,
        after=list(one.after),
        text=one.text,
        trouble=one.trouble,
        written_at=one.written_at,
        written_by=one.written_by,
    )


def _finding(row: RuleOutcome) -> shapes.Finding:
    return shapes.Finding(finding=row.finding, state=row.state, rules=row.rules, since=row.since)


def _block(row: Block) -> shapes.Block:
    return shapes.Block(
        action=row.action,
        verdict=row.verdict,
        hard=row.hard,
        rules=row.rules,
        ask=question(row.ask),
        since=row.since,
    )


def _opening(row: BreakGlass) -> shapes.Opening:
    return shapes.Opening(
        id=row.pk,
        account=row.account,
        role=row.role,
        category=row.category,
        asked_at=row.asked_at,
        opened_at=row.opened_at,
        second=row.second,
        closed_at=row.closed_at,
    )


def _right(row: Right) -> shapes.Right:
    return shapes.Right(code=row.code, owed_by=row.owed_by, rules=row.rules, since=row.since)


def _task(row: Task) -> shapes.Task:
    return shapes.Task(id=row.pk, role=row.role, what=row.what, state=row.state, rules=row.rules)


def _deadline(row: Deadline) -> shapes.Deadline:
    return shapes.Deadline(what=row.what, due=row.due, whole_day=row.whole_day, legal=row.legal, rules=row.rules)
