"""The service plan: the person's wishes first, then what is offered; it ends when the person says so.

domain C.3 "Service plan", S5.2, R-AST-01, R-AST-03. No service is a condition for another, none is imposed, and none
is withdrawn: there is no move for any of that.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, states
from asylia.casework.tracks.often import OWN_WORDS

DOMAINS = (
    "housing",
    "health",
    "mental_health",
    "material",
    "legal",
    "interpretation",
    "education",
    "work",
    "family",
    "other",
)

service_plan = Machine(
    kind="service_plan",
    name="Service plan",
    states={
        "wishes": "the person is asked what they want",
        "drafted": "drafted",
        "agreed": "the person has accepted or declined each service",
        "running": "running",
        "reviewed": "running, and looked at again",
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
            rests_on="S5.2; R-AST-01",
            asks=(
                Asked("wishes", "What does the person want? Where they were not asked yet, say so.", least=2),
                Asked("domains", "What is offered?", "choices", DOMAINS),
                Asked("offers", "By whom, and how?", least=2),
            ),
        ),
        Move(
            "agree",
            states("drafted"),
            "agreed",
            "Note what the person accepts and what they decline. Declining one takes away nothing else.",
            by="service.plan",
            area="H",
            rests_on="R-AST-03",
            asks=(Asked("accepted", "What does the person accept?", "choices", DOMAINS, least=0), OWN_WORDS),
        ),
        Move(
            "start",
            states("agreed"),
            "running",
            "Start what was accepted.",
            by="service.plan",
            area="H",
            rests_on="R-AST-01",
        ),
        Move(
            "review",
            states("running", "reviewed"),
            "reviewed",
            "Look at it again, with the person.",
            by="service.plan",
            area="H",
            rests_on="C.3 Service plan",
            asks=(Asked("found", "What helps, what does not, and what does the person want now?", least=2),),
        ),
        Move(
            "end_at_own_wish",
            states("wishes", "drafted", "agreed", "running", "reviewed"),
            "ended",
            "End it, because the person wants that. Nobody else can.",
            by="service.plan",
            area="H",
            rests_on="R-AST-01; R-AST-03; C.3 Service plan",
            asks=(OWN_WORDS,),
        ),
    ),
)
