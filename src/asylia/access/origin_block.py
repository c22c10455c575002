"""Keeps what is known of a person from every State they fear, are a national of or lived in, by whatever detour (R20).

Nothing lifts this block: no consent, no second person, no break-glass. It rests on a list, kept by hand, of who is an
organ of which State and who is known to pass things on to whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Parties:
    """Who could receive something. States are codes such as "XA", others are agencies' identifiers.

    organ_of: for an agency that is part of a State, that State. passes_on_to: for an agency or State, those it is known
    to pass things on to. assessed: the agencies whose dealings have been looked into at all.
    """

    organ_of: Mapping[str, str]
    passes_on_to: Mapping[str, frozenset[str]]
    assessed: frozenset[str]


@dataclass(frozen=True)
class Origin:
    """The States a person is a national of, has lived in, or fears. host: where they are now."""

    nationality: frozenset[str]
    former_residence: frozenset[str]
    feared: frozenset[str]
    host: str

    @property
    def states(self) -> frozenset[str]:
        return self.nationality | self.former_residence | self.feared


def may_receive(agency: str, origin: Origin, parties: Parties) -> bool:
    """Whether nothing given to this agency can come to a State of origin, as far as is known.

    An agency that was never assessed may not. While no State of origin is known, every State but the host may be it.
    """
    return agency in parties.assessed and agency not in reaching(_dangerous(origin, parties), parties)


def refused(origin: Origin, parties: Parties) -> frozenset[str]:
    """Every assessed agency that may not receive anything, for the case's row and for the log."""
    return parties.assessed & reaching(_dangerous(origin, parties), parties)


def reaching(states: frozenset[str], parties: Parties) -> frozenset[str]:
    """These States, and everyone from whom something can come to one of them, over any number of hands."""
    sources: dict[str, set[str]] = defaultdict(set)
    for agency, state in parties.organ_of.items():
        sources[state].add(agency)
    for giver, receivers in parties.passes_on_to.items():
        for receiver in receivers:
            sources[receiver].add(giver)
    found: set[str] = set()
    waiting = list(states)
    while waiting:
        party = waiting.pop()
        if party not in found:
            found.add(party)
            waiting.extend(sources[party])
    return frozenset(found)


def _dangerous(origin: Origin, parties: Parties) -> frozenset[str]:
    if origin.states:
        return origin.states
    return frozenset(parties.organ_of.values()) - {origin.host}
