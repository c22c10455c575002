"""Detention: from being held to being free. For a child, or anybody who may be one, there is one way only: release.

domain C.3 "Detention". No move detains anybody, and a review permits nothing: whether somebody may be held on is the
law's action `detain.continue`, asked each time. So a review can be written down also where the law says no.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import ASK_AGAIN, Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import REASONS, known_adult
from asylia.law.nodes import is_in, yes

NO_CHILD = Need(
    known_adult, "The person is shown to be an adult. A child, or somebody who may be one, is released, nothing else."
)
REVIEWED = Due("Detention reviewed", days=7)

detention = Machine(
    kind="detention",
    name="Detention",
    states={
        "held": "held",
        "screened": "screened in private",
        "alternative_sought": "an alternative is sought",
        "review": "reviewed; an alternative is still sought",
        "released": "released",
    },
    ends=states("released"),
    dues={"alternative_sought": (REVIEWED,), "review": (REVIEWED,)},
    moves=(
        Move(
            "note_screening",
            states("held"),
            "screened",
            "Note that the person was screened in private, and told about asylum.",
            by="screening.run",
            area="C",
            rests_on="R-DET-04",
            needs=(
                Need(
                    is_in("screen.state", "completed", "reviewed", "rescreen_due", "stopped"),
                    "A screening was completed, or the person stopped it.",
                ),
                NO_CHILD,
            ),
        ),
        Move(
            "seek_alternative",
            states("screened", "review"),
            "alternative_sought",
            "Seek an alternative to detention.",
            by="detention.report",
            area="J",
            rests_on="R-DET-01; R-DET-03",
            needs=(NO_CHILD,),
            asks=(
                Asked(
                    "alternatives",
                    "Which alternatives are looked into?",
                    "choices",
                    ("open_shelter", "community_placement", "case_management", "reporting", "guarantor", "other"),
                ),
            ),
        ),
        Move(
            "review",
            states("alternative_sought", "review"),
            "review",
            "Review the detention, for this person: why is every alternative still refused?",
            by="detention.report",
            area="J",
            rests_on="C.3 Detention; R-DET-03",
            needs=(
                NO_CHILD,
                Need(
                    yes("det.necessity_form"),
                    "The form on necessity and proportionality is complete, alternatives first.",
                ),
            ),
            asks=(REASONS,),
        ),
        Move(
            "release",
            states("held", "screened", "alternative_sought", "review"),
            "released",
            "Release the person; a child with the family, into care.",
            by="detention.report",
            area="J",
            rests_on="R-DET-01; R-DET-02",
            sets={"det.held": "no"},
        ),
        Move(
            "report_held_again",
            states("released"),
            "held",
            "Report that the person is held again. Screening, review and every clock begin anew.",
            by="detention.report",
            area="J",
            rests_on="R-DET-04",
            sets={"det.held": "yes", "det.since": ASK_AGAIN, "det.necessity_form": ASK_AGAIN},
            reopens=True,
        ),
    ),
)
