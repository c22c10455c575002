"""Proceedings against those who did it, or for what is owed. They move neither asylum nor identification.

domain C.3 "Proceedings", R-AST-04, R-AST-08, R-REF-18. That a proceeding opens keeps the person here (R-AST-04); that
it closes takes nothing away: whether any other is open is asked each time.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import GUARDIAN_FOR_A_CHILD, LAWYER_FOR_A_CHILD, STILL_OPEN
from asylia.law.nodes import yes

proceedings = Machine(
    kind="proceedings",
    name="Proceedings",
    states={
        "none": "none",
        "reported": "reported, as the person agreed",
        "open": "open",
        "closed": "closed",
        "dropped": "dropped",
        "reopened": "opened again, or opened without the person's report",
    },
    ends=states("none", "closed", "dropped"),
    about=(Asked("kind", "What kind of proceeding?", "choice", ("criminal", "civil", "labour", "compensation")),),
    moves=(
        Move(
            "report_to_police",
            states("none"),
            "reported",
            "Report it to the police, because the person wants it. Help does not depend on it.",
            by="submission.make",
            area="G",
            rests_on="C.3 Proceedings; R-CON-01; R-AST-01; D.12 R-REF-18",
            needs=(
                Need(yes("consent.share.police"), "The person agrees that the police are told."),
                GUARDIAN_FOR_A_CHILD,
                LAWYER_FOR_A_CHILD,
            ),
            law="share:police",
        ),
        Move(
            "report_to_labour_inspectorate",
            states("none"),
            "reported",
            "Report it to the labour inspectorate, because the person wants it. Help does not depend on it.",
            by="submission.make",
            area="G",
            rests_on="C.3 Proceedings; R-CON-01; R-RFR-01",
            needs=(
                Need(yes("consent.share.labour_inspectorate"), "The person agrees that the inspectorate is told."),
                GUARDIAN_FOR_A_CHILD,
                LAWYER_FOR_A_CHILD,
            ),
            law="share:labour_inspectorate",
        ),
        Move(
            "note_open",
            states("reported"),
            "open",
            "Note that it is open. From now on the person stays (R-AST-04).",
            by="proceedings.log",
            area="G",
            rests_on="R-AST-04",
            sets={"proc.open": "yes"},
        ),
        Move(
            "note_closed",
            states("open", "reopened"),
            "closed",
            "Note that it was closed. Identification, asylum and stay are as they were.",
            by="proceedings.log",
            area="G",
            rests_on="C.3 Proceedings; R-REF-18",
            asks=(STILL_OPEN,),
        ),
        Move(
            "note_dropped",
            states("open", "reopened"),
            "dropped",
            "Note that it was dropped. Identification, asylum and stay are as they were.",
            by="proceedings.log",
            area="G",
            rests_on="C.3 Proceedings; R-TRF-10; R-REF-18",
            asks=(STILL_OPEN,),
        ),
        Move(
            "note_reopened",
            states("none", "reported", "open", "closed", "dropped"),
            "reopened",
            "Note that it was opened again, or that an authority opened it without a report of the person's.",
            by="proceedings.log",
            area="G",
            rests_on="C.3 Proceedings; R-AST-04",
            sets={"proc.open": "yes"},
            reopens=True,
        ),
    ),
)
