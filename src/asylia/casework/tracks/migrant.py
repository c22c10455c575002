"""A migrant with other needs: helped all the same, and heard again whenever something new is said.

domain C.3 "Migrant", R-RFR-01. Status is no condition of any help here. A sign of trafficking or a fear of return
leads over to that track, from wherever this one stands.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import WISH
from asylia.law.nodes import any_of, yes
from asylia.law.rules.terms import asylum_open, signal

ANY = ("assessed", "information", "service_plan", "stay_or_return_options", "followed_up")

migrant = Machine(
    kind="migrant",
    name="Migrant with other needs",
    states={
        "assessed": "needs assessed",
        "information": "informed",
        "service_plan": "services planned",
        "stay_or_return_options": "ways to stay and to go home shown",
        "followed_up": "followed up",
        "trafficking": "led over: there is a sign of trafficking",
        "asylum": "led over: there is a fear of return",
    },
    ends=states("followed_up", "trafficking", "asylum"),
    moves=(
        Move(
            "inform",
            states("assessed"),
            "information",
            "Inform the person, in a language they understand: rights, services, asylum, how to complain.",
            by="service.plan",
            area="H",
            rests_on="R-CON-03; C.3 Migrant",
            needs=(Need(yes("notice.understood"), "The notices were understood and said back."),),
        ),
        Move(
            "plan_services",
            states("information"),
            "service_plan",
            "Plan services for the needs there are.",
            by="service.plan",
            area="H",
            rests_on="R-RFR-01; C.3 Migrant",
            asks=(WISH,),
        ),
        Move(
            "show_options",
            states("service_plan"),
            "stay_or_return_options",
            "Show the ways to stay and to go home, together. Asylum comes first.",
            by="service.plan",
            area="H",
            rests_on="R-SOL-02; C.3 Migrant",
            needs=(Need(yes("asylum.informed"), "Asylum was explained, alone, in a language understood."),),
            asks=(WISH,),
        ),
        Move(
            "follow_up",
            states("stay_or_return_options"),
            "followed_up",
            "Follow up.",
            by="service.plan",
            area="H",
            rests_on="C.3 Migrant",
            asks=(Asked("found", "How is the person, and what is still needed?", least=2),),
        ),
        Move(
            "lead_to_trafficking",
            states(*ANY),
            "trafficking",
            "There is a sign of trafficking: go on with identification.",
            by="told.record",
            area="C",
            rests_on="C.3 Migrant; R-TRF-09",
            needs=(Need(any_of(signal, yes("id.self_report")), "A sign of trafficking, or the person's own report."),),
            reopens=True,
        ),
        Move(
            "lead_to_asylum",
            states(*ANY, "trafficking"),
            "asylum",
            "There is a fear of return, in whatever words: go on with asylum.",
            by="told.record",
            area="D",
            rests_on="C.3 Migrant; R-REF-15",
            needs=(Need(any_of(asylum_open, yes("fear.return")), "A fear of return, or a wish for asylum."),),
            reopens=True,
        ),
    ),
)
