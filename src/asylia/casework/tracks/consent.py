"""One consent: to one thing, for one recipient, taken back at any time.

domain C.3 "Consent", R-CON-01, R-CON-03, R-CON-07, R-CHD-09. No needs and no questions stand before withdrawal. What
was refused, deferred, withdrawn or has expired can be asked anew, as a consent of its own. A consent that expired is
unknown again, which is not a no and not a yes.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import ASK_AGAIN, Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import known_adult
from asylia.law.facts import FACTS
from asylia.law.nodes import any_of, yes

SUBJECTS = tuple(key.removeprefix("consent.") for key in FACTS if key.startswith("consent."))

consent = Machine(
    kind="consent",
    name="Consent",
    states={
        "asked": "asked",
        "given": "given",
        "refused": "refused",
        "deferred": "the person wants to think it over",
        "withdrawn": "withdrawn",
        "expired": "expired",
    },
    ends=states("given", "refused", "deferred", "withdrawn", "expired"),
    about=(Asked("subject", "To what?", "choice", SUBJECTS),),
    dues={"withdrawn": (Due("Tell everyone who received something that consent was withdrawn", working_days=1),)},
    moves=(
        Move(
            "give",
            states("asked"),
            "given",
            "Note that the person agrees to this, and to nothing else.",
            by="consent.record",
            area="consents",
            rests_on="R-CON-01; R-CON-03; R-CHD-09",
            needs=(
                Need(
                    any_of(known_adult, yes("child.assent")), "For a child: the child agrees, not the guardian alone."
                ),
            ),
            asks=(
                Asked("language", "In which language was it explained, and by whom?", least=2),
                Asked("until", "Until which day does it hold?", "day", optional=True),
            ),
            law="consent.capture",
            sets={"consent.{subject}": "yes"},
        ),
        Move(
            "refuse",
            states("asked"),
            "refused",
            "Note that the person does not agree. No help depends on it.",
            by="consent.record",
            area="consents",
            rests_on="R-CON-01; R-AST-01",
            sets={"consent.{subject}": "no"},
        ),
        Move(
            "defer",
            states("asked"),
            "deferred",
            "Note that the person wants to think it over. Until they answer it is not given.",
            by="consent.record",
            area="consents",
            rests_on="C.3 Consent",
        ),
        Move(
            "withdraw",
            states("given"),
            "withdrawn",
            "Withdraw it.",
            by="consent.withdraw",
            area="consents",
            rests_on="R-CON-07",
            sets={"consent.{subject}": "no"},
        ),
        Move(
            "note_withdrawal",
            states("given"),
            "withdrawn",
            "Note that the person withdraws it. Sharing stops now; every service goes on.",
            by="consent.record",
            area="consents",
            rests_on="R-CON-07",
            sets={"consent.{subject}": "no"},
        ),
        Move(
            "note_expiry",
            states("given"),
            "expired",
            "Note that it has expired. Sharing stops until the person was asked again.",
            by="consent.record",
            area="consents",
            rests_on="C.3 Consent",
            sets={"consent.{subject}": ASK_AGAIN},
        ),
    ),
)
