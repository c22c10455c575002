"""The child's own track: known, registered, a guardian, the assessment, care, a plan, and past the 18th birthday.

domain C.3 "Child/BIP". The steps of the guardian and of best interests are tracks of their own; here they are what the
next step rests on. Emergency care and help never wait for any of it.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import REASONS
from asylia.law.nodes import Node, all_of, is_in, not_established, yes
from asylia.law.rules.terms import guardian_appointed

with_own_carer: Node = all_of(is_in("person.uasc", "accompanied"), yes("carer.verified"))

FOLLOW_UP = (
    Due("The child seen again", days=7, when=not_established(is_in("child.risk", "medium", "low")), general=False),
    Due("The child seen again, at medium risk", days=14, when=is_in("child.risk", "medium"), general=False),
    Due("The child seen again, at low risk", months=1, when=is_in("child.risk", "low"), general=False),
)
"""Weekly at high risk, and while the risk is not known."""

child = Machine(
    kind="child",
    name="Child protection",
    states={
        "identified_at_risk": "a child at risk, or somebody who may be one",
        "registered": "registered",
        "guardian_requested": "a guardian is asked for",
        "guardian_appointed": "a guardian is appointed",
        "bia_initial": "the first best-interests assessment is signed",
        "care_placed": "in care with a verified carer",
        "plan": "there is a care plan",
        "follow_up": "seen regularly",
        "turning_18": "soon 18",
        "transition_plan": "a plan carries over the 18th birthday; protection does not end",
    },
    ends=states("follow_up", "transition_plan"),
    dues={"plan": FOLLOW_UP, "follow_up": FOLLOW_UP, "transition_plan": FOLLOW_UP},
    moves=(
        Move(
            "register",
            states("identified_at_risk"),
            "registered",
            "Register the child.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02; C.3 Child/BIP",
        ),
        Move(
            "request_guardian",
            states("registered"),
            "guardian_requested",
            "Note that an independent guardian was asked for.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02",
            needs=(Need(is_in("guardian.state", "requested", "appointed"), "A guardian was asked for."),),
        ),
        Move(
            "note_guardian",
            states("guardian_requested"),
            "guardian_appointed",
            "Note that the guardian is appointed.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02",
            needs=(Need(guardian_appointed, "A guardian is appointed, and was checked to be independent."),),
        ),
        Move(
            "note_assessment",
            states("guardian_appointed"),
            "bia_initial",
            "Note that the first best-interests assessment is signed.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-03",
            needs=(Need(is_in("bia.state", "signed"), "The best-interests assessment is signed."),),
        ),
        Move(
            "note_assessment_of_accompanied_child",
            states("registered"),
            "bia_initial",
            "Note that the first best-interests assessment of a child with a verified parent or carer is signed.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-02; R-CHD-03",
            needs=(
                Need(is_in("bia.state", "signed"), "The best-interests assessment is signed."),
                Need(with_own_carer, "A parent or customary carer is with the child, and is verified."),
            ),
        ),
        Move(
            "place",
            states("bia_initial"),
            "care_placed",
            "Place the child in care.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-10; C.3 Child/BIP",
            needs=(Need(yes("carer.verified"), "The adult who cares for the child is verified."),),
        ),
        Move(
            "plan",
            states("care_placed", "follow_up"),
            "plan",
            "Make a care plan with the child, or change it.",
            by="care.plan",
            area="F",
            rests_on="C.3 Child/BIP; R-CHD-09",
            needs=(Need(yes("child.heard"), "The child's view is recorded, or why it could not be had."),),
        ),
        Move(
            "place_elsewhere",
            states("plan", "follow_up"),
            "bia_initial",
            "Take the child out of that care, and look for another place.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-10",
            asks=(REASONS,),
            reopens=True,
        ),
        Move(
            "follow_up",
            states("plan", "follow_up"),
            "follow_up",
            "Record that the child was seen, alone.",
            by="care.plan",
            area="F",
            rests_on="C.3 Child/BIP",
        ),
        Move(
            "near_18",
            states(
                "registered",
                "guardian_requested",
                "guardian_appointed",
                "bia_initial",
                "care_placed",
                "plan",
                "follow_up",
            ),
            "turning_18",
            "Note that the child will soon be 18: half a year before, at the latest.",
            by="care.plan",
            area="F",
            rests_on="C.3 Child/BIP",
            asks=(Asked("day", "On which day will the child be 18, as far as is known?", "day"),),
        ),
        Move(
            "plan_transition",
            states("turning_18"),
            "transition_plan",
            "Open a plan that carries over the birthday: home, school or work, papers, and who stays.",
            by="care.plan",
            area="F",
            rests_on="C.3 Child/BIP",
            asks=(Asked("plan", "What stays, what changes, and who sees to it?", least=40),),
        ),
        Move(
            "follow_transition",
            states("transition_plan"),
            "transition_plan",
            "Record how the young person is. Protection did not end on the birthday.",
            by="care.plan",
            area="F",
            rests_on="C.3 Child/BIP; R-SOL-08",
        ),
    ),
)
