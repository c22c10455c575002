"""Going back, of one's own free will, through every gate, with somebody to turn to for a year.

domain C.3 "Return", R-SOL-03, R-SOL-04, R-SOL-05, R-SOL-08, R-CHD-05. Only who wishes to goes back: nothing here
removes anybody, and no such thing exists in Asylia. The person may stop it at any moment until they travel, without
giving a reason and at no cost; this step stands in R-SOL-03 and not in the list of C.3. Seven days to think, and the
contacts after 1, 3, 6 and 12 months, are counted by the rules.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import FREE_OF_CONTROL, HEARD_IF_A_CHILD, OWN_WORDS, WISH
from asylia.law.derived import RETURN_RISKS
from asylia.law.nodes import all_of, elapsed, is_in, recorded, yes
from asylia.law.rules.terms import risk_is_low

OWN_FREE_WISH = Need(yes("ret.voluntary"), "To go back is the person's own free wish.")
TIME_TO_THINK = Need(elapsed("ret.wish_date", days=7), "Seven days to think have passed since the wish was said.")
EVERY_RISK_KNOWN = Need(
    all_of(yes("ret.risk_assessed"), *(is_in(risk, "low", "high") for risk in RETURN_RISKS)),
    "Every risk of return is assessed, for this person: none is left unknown.",
)

going_back = Machine(
    kind="return",
    name="Voluntary return",
    states={
        "not_considered": "not considered",
        "informed": "the person knows all options, asylum among them",
        "wish_stated": "the person wishes to go back",
        "risk_assessed": "risks assessed, one by one",
        "gates_passed": "every gate passed",
        "prepared": "prepared",
        "executed": "the person has gone back",
        "monitored": "in contact after return",
        "closed": "contact ended",
        "problem": "the person is in trouble after return",
        "re_entry_support": "help to come back or to be safe elsewhere",
    },
    ends=states("not_considered", "informed", "closed", "re_entry_support"),
    moves=(
        Move(
            "inform",
            states("not_considered"),
            "informed",
            "Explain what awaits the person there and every other way, asylum among them.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-02; R-SOL-03",
            needs=(
                Need(yes("asylum.informed"), "Asylum was explained, alone, in a language understood."),
                Need(yes("ret.informed"), "The person was told what awaits them."),
                Need(yes("ret.alternatives_explained"), "Every other option was explained."),
            ),
        ),
        Move(
            "note_wish",
            states("informed"),
            "wish_stated",
            "Note that the person wishes to go back. From this day there are seven days to think.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-03",
            needs=(OWN_FREE_WISH, FREE_OF_CONTROL, HEARD_IF_A_CHILD),
            asks=(WISH, Asked("day", "On which day did the person say so?", "day", fact="ret.wish_date")),
        ),
        Move(
            "assess_risks",
            states("wish_stated"),
            "risk_assessed",
            "Note that every risk was assessed: revenge, renewed trafficking, family, stigma, support, health, debt, "
            "proceedings, protection by the State.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-04",
            needs=(EVERY_RISK_KNOWN, Need(recorded("ret.wish_date"), "The day of the wish is known.")),
        ),
        Move(
            "pass_gates",
            states("risk_assessed"),
            "gates_passed",
            "Find that every gate is passed: no block stands, and the person still wants it.",
            by="solution.plan",
            area="solutions",
            rests_on="R-SOL-03; R-SOL-04; R-NRF-01; R-NRF-03; R-AST-04; R-CHD-05",
            needs=(OWN_FREE_WISH, FREE_OF_CONTROL, TIME_TO_THINK, Need(risk_is_low, "Every risk is low.")),
            law="return.execute",
        ),
        Move(
            "prepare",
            states("gates_passed"),
            "prepared",
            "Prepare the journey. No paper shows trafficking or asylum.",
            by="return.prepare",
            area="solutions",
            rests_on="R-SOL-05",
            needs=(OWN_FREE_WISH,),
            asks=(
                Asked("papers", "With which papers does the person travel?", least=2),
                Asked("contact", "How does the person want to be reached afterwards, and how never?", least=2),
            ),
            law="return.prepare",
        ),
        Move(
            "note_journey",
            states("prepared"),
            "executed",
            "Note that the person travelled, of their own free will.",
            by="return.prepare",
            area="solutions",
            rests_on="R-SOL-03; R-SOL-08",
            needs=(OWN_FREE_WISH, FREE_OF_CONTROL),
            asks=(
                Asked("handover", "Who met the person, and how did the person agree to that?", least=2),
                Asked("day", "On which day did the person travel?", "day", fact="ret.executed_date"),
            ),
            law="return.execute",
        ),
        Move(
            "stop",
            states("wish_stated", "risk_assessed", "gates_passed", "prepared"),
            "informed",
            "The person no longer wants to go back. It stops at once, and costs them nothing.",
            by="told.record",
            area="H",
            rests_on="R-SOL-03",
            sets={"ret.voluntary": "no"},
            reopens=True,
        ),
        Move(
            "note_contact",
            states("executed", "monitored"),
            "monitored",
            "Note how the person is. Who was not reached is tried again the same safe way, never by the police.",
            by="return.prepare",
            area="solutions",
            rests_on="R-SOL-08",
            asks=(
                Asked("reached", "Was the person reached, the way they chose?", "choice", ("reached", "not_reached")),
                Asked("found", "What did the person say, or when is it tried again?", least=2),
            ),
        ),
        Move(
            "end_contact",
            states("monitored"),
            "closed",
            "End the contact after a year.",
            by="return.prepare",
            area="solutions",
            rests_on="R-SOL-08",
            needs=(Need(elapsed("ret.executed_date", days=365), "A year has passed since the journey."),),
        ),
        Move(
            "end_contact_at_own_wish",
            states("monitored"),
            "closed",
            "End the contact, because the person does not want it.",
            by="return.prepare",
            area="solutions",
            rests_on="R-SOL-08; R-AST-03",
            asks=(OWN_WORDS,),
        ),
        Move(
            "note_problem",
            states("executed", "monitored", "closed"),
            "problem",
            "Note that the person is in trouble. No proof is asked for.",
            by="told.record",
            area="H",
            rests_on="C.3 Return; R-SOL-08",
            reopens=True,
        ),
        Move(
            "support_re_entry",
            states("problem"),
            "re_entry_support",
            "Help the person to come back, or to be safe elsewhere.",
            by="solution.plan",
            area="solutions",
            rests_on="C.3 Return",
            asks=(Asked("help", "What is done, and by whom?", least=2),),
        ),
    ),
)
