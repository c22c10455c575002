"""Questions and conditions that several tracks put in the same words."""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Need
from asylia.law.nodes import Node, any_of, no, yes
from asylia.law.rules.terms import guardian_appointed

REASONS = Asked("reasons", "The reasons, for this person and not in general.", least=40)
SECOND = Asked("second", "Who read it once more? A colleague, not you.", "account")
WITNESS = Asked("witness", "Who else heard the person say so? A colleague, not you.", "account")
REVIEW_NOTICE = Asked("review_notice", "How was the person told, in their language, that they can ask for a review?")
WHY_AGAIN = Asked("why", "The new fact, or who asks for it.", "choice", ("new_fact", "person_asks", "other_asks"))
WISH = Asked("wish", "What does the person want, in their own words?", least=2)
OWN_WORDS = Asked("own_words", "What did the person say, in their own words? No reason has to be given.", least=2)
CONTACT = Asked("contact", "How was the person told whom to turn to from now on?", least=2)
STILL_OPEN = Asked(
    "other_open",
    "Is any other proceeding of the person still open: criminal, civil, labour, compensation, asylum, an appeal?",
    "yes_no",
    fact="proc.open",
)

known_adult = no("person.child")
"""Shown to be an adult. Not knowing it is not enough: a child until shown otherwise."""

ALONE = Need(no("int.controller_present"), "Nobody who may control the person is near; that was checked.")
TOLD_OF_ASYLUM = Need(yes("asylum.informed"), "Asylum was explained to the person, alone and in a language understood.")
FREE_OF_CONTROL = Need(no("control_suspected"), "It is known that nobody with the person controls them.")
GUARDIAN_FOR_A_CHILD = Need(any_of(known_adult, guardian_appointed), "For a child: an independent guardian.")
HEARD_IF_A_CHILD = Need(any_of(known_adult, yes("child.heard")), "For a child: the child's own view is recorded.")
LAWYER_FOR_A_CHILD = Need(any_of(known_adult, yes("proc.lawyer")), "For a child: a legal representative.")


def answered(key: str) -> Node:
    """The yes/no fact is known, whichever way."""
    return any_of(yes(key), no(key))
