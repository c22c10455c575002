"""Conditions as the language of the law lets them be written: of every kind, joined in every way."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from asylia.law import FACTS
from asylia.law.nodes import Compare, Elapsed, Finding, Has, Is, Node, Not, Possibly, Presumed, Setting, all_of, any_of


def elementary_conditions() -> st.SearchStrategy[Node]:
    """One of each kind."""
    return st.one_of(
        st.sampled_from(["means.force", "person.age_doubt"]).map(lambda key: Is(key, frozenset({True}))),
        st.just(Is("basic_needs", frozenset({False}))),
        st.frozensets(st.sampled_from(FACTS["id.state"].values[:-1]), min_size=1).map(lambda w: Is("id.state", w)),
        st.frozensets(st.sampled_from(FACTS["person.poc"].values), min_size=1).map(lambda w: Has("person.poc", w)),
        st.tuples(st.sampled_from(("<", ">=")), st.integers(0, 40)).map(lambda two: Compare("age.range_low", *two)),
        st.integers(0, 300).map(lambda hours: Elapsed("det.since", timedelta(hours=hours))),
        st.sampled_from(["means_required_adult", "reflection_in_national_law", "coe_binds"]).map(Setting),
    )


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Conditions joined in any way that the language of the law has, but for the name of a finding."""
    several = st.lists(parts, max_size=4)
    return st.one_of(
        several.map(lambda some: all_of(*some)),
        several.map(lambda some: any_of(*some)),
        parts.map(Not),
        parts.map(Possibly),
        st.tuples(parts, parts).map(lambda two: Presumed(*two)),
    )


def findings(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Finding]:
    """Conditions that contribute to a finding."""
    return st.lists(parts, max_size=4).map(_finding)


def _finding(parts: list[Node]) -> Finding:
    finding = Finding("finding", "A finding")
    finding.contributions.extend(parts)
    return finding
