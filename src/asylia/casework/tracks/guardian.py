"""The guardian: asked for the same day, independent, and replaced where independence is in doubt.

domain C.3 "Child/BIP", R-CHD-02. An adult who came with the child is not a guardian by that.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import REASONS
from asylia.law.nodes import no, yes

WHO = Asked("who", "Who is it, and which authority appointed them?", least=10)
INDEPENDENT = Asked(
    "independence",
    "How was it checked that they are not who may control the child, not the interviewer, and free of other interests?",
    least=40,
)

guardian = Machine(
    kind="guardian",
    name="Guardian",
    fact="guardian.state",
    states={"none": "no guardian", "requested": "asked for", "appointed": "appointed, and checked to be independent"},
    ends=states("none", "appointed"),
    moves=(
        Move(
            "request",
            states("none"),
            "requested",
            "Ask for an independent guardian, and a lawyer, today.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02",
        ),
        Move(
            "appoint",
            states("requested"),
            "appointed",
            "Record that an independent guardian was appointed.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02",
            asks=(WHO, INDEPENDENT),
        ),
        Move(
            "appoint_relative",
            states("requested"),
            "appointed",
            "Record that a relative was appointed, after the relation was verified and the family's part looked into.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02; R-CHD-10",
            needs=(
                Need(yes("carer.verified"), "The adult is verified."),
                Need(no("control_suspected"), "Nobody who is with the child is suspected of controlling them."),
                Need(no("trace.family_involved"), "It is known that the family had no part in it."),
            ),
            asks=(WHO, INDEPENDENT),
        ),
        Move(
            "replace",
            states("appointed"),
            "requested",
            "Ask for another guardian: the child wishes it, or independence is in doubt.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-02",
            asks=(REASONS,),
            reopens=True,
        ),
    ),
)
