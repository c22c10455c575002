"""What the API answers, field by field. OpenAPI is made from this, and every answer is checked against it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from asylia.record.standing import Certainty, Closed, Precision, Source

Told = str | float | list[str]
"""A value of a fact as it is kept: yes or no, a word, a number, a day or moment in ISO 8601, or a list of words."""

Basis = Literal["binding law", "guidance", "Asylia's own policy"]


class Answer(Schema, extra="forbid"):
    """Something the API answers."""


class Problem(Answer):
    """Why nothing was done. error: its kind. said: for the person at the desk. field: what it is about, or empty."""

    error: str
    said: str
    field: str = ""


class Provision(Answer):
    """A provision that a refusal rests on. rests_on: binding law, guidance, or a policy of Asylia's own, which is no
    law."""

    rule: str
    name: str
    provision: str
    rests_on: Basis
    hard: bool


class Question(Answer):
    """What would have to be known. fact: its key."""

    fact: str
    question: str


class Refusal(Problem):
    """The law does not let this be done now. Empty rules: the reasons stand where this account may not look.

    verdict: refuse, or hold until more is known. hard: nobody may override it. ask: what could clear it.
    """

    action: str
    verdict: str
    hard: bool
    rules: list[str]
    provisions: list[Provision]
    ask: Question | None


class Me(Answer):
    """Who is signed in. second_factor_until: until when an action that asks for it again is open; None where closed."""

    account: UUID
    agency: UUID
    agency_name: str
    shown_as: str
    duties: list[str]
    qualified: list[str]
    may_open_as: list[str]
    signed_in_at: datetime
    second_factor_until: datetime | None


class Line(Answer):
    """One case in a list. leads: whether one's own agency does. due: the earliest thing due. child: or presumed one.

    danger_until: when an opening for a life in danger ends, where it is there for that alone.
    """

    code: str
    leads: bool
    state: str
    review_on: date | None
    due: datetime | None
    child: bool
    until: datetime | None
    danger_until: datetime | None


class Lines(Answer):
    """Cases, newest change first. next: what to hand in as `after` for those that follow; None at the end."""

    cases: list[Line]
    next: str | None


class When(Answer):
    """When something was true, as well as it is known."""

    earliest: datetime
    latest: datetime
    precision: Precision


class Fact(Answer):
    """One row of what was told. stands: nothing supersedes it. closed: why it is unknown and asked no more."""

    id: UUID
    key: str
    value: Told | None
    closed: Closed
    source: Source
    certainty: Certainty
    recorded_at: datetime
    recorded_by: UUID
    when: When | None
    supersedes: list[UUID]
    contradicts: list[UUID]
    stands: bool


class Text(Answer):
    """One standing version of a text. after: what its writer had seen. trouble: why it does not open, or empty."""

    version: int
    after: list[int]
    text: str | None
    trouble: str
    written_at: datetime
    written_by: UUID


class Finding(Answer):
    finding: str
    state: str
    rules: list[str]
    since: datetime


class Barred(Answer):
    """What may not be done to the person now. For everybody who sees the case."""

    action: str
    verdict: str
    hard: bool


class Block(Answer):
    """The same with its reasons, for those who may see them. ask: what could clear it."""

    action: str
    verdict: str
    hard: bool
    rules: list[str]
    ask: Question | None
    since: datetime


class Right(Answer):
    code: str
    owed_by: str
    rules: list[str]
    since: datetime


class Task(Answer):
    id: UUID
    role: str
    what: str
    state: str
    rules: list[str]


class Deadline(Answer):
    """whole_day: by the end of that day in the host country. legal: a limit of the law, else Asylia's own default."""

    what: str
    due: datetime
    whole_day: bool
    legal: bool
    rules: list[str]


class TrackStep(Answer):
    """One move that was made. texts: by the name of the question, the text in which its answer stands."""

    id: UUID
    track: str
    about: dict[str, str]
    move: str
    begins: str
    ends: str
    answers: dict[str, str | int | list[str]]
    texts: dict[str, str]
    second: UUID | None
    at: datetime
    by: UUID


class Works(Answer):
    """Somebody who works on the case."""

    account: UUID
    role: str
    since: datetime
    until: datetime | None


class Opening(Answer):
    """That the case was asked for, or opened, because a life is in danger. second: who agreed."""

    id: UUID
    account: UUID
    role: str
    category: str
    asked_at: datetime
    opened_at: datetime | None
    second: UUID | None
    closed_at: datetime | None


class Case(Answer):
    """What this account may see of a case. What is not in it is hidden or does not exist; nobody can tell which."""

    code: str
    state: str
    country: str
    opened_at: datetime
    review_on: date | None
    own: bool
    roles: list[str]
    facts: list[Fact]
    contradictions: list[str]
    known: dict[str, Told]
    texts: dict[str, list[Text]]
    findings: list[Finding]
    barred: list[Barred]
    blocks: list[Block]
    rights: list[Right]
    tasks: list[Task]
    deadlines: list[Deadline]
    steps: list[TrackStep]
    people: list[Works]
    openings: list[Opening]


class Done(Answer):
    """What was done. made: numbers of the rows that were added. repeated: it had been done before, under this key."""

    code: str
    made: dict[str, list[UUID]]
    notes: list[str]
    repeated: bool


class Action(Answer):
    """Something that can be done to a case. body: what it asks for, as a JSON Schema. opens: it begins a case."""

    name: str
    does: str
    opens: bool
    address: str
    body: dict[str, object]


class Actions(Answer):
    actions: list[Action]


class Event(Answer):
    """One decision, in codes. agency and account: who acted. case: by the code of the agency that reads."""

    seq: int
    at: datetime
    agency: UUID
    account: UUID
    role: str
    case: str
    area: str
    action: str
    purpose: str
    allowed: bool
    rule: str
    items: list[str]


class Events(Answer):
    """Newest first. before: what to hand in for those that came earlier; None at the beginning."""

    events: list[Event]
    before: int | None


class Step(Answer):
    """How far a sign-in has come. next: `second`, `in`, or `passphrase` and `enrol`, which the pages do."""

    next: Literal["second", "passphrase", "enrol", "in"]


class Out(Answer):
    signed_in: Literal[False] = False
