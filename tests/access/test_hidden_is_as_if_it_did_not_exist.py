"""Who is refused learns nothing: what is hidden, forbidden, deleted or never was gets one and the same answer (R27)."""

from __future__ import annotations

from asylia.access.policy import decide
from asylia.access.policy_break_glass import may_open
from asylia.access.policy_rules import NOT_HERE, REASONS, Decision, Rule
from tests.access.field_table import CELLS, PURPOSES, ROLES
from tests.access.relations import RELATIONS
from tests.access.standings import NOW, actor, case, field, own
from tests.access.test_break_glass import asked, breaker

PLACES = sorted({place for _, place in CELLS})


def test_every_refusal_says_the_same() -> None:
    said, rules = set(), set()
    for relation in RELATIONS:
        for role in ROLES:
            purpose = PURPOSES[role].split()[0]
            who, standing, _ = relation(role, purpose)
            for place in PLACES:
                one = field(place)
                answer = decide(who, "read", standing, one.compartment, one, purpose, NOW, own())
                if not answer.allowed:
                    said.add(answer.to_asker)
                    rules.add(answer.rule)
    assert said == {NOT_HERE}
    assert len(rules) >= 10


def test_break_glass_does_not_tell_whether_a_case_exists() -> None:
    absent = may_open(breaker(), None, asked(), NOW)
    elsewhere = may_open(breaker(agency="agency-lantern"), case(), asked(), NOW)
    assert not absent.allowed
    assert absent.to_asker == elsewhere.to_asker == NOT_HERE
    assert absent.rule == elsewhere.rule == "no_such_case"


def test_what_is_allowed_needs_no_words() -> None:
    answer = decide(actor(), "read", case("CW"), "A", field("A"), "casework", NOW)
    assert (answer.allowed, answer.to_asker, answer.rule, answer.role) == (True, "", "by_role", "CW")


def test_the_log_has_a_sentence_for_each_rule() -> None:
    assert set(REASONS) == set(Rule)
    assert len(set(REASONS.values())) == len(Rule)
    for rule in Rule:
        assert Decision(False, rule).reason.endswith(".")
        assert NOT_HERE not in Decision(False, rule).reason
