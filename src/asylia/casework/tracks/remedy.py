"""Compensation, wages, restitution: explained to everyone, claimed by who wishes, and never lost by going home.

domain C.3 "Remedy", R-AST-07. No move reads anything of return, so a claim goes on after it.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, states
from asylia.casework.tracks.often import GUARDIAN_FOR_A_CHILD, STILL_OPEN, WISH

remedy = Machine(
    kind="remedy",
    name="Remedy",
    states={
        "explained": "explained to the person",
        "wished": "the person wants it claimed",
        "filed": "claimed",
        "decided": "decided",
        "paid": "paid",
        "unpaid": "awarded, and not paid",
        "enforced": "enforced",
    },
    ends=states("explained", "decided", "paid", "enforced"),
    about=(
        Asked(
            "remedy",
            "Which remedy?",
            "choice",
            ("compensation", "wages", "restitution", "state_fund", "guarantee_of_non_repetition"),
        ),
    ),
    moves=(
        Move(
            "note_wish",
            states("explained"),
            "wished",
            "Note that the person wants it claimed.",
            by="remedy.claim",
            area="G",
            rests_on="R-AST-07",
            asks=(WISH,),
        ),
        Move(
            "file",
            states("wished"),
            "filed",
            "File the claim. For a child it is filed through the guardian, and kept alive until majority.",
            by="remedy.claim",
            area="G",
            rests_on="R-AST-07; R-AST-04",
            needs=(GUARDIAN_FOR_A_CHILD,),
            asks=(
                Asked("limit", "On which day does the claim expire?", "day", optional=True, fact="claim.limit_date"),
            ),
            sets={"proc.open": "yes"},
        ),
        Move(
            "note_decision",
            states("filed"),
            "decided",
            "Note the decision, with what can still be done against it.",
            by="remedy.claim",
            area="G",
            rests_on="R-AST-07",
            asks=(
                Asked("decision", "What was decided, and until when can it be challenged?", least=10),
                STILL_OPEN,
            ),
        ),
        Move(
            "note_paid",
            states("decided"),
            "paid",
            "Note that the person has been paid.",
            by="remedy.claim",
            area="G",
            rests_on="C.3 Remedy",
        ),
        Move(
            "note_unpaid",
            states("decided"),
            "unpaid",
            "Note that it was awarded and is not paid.",
            by="remedy.claim",
            area="G",
            rests_on="C.3 Remedy",
        ),
        Move(
            "note_enforced",
            states("paid", "unpaid"),
            "enforced",
            "Note that it was enforced: the person has what was awarded.",
            by="remedy.claim",
            area="G",
            rests_on="C.3 Remedy",
        ),
    ),
)
