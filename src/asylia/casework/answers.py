"""What the one door answers: done, refused by the law, or rejected because what was given is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from asylia.audit.log import Answer
from asylia.law.engine import Guard
from asylia.law.rule import Block


@dataclass(frozen=True)
class Done:
    """What was done. code: the case. made: rows that were added, by what they are. notes: what to tell the person.

    repeated: it had been done before under the same key; nothing was done again.
    """

    code: str
    made: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    repeated: bool = False


class Refused(Answer):
    """The law does not let this be done to this person now. Nothing was changed.

    guard: the verdict, its rules and the question that could clear it. reasons: the provisions it rests on. Whoever may
    not see why has neither rules nor question nor reasons here.
    """

    def __init__(self, guard: Guard, reasons: tuple[Block, ...]) -> None:
        super().__init__("This may not be done to this person now. Nothing was changed.")
        self.guard = guard
        self.reasons = reasons


class Sentences(tuple[str | Exception, ...]):
    """Sentences of Asylia's own that stand within another one, to be said in the language of the page."""

    __slots__ = ()

    def __str__(self) -> str:
        return " ".join(str(one) for one in self)


class Rejected(Answer):
    """What was given cannot be taken. The text says what is expected, and repeats nothing. field: where it stands.

    template, parameters: the sentence and what is put into it, kept apart for who says it in another language. One of
    the parameters may be another error, or sentences of our own.
    """

    def __init__(self, text: str, field: str = "", **parameters: object) -> None:
        super().__init__(text % parameters if parameters else text)
        self.template = text
        self.parameters = parameters
        self.field = field
