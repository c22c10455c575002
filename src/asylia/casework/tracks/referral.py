"""A referral: with consent, with the least data, on a clock, and never into a dead end.

domain C.3 "Referral", R-RFR-01, R-RFR-02, R-CON-01, R-CON-02. A referral that was declined goes on to somebody else;
one that nobody answered does too, which C.3 leaves open and R-RFR-02 ("no dead ends") does not. All clocks are the
rule's.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, states
from asylia.casework.tracks.often import CONTACT, OWN_WORDS, REASONS
from asylia.law.actions import RECIPIENTS

NEVER_REFERRED_TO = ("immigration_enforcement", "public", "origin_authority", "family")
"""The first two never get anything; what may reach the last two has rules of its own (R-NRF-04, R-CHD-08)."""

RECEIVERS = tuple(recipient for recipient in RECIPIENTS if recipient not in NEVER_REFERRED_TO)

TO = Asked("to", "To whom?", "choice", RECEIVERS)
TOLD_BY = Asked("told_by", "Who said so, and how?", least=2)

referral = Machine(
    kind="referral",
    name="Referral",
    fact="referral.state",
    states={
        "draft": "drafted",
        "consent_checked": "consent is there, or a duty to a child",
        "sent": "sent",
        "acknowledged": "acknowledged",
        "not_acknowledged": "not acknowledged in time",
        "escalated": "escalated",
        "accepted": "accepted",
        "declined": "declined; somebody else has to be found",
        "rerouted": "going to somebody else",
        "service_started": "service started",
        "completed": "completed",
        "disengaged": "the person left the service",
        "withdrawn": "withdrawn by the person",
    },
    ends=states("completed", "disengaged", "withdrawn"),
    about=(TO,),
    moves=(
        Move(
            "check_consent",
            states("draft", "rerouted"),
            "consent_checked",
            "Check that the person agrees to this recipient. Exceptions: a duty to a child, a life in danger.",
            by="referral.make",
            area="referrals",
            rests_on="R-CON-01; R-IDN-02",
            asks=(TO,),
            law="share:{to}",
        ),
        Move(
            "send",
            states("consent_checked"),
            "sent",
            "Send it, with the least this recipient needs, and without the story.",
            by="referral.make",
            area="referrals",
            rests_on="R-CON-01; R-CON-02",
            asks=(TO, Asked("need", "Which need is it for? No name, and nothing of what happened.", least=2)),
            law="share:{to}",
        ),
        Move(
            "acknowledge",
            states("sent", "not_acknowledged", "escalated"),
            "acknowledged",
            "Acknowledge it.",
            by="referral.answer",
            area="referrals",
            rests_on="R-RFR-02",
        ),
        Move(
            "note_acknowledged",
            states("sent", "not_acknowledged", "escalated"),
            "acknowledged",
            "Note that it was acknowledged.",
            by="referral.make",
            area="referrals",
            rests_on="R-RFR-02",
            asks=(TOLD_BY,),
        ),
        Move(
            "note_silence",
            states("sent"),
            "not_acknowledged",
            "Note that nobody acknowledged it in time.",
            by="referral.make",
            area="referrals",
            rests_on="R-RFR-02",
        ),
        Move(
            "escalate",
            states("not_acknowledged"),
            "escalated",
            "Escalate it: ask above, or the coordinator.",
            by="referral.make",
            area="referrals",
            rests_on="R-RFR-02",
            asks=(Asked("whom", "Whom did you ask?", least=2),),
        ),
        Move(
            "accept",
            states("acknowledged"),
            "accepted",
            "Accept it.",
            by="referral.answer",
            area="referrals",
            rests_on="R-RFR-02",
        ),
        Move(
            "note_accepted",
            states("acknowledged"),
            "accepted",
            "Note that it was accepted.",
            by="referral.make",
            area="referrals",
            rests_on="R-RFR-02",
            asks=(TOLD_BY,),
        ),
        Move(
            "decline",
            states("acknowledged"),
            "declined",
            "Decline it, with the reason.",
            by="referral.answer",
            area="referrals",
            rests_on="R-RFR-02",
            asks=(REASONS,),
        ),
        Move(
            "note_declined",
            states("acknowledged"),
            "declined",
            "Note that it was declined, and why.",
            by="referral.make",
            area="referrals",
            rests_on="R-RFR-02",
            asks=(Asked("reason", "Which reason was given?", least=2), TOLD_BY),
        ),
        Move(
            "reroute",
            states("declined", "escalated"),
            "rerouted",
            "Find somebody else. Until then the person has somebody to turn to.",
            by="referral.make",
            area="referrals",
            rests_on="R-RFR-02",
            asks=(TO, CONTACT),
        ),
        Move(
            "note_start",
            states("accepted"),
            "service_started",
            "Note that the service started.",
            by="referral.make",
            area="referrals",
            rests_on="C.3 Referral",
        ),
        Move(
            "note_completed",
            states("service_started"),
            "completed",
            "Note that the service is completed.",
            by="referral.make",
            area="referrals",
            rests_on="C.3 Referral",
            asks=(CONTACT,),
        ),
        Move(
            "note_disengaged",
            states("service_started"),
            "disengaged",
            "Note that the person left the service. They can come back, and lose no other help.",
            by="referral.make",
            area="referrals",
            rests_on="C.3 Referral; R-AST-01",
            asks=(CONTACT,),
        ),
        Move(
            "withdraw",
            states(
                "draft",
                "consent_checked",
                "sent",
                "acknowledged",
                "not_acknowledged",
                "escalated",
                "accepted",
                "declined",
                "rerouted",
                "service_started",
            ),
            "withdrawn",
            "Withdraw it, because the person wants that.",
            by="referral.make",
            area="referrals",
            rests_on="C.3 Referral; R-CON-07",
            asks=(OWN_WORDS, CONTACT),
        ),
    ),
)
