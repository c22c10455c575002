"""Makes a person of the answers a file gives under Asylia's own keys: facts, indicators, birth and languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from asylia.exchange.birth import read_birth, with_birth
from asylia.exchange.unreadable import printable
from asylia.law.facts import FactError, ascii_digits, read_facts
from asylia.people import Person
from asylia.screening import read_indicators

PERSON_KEYS = ("id", "born", "languages")

_LONGEST_ID = 64
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True)
class Answers:
    """What a file says of one person, not yet checked. id is what to call the person when the file does not."""

    id: str
    person: Mapping[str, object] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    indicators: Mapping[str, object] = field(default_factory=dict)

    def read(self, on: date) -> Person:
        """The person, checked. Raises FactError, naming the key and what is expected."""
        for key, answer in [*self.facts.items(), *self.indicators.items()]:
            _no_booleans(key, answer)
        known = read_facts(self.facts, on)
        notes: tuple[str, ...] = ()
        born = self.person.get("born")
        if born not in (None, ""):
            known, notes = with_birth(known, read_birth(born, on), on)
        return Person(
            id=_read_id(self.person.get("id")) or self.id,
            known=known,
            observed=read_indicators(self.indicators, on),
            languages=_read_languages(self.person.get("languages")),
            notes=notes,
        )


def nearest(key: str, known: Iterable[str]) -> str:
    """“; did you mean …?” with the known key that looks most like this one, or nothing."""
    near = get_close_matches(key[:60], list(known), n=1, cutoff=0.6)
    return f"; did you mean “{near[0]}”?" if near else ""


def _no_booleans(key: str, answer: object) -> None:
    said = answer.get("value") if isinstance(answer, Mapping) else answer
    if isinstance(said, bool) or (isinstance(said, list) and any(isinstance(each, bool) for each in said)):
        raise FactError(f"{printable(key, 60)}: write “yes” or “no” instead of true or false")


def _read_id(given: object) -> str:
    text = ascii_digits(str(given)).strip() if isinstance(given, str | int) and not isinstance(given, bool) else None
    if given is None:
        return ""
    if text is None or len(text) > _LONGEST_ID or not text.isprintable():
        raise FactError(f"id: expected up to {_LONGEST_ID} letters, digits and signs that print")
    return text


def _read_languages(given: object) -> tuple[str, ...]:
    listed = re.split(r"[;,|\s]+", given.strip()) if isinstance(given, str) else [] if given is None else given
    if not isinstance(listed, list) or not all(
        isinstance(each, str) and (not each or _LANGUAGE.fullmatch(each)) for each in listed
    ):
        raise FactError("languages: expected a list of language codes such as fa or fa-AF")
    return tuple(dict.fromkeys(each for each in listed if each))
