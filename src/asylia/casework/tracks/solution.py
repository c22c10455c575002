"""A durable solution: all options shown together, the person's preference first, and no start before its gate.

domain C.3 "Durable solution", R-SOL-01, R-SOL-02, R-SOL-06, R-SOL-07, R-SOL-09. Two trees: one opens with recognition
as a refugee, the other once asylum was explained and the choice recorded. Neither asks whether the person testified.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import FREE_OF_CONTROL, HEARD_IF_A_CHILD, REASONS, WISH
from asylia.law.actions import OTHER_SOLUTIONS, REFUGEE_SOLUTIONS
from asylia.law.nodes import is_in, yes
from asylia.law.rules.solutions import is_refugee

REFUGEE = Need(is_refugee, "The person is recognised as a refugee.")
INFORMED = Need(yes("asylum.informed"), "Asylum was explained, alone, in a language understood.")
CHOSEN = Need(
    ~is_in("asylum.state", "not_raised", "information_given", "undecided"),
    "The person's choice about asylum is recorded.",
)
SHOWN = Asked("shown", "How were all of them shown, each with what it means for safety from trafficking?", least=10)

solution = Machine(
    kind="solution",
    name="Durable solution",
    states={
        "none": "none yet",
        "options_explained": "all options explained",
        "preference": "the person's preference recorded",
        "eligibility": "looked at whether it is open to the person",
        "gate": "at the gate: safe, free, informed, determined for a child",
        "in_process": "under way",
        "achieved": "achieved",
        "sustained_check": "found to hold",
        "failed": "failed; all options are shown again",
    },
    ends=states("sustained_check"),
    dues={"achieved": (Due("Check that the solution holds", months=12, general=False),)},
    moves=(
        Move(
            "explain_to_refugee",
            states("none", "failed"),
            "options_explained",
            "Explain voluntary repatriation, local integration, resettlement and complementary pathways together.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-01",
            needs=(REFUGEE,),
            asks=(SHOWN,),
        ),
        Move(
            "explain_to_others",
            states("none", "failed"),
            "options_explained",
            "Explain integration here, voluntary return, protective relocation and other ways to migrate together.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-02",
            needs=(INFORMED, CHOSEN),
            asks=(SHOWN,),
        ),
        Move(
            "note_preference",
            states("options_explained"),
            "preference",
            "Note what the person prefers. Nobody who may control them had a part in it.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-01; R-SOL-02; R-CHD-09",
            needs=(FREE_OF_CONTROL, HEARD_IF_A_CHILD),
            asks=(WISH, Asked("preferred", "Which?", "choice", (*REFUGEE_SOLUTIONS, *OTHER_SOLUTIONS))),
        ),
        Move(
            "look_at_eligibility",
            states("preference"),
            "eligibility",
            "Look at whether it is open to the person, and what stands in the way.",
            by="solution.plan",
            area="solutions",
            rests_on="C.3 Durable solution",
            asks=(Asked("found", "What is open, by which law, and what is missing?", least=10),),
        ),
        Move(
            "come_to_gate",
            states("eligibility"),
            "gate",
            "Bring it to the gate: safety, free choice, and for a child a determination.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-01; R-SOL-02; R-SOL-07",
            asks=(
                Asked(
                    "safety", "What is known of the trafficker's reach there, and what keeps the person safe?", least=10
                ),
            ),
        ),
        Move(
            "start_for_refugee",
            states("gate"),
            "in_process",
            "Start it.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-01; R-SOL-06; R-SOL-09",
            needs=(REFUGEE,),
            asks=(Asked("solution", "Which?", "choice", REFUGEE_SOLUTIONS),),
            law="solution.start:{solution}",
        ),
        Move(
            "start_for_others",
            states("gate"),
            "in_process",
            "Start it.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-02; R-SOL-07",
            needs=(INFORMED, CHOSEN),
            asks=(Asked("solution", "Which?", "choice", OTHER_SOLUTIONS),),
            law="solution.start:{solution}",
        ),
        Move(
            "note_achieved",
            states("in_process"),
            "achieved",
            "Note that it is achieved.",
            by="solution.plan",
            area="solutions",
            rests_on="C.3 Durable solution",
            asks=(Asked("found", "What does the person say of it?", least=2),),
        ),
        Move(
            "check_it_holds",
            states("achieved"),
            "sustained_check",
            "Check, after a year, that it holds.",
            by="solution.plan",
            area="solutions",
            rests_on="C.3 Durable solution; R-SOL-08",
            asks=(Asked("found", "How does the person live, and are they safe?", least=2),),
        ),
        Move(
            "note_failure",
            states("preference", "eligibility", "gate", "in_process", "achieved", "sustained_check"),
            "failed",
            "Note that it failed, or that the person no longer wants it. All options are open again.",
            by="solution.plan",
            area="solutions",
            rests_on="C.3 Durable solution",
            asks=(REASONS,),
            reopens=True,
        ),
    ),
)
