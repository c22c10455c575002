"""What tells of several compartments stands in the one that is closed to most, and a task where its role sees it."""

from __future__ import annotations

from itertools import combinations

import pytest

from asylia.access.roles import PARTS, ROLES, part_of
from asylia.law.actions import ACTIONS
from asylia.law.engine import LAW
from asylia.law.facts import FACTS
from asylia.law.rule import RULES, Task
from asylia.record.compartments import (
    ANY,
    COMPARTMENTS,
    CONCERNS_ALL,
    CONCERNS_FEW,
    MOST_CLOSED,
    OF_ROLES,
    OF_TRACKS,
    most_closed,
    of_task,
    read_by,
)
from asylia.record.dictionary import SEALED


def test_whoever_sees_the_more_closed_is_barred_from_none_of_the_less_closed() -> None:
    assert sorted(MOST_CLOSED) == list(COMPARTMENTS)
    for tells_of in combinations(COMPARTMENTS, 2):
        where = most_closed(tells_of)
        for role in ROLES.values():
            if frozenset() in role.sees.get((where, ""), ()):
                assert not any(letter in role.never for letter in tells_of), (role.code, tells_of, where)


def test_the_most_closed_is_the_one_that_most_roles_are_barred_from() -> None:
    barred = {letter: sum(letter in role.never for role in ROLES.values()) for letter in COMPARTMENTS}
    assert most_closed(COMPARTMENTS) == "D" == max(barred, key=barred.__getitem__)
    assert most_closed("AJC") == "C"
    assert most_closed("") == ANY


def test_a_condition_belongs_where_all_it_reads_belongs() -> None:
    by_name = {block.name: block for block in LAW.blocks if block.rule == "R-NRF-01"}
    assert all(most_closed(read_by(block.condition)) == "D" for block in by_name.values())
    always = [block for block in LAW.blocks if block.actions[:1] == ("share:immigration_enforcement",)]
    assert [most_closed(read_by(block.condition)) for block in always] == [ANY]


def test_every_action_is_known_to_all_or_named_as_for_few() -> None:
    assert not CONCERNS_ALL & CONCERNS_FEW
    assert set(ACTIONS) == CONCERNS_ALL | CONCERNS_FEW
    # A new action is barred in silence only after somebody has said here that it may be.
    assert {action.partition(":")[0] for action in CONCERNS_FEW} == {
        "asylum.reject_on", "asylum.condition_on", "asylum.revoke_on", "child.bid_required_decision", "case.close",
        "identification.negative_without_review",
    }  # fmt: skip


@pytest.mark.parametrize("role", sorted(OF_ROLES))
def test_the_work_of_a_role_stands_where_it_sees_something(role: str) -> None:
    assert list(OF_ROLES[role]) == sorted(OF_ROLES[role], key=MOST_CLOSED.index)
    assert {letter for letter, _ in ROLES[role].sees} >= set(OF_ROLES[role])
    assert not any(letter in ROLES[role].never for letter in OF_ROLES[role])


def test_every_task_of_the_law_is_seen_by_the_role_it_is_for() -> None:
    for rule in RULES.values():
        for duty in rule.duties:
            for effect in duty.effects:
                if isinstance(effect, Task) and effect.role != "CO":
                    where = of_task(effect.role, read_by(duty.condition))
                    assert where in OF_ROLES[effect.role], (rule, effect)


def test_a_task_for_who_holds_the_person_does_not_stand_with_the_claim() -> None:
    assert of_task("DT", "DJ") == "J"
    assert of_task("HP", "D") == "E"
    assert of_task("CW", "C") == "C"


def test_every_track_has_its_place() -> None:
    assert set(OF_TRACKS.values()) <= {ANY, *COMPARTMENTS}
    assert OF_TRACKS["asylum"] == "D"


def test_every_part_of_a_role_has_something_kept_under_its_name() -> None:
    """A role that sees a part sees exactly that: each part has facts or a sealed text of its own, in its own area."""
    kept = {key: fact.sensitivity for key, fact in FACTS.items()} | {
        name: entry.compartment for name, entry in SEALED.items()
    }
    found = {f"{compartment}.{part_of(name)}" for name, compartment in kept.items() if part_of(name)}
    assert found == set(PARTS)


def test_there_is_a_note_for_each_compartment() -> None:
    assert {name: entry.compartment for name, entry in SEALED.items() if name.startswith("note_")} == {
        f"note_{letter.lower()}": letter for letter in COMPARTMENTS
    }
