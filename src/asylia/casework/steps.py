"""One command on its way through the door, and the register of every action there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from asylia.access.asking import Asking, before
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.access.standing import Found
from asylia.assessment import Assessment
from asylia.audit.log import Log
from asylia.casework.answers import Refused, Rejected
from asylia.casework.law_of_case import law_of, reasons_for
from asylia.law.engine import NOT_BEGUN, Begun, Guard
from asylia.record.compartments import ANY
from asylia.record.derived import where_reasons_are

Given = Mapping[str, Any]


@dataclass
class Door:
    """One command on its way: who asks, which case, and what was given. Steps of `casework.actions` get it."""

    signed_in: SignedIn
    asking: Asking
    log: Log
    given: Given
    now: datetime
    made: dict[str, list[UUID]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def found(self) -> Found:
        """The case. Raises NotHere where there is none for this account."""
        if self.asking.found is None:
            self.asking.need("read", "frame")
            raise NotHere
        return self.asking.found

    def law(self, begun: Begun = NOT_BEGUN) -> Assessment:
        """What the law says of the case as it stands at this moment, within this transaction."""
        found = self.found
        return law_of(found.case, found.code, found.access.case.country, self.now, begun)

    def allow(self, law_action: str) -> None:
        """Go on only if the law allows this to be done to the person now. Raises Refused, and tells the log."""
        assessment = self.law()
        guard = assessment.outcome.guards[law_action]
        allowed = guard.verdict == "allow"
        rule = "law_allows" if allowed else f"law_{guard.verdict}s"
        self.log.add(action=law_action, allowed=allowed, rule=rule, case=self.found.code, items=guard.rules)
        if not allowed:
            raise self._refused(assessment, guard)

    def _refused(self, assessment: Assessment, guard: Guard) -> Refused:
        """The refusal, with its rules, its question and its provisions for those alone who see the reasons."""
        where = where_reasons_are(assessment.outcome, guard)
        if self.asking.sees("frame") and (where == ANY or self.asking.sees(where)):
            return Refused(guard, reasons_for(assessment, guard))
        return Refused(replace(guard, rules=(), ask=None), ())

    def row(self, name: str) -> UUID:
        """The number of a row that was given under this name. Raises Rejected."""
        try:
            return UUID(str(self.given.get(name)))
        except ValueError:
            raise Rejected("Nothing was changed: the number given is none of this server's.", name) from None

    def add(self, what: str, row: UUID) -> None:
        """Tell what was made, for the answer."""
        self.made.setdefault(what, []).append(row)

    def begin(self, code: str) -> None:
        """Go on with the case that was opened just now."""
        self.asking.tell(self.log)
        self.asking = before(self.signed_in, code, self.now)


@dataclass(frozen=True)
class Step:
    """One action of the door. run: does it, or raises an answer.

    opens: whether it makes a case, and needs none. unseen: whether it may be asked for a case that the account does not
    see, and so must answer alike whether there is one. settled: whether nothing that the law reads changes by it; such
    an action may end what the account holds in the case.
    """

    name: str
    does: str
    run: Callable[[Door], None]
    opens: bool = False
    unseen: bool = False
    settled: bool = False


STEPS: dict[str, Step] = {}
"""Every action by name, filled by the modules of `casework.actions`."""


def step(
    name: str, *, opens: bool = False, unseen: bool = False, settled: bool = False
) -> Callable[[Callable[[Door], None]], Callable[[Door], None]]:
    """Registers the function below it as what an action does; its first line says it in words."""

    def registered(run: Callable[[Door], None]) -> Callable[[Door], None]:
        STEPS[name] = Step(name, (run.__doc__ or "").strip().partition("\n")[0], run, opens, unseen, settled)
        return run

    return registered
