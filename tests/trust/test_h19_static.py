"""H19: bandit, rules of our own, pins with hashes, and mutants of the code that decides who sees what."""

from __future__ import annotations

from tests.trust import h19_mutation, h19_rules, h19_scan
from tests.trust.frame import is_full, show


def test_bandit_finds_nothing_grave() -> None:
    lines, medium = h19_scan.scanned()
    show("H19", "lines read by bandit", lines, f"0 of high severity, {medium} of medium")


def test_our_own_rules_are_kept() -> None:
    show("H19", f"files held against {len(h19_rules.RULES)} rules of our own", h19_rules.kept(), "all kept")


def test_no_place_is_named_that_needs_no_name() -> None:
    assert h19_rules.unused_names() == []


def test_every_library_is_pinned_by_its_hash() -> None:
    show("H19", "libraries pinned by hash", h19_scan.pinned(), "all")


def test_mutants_break_tests() -> None:
    if is_full():
        mutated = h19_mutation.all_of_them()
        show("H19", "mutants of policy, sharing, keys, custodians and log", mutated.tried,
             f"{mutated.noticed} noticed ({mutated.score:.1%}), the rest named with reasons")  # fmt: skip
    else:
        mutated = h19_mutation.sampled(30)
        show("H19", "mutants, a sample of those that should be noticed", mutated.tried, "all noticed")
