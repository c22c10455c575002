"""The rules are exactly those of the specification, and each is complete."""

from __future__ import annotations

import pytest

from asylia.law.rule import PRIORITIES, RULES, Rule

SPECIFICATION = """
R-TRF-01 R-TRF-02 R-TRF-03 R-TRF-04 R-TRF-05 R-TRF-06 R-TRF-07 R-TRF-08 R-TRF-09 R-TRF-10
R-IDN-01 R-IDN-02 R-IDN-03 R-IDN-04 R-IDN-05 R-IDN-06 R-IDN-07
R-REF-01 R-REF-02 R-REF-03 R-REF-04 R-REF-05 R-REF-06 R-REF-07 R-REF-08 R-REF-09 R-REF-10 R-REF-11
R-REF-12 R-REF-13 R-REF-14 R-REF-15 R-REF-16 R-REF-17 R-REF-18 R-REF-19 R-REF-20 R-REF-21 R-REF-22
R-NRF-01 R-NRF-02 R-NRF-03 R-NRF-04
R-STL-01 R-STL-02 R-STL-03 R-STL-04 R-STL-05 R-STL-06 R-STL-07 R-STL-08
R-NPU-01 R-NPU-02 R-NPU-03 R-NPU-04
R-DET-01 R-DET-02 R-DET-03 R-DET-04
R-CHD-01 R-CHD-02 R-CHD-03 R-CHD-04 R-CHD-05 R-CHD-06 R-CHD-07 R-CHD-08 R-CHD-09 R-CHD-10
R-CON-01 R-CON-02 R-CON-03 R-CON-04 R-CON-05 R-CON-06 R-CON-07 R-CON-08 R-CON-09
R-RCP-01 R-RCP-02
R-AST-01 R-AST-02 R-AST-03 R-AST-04 R-AST-05 R-AST-06 R-AST-07 R-AST-08 R-AST-09
R-RFR-01 R-RFR-02 R-RFR-03 R-RFR-04
R-SOL-01 R-SOL-02 R-SOL-03 R-SOL-04 R-SOL-05 R-SOL-06 R-SOL-07 R-SOL-08 R-SOL-09
"""

BASES = {"binding law", "guidance", "Asylia's own policy"}

each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)


def test_the_rules_are_those_of_the_specification_in_its_order() -> None:
    assert list(RULES) == SPECIFICATION.split()


def test_there_are_102() -> None:
    assert len(set(SPECIFICATION.split())) == len(RULES) == 102


@each_rule
def test_a_rule_says_what_it_is_and_what_it_provides(rule: Rule) -> None:
    assert rule.title
    assert rule.provision


@each_rule
def test_a_rule_says_where_it_comes_from(rule: Rule) -> None:
    assert rule.citations
    assert rule.rests_on in BASES
    assert {block.rests_on for block in rule.blocks} <= BASES


@each_rule
def test_a_rule_has_its_place_in_a_conflict(rule: Rule) -> None:
    assert rule.priority in PRIORITIES
    assert set(PRIORITIES) == {1, 2, 3, 4}


@each_rule
def test_a_rule_says_what_changes_for_a_child(rule: Rule) -> None:
    assert rule.child


@each_rule
def test_a_rule_has_conditions_or_names_what_keeps_it(rule: Rule) -> None:
    has_conditions = bool(rule.grounds or rule.blocks or rule.duties)
    assert has_conditions != bool(rule.enforced_by)
