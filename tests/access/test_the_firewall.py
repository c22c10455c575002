"""Border and detention officers get an instruction, never the file; yet what a person tells them is kept."""

from __future__ import annotations

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import Entry, Field
from asylia.law.facts import FACTS
from tests.access.standings import ME, NOW, OTHER, actor, case, field

EVERY = frozenset({"triage", "casework", "child_protection", "legal", "referral", "tracing", "oversight", "statistics"})


@pytest.mark.parametrize("role", ["BO", "DT"])
def test_they_see_the_instruction_and_what_they_wrote_themselves(role: str) -> None:
    standing = case(role, conditions=False)
    for place, entry, seen in [
        ("J.instruction", Entry(author=OTHER), True),
        ("J", Entry(author=ME), True),
        ("J", Entry(author=OTHER), False),
        ("J", Entry(), False),
    ]:
        one = field(place)
        assert decide(actor(), "read", standing, "J", one, "triage", NOW, entry).allowed == seen


@pytest.mark.parametrize("role", ["BO", "DT"])
def test_no_fact_that_a_colleague_recorded_is_shown_to_them(role: str) -> None:
    """Not even what the person said about being afraid of the place they are held in."""
    standing = case(role, conditions=False)
    seen = [
        key
        for key, fact in FACTS.items()
        if decide(
            actor(),
            "read",
            standing,
            fact.sensitivity,
            Field.of(key, fact.sensitivity, EVERY),
            "triage",
            NOW,
            Entry(author=OTHER),
        ).allowed
    ]
    assert seen == ([] if role == "BO" else ["det.held", "det.since", "det.necessity_form"])


@pytest.mark.parametrize("role", ["BO", "DT", "SV", "HP", "LE", "FR", "CW"])
def test_a_fear_told_to_anyone_is_recorded_and_not_read_back(role: str) -> None:
    purpose = {"LE": "legal", "SV": "casework", "HP": "casework"}.get(role, "triage")
    fear = Field.of("fear.return", "D", EVERY)
    standing = case(role)
    assert decide(actor(), "told.record", standing, "D", fear, purpose, NOW, Entry(author=ME)).allowed
    assert not decide(actor(), "read", standing, "D", fear, purpose, NOW, Entry(author=ME)).allowed


def test_the_police_never_learn_where_a_shelter_is() -> None:
    standing = case("LE")
    assert decide(actor(), "read", standing, "B", field("B"), "legal", NOW).allowed
    assert not decide(actor(), "read", standing, "B", field("B.location"), "legal", NOW).allowed
    assert not decide(actor(), "read", standing, "B", Field.of("whereabouts", "B", EVERY), "legal", NOW).allowed
