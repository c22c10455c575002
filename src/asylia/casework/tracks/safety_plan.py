"""The safety plan: how the person stays safe, in their own terms, for family and helpers too.

domain C.3 "Service plan, safety plan", R-AST-06. The 24 hours for it are counted by the rule.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, states
from asylia.casework.tracks.often import GUARDIAN_FOR_A_CHILD, OWN_WORDS

safety_plan = Machine(
    kind="safety_plan",
    name="Safety plan",
    states={
        "wishes": "the person is asked what would make them safe",
        "drafted": "drafted",
        "agreed": "the person agrees to it",
        "running": "in force",
        "reviewed": "in force, and looked at again",
        "ended": "ended by the person",
    },
    ends=states("ended"),
    moves=(
        Move(
            "draft",
            states("wishes"),
            "drafted",
            "Draft the plan from what the person wants.",
            by="service.plan",
            area="H",
            rests_on="R-AST-06",
            asks=(
                Asked("wishes", "What would make the person feel safe, in their own words?", least=2),
                Asked("threats", "Who or what threatens the person, their family, those who help?", least=2),
                Asked("channels", "How and when can the person be reached safely?", least=2),
                Asked("never_call", "Whom must nobody call or tell?", least=2),
                Asked("emergency", "What is done in an emergency, and by whom?", least=2),
                Asked("code_word", "A word that means: I am not free to speak.", optional=True),
                Asked("devices", "What about telephones and accounts that others know?", optional=True),
                Asked("school", "For a child: who alone may collect the child from school?", optional=True),
            ),
        ),
        Move(
            "agree",
            states("drafted"),
            "agreed",
            "Note that the person agrees; for a child, with the guardian.",
            by="service.plan",
            area="H",
            rests_on="R-AST-03; D.12 R-AST-06",
            needs=(GUARDIAN_FOR_A_CHILD,),
        ),
        Move(
            "put_in_force",
            states("agreed"),
            "running",
            "Put it in force.",
            by="service.plan",
            area="H",
            rests_on="R-AST-06",
        ),
        Move(
            "review",
            states("running", "reviewed"),
            "reviewed",
            "Look at it again, with the person.",
            by="service.plan",
            area="H",
            rests_on="C.3 Safety plan",
            asks=(Asked("found", "What is still right, and what changes?", least=2),),
        ),
        Move(
            "end_at_own_wish",
            states("wishes", "drafted", "agreed", "running", "reviewed"),
            "ended",
            "End it, because the person wants that. Nobody else can.",
            by="service.plan",
            area="H",
            rests_on="R-AST-03; C.3 Safety plan",
            asks=(OWN_WORDS,),
        ),
    ),
)
