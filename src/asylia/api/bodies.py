"""What each action asks for, field by field. The door decides; this says what a body may look like at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from ninja import Field, Schema

from asylia.access.policy_begin import OPENERS
from asylia.access.policy_break_glass import CATEGORIES, REASON_SIGNS
from asylia.access.roles import ROLES
from asylia.casework.actions.tracks import MOVED
from asylia.law.actions import ACTIONS
from asylia.law.facts import FACTS
from asylia.record.standing import Certainty, Source
from asylia.screening import INDICATORS

UUID_FORM = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
HELD = sorted(code for code, role in ROLES.items() if role.held_in_case)
MOST = 400
LARGEST = 1_000_000_000

Number = Annotated[str, Field(pattern=UUID_FORM, description="The number of a row or an account: a UUID.")]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Version = Annotated[int, Field(ge=1, le=LARGEST)]
FactAnswer = (
    Annotated[str, Field(max_length=200)]
    | Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
    | Annotated[list[Word], Field(max_length=100)]
)
Facts = Annotated[
    dict[str, FactAnswer],
    Field(
        max_length=MOST,
        description="Keys of facts, each with its answer: yes, no, a word, a number, a day, asked, declined or denied.",
        json_schema_extra={"propertyNames": {"enum": [key for key, fact in FACTS.items() if not fact.derived]}},
    ),
]
Indicators = Annotated[
    dict[str, Annotated[str, Field(max_length=20)]],
    Field(
        max_length=MOST,
        description="Screening indicators, each with yes, no, unknown, asked, declined or denied.",
        json_schema_extra={"propertyNames": {"enum": list(INDICATORS)}},
    ),
]
Reason = Annotated[str, Field(min_length=REASON_SIGNS, max_length=2000)]
HeldRole = Annotated[str, Field(min_length=1, max_length=8, json_schema_extra={"enum": HELD})]


class Body(Schema, extra="forbid", strict=True):
    """What is sent for one action. What is not named here is refused."""


class ToldBody(Body):
    facts: Facts = Field(default_factory=dict)
    indicators: Indicators = Field(default_factory=dict)
    source: Source = "person"
    certainty: Certainty = "stated"


class OpenCase(ToldBody):
    """role: the role in which whoever opens it goes on. country: of two letters, or empty."""

    role: Annotated[str, Field(min_length=1, max_length=8, json_schema_extra={"enum": list(OPENERS)})]
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""


class AddFacts(ToldBody):
    """supersedes: for a fact, the numbers of the rows whose place it takes."""

    supersedes: Annotated[dict[str, list[Number]], Field(max_length=MOST)] = Field(default_factory=dict)


class WriteText(Body):
    """after: the versions that the writer had before them."""

    field: Annotated[str, Field(min_length=1, max_length=64)]
    text: Annotated[str, Field(min_length=1, max_length=20_000)]
    after: Annotated[list[Version], Field(max_length=1000)] = Field(default_factory=list)


class Assign(Body):
    account: Number
    role: HeldRole


class KeepAway(Body):
    """Either an account of one's own agency, or another agency."""

    account: Number | None = None
    agency: Number | None = None
    why: Literal["must_never_see", "suspected"] = "must_never_see"


class AskForDanger(Body):
    """role: of one's own, in which one asks. reason: what the danger is; it is kept sealed."""

    role: HeldRole
    category: Annotated[str, Field(min_length=1, max_length=64, json_schema_extra={"enum": sorted(CATEGORIES)})]
    reason: Reason


class AgreeToDanger(Body):
    """asked: the number of the request. role: of one's own, another than the asker's."""

    asked: Number
    role: HeldRole
    reason: Reason


class CloseDanger(Body):
    opening: Number


class Take(Body):
    """act: one of the actions that the law may forbid."""

    act: Annotated[str, Field(min_length=1, max_length=64, json_schema_extra={"enum": list(ACTIONS)})]


class MoveTrack(Body):
    """track: which of the case. move: one that may follow upon its state. answers: by the name of each question.

    A day is written as 2026-03-01, an account by its number, several choices or accounts as a list.
    """

    track: Annotated[str, Field(min_length=1, max_length=64, json_schema_extra={"enum": list(MOVED)})]
    move: Annotated[str, Field(min_length=1, max_length=64)]
    answers: Annotated[
        dict[
            Annotated[str, Field(max_length=64)],
            Annotated[str, Field(max_length=20_000)]
            | Annotated[int, Field(ge=0, le=LARGEST)]
            | Annotated[list[Word], Field(max_length=100)],
        ],
        Field(max_length=40),
    ] = Field(default_factory=dict)


OPEN_A_CASE = "case.open"

BODIES: Mapping[str, type[Body]] = {
    OPEN_A_CASE: OpenCase,
    "facts.add": AddFacts,
    "text.write": WriteText,
    "case.assign": Assign,
    "case.unassign": Assign,
    "person.keep_away": KeepAway,
    "glass.ask": AskForDanger,
    "glass.agree": AgreeToDanger,
    "glass.close": CloseDanger,
    "act.take": Take,
    "track.move": MoveTrack,
}
"""By the name of the action in `casework.steps.STEPS`. A test fails when an action has none."""
