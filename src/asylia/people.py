"""A person as a file or form tells of them, before the law reads it: the shape every reader returns."""

from __future__ import annotations

from dataclasses import dataclass

from asylia.law.facts import Known
from asylia.screening import Observed


@dataclass(frozen=True)
class Question:
    """A question that another system's code raises. It is asked; the code itself establishes nothing.

    fact: the key to ask for. why: where in the file it comes from, without personal content.
    """

    fact: str
    why: str


@dataclass(frozen=True)
class Person:
    """One person read from a file. Holds no name, number or address of the person.

    id: the identifier the writer of the file chose for Asylia, else the place in the file ("row 3").
    languages: codes such as fa or fa-AF. questions: first to be asked, in this order.
    notes: what the file says that Asylia does not read as a fact, and why.
    """

    id: str
    known: Known
    observed: Observed
    languages: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """A person of the file who could not be read. row: the place in the file; reason: what is expected there."""

    row: str
    reason: str


@dataclass(frozen=True)
class Intake:
    """All that a file gave: who was read, who was set aside and why, and notes on the file as a whole."""

    people: tuple[Person, ...]
    set_aside: tuple[SetAside, ...] = ()
    notes: tuple[str, ...] = ()
