"""What the law says of a case now, worked out from everything that is recorded in it, whoever asks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from asylia.assessment import Assessment, assess
from asylia.law.engine import NOT_BEGUN, Begun, Guard
from asylia.law.rule import Block
from asylia.people import Person
from asylia.record.ledger import standing_of
from asylia.record.observations import observed


def law_of(case: UUID, code: str, country: str, now: datetime, begun: Begun = NOT_BEGUN) -> Assessment:
    """The assessment of a case at this moment. Within `acting_as` of an agency that may see all of it only.

    begun: when something was first seen to be due, where no fact tells when its clock began.
    """
    return assess(Person(code, standing_of(case).known, observed(case)), country or None, now, begun)


def reasons_for(assessment: Assessment, guard: Guard) -> tuple[Block, ...]:
    """The provisions that make a verdict what it is."""
    return tuple(
        block
        for block, verdict in assessment.outcome.block_verdicts
        if verdict == guard.verdict and guard.action in block.actions
    )
