"""Age: who says they are a child, or leaves doubt, is treated as one until an assessment ended otherwise, in writing.

domain C.3 "Age", R-CHD-01. No move leads from a word or a look to "adult", and an assessment that is not conclusive
ends in "child".
"""

from __future__ import annotations

from asylia.casework.tracks.machine import ASK_AGAIN, Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import REASONS, REVIEW_NOTICE, WHY_AGAIN
from asylia.law.nodes import all_of, any_of, at_least, is_in, yes
from asylia.law.rules.terms import guardian_appointed

DISCIPLINES = Asked(
    "disciplines",
    "Of which disciplines are those who assess? At least two.",
    "choices",
    ("psychology", "social_work", "paediatrics", "education", "country_expertise", "other"),
    least=2,
)

age = Machine(
    kind="age",
    name="Age",
    states={
        "none": "not in question",
        "declared_child": "says they are under 18",
        "age_doubt": "there is doubt about the age",
        "treated_as_child": "treated as a child",
        "assessment": "treated as a child, while the age is assessed",
        "child_confirmed": "a child",
        "inconclusive": "not conclusive: a child",
        "adult_concluded": "concluded, in writing, to be an adult; a review can be asked for",
    },
    ends=states("none", "treated_as_child", "child_confirmed", "inconclusive", "adult_concluded"),
    moves=(
        Move(
            "declare",
            states("none", "age_doubt"),
            "declared_child",
            "Record that the person says they are under 18.",
            by="told.record",
            area="F",
            rests_on="R-CHD-01",
        ),
        Move(
            "doubt",
            states("none", "declared_child", "adult_concluded"),
            "age_doubt",
            "Record that something leaves doubt about the age. An officer's guess is a doubt, never an age.",
            by="told.record",
            area="F",
            rests_on="R-CHD-01",
            sets={"person.age_doubt": "yes", "person.child": ASK_AGAIN},
            reopens=True,
        ),
        Move(
            "treat_as_child",
            states("declared_child", "age_doubt"),
            "treated_as_child",
            "Treat the person as a child, in everything.",
            by="care.plan",
            area="F",
            rests_on="R-CHD-01",
        ),
        Move(
            "assess",
            states("treated_as_child"),
            "assessment",
            "Begin an assessment of age: only on serious doubt, the least invasive way, with consent.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-01",
            needs=(
                Need(yes("person.age_doubt"), "There is serious doubt, and it is recorded."),
                Need(yes("child.assent"), "The person agrees, knowing that they may refuse and lose nothing by it."),
                Need(
                    any_of(guardian_appointed, all_of(is_in("person.uasc", "accompanied"), yes("carer.verified"))),
                    "A guardian is appointed, or a verified parent or customary carer is there.",
                ),
            ),
            asks=(
                DISCIPLINES,
                Asked("method", "Which method is used, and why is none less invasive enough?", least=40),
            ),
        ),
        Move(
            "confirm_child",
            states("treated_as_child", "assessment", "inconclusive"),
            "child_confirmed",
            "Confirm that the person is a child.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-01; C.3 Age",
            sets={"person.child": "yes"},
        ),
        Move(
            "find_inconclusive",
            states("assessment"),
            "inconclusive",
            "Record that the assessment is not conclusive. The person is a child.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-01; C.3 Age",
            sets={"person.child": "yes"},
        ),
        Move(
            "conclude_adult",
            states("assessment"),
            "adult_concluded",
            "Conclude that the person is an adult: even the lowest age the assessment allows is 18 or more.",
            by="bia.record",
            area="F",
            rests_on="R-CHD-01; C.3 Age",
            needs=(
                Need(at_least("age.range_low", 18), "The lowest age that the assessment allows is known: 18 or more."),
                Need(yes("child.heard"), "The person's own view is recorded."),
            ),
            asks=(
                REASONS,
                Asked("assessors", "Who assessed it with you? Two colleagues at least.", "accounts", least=2),
                DISCIPLINES,
                REVIEW_NOTICE,
            ),
            sets={"person.child": "no"},
        ),
        Move(
            "review",
            states("adult_concluded"),
            "treated_as_child",
            "Review it: the person asks, or there is a new fact. Until it ends they are treated as a child.",
            by="told.record",
            area="F",
            rests_on="C.3 Age",
            asks=(WHY_AGAIN,),
            sets={"person.age_doubt": "yes", "person.child": ASK_AGAIN},
            reopens=True,
        ),
    ),
)
