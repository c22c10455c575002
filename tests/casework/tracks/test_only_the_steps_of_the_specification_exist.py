"""Every step that exists is one of the specification (domain C.3), or one of the few listed here with the reason."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.every import MACHINES

SPECIFIED = {
    "case": """
        draft>open open>active active>on_hold on_hold>active active>follow_up follow_up>closed closed>active
        draft>transferred open>transferred active>transferred on_hold>transferred follow_up>transferred
        closed>transferred
    """,
    "stay": """
        not_started>running running>extended running>ended_by_expiry running>ended_early
        extended>ended_by_expiry extended>ended_early ended_by_expiry>stay_permit_considered
        ended_early>stay_permit_considered stay_permit_considered>permit_granted stay_permit_considered>refused
        refused>review
    """,
    "proceedings": """
        none>reported reported>open open>closed open>dropped
        none>reopened reported>reopened open>reopened closed>reopened dropped>reopened
    """,
    "remedy": "explained>wished wished>filed filed>decided decided>paid decided>unpaid unpaid>enforced paid>enforced",
    "safety_plan": "wishes>drafted drafted>agreed agreed>running running>reviewed reviewed>ended",
    "service_plan": "wishes>drafted drafted>agreed agreed>running running>reviewed reviewed>ended",
    "placement": "proposed>checked checked>placed placed>reassessed reassessed>moved reassessed>ended",
    "migrant": """
        assessed>information information>service_plan service_plan>stay_or_return_options
        stay_or_return_options>followed_up
        assessed>trafficking information>trafficking service_plan>trafficking stay_or_return_options>trafficking
        followed_up>trafficking
        assessed>asylum information>asylum service_plan>asylum stay_or_return_options>asylum followed_up>asylum
        trafficking>asylum
    """,
    "sgbv": """
        disclosed>care_offered care_offered>accepted care_offered>declined accepted>followed_up declined>followed_up
    """,
    "solution": """
        none>options_explained options_explained>preference preference>eligibility eligibility>gate gate>in_process
        in_process>achieved achieved>sustained_check in_process>failed achieved>failed failed>options_explained
    """,
    "return": """
        not_considered>informed informed>wish_stated wish_stated>risk_assessed risk_assessed>gates_passed
        gates_passed>prepared prepared>executed executed>monitored monitored>closed monitored>problem
        problem>re_entry_support
    """,
    "tracing": """
        request>safety_assessed safety_assessed>authorised safety_assessed>refused_for_safety authorised>partner_sent
        partner_sent>located partner_sent>not_located located>relation_verified relation_verified>contact_allowed
        contact_allowed>reunification_decided reunification_decided>reunited reunited>monitored
    """,
    "consent": "asked>given asked>refused asked>deferred given>withdrawn given>expired",
    "referral": """
        draft>consent_checked consent_checked>sent sent>acknowledged sent>not_acknowledged not_acknowledged>escalated
        acknowledged>accepted acknowledged>declined declined>rerouted accepted>service_started
        service_started>completed service_started>disengaged
        draft>withdrawn consent_checked>withdrawn sent>withdrawn acknowledged>withdrawn not_acknowledged>withdrawn
        escalated>withdrawn accepted>withdrawn declined>withdrawn rerouted>withdrawn service_started>withdrawn
    """,
}

BEYOND = {
    # A review ends with an answer; what was left open would be a dead end.
    "stay": "review>permit_granted review>refused",
    # A proceeding that was opened again is closed like any other.
    "proceedings": "reopened>closed reopened>dropped",
    # A plan is looked at more than once, and the person may end it at any time (R-AST-03).
    "safety_plan": "reviewed>reviewed wishes>ended drafted>ended agreed>ended running>ended",
    "service_plan": "reviewed>reviewed wishes>ended drafted>ended agreed>ended running>ended",
    "placement": "reassessed>reassessed proposed>ended checked>ended placed>ended",
    # A first no must not close the windows of 72 and 120 hours (R-AST-09).
    "sgbv": "declined>care_offered followed_up>care_offered",
    # A preference may change, and a solution fail, before it is under way or after a year.
    "solution": "preference>failed eligibility>failed gate>failed sustained_check>failed",
    # The person stops it until the day of the journey (R-SOL-03); contact goes on; trouble may come after it ended.
    "return": """
        wish_stated>informed risk_assessed>informed gates_passed>informed prepared>informed monitored>monitored
        executed>problem closed>problem
    """,
    # A refusal for safety, or a search in vain, is looked at again when the person asks; follow-up goes on.
    "tracing": "refused_for_safety>request not_located>request monitored>monitored",
    # No dead ends (R-RFR-02): the new recipient is asked about, and what was escalated is answered or goes on.
    "referral": """
        rerouted>consent_checked not_acknowledged>acknowledged escalated>acknowledged escalated>rerouted
    """,
}


@pytest.mark.parametrize("kind", SPECIFIED)
def test_the_steps_are_those_of_the_specification(kind: str) -> None:
    written = {f"{begin}>{move.to(begin)}" for move in MACHINES[kind].moves for begin in move.begins}
    assert written == set(SPECIFIED[kind].split()) | set(BEYOND.get(kind, "").split())


@pytest.mark.parametrize("kind", SPECIFIED)
def test_no_step_and_no_state_says_that_somebody_is_no_victim_or_is_removed(kind: str) -> None:
    machine = MACHINES[kind]
    for name in (*machine.states, *(move.name for move in machine.moves)):
        assert not {"removal", "remove", "deport", "expel", "forced", "victim"} & set(name.split("_")), name
    forbidden = ("removal.", "support.", "transfer.", "detain", "penalise.", "refuse_entry", "publish.", "risk.")
    assert not [move.name for move in machine.moves if move.law and move.law.startswith(forbidden)]
