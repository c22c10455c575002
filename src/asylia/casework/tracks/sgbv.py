"""After sexual violence: care is offered at once, and the survivor chooses.

domain C.3 "SGBV", R-AST-09. The 72 and 120 hours are counted by the rule from the last time. No report to the police,
no guardian's signature and no proof is asked for. Who declined, or was followed up, is offered care again whenever
they wish: the list in C.3 has no such step, but the windows are short and a first no must not close them.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, states
from asylia.casework.tracks.often import OWN_WORDS

CARE = (
    "hiv_prophylaxis",
    "emergency_contraception",
    "injuries",
    "infections",
    "pregnancy",
    "psychological",
    "forensic_record",
)

sgbv = Machine(
    kind="sgbv",
    name="Care after sexual violence",
    states={
        "disclosed": "disclosed, in whatever words",
        "care_offered": "care offered",
        "accepted": "accepted",
        "declined": "declined; it can be had later",
        "followed_up": "followed up",
    },
    ends=states("declined", "followed_up"),
    moves=(
        Move(
            "offer",
            states("disclosed", "declined", "followed_up"),
            "care_offered",
            "Offer care. For a child, by a clinician trained for children; a guardian's delay does not hold it up.",
            by="care.record",
            area="E",
            rests_on="R-AST-09",
            asks=(Asked("offered", "What was offered?", "choices", CARE),),
            reopens=True,
        ),
        Move(
            "accept",
            states("care_offered"),
            "accepted",
            "Note what the survivor accepts.",
            by="care.record",
            area="E",
            rests_on="R-AST-03; R-AST-09",
            asks=(Asked("accepted", "What does the survivor want?", "choices", CARE),),
        ),
        Move(
            "decline",
            states("care_offered"),
            "declined",
            "Note that the survivor declines. Nothing else depends on it, and it can be had later.",
            by="care.record",
            area="E",
            rests_on="R-AST-03; R-AST-09",
            asks=(OWN_WORDS,),
        ),
        Move(
            "follow_up",
            states("accepted", "declined"),
            "followed_up",
            "Follow up, the way the survivor chose.",
            by="care.record",
            area="E",
            rests_on="C.3 SGBV",
            asks=(Asked("found", "How is the survivor, and what is needed now?", least=2),),
        ),
    ),
)
