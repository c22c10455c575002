"""What the desk knows while its page is open: the answers, carried in the page's own form and kept nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

from django.core import signing

from asylia.law.facts import FACTS, Known, read_facts, read_time
from asylia.people import Person
from asylia.screening import INDICATORS, Observed, read_indicators

SALT = "asylia.desk"
TOKEN_LIMIT = 24_000
"""Characters. All 309 questions answered, with their times, stay below half of this."""

ONLY_PERSON = "1"
SEEN = "seen"
"""Stands for the observation page among the questions that were left for later."""

TRIAGE = ("triage.afraid_here", "triage.needs_care", "triage.unwanted_companion", "fear.return")
"""The four gentle questions, in the order in which they are asked."""

OBSERVATIONS = tuple(key for key, row in INDICATORS.items() if row.group == "OB")
TRIAGE_DONE = "triage.done"


class TokenRefused(ValueError):
    """What came with the form is not what this desk has signed."""


@dataclass(frozen=True)
class Answer:
    """One answer. given: as chosen or typed, in the words of `asylia.law.facts`, or the chosen members of a set.

    at: the day, or the moment with offset, from which it counts.
    """

    given: str | tuple[str, ...]
    at: str


@dataclass(frozen=True)
class Desk:
    """Everything one page needs. country: "" is the international floor. on: the day assessed, "" is the present.

    later: questions left for later, oldest first. before: what the last step changed, as it stood before (None: no
    answer). case, step: the worked case that is being read, and how many of its steps have been taken.
    """

    country: str = ""
    on: str = ""
    answers: Mapping[str, Answer] = field(default_factory=dict)
    later: tuple[str, ...] = ()
    before: Mapping[str, Answer | None] = field(default_factory=dict)
    case: str = ""
    step: int = 0

    def answered(self, given: Mapping[str, str | tuple[str, ...]], at: str) -> Desk:
        """The same desk with these answers; what they replace can be taken back."""
        fresh = {key: Answer(value, at) for key, value in given.items()}
        done = _with_triage_on_file({**self.answers, **fresh}, at)
        changed = [key for key in done if done[key] != self.answers.get(key)]
        return replace(
            self,
            answers=MappingProxyType(done),
            later=tuple(key for key in self.later if key not in done),
            before=MappingProxyType({key: self.answers.get(key) for key in changed}),
        )

    def without(self, key: str) -> Desk:
        """The same desk without that answer: the question counts as not asked yet."""
        if key not in self.answers:
            return replace(self, before={})
        rest = {k: v for k, v in self.answers.items() if k != key}
        return replace(self, answers=MappingProxyType(rest), before=MappingProxyType({key: self.answers[key]}))

    def left_for_later(self, key: str) -> Desk:
        """The same desk, with this question put behind all others."""
        left = (*(k for k in self.later if k != key), key)
        return replace(self.without(key), later=left)

    @property
    def earlier(self) -> Desk:
        """The desk as it stood before the last step, as far as answers go."""
        restored = {**self.answers, **self.before}
        return replace(self, answers={k: v for k, v in restored.items() if v is not None}, before={})

    @property
    def taken_back(self) -> Desk:
        """The last step undone; undoing once more brings it back."""
        swapped = {key: self.answers.get(key) for key in self.before}
        return replace(self.earlier, before=swapped)

    def moment(self, now: datetime) -> date:
        """The day or moment that is assessed."""
        return (read_time(self.on) if self.on else None) or now


def _with_triage_on_file(answers: Mapping[str, Answer], at: str) -> dict[str, Answer]:
    """Once all four gentle questions were put, a triage is on file."""
    done = dict(answers)
    if TRIAGE_DONE not in done and all(key in done for key in TRIAGE):
        done[TRIAGE_DONE] = Answer("yes", at)
    return done


def stamp(moment: date) -> str:
    """A day or moment as an answer carries it."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="minutes")
    return moment.isoformat()


def person(desk: Desk, on: date, closed: Iterable[str] = ()) -> Person:
    """The person as the law and the screening read them. closed: further questions that are not to be asked.

    Raises FactError where an answer cannot be taken.
    """
    facts = {key: _read(key, answer) for key, answer in desk.answers.items() if key in FACTS}
    signs = {key: _read(key, answer) for key, answer in desk.answers.items() if key in INDICATORS}
    known, observed = read_facts(facts, on), read_indicators(signs, on)
    shut = frozenset(closed)
    return Person(
        ONLY_PERSON,
        Known(known.facts, known.at, known.closed | (shut & FACTS.keys())),
        Observed(observed.answers, observed.closed | (shut & INDICATORS.keys()), observed.at),
    )


def _read(key: str, answer: Answer) -> dict[str, object]:
    if isinstance(answer.given, tuple):
        return {"value": list(answer.given), "at": answer.at}
    # A clock needs a day: a month or a year alone is kept and shown, and the law reads "asked, not known".
    partly = key in FACTS and FACTS[key].type == "date" and is_part_of_date(answer.given)
    return {"value": "asked" if partly else answer.given, "at": answer.at}


def is_part_of_date(given: str) -> bool:
    """Whether a given date names only a year, or a year and a month."""
    year, dash, month = given.partition("-")
    return len(year) == 4 and year.isascii() and year.isdigit() and (not dash or (len(month) == 2 and month.isdigit()))


def seal(desk: Desk) -> str:
    """The desk as a signed line of text for a form field."""
    return signing.dumps(
        {
            "c": desk.country,
            "o": desk.on,
            "a": {key: [answer.given, answer.at] for key, answer in desk.answers.items()},
            "l": list(desk.later),
            "b": {key: [answer.given, answer.at] if answer else None for key, answer in desk.before.items()},
            "k": desk.case,
            "n": desk.step,
        },
        salt=SALT,
        compress=True,
    )


def unseal(token: str) -> Desk:
    """The desk that was sealed. Raises TokenRefused for anything this server has not signed."""
    if len(token) > TOKEN_LIMIT:
        raise TokenRefused("too long")
    try:
        held: dict[str, Any] = signing.loads(token, salt=SALT)
        return Desk(
            country=held["c"],
            on=held["o"],
            answers={key: _answer(pair) for key, pair in held["a"].items() if key in FACTS or key in INDICATORS},
            later=tuple(held["l"]),
            before={key: pair and _answer(pair) for key, pair in held["b"].items()},
            case=held["k"],
            step=held["n"],
        )
    except (signing.BadSignature, KeyError, TypeError, ValueError, AttributeError):
        raise TokenRefused("not signed here") from None


def _answer(pair: list[Any]) -> Answer:
    given, at = pair
    return Answer(tuple(given) if isinstance(given, list) else given, at)
