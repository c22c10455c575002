"""No rule reads nationality, ethnicity, religion, sex, occupation or status to lower anyone's protection (R-RFR-04)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from asylia.law import FACTS, LAW, Known
from asylia.law.country import CODES
from asylia.law.derived import DERIVATIONS
from asylia.law.findings import FINDINGS, convention_ground
from asylia.law.nodes import Node, Not, Possibly, all_of, keys_read, no, not_established, walk, yes
from asylia.law.rule import Attach, Block, Duty, Ground
from tests.law.random_people import ON

GROUNDS = tuple(key for key in FACTS if key.startswith("ground."))

READ_BY_NOTHING = ("coop.asked", "coop.refused")
"""Whether somebody works with an investigation."""

READ_BY_NO_FINDING_AND_NO_BLOCK = (*READ_BY_NOTHING, "consented")

NOT_ASKED = re.compile(
    r"\b(sex|gender|ethnic|ethnicity|tribe|skin|caste|occupation|profession|job|employer|faith|church|citizenship|"
    r"visa|residence permit|marital|married)\b",
    re.IGNORECASE,
)
"""Words of traits that no fact is about."""

ABOUT_SOMETHING_ELSE = {
    "int.sex_preference_asked": "whether the person could choose the sex of interviewer and interpreter",
    "means.abuse_power": "the power of the one who did it",
}

SUBSIDIARY = {
    "complementary_protection": "It is for those without a Convention ground; who has one is looked at as a refugee "
    "first, and comes back to it once asylum was rejected.",
}
"""The one finding that a ground makes less true, and why that lowers no protection."""

GUARDED = [(f"{block.rule} {block.name}", block.condition) for block in LAW.blocks]
DUTIES = [(f"{duty.rule} {duty.name}", duty) for duty in LAW.duties]
FOUND = [(finding.name, finding) for finding in FINDINGS]


def directions(node: Node, *, positive: bool = True) -> Iterator[tuple[str, bool]]:
    """Every fact with the direction in which it speaks."""
    if isinstance(node, Not):
        yield from directions(node.child, positive=not positive)
    elif node.parts:
        for part in node.parts:
            yield from directions(part, positive=positive)
    elif hasattr(node, "key"):
        yield node.key, positive


def against(node: Node) -> set[str]:
    """The Convention grounds whose yes makes this condition less true."""
    return {key for key, positive in directions(node) if key in GROUNDS and not positive}


def test_there_is_no_fact_about_a_persons_sex_ethnicity_religion_occupation_or_papers():
    about = {
        key
        for key, fact in FACTS.items()
        if (NOT_ASKED.search(key.replace("_", " ").replace(".", " ")) or NOT_ASKED.search(fact.question))
        and key not in ABOUT_SOMETHING_ELSE
    }
    assert about == set()


def test_nationality_race_and_religion_are_facts_only_as_grounds_of_fear():
    words = ("nationality", "race", "religion", "social_group", "political_opinion")
    assert {key for key in FACTS if key.split(".")[-1] in words} == set(GROUNDS)


@pytest.mark.parametrize(("name", "node"), [*FOUND, *GUARDED], ids=lambda part: part if isinstance(part, str) else "")
def test_a_ground_only_ever_adds_protection(name, node):
    assert against(node) == (set(GROUNDS) if name in SUBSIDIARY else set())


@pytest.mark.parametrize("state", ["rejected_first", "appeal", "rejected_final", "hr_refoulement_check"])
def test_once_asylum_was_rejected_a_ground_takes_nothing_away(state):
    facts = {"risk.serious_harm": True, "asylum.state": state}
    with_ground = {**facts, "ground.religion": True, "nexus.harm": True}
    found = [LAW.assess(Known(known, {}, frozenset()), ON).findings for known in (facts, with_ground)]
    assert [each["complementary_protection"] for each in found] == ["indicated", "indicated"]


def test_the_grounds_are_read_in_one_place():
    """The finding on Convention grounds; every other rule reads that finding."""
    parts: list[Ground | Block | Duty] = []
    for rule in LAW.rules.values():
        parts += [*rule.grounds, *rule.blocks, *rule.duties]
    reading = {
        f"{part.rule} {part.name}"
        for part in parts
        if any(getattr(node, "key", None) in GROUNDS for node in opened(part.condition))
    }
    assert reading == {"R-REF-08 ground_and_nexus"}


def opened(node: Node) -> Iterator[Node]:
    """The condition itself, without the findings it refers to."""
    yield node
    if node not in FINDINGS:
        for part in node.parts:
            yield from opened(part)


@pytest.mark.parametrize(("name", "duty"), DUTIES, ids=lambda part: part if isinstance(part, str) else "")
def test_no_right_begins_for_lack_of_a_ground(name, duty):
    if any(isinstance(effect, Attach) for effect in duty.effects):
        assert against(duty.condition) == set()


@pytest.mark.parametrize(("name", "node"), [*FOUND, *GUARDED], ids=lambda part: part if isinstance(part, str) else "")
def test_no_finding_and_no_block_reads_consent_or_cooperation(name, node):
    assert set(keys_read(node)) & set(READ_BY_NO_FINDING_AND_NO_BLOCK) == set()


@pytest.mark.parametrize(("name", "duty"), DUTIES, ids=lambda part: part if isinstance(part, str) else "")
def test_no_duty_reads_cooperation(name, duty):
    assert set(keys_read(duty.condition)) & set(READ_BY_NOTHING) == set()


@pytest.mark.parametrize("code", CODES)
def test_no_country_bans_more_for_some_grounds_than_for_others(code):
    tightenings = [block for block in LAW.at(code).blocks if block.rule.startswith(f"{code}-")]
    for block in tightenings:
        assert set(keys_read(block.condition)) & {*GROUNDS, *READ_BY_NO_FINDING_AND_NO_BLOCK} == set()


def test_no_derived_fact_reads_a_ground_consent_or_cooperation():
    read = {key for derivation in DERIVATIONS for condition, _ in derivation.cases for key in keys_read(condition)}
    assert read & {*GROUNDS, *READ_BY_NO_FINDING_AND_NO_BLOCK} == set()


def test_this_check_finds_a_rule_that_reads_a_ground_against_someone():
    assert against(no("ground.religion")) == {"ground.religion"}
    assert against(all_of(yes("proc.open"), not_established(yes("ground.race")))) == {"ground.race"}
    assert against(~convention_ground) == set(GROUNDS)
    assert against(Possibly(yes("ground.nationality"))) == set()
    assert any(node is convention_ground for node in walk(convention_ground))
