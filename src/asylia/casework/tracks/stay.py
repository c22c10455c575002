"""The reflection period and permission to stay: time to recover, and then a permit to be considered, never return.

domain C.3 "Reflection/stay", R-AST-02, R-AST-05. Whether the person helps an investigation is asked nowhere here.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import FREE_OF_CONTROL, OWN_WORDS, REASONS
from asylia.law import findings
from asylia.law.nodes import elapsed

PERIOD_ENDS = "Reflection period ends; a stay permit is then considered"

stay = Machine(
    kind="stay",
    name="Reflection and stay",
    fact="stay.state",
    states={
        "not_started": "no reflection period yet",
        "running": "reflection period running",
        "extended": "reflection period extended",
        "ended_by_expiry": "reflection period over; a stay permit has to be considered",
        "ended_early": "reflection period ended early; a stay permit has to be considered",
        "stay_permit_considered": "a stay permit is being considered",
        "permit_granted": "stay permit granted",
        "refused": "stay permit refused; a review can be asked for",
        "review": "the refusal is under review",
    },
    ends=states("stay_permit_considered", "permit_granted", "refused"),
    moves=(
        Move(
            "begin",
            states("not_started"),
            "running",
            "Begin the reflection period. Nothing else has to happen first.",
            by="told.record",
            area="G",
            rests_on="R-AST-02",
            needs=(Need(findings.presumed_victim, "Reasonable grounds to believe that the person is a victim."),),
            asks=(Asked("since", "From which day on?", "day", fact="stay.since"),),
        ),
        Move(
            "extend",
            states("running"),
            "extended",
            "Extend it.",
            by="told.record",
            area="G",
            rests_on="C.3 Reflection/stay",
        ),
        Move(
            "note_expiry",
            states("running", "extended"),
            "ended_by_expiry",
            "Note that its last day has passed. A stay permit has to be considered now; return is not.",
            by="told.record",
            area="G",
            rests_on="R-AST-02",
            needs=(Need(elapsed("stay.since", days=30), "At least 30 days have passed since it began."),),
            past=PERIOD_ENDS,
        ),
        Move(
            "end_at_own_wish",
            states("running", "extended"),
            "ended_early",
            "End it early, because the person freely asks for it.",
            by="submission.make",
            area="G",
            rests_on="C.3 Reflection/stay; R-AST-02",
            needs=(FREE_OF_CONTROL,),
            asks=(OWN_WORDS,),
        ),
        Move(
            "note_public_order",
            states("running", "extended"),
            "ended_early",
            "Note that an authority ended it on a ground of public order that this country's law names. That the "
            "person does not cooperate is no such ground.",
            by="submission.make",
            area="G",
            rests_on="C.3 Reflection/stay; COE 13(3)",
            asks=(
                Asked("provision", "Which provision of this country's law?", least=3),
                REASONS,
                Asked("review", "Who reviews the decision, and until when can that be asked for?", least=10),
                Asked("second", "Who read the decision as well? Somebody of this agency, not you.", "account"),
            ),
        ),
        Move(
            "consider_permit",
            states("ended_by_expiry", "ended_early"),
            "stay_permit_considered",
            "Have a stay permit considered: the personal situation, a child's interest; cooperation is one ground of "
            "several and never the only one.",
            by="told.record",
            area="G",
            rests_on="R-AST-02; R-AST-05",
        ),
        Move(
            "note_grant",
            states("stay_permit_considered", "review"),
            "permit_granted",
            "Note that a permit was granted. It ends no claim for asylum.",
            by="submission.make",
            area="G",
            rests_on="R-AST-05",
            asks=(Asked("until", "Until when is it valid?", "day", optional=True),),
        ),
        Move(
            "note_refusal",
            states("stay_permit_considered", "review"),
            "refused",
            "Note that a permit was refused, and how it can be reviewed.",
            by="submission.make",
            area="G",
            rests_on="C.3 Reflection/stay",
            asks=(REASONS, Asked("review", "How was the person told that they can ask for a review?", least=2)),
        ),
        Move(
            "ask_review",
            states("refused"),
            "review",
            "Ask for a review of the refusal.",
            by="submission.make",
            area="G",
            rests_on="C.3 Reflection/stay",
            reopens=True,
        ),
    ),
)
