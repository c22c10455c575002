"""The case itself: opened on little, closed on much, and opened again whenever the person or a new fact asks for it.

domain C.3 "Case". There is no way to close a case as "not a victim". Blocks that protect for as long as a person
lives, such as that on return (R-NRF-01), stand after closure; what ends before it is every procedure that is still
running.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import CONTACT, OWN_WORDS, REASONS, WISH, known_adult
from asylia.casework.tracks.referral import RECEIVERS
from asylia.law import findings
from asylia.law.nodes import all_of, any_of, is_in, no, yes
from asylia.law.rules.assistance import reflection_due

BASIS = Asked("basis", "Which law lets this agency keep a file on the person?", least=5)

identification_is_over = any_of(
    is_in("id.state", "identified", "not_confirmed", "rg_negative", "no_present_indication"),
    all_of(is_in("id.state", "none"), is_in("screen.level", "L0", "L1")),
)
asylum_is_over = any_of(
    is_in("asylum.state", "recognised", "complementary", "non_removable", "wish_declined", "withdrawn"),
    all_of(is_in("asylum.state", "return_eligible"), is_in("asylum.hr_check", "cleared")),
    all_of(no("loc.outside_origin"), is_in("asylum.state", "not_raised", "information_given", "undecided")),
)
stay_is_settled = any_of(
    is_in("stay.state", "stay_permit_considered", "permit_granted", "refused"),
    all_of(is_in("stay.state", "not_started"), ~reflection_due),
)
best_interests_are_done = any_of(
    known_adult, all_of(is_in("bia.state", "signed"), is_in("bid.state", "none", "implemented"))
)

NOTHING_IS_OPEN = (
    Need(identification_is_over, "Identification is over: decided, or screened with no sign at present."),
    Need(asylum_is_over, "Asylum was explained and chosen or declined, and no claim, appeal or last check is open."),
    Need(
        is_in("stl.state", "none", "national_confirmed", "stateless_recognised"),
        "No procedure on nationality or statelessness is open.",
    ),
    Need(best_interests_are_done, "For a child: best interests are assessed, and no determination or review is open."),
    Need(stay_is_settled, "The reflection period is over and a stay permit was considered, or none was due."),
    Need(no("proc.open"), "No proceeding is open, in any court."),
    Need(no("det.held"), "The person is not held."),
)

case = Machine(
    kind="case",
    name="Case",
    states={
        "draft": "begun, and not yet open",
        "open": "open; no agency leads it yet",
        "active": "being worked on",
        "on_hold": "on hold, as the person asks or for safety",
        "follow_up": "followed up",
        "closed": "closed; opens again at any time",
        "transferred": "handed over to another body",
    },
    ends=states("closed", "transferred"),
    dues={"on_hold": (Due("Look again at why the case is on hold", days=30),)},
    moves=(
        Move(
            "open_by_consent",
            states("draft"),
            "open",
            "Open the case: the person agrees.",
            by="told.record",
            area="J",
            rests_on="C.3 Case",
            asks=(BASIS, OWN_WORDS),
        ),
        Move(
            "open_to_save_life",
            states("draft"),
            "open",
            "Open the case: a life is in danger.",
            by="told.record",
            area="J",
            rests_on="C.3 Case",
            needs=(Need(yes("risk.life_imminent"), "A life is in danger now."),),
            asks=(BASIS,),
        ),
        Move(
            "open_for_a_child",
            states("draft"),
            "open",
            "Open the case: the person is a child, or may be one, and is owed protection.",
            by="told.record",
            area="J",
            rests_on="C.3 Case; R-CHD-01",
            needs=(Need(findings.child, "The person is a child, or there is doubt whether they are."),),
            asks=(BASIS,),
        ),
        Move(
            "let_lead",
            states("open"),
            "active",
            "Say which agency leads.",
            by="service.plan",
            area="H",
            rests_on="C.3 Case",
            asks=(Asked("lead", "Which agency leads the case? For a child, child protection.", least=2),),
        ),
        Move(
            "hold",
            states("active"),
            "on_hold",
            "Put the case on hold. Protection goes on.",
            by="service.plan",
            area="H",
            rests_on="C.3 Case",
            asks=(Asked("why", "Why?", "choice", ("person_asks", "safety")),),
        ),
        Move(
            "take_up",
            states("on_hold"),
            "active",
            "Take the case up again.",
            by="service.plan",
            area="H",
            rests_on="C.3 Case",
        ),
        Move(
            "follow_up_solution",
            states("active"),
            "follow_up",
            "Follow up: a solution was found and holds.",
            by="service.plan",
            area="H",
            rests_on="C.3 Case",
            asks=(REASONS,),
            sets={"close.reason": "solution_delivered"},
        ),
        Move(
            "follow_up_wish",
            states("active"),
            "follow_up",
            "Follow up: the person wants no further help.",
            by="service.plan",
            area="H",
            rests_on="C.3 Case",
            asks=(OWN_WORDS,),
            sets={"close.reason": "person_declines_help"},
        ),
        Move(
            "close",
            states("follow_up"),
            "closed",
            "Close the case. It opens again whenever the person comes back.",
            by="service.plan",
            area="H",
            rests_on="C.3 Case; R-IDN-04",
            needs=NOTHING_IS_OPEN,
            asks=(
                CONTACT,
                Asked("leaving", "Which information was the person given on leaving, and in which language?", least=2),
            ),
            law="case.close",
        ),
        Move(
            "open_again",
            states("closed"),
            "active",
            "Open the case again: the person is back, or there is a new fact. Always allowed.",
            by="told.record",
            area="J",
            rests_on="C.3 Case",
            sets={"close.reason": "unknown"},
            reopens=True,
        ),
        Move(
            "hand_over",
            states("draft", "open", "active", "on_hold", "follow_up", "closed"),
            "transferred",
            "Hand the case over to a body that has accepted it.",
            by="referral.make",
            area="referrals",
            rests_on="C.3 Case; R-CON-01; R-RFR-02",
            needs=(
                Need(
                    is_in("referral.state", "acknowledged", "accepted", "service_started"),
                    "The receiving body has acknowledged the referral.",
                ),
            ),
            asks=(Asked("to", "To whom?", "choice", RECEIVERS), WISH),
            law="share:{to}",
        ),
    ),
)
