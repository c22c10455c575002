"""What the facts support: a conclusion is supported where no completion of the unknown facts contradicts it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from asylia.law.derived import FEARS, derive
from asylia.law.facts import FACTS, NOTHING_KNOWN, Known, Value
from asylia.law.nodes import Look, Node, keys_read, value
from people import ON, SEED, words
from selection import SELECTION

EVERY_COMPLETION_UP_TO = 12
"""Unknown facts; beyond that both extremes and RANDOM_COMPLETIONS are tried."""

RANDOM_COMPLETIONS = 1000

SOURCES: Mapping[str, tuple[str, ...]] = {
    "fear.return": (*FEARS, "asylum.informed"),
}
"""Facts that a derived fact is filled in from."""


def outcomes(condition: Node, facts: Mapping[str, Value]) -> frozenset[bool | None]:
    """What the completions of the unknown facts lead to; None where even complete facts leave it to a human."""
    seen: set[bool | None] = set()
    for full in _completions(_read(condition, facts), facts):
        seen.add(_held(condition, full))
        if seen >= {True, False}:
            break
    return frozenset(seen)


def _derived(facts: Mapping[str, Value]) -> Known:
    known = NOTHING_KNOWN.with_facts(facts)
    return derive(known, Look(known, ON, SELECTION.settings, presuming=False))


def _held(condition: Node, facts: Mapping[str, Value]) -> bool | None:
    return value(condition, Look(_derived(facts), ON, SELECTION.settings, presuming=False))


def _read(condition: Node, facts: Mapping[str, Value]) -> tuple[str, ...]:
    """The facts that still decide: of a derived fact its sources, unless it stands already."""
    settled = _derived(facts).facts

    def sources(key: str) -> tuple[str, ...]:
        return () if key in settled else SOURCES.get(key, ())

    read = keys_read(condition)
    return tuple(dict.fromkeys(source for key in read for source in (key, *sources(key))))


def _completions(keys: Sequence[str], facts: Mapping[str, Value]) -> Iterator[dict[str, Value]]:
    open_keys = [key for key in keys if key not in facts]
    answers = [_answers(key) for key in open_keys]
    for filled in _fillings(answers):
        yield {**facts, **dict(zip(open_keys, filled, strict=True))}


def _fillings(answers: Sequence[Sequence[Value]]) -> Iterable[tuple[Value, ...]]:
    if len(answers) <= EVERY_COMPLETION_UP_TO:
        return product(*answers)
    draw = random.Random(SEED)
    drawn = [tuple(draw.choice(possible) for possible in answers) for _ in range(RANDOM_COMPLETIONS)]
    extremes = [tuple(possible[end] for possible in answers) for end in (0, -1)]
    return [*extremes, *drawn]


def _answers(key: str) -> Sequence[Value]:
    one = FACTS[key]
    if one.type == "ternary":
        return (True, False)
    if one.type == "set":
        return (frozenset(), frozenset(words(one)[:1]))
    return _telling_words(key)


def _telling_words(key: str) -> Sequence[Value]:
    """One word for each way the rules can take it: those they ask for, and one they do not."""
    return {"bid.state": ("decided", "none"), "bid.outcome": ("return", "none")}.get(key) or words(FACTS[key])
