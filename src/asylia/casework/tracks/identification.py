"""Identification of a victim of trafficking: from a signal to a decision, never to a "no" that is for ever.

domain C.3 "Identification". Software brings nobody further than `signal`; every later state is a named person's.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.law import findings
from asylia.law.nodes import any_of, is_in, yes

REASONS = Asked("reasons", "The reasons, for this person and not in general.", least=40)
SECOND = Asked("second", "Who read it once more? Somebody of the identification authority, not you.", "account")

REVIEW_NOTICE = Asked("review_notice", "How was the person told that they can ask for a review?")
READ_TWICE = {"decision.second_reader": "yes", "decision.individual_reasons": "yes", "decision.review_notice": "yes"}
WHY = Asked("why", "The new fact, or who asks for it.", "choice", ("new_fact", "person_asks", "other_asks"))

identification = Machine(
    kind="identification",
    name="Identification",
    fact="id.state",
    states={
        "none": "no sign so far",
        "signal": "there are signs",
        "presumed": "presumed to be a victim",
        "rg_positive": "reasonable grounds found",
        "rg_negative": "no reasonable grounds found; a review can be asked for",
        "identified": "identified by the authority",
        "not_confirmed": "not confirmed; a review can be asked for",
        "reconsideration": "being considered again",
        "no_present_indication": "no sign at present; open to any new fact",
    },
    ends=states("identified", "no_present_indication", "rg_negative", "not_confirmed"),
    moves=(
        Move(
            "note_signal",
            states("none", "no_present_indication"),
            "signal",
            "Note that there are signs. A new fact always may do so.",
            by="told.record",
            area="C",
            rests_on="C.3 Identification; R-IDN-01",
            reopens=True,
        ),
        Move(
            "presume",
            states("none", "signal", "reconsideration", "no_present_indication"),
            "presumed",
            "Presume that the person is a victim. Help and protection from removal begin.",
            by="screening.run",
            area="C",
            rests_on="R-IDN-01",
            needs=(
                Need(
                    any_of(findings.presumed_victim, yes("id.officer_reasons"), yes("id.self_report")),
                    "Reasonable grounds: a screening level of L3 or more, a trained officer's written reasons, or the "
                    "person's own report.",
                ),
            ),
            reopens=True,
        ),
        Move(
            "note_no_present_indication",
            states("signal"),
            "no_present_indication",
            "Note that a whole screening, read by a second person, shows no sign at present.",
            by="screening.run",
            area="C",
            rests_on="C.3 Identification; R-IDN-06",
            needs=(Need(is_in("screen.state", "reviewed"), "The screening is completed and was read once more."),),
            asks=(REASONS,),
        ),
        Move(
            "find_grounds",
            states("presumed", "signal", "reconsideration"),
            "rg_positive",
            "Decide that there are reasonable grounds.",
            by="identification.reasonable_grounds",
            area="C",
            rests_on="R-IDN-01; C.3 Identification",
            asks=(REASONS,),
        ),
        Move(
            "find_no_grounds",
            states("presumed", "reconsideration"),
            "rg_negative",
            "Decide that there are no reasonable grounds, with a second reader and notice of review.",
            by="identification.negative",
            area="C",
            rests_on="R-IDN-07",
            asks=(REASONS, SECOND, REVIEW_NOTICE),
            law="identification.negative_without_review",
            sets=READ_TWICE,
        ),
        Move(
            "identify",
            states("rg_positive", "reconsideration"),
            "identified",
            "Identify the person as a victim, conclusively.",
            by="identification.conclusive",
            area="C",
            rests_on="C.3 Identification",
            asks=(REASONS,),
        ),
        Move(
            "not_confirm",
            states("rg_positive", "reconsideration"),
            "not_confirmed",
            "Decide that it is not confirmed, with a second reader and notice of review. Asylum is not touched by it.",
            by="identification.negative",
            area="C",
            rests_on="R-IDN-07; C.3 Identification",
            asks=(REASONS, SECOND, REVIEW_NOTICE),
            law="identification.negative_without_review",
            sets=READ_TWICE,
        ),
        Move(
            "reconsider",
            states("rg_negative", "not_confirmed"),
            "reconsideration",
            "Consider again: a new fact, or somebody asks for it.",
            by="told.record",
            area="C",
            rests_on="C.3 Identification",
            asks=(WHY,),
            reopens=True,
        ),
    ),
)
