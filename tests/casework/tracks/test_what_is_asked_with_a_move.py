"""What has to be said with a move, what becomes known by it, and where the law is asked as well."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import ASK_AGAIN, Move
from tests.casework.tracks.test_no_way_leads_to_harm import KINDS

REFUSAL = ["reasons", "risk_of_harm", "appeal_notice"]

ASKED = {
    "screening": {
        "pause": ["why"],
        "offer_again": ["why"],
        "review_with_second_reader": ["second"],
        "note_rescreen_due": ["why"],
    },
    "asylum": {
        "decline": ["own_words"],
        "schedule_interview": ["modality"],
        "hear_again": ["why"],
        "assess": ["outside", "harm", "protection", "ground", "avail"],
        "open_exclusion": ["reasons"],
        "recognise": ["reasons"],
        "grant_complementary": ["reasons"],
        "refuse": REFUSAL,
        "refuse_by_relocation": REFUSAL,
        "refuse_as_not_believed": REFUSAL,
        "exclude": REFUSAL,
        "dismiss_appeal": ["reasons", "risk_of_harm"],
        "find_risk": ["reasons"],
        "find_later_risk": ["reasons"],
        "find_no_risk": ["reasons", "second"],
        "ask_to_withdraw": ["own_words"],
        "withdraw": ["own_words", "witness"],
        "give_up_appeal": ["own_words", "witness"],
    },
    "statelessness": {
        "check_sequence": ["states"],
        "enquire_elsewhere": ["sources"],
        "enquire_at_origin": ["authority", "told"],
        "confirm_nationality": ["reasons"],
        "find_no_nationality": ["states", "reasons"],
        "recognise": ["reasons"],
    },
    "detention": {"seek_alternative": ["alternatives"], "review": ["reasons"]},
    "age": {
        "assess": ["disciplines", "method"],
        "conclude_adult": ["reasons", "assessors", "disciplines", "review_notice"],
        "review": ["why"],
    },
    "child": {"place_elsewhere": ["reasons"], "near_18": ["day"], "plan_transition": ["plan"]},
    "guardian": {
        "appoint": ["who", "independence"],
        "appoint_relative": ["who", "independence"],
        "replace": ["reasons"],
    },
    "bia": {"sign": ["reasons", "risk"], "assess_again": ["why"]},
    "bid": {
        "open": ["trigger"],
        "complete_information": ["options", "child_view", "tracing", "security"],
        "schedule_panel": ["panel", "disciplines", "day"],
        "decide": ["votes", "disciplines", "outcome", "reasons", "view_weighed"],
        "review": ["why"],
        "ask_for_review": ["why"],
        "determine_again": ["reasons"],
        "uphold": ["reasons"],
    },
}

CHECKED_ANEW = {
    "int.venue_safe", "int.private", "int.controller_present", "int.interpreter_ok", "int.distress", "int.medical_need",
    "int.stop_asked", "consent.interview",
}  # fmt: skip

KNOWN_BY = {
    "screening": {"record_triage": {"triage.done": "yes"}},
    "asylum": {
        "voice_fear": {"fear.return": "yes"},
        "explain": {"asylum.informed": "yes"},
        "dismiss_appeal": {"asylum.hr_check": "not_done"},
        "give_up_appeal": {"asylum.hr_check": "not_done"},
        "begin_last_check": {"asylum.hr_check": "not_done"},
        "find_risk": {"asylum.hr_check": "risk_found"},
        "find_later_risk": {"asylum.hr_check": "risk_found"},
        "find_no_risk": {"asylum.hr_check": "cleared"},
    },
    "statelessness": {
        "confirm_nationality": {"nat.established": "yes"},
        "find_no_nationality": {"nat.established": "no"},
    },
    "detention": {"release": {"det.held": "no"}, "report_held_again": {"det.held": "yes"}},
    "age": {
        "doubt": {"person.age_doubt": "yes"},
        "confirm_child": {"person.child": "yes"},
        "find_inconclusive": {"person.child": "yes"},
        "conclude_adult": {"person.child": "no"},
        "review": {"person.age_doubt": "yes"},
    },
    "child": {},
    "guardian": {},
    "bia": {},
    "bid": {},
}

TO_BE_ASKED_AGAIN = {
    "screening": dict.fromkeys(
        ("pause", "pause_as_told", "pause_oneself", "stop_as_told", "stop_oneself"), CHECKED_ANEW
    ),
    "detention": {"report_held_again": {"det.since", "det.necessity_form"}},
    "age": {"doubt": {"person.child"}, "review": {"person.child"}},
}

each = pytest.mark.parametrize("kind", KINDS)


def sets(move: Move) -> dict[str, str]:
    """What becomes known by it, and nothing that is to be asked again."""
    return {key: word for key, word in move.sets.items() if word != ASK_AGAIN}


@each
def test_what_is_asked(kind: str) -> None:
    moves = MACHINES[kind].moves
    assert {move.name: [asked.name for asked in move.asks] for move in moves if move.asks} == ASKED[kind]
    assert not [asked.name for move in moves for asked in move.asks if asked.optional]


@each
def test_what_becomes_known(kind: str) -> None:
    assert {move.name: sets(move) for move in MACHINES[kind].moves if sets(move)} == KNOWN_BY[kind]


@each
def test_what_has_to_be_asked_again(kind: str) -> None:
    again = {move.name: {key for key, word in move.sets.items() if word == ASK_AGAIN} for move in MACHINES[kind].moves}
    assert {name: keys for name, keys in again.items() if keys} == TO_BE_ASKED_AGAIN.get(kind, {})


@each
def test_where_the_law_is_asked(kind: str) -> None:
    expected = {
        "screening": {"start": "interview.start", "resume": "interview.continue"},
        "asylum": {
            "hear": "interview.start",
            "refuse_by_relocation": "asylum.reject_on:internal_relocation",
            "refuse_as_not_believed": "asylum.reject_on:late_disclosure",
            "exclude": "asylum.reject_on:exclusion",
        },
        "statelessness": {"enquire_at_origin": "contact.origin_authority"},
        "bid": {"implement": "child.bid_required_decision", "uphold": "child.bid_required_decision"},
    }
    assert {move.name: move.law for move in MACHINES[kind].moves if move.law} == expected.get(kind, {})
