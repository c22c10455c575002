"""Recording what was told, seen or read: facts and answers to indicators. Nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from asylia.access.asking import fact_field
from asylia.access.policy_standing import Entry
from asylia.casework.answers import Rejected
from asylia.casework.steps import Door, step
from asylia.law.facts import FACTS, FactError
from asylia.record import ledger, observations
from asylia.record.standing import CERTAINTIES, SOURCES, Certainty, Source
from asylia.screening import INDICATORS, IndicatorError

ACTION = "told.record"
"""Whatever role somebody holds, what is told to them may be written down, out of their sight where need be."""

MOST = 400
"""Facts and answers in one command: more than there are."""


@step("facts.add")
def add_facts(door: Door) -> None:
    """Record what was told, seen or read. What stood before is kept beside it, or superseded where that is said."""
    record(door, door.given)


def record(door: Door, given: Mapping[str, Any]) -> None:
    """Facts and answers of one command. given: facts, indicators, source, certainty, supersedes (key to numbers)."""
    facts = _mapping(given, "facts")
    answers = _mapping(given, "indicators")
    if not facts and not answers:
        raise Rejected("Nothing was recorded: there was no answer in it. Give at least one.", "facts")
    if len(facts) + len(answers) > MOST:
        raise Rejected("Nothing was recorded: more than %(most)s answers came at once.", "facts", most=MOST)
    source = _word(given, "source", SOURCES, "person")
    certainty = _word(given, "certainty", CERTAINTIES, "stated")
    _may_record(door, facts, answers, source)
    superseded = _superseded(given)
    told = [
        _told(door, key, answer, cast(Source, source), cast(Certainty, certainty), superseded)
        for key, answer in facts.items()
    ]
    for entry in ledger.record(door.found.case, door.signed_in, told, door.now):
        door.add("facts", entry.id)
    if answers:
        try:
            rows = observations.record(door.found.case, door.signed_in, answers, cast(Source, source), door.now)
        except IndicatorError as error:
            raise Rejected("Nothing was recorded. %(cause)s.", "indicators", cause=error) from None
        for row in rows:
            door.add("indicators", row)


def _may_record(door: Door, facts: Iterable[str], answers: Iterable[str], source: str) -> None:
    whose = Entry(author=str(door.signed_in.account), by_person=source == "person")
    for key in facts:
        if key not in FACTS:
            raise Rejected("Nothing was recorded: one of the facts is not in the list of facts.", "facts")
        field = fact_field(key)
        door.asking.need(ACTION, field.compartment, field, whose)
    for name in answers:
        if name not in INDICATORS:
            raise Rejected("Nothing was recorded: one of the indicators is not in the list.", "indicators")
        door.asking.need(ACTION, observations.COMPARTMENT, None, whose)


def _told(
    door: Door,
    key: str,
    answer: object,
    source: Source,
    certainty: Certainty,
    superseded: Mapping[str, frozenset[UUID]],
) -> ledger.Told:
    try:
        one = ledger.told(key, answer, source, certainty)
    except FactError as error:
        raise Rejected("Nothing was recorded. %(cause)s.", key, cause=error) from None
    earlier = superseded.get(key, frozenset())
    if earlier and earlier - {entry.id for entry in ledger.entries(door.found.case) if entry.key == key}:
        raise Rejected("Nothing was recorded: what is to be superseded is not there, or tells of something else.", key)
    return ledger.superseding(one, earlier)


def _superseded(given: Mapping[str, Any]) -> dict[str, frozenset[UUID]]:
    try:
        return {key: frozenset(UUID(str(row)) for row in rows) for key, rows in _mapping(given, "supersedes").items()}
    except (ValueError, TypeError):
        raise Rejected(
            "Nothing was recorded: what is to be superseded is not named by its number.", "supersedes"
        ) from None


def _mapping(given: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = given.get(name) or {}
    if not isinstance(found, Mapping) or not all(isinstance(key, str) for key in found):
        raise Rejected("Nothing was recorded: %(name)s must be names with their answers.", name, name=name)
    return found


def _word(given: Mapping[str, Any], name: str, words: tuple[str, ...], usual: str) -> str:
    word = given.get(name) or usual
    if word not in words:
        raise Rejected(
            "Nothing was recorded: %(name)s must be one of %(words)s.", name, name=name, words=", ".join(words)
        )
    return str(word)
