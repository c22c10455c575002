"""Best interests: the assessment, early; and the determination, by a panel of three or more, with the child heard.

domain C.3 "Child/BIP", R-CHD-03, R-CHD-04, R-CHD-09. Who submits does not vote.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import REASONS, WHY_AGAIN
from asylia.law.facts import FACTS
from asylia.law.nodes import is_in, yes

CHILD_HEARD = Need(yes("child.heard"), "The child's view is recorded, or why it could not be had.")
OPTIONS = tuple(option for option in FACTS["bid.outcome"].values if option not in ("none", "unknown"))

assessment = Machine(
    kind="bia",
    name="Best-interests assessment",
    fact="bia.state",
    states={"none": "not begun", "open": "under way", "signed": "signed"},
    ends=states("signed"),
    moves=(
        Move(
            "open",
            states("none"),
            "open",
            "Begin the assessment. Emergency help does not wait for it.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-03",
        ),
        Move(
            "sign",
            states("open"),
            "signed",
            "Sign the assessment, with the child's view in it.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-03; R-CHD-09",
            needs=(CHILD_HEARD,),
            asks=(
                REASONS,
                Asked(
                    "risk",
                    "How high is the risk for the child?",
                    "choice",
                    ("high", "medium", "low"),
                    fact="child.risk",
                ),
            ),
        ),
        Move(
            "assess_again",
            states("signed"),
            "open",
            "Assess again: there is a new fact, or somebody asks for it.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-03; C.3 Child/BIP",
            asks=(WHY_AGAIN,),
            reopens=True,
        ),
    ),
)

determination = Machine(
    kind="bid",
    name="Best-interests determination",
    fact="bid.state",
    states={
        "none": "not called for so far",
        "opened": "opened",
        "information_complete": "all the panel needs is there",
        "panel_scheduled": "laid before a panel",
        "decided": "decided by the panel, with reasons",
        "implemented": "carried out",
        "review": "under review",
    },
    ends=states("none", "implemented"),
    dues={
        "opened": (
            Due(
                "Urgent best-interests determination complete", days=14, when=is_in("child.risk", "high"), general=False
            ),
        ),
        "implemented": (Due("Best-interests determination reviewed", months=12, general=False),),
    },
    moves=(
        Move(
            "open",
            states("none"),
            "opened",
            "Open the determination.",
            by="bid.submit",
            area="F",
            rests_on="R-CHD-04",
            needs=(Need(is_in("bia.state", "signed"), "The best-interests assessment is signed."),),
            asks=(
                Asked(
                    "trigger",
                    "What calls for it?",
                    "choices",
                    tuple(FACTS["bid.trigger"].values),
                    fact="bid.trigger",
                ),
            ),
        ),
        Move(
            "complete_information",
            states("opened"),
            "information_complete",
            "Put together what the panel needs.",
            by="bid.submit",
            area="F",
            rests_on="C.3 Child/BIP; R-CHD-09",
            needs=(CHILD_HEARD,),
            asks=(
                Asked("options", "Which options are laid before the panel? At least two.", "choices", OPTIONS, least=2),
                Asked("child_view", "What does the child wish, and what was the child told?", least=20),
                Asked("tracing", "Where does family tracing stand?", least=10),
                Asked("security", "What is known of safety and security, option by option?", least=40),
            ),
        ),
        Move(
            "schedule_panel",
            states("information_complete"),
            "panel_scheduled",
            "Call the panel: three or more, of two disciplines or more. Who submits is not of it.",
            by="bid.submit",
            area="F",
            rests_on="C.3 Child/BIP",
            asks=(
                Asked("panel", "Who sits on the panel? At least three, and not you.", "accounts", least=3),
                Asked(
                    "disciplines",
                    "Of which disciplines? At least two.",
                    "choices",
                    (
                        "child_protection",
                        "social_work",
                        "law",
                        "health",
                        "psychology",
                        "education",
                        "protection",
                        "other",
                    ),
                    least=2,
                ),
                Asked("day", "On which day?", "day"),
            ),
        ),
        Move(
            "decide",
            states("panel_scheduled"),
            "decided",
            "Decide, as the panel, with reasons for the option chosen and for those that were not.",
            by="bid.vote",
            area="F",
            through="F.bundle",
            rests_on="R-CHD-04; R-CHD-09; C.3 Child/BIP",
            needs=(CHILD_HEARD,),
            asks=(
                Asked(
                    "votes", "Which other members voted? At least two beside you: three in all.", "accounts", least=2
                ),
                Asked(
                    "disciplines",
                    "Of which disciplines were those who voted? At least two.",
                    "choices",
                    (
                        "child_protection",
                        "social_work",
                        "law",
                        "health",
                        "psychology",
                        "education",
                        "protection",
                        "other",
                    ),
                    least=2,
                ),
                Asked("outcome", "What was decided?", "choice", OPTIONS, fact="bid.outcome"),
                REASONS,
                Asked("view_weighed", "How was the child's view weighed?", least=40),
            ),
        ),
        Move(
            "implement",
            states("decided"),
            "implemented",
            "Record that the decision is carried out.",
            by="bid.submit",
            area="F",
            rests_on="C.3 Child/BIP; R-CHD-04",
            law="child.bid_required_decision",
        ),
        Move(
            "review",
            states("decided", "implemented"),
            "review",
            "Review the determination: a year has passed, or there is a new fact.",
            by="bid.submit",
            area="F",
            rests_on="C.3 Child/BIP",
            asks=(Asked("why", "Why now?", "choice", ("year_passed", "new_fact", "child_asks", "other_asks")),),
            reopens=True,
        ),
        Move(
            "ask_for_review",
            states("decided", "implemented"),
            "review",
            "Ask for a review, as guardian or lawyer.",
            by="review.request",
            area="frame",
            rests_on="C.3 Child/BIP; R-CHD-09",
            asks=(WHY_AGAIN,),
            reopens=True,
        ),
        Move(
            "determine_again",
            states("review"),
            "opened",
            "Determine anew: what was decided no longer stands.",
            by="bid.submit",
            area="F",
            rests_on="R-CHD-04; C.3 Child/BIP",
            asks=(REASONS,),
            reopens=True,
        ),
        Move(
            "uphold",
            states("review"),
            "implemented",
            "Find that what was decided still serves the child, and is carried out.",
            by="bid.submit",
            area="F",
            rests_on="C.3 Child/BIP; R-CHD-09",
            needs=(CHILD_HEARD,),
            asks=(REASONS,),
            law="child.bid_required_decision",
        ),
    ),
)
