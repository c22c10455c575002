"""A place to stay: open, fit for the person, and apart from anyone who may have controlled them.

domain C.3 "Placement", R-RCP-01, R-RCP-02, R-CHD-10. No address is asked for here: it is kept where only those who
need it see it. Nobody is placed with somebody suspected of controlling them, so there is no move for it. The 72
hours, and the week for a child, are counted by the rule.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import OWN_WORDS
from asylia.law.nodes import yes

SAFE_AND_FIT = (
    Need(yes("care.place_open"), "The person may come and go freely there."),
    Need(yes("care.place_meets_needs"), "The place meets what this person needs."),
    Need(yes("care.apart_from_controller"), "The place is apart from everyone who may have controlled the person."),
)
ACCEPTED = Asked("accepted", "How did the person say that they want to stay there?", least=2)

placement = Machine(
    kind="placement",
    name="Place to stay",
    states={
        "proposed": "proposed",
        "checked": "checked: open, fit and apart",
        "placed": "the person stays there",
        "reassessed": "the person stays there; looked at again",
        "moved": "moved to another place",
        "ended": "ended by the person",
    },
    ends=states("moved", "ended"),
    moves=(
        Move(
            "check",
            states("proposed"),
            "checked",
            "Check the place, for this person.",
            by="service.plan",
            area="H",
            rests_on="R-RCP-01",
            needs=SAFE_AND_FIT,
            asks=(Asked("apart_from", "Apart from whom, also on the person's own request?", least=2),),
            sets={"care.place_proposed": "yes"},
        ),
        Move(
            "place",
            states("checked"),
            "placed",
            "The person moves in, among people who are not their carers.",
            by="service.plan",
            area="H",
            rests_on="R-RCP-01; R-AST-03",
            needs=SAFE_AND_FIT,
            asks=(ACCEPTED,),
        ),
        Move(
            "place_with_relative",
            states("checked"),
            "placed",
            "The person moves in with a relative.",
            by="service.plan",
            area="H",
            rests_on="R-RCP-01; R-CHD-10; R-AST-03",
            needs=SAFE_AND_FIT,
            asks=(ACCEPTED,),
            law="care.place_with:relative",
        ),
        Move(
            "place_with_accompanying_adult",
            states("checked"),
            "placed",
            "The person moves in with the adult they came with.",
            by="service.plan",
            area="H",
            rests_on="R-RCP-01; R-CHD-10; R-AST-03",
            needs=SAFE_AND_FIT,
            asks=(ACCEPTED,),
            law="care.place_with:accompanying_adult",
        ),
        Move(
            "reassess",
            states("placed", "reassessed"),
            "reassessed",
            "Look again at whether the place is safe and fits: after 72 hours, and at any new fact.",
            by="service.plan",
            area="H",
            rests_on="R-RCP-02",
            asks=(Asked("found", "Is it safe, and does it fit? What does the person say?", least=2),),
        ),
        Move(
            "move_on",
            states("reassessed"),
            "moved",
            "The person moves to another place, which is checked anew.",
            by="service.plan",
            area="H",
            rests_on="C.3 Placement",
            asks=(Asked("why", "Why?", least=2),),
        ),
        Move(
            "end_at_own_wish",
            states("proposed", "checked", "placed", "reassessed"),
            "ended",
            "The person does not want it, or leaves. It costs them no other help.",
            by="service.plan",
            area="H",
            rests_on="R-AST-03; C.3 Placement",
            asks=(OWN_WORDS,),
        ),
    ),
)
