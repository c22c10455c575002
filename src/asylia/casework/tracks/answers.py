"""What is given with a move, read against what the move asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import category
from uuid import UUID

from asylia.casework.tracks.machine import Asked

LONGEST = 20_000
"""Signs in one answer in words."""

MOST = 1_000_000
"""The largest number that is taken."""


class NotAnswered(ValueError):
    """An answer that is missing or is not of the kind that is asked for. The text says what is expected."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


@dataclass
class Given:
    """What was answered. codes: listed words, days, numbers and accounts, as text. words: what was said in words."""

    codes: dict[str, Any] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    accounts: list[UUID] = field(default_factory=list)


def read(asks: Iterable[Asked], given: Mapping[str, Any], colleague: Callable[[UUID], bool], today: date) -> Given:
    """The answers to these questions. colleague: whether an account may be named. Raises NotAnswered."""
    found, asked_for = Given(), {asked.name: asked for asked in asks}
    if unknown := set(given) - asked_for.keys():
        raise NotAnswered("Nothing was changed: an answer came to a question that was not asked.", min(unknown))
    for name, asked in asked_for.items():
        answer = given.get(name)
        if answer is None or answer in ("", []):
            if not asked.optional:
                raise NotAnswered("Nothing was changed: a question is not answered yet.", name)
            continue
        _take(found, asked, answer, colleague, today)
    return found


def _take(found: Given, asked: Asked, answer: Any, colleague: Callable[[UUID], bool], today: date) -> None:
    match asked.kind:
        case "text":
            found.words[asked.name] = _words(asked, answer)
        case "choice":
            found.codes[asked.name] = _word(asked, answer, asked.choices)
        case "yes_no":
            found.codes[asked.name] = _word(asked, answer, ("yes", "no"))
        case "choices":
            chosen = sorted({_word(asked, one, asked.choices) for one in _list(asked, answer)})
            found.codes[asked.name] = _enough(asked, chosen)
        case "day":
            found.codes[asked.name] = _day(asked, answer, today)
        case "number":
            found.codes[asked.name] = _number(asked, answer)
        case "account":
            found.accounts.append(_colleague(asked, answer, colleague))
            found.codes[asked.name] = str(found.accounts[-1])
        case "accounts":
            named = sorted({_colleague(asked, one, colleague) for one in _list(asked, answer)})
            found.codes[asked.name] = [str(one) for one in _enough(asked, named)]
            found.accounts.extend(named)


def _words(asked: Asked, answer: Any) -> str:
    if not isinstance(answer, str) or len(answer.strip()) < asked.least:
        raise NotAnswered("Nothing was changed: this needs more words.", asked.name)
    if len(answer) > LONGEST:
        raise NotAnswered("Nothing was changed: this is too long. Divide it.", asked.name)
    if any(category(sign) in ("Cs", "Cc") and sign not in "\n\r\t" for sign in answer):
        raise NotAnswered("Nothing was changed: this holds signs that are no letters. Type it once more.", asked.name)
    return answer


def _word(asked: Asked, answer: Any, words: tuple[str, ...]) -> str:
    if answer not in words:
        raise NotAnswered("Nothing was changed: choose one of those that are offered.", asked.name)
    return str(answer)


def _list(asked: Asked, answer: Any) -> list[Any]:
    if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
        raise NotAnswered("Nothing was changed: a list is expected here.", asked.name)
    return answer


def _enough(asked: Asked, chosen: list[Any]) -> list[Any]:
    if len(chosen) < asked.least:
        raise NotAnswered("Nothing was changed: more are needed here.", asked.name)
    return chosen


def _day(asked: Asked, answer: Any, today: date) -> str:
    try:
        day = date.fromisoformat(str(answer))
    except ValueError:
        raise NotAnswered("Nothing was changed: a day is expected here, such as 2026-03-01.", asked.name) from None
    if not 1900 <= day.year <= today.year + 20:
        raise NotAnswered("Nothing was changed: that day cannot be meant.", asked.name)
    return day.isoformat()


def _number(asked: Asked, answer: Any) -> int:
    if isinstance(answer, bool) or not isinstance(answer, int | str) or not str(answer).strip().isascii():
        raise NotAnswered("Nothing was changed: a number is expected here.", asked.name)
    try:
        number = int(answer)
    except ValueError:
        raise NotAnswered("Nothing was changed: a number is expected here.", asked.name) from None
    if not 0 <= number <= MOST:
        raise NotAnswered("Nothing was changed: that number cannot be meant.", asked.name)
    return number


def _colleague(asked: Asked, answer: Any, colleague: Callable[[UUID], bool]) -> UUID:
    try:
        account = UUID(str(answer))
    except ValueError:
        account = None
    if account is None or not colleague(account):
        raise NotAnswered("Nothing was changed: name somebody else of your agency.", asked.name)
    return account
