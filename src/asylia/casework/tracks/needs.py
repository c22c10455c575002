"""What several tracks ask for in the same words."""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Need
from asylia.law import findings
from asylia.law.nodes import Node, any_of, no, yes
from asylia.law.rules.terms import guardian_appointed

known_adult: Node = ~findings.child
"""Known to be 18 or more, with no doubt recorded. Until that is known every child rule holds (0.1, law 6)."""

FREE_OF_CONTROL = Need(no("control_suspected"), "It is known that nobody with the person controls them.")
GUARDIAN_FOR_A_CHILD = Need(any_of(known_adult, guardian_appointed), "For a child: an independent guardian.")
HEARD_IF_A_CHILD = Need(any_of(known_adult, yes("child.heard")), "For a child: the child's own view is recorded.")
LAWYER_FOR_A_CHILD = Need(any_of(known_adult, yes("proc.lawyer")), "For a child: a legal representative.")

WISH = Asked("wish", "What does the person want, in their own words?", least=2)
OWN_WORDS = Asked("own_words", "What did the person say, in their own words? No reason has to be given.", least=2)
REASONS = Asked("reasons", "The reasons, for this person and not in general.", least=40)
CONTACT = Asked("contact", "How was the person told whom to turn to from now on?", least=2)
STILL_OPEN = Asked(
    "other_open",
    "Is any other proceeding of the person still open: criminal, civil, labour, compensation, asylum, an appeal?",
    "yes_no",
    fact="proc.open",
)
