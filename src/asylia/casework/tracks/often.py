"""Questions and conditions that several tracks put in the same words."""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Need
from asylia.law.nodes import Node, any_of, no, yes

REASONS = Asked("reasons", "The reasons, for this person and not in general.", least=40)
SECOND = Asked("second", "Who read it once more? A colleague, not you.", "account")
WITNESS = Asked("witness", "Who else heard the person say so? A colleague, not you.", "account")
REVIEW_NOTICE = Asked("review_notice", "How was the person told, in their language, that they can ask for a review?")
WHY_AGAIN = Asked("why", "The new fact, or who asks for it.", "choice", ("new_fact", "person_asks", "other_asks"))

known_adult = no("person.child")
"""Shown to be an adult. Not knowing it is not enough: a child until shown otherwise."""

ALONE = Need(no("int.controller_present"), "Nobody who may control the person is near; that was checked.")
TOLD_OF_ASYLUM = Need(yes("asylum.informed"), "Asylum was explained to the person, alone and in a language understood.")


def answered(key: str) -> Node:
    """The yes/no fact is known, whichever way."""
    return any_of(yes(key), no(key))
