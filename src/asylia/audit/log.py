"""Whatever is looked at or done is in the log when it is done, or it is not done: one transaction for both (R32)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from uuid import UUID

from django.db import Error, connection, transaction

from asylia.audit.chain import ITEMS, Event
from asylia.record.case_code import CodeError, read_code
from asylia.record.rows import Actor, acting_as

OPERATOR = UUID(int=0)
"""The account that stands for whoever runs commands on the server itself."""


class Answer(Exception):
    """An exception that is an answer, such as a refusal: nothing is done, and what was logged on the way is kept."""


class LogUnwritable(Exception):
    """The log could not be written, so nothing was done and nothing may be shown."""

    def __init__(self) -> None:
        super().__init__(
            "The log cannot be written, so nothing is shown and nothing was changed. What was there before is kept. "
            "Try again in a minute; if it stays so, tell whoever runs this Asylia."
        )


class NothingLogged(RuntimeError):
    """A fault of the program: something was done without telling the log. It is taken back."""


class Log:
    """What was decided in one transaction, in order, until it is written."""

    def __init__(self, actor: Actor, now: datetime | None = None) -> None:
        self._actor = actor
        self._now = now
        self.events: list[Event] = []

    def add(
        self,
        *,
        action: str,
        allowed: bool,
        rule: str,
        case: str = "",
        area: str = "",
        purpose: str = "",
        role: str = "",
        items: Iterable[str] = (),
    ) -> None:
        """One decision. case: the agency's code; what is no case code is not repeated. items: further codes.

        More items than one event lists become several events. Raises ChainError where something else is no code.
        """
        every = tuple(items)
        for begin in range(0, max(len(every), 1), ITEMS):
            self.events.append(
                Event(
                    at=self._now or datetime.now(UTC),
                    agency=str(self._actor.agency),
                    account=str(self._actor.account),
                    role=role,
                    case=_only_a_code(case),
                    area=area,
                    action=action,
                    purpose=purpose,
                    allowed=allowed,
                    rule=str(rule),
                    items=every[begin : begin + ITEMS],
                )
            )


@contextmanager
def logged(actor: Actor, now: datetime | None = None) -> Iterator[Log]:
    """One transaction as this actor, with its log: all of it is kept, or nothing.

    An Answer that passes takes back what was done, keeps what was logged, and goes on to the caller. Any other
    exception takes back both. now: for the events; without it, the clock of this machine. Raises LogUnwritable where
    the log cannot be written, NothingLogged where nothing was told to it.
    """
    log, answer = Log(actor, now), None
    with acting_as(actor):
        try:
            # Done apart, so that what an answer leaves half done, or a statement that failed, does not spoil the log.
            with transaction.atomic():
                yield log
                _settle()
        except Answer as given:
            answer = given
        if not log.events:
            raise NothingLogged("Something was looked at or done, and the log was told nothing.")
        _write(log.events)
    if answer is not None:
        raise answer


def _settle() -> None:
    """Check now what the database would check at the end: from the log on, nothing may wait for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _write(events: Iterable[Event]) -> None:
    told = [
        {
            "at": event.at.isoformat(),
            "role": event.role,
            "case": event.case,
            "area": event.area,
            "action": event.action,
            "purpose": event.purpose,
            "allowed": event.allowed,
            "rule": event.rule,
            "items": event.items,
        }
        for event in events
    ]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT asylia_log(%s::jsonb)", [json.dumps(told)])
    except Error:
        raise LogUnwritable from None


def _only_a_code(case: str) -> str:
    """Whatever someone typed into an address may be a name; only what is a case code is kept."""
    try:
        return read_code(case) if case else ""
    except CodeError:
        return ""
