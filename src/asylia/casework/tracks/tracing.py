"""Looking for family: only behind the safety gate, only as far as the person wishes.

domain C.3 "Family tracing", R-CHD-08, R-NRF-04, R-SOL-08. Nobody is matched with anybody here: a tracing partner
looks, and says what was found. For a child, child protection judges safety; for an adult, the protection officer.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import GUARDIAN_FOR_A_CHILD, REASONS, WISH, answered, known_adult
from asylia.law.nodes import any_of, is_in, yes

SHEET = "F.tracing"
"""What a tracing officer sees of the area, and nothing else of it."""

WISHED = Need(yes("need.tracing"), "The person looks for family.")
AN_ADULT = Need(known_adult, "The person is known to be an adult; a child's tracing is judged by child protection.")
FAMILY_LOOKED_AT = Need(answered("trace.family_involved"), "It is known whether family could have had a part in it.")
THREAT_LOOKED_AT = Need(answered("safety.threat"), "It is known whether the person or others are threatened.")
LOOKED_AT = (WISHED, FAMILY_LOOKED_AT, THREAT_LOOKED_AT)
BIA_FOR_A_CHILD = Need(
    any_of(known_adult, is_in("bia.state", "signed")), "For a child: a signed assessment of best interests."
)

tracing = Machine(
    kind="tracing",
    name="Family tracing",
    states={
        "request": "the person looks for family",
        "safety_assessed": "safety looked at",
        "authorised": "authorised",
        "refused_for_safety": "refused for safety; can be asked for again",
        "partner_sent": "with the tracing partner",
        "located": "found",
        "not_located": "not found",
        "relation_verified": "relation verified",
        "contact_allowed": "contact allowed",
        "reunification_decided": "reunification decided",
        "reunited": "reunited",
        "monitored": "followed up after reunification",
    },
    ends=states("refused_for_safety", "not_located", "contact_allowed", "monitored"),
    dues={
        "reunited": tuple(
            Due(f"Contact after reunification, {months} month{'s' if months > 1 else ''}", months=months, general=False)
            for months in (1, 3, 6, 12)
        )
    },
    about=(Asked("relation", "Whom does the person look for? The relation, no name.", least=2),),
    moves=(
        Move(
            "assess_safety",
            states("request"),
            "safety_assessed",
            "Look at safety: could family have had a part in it, is anyone threatened?",
            by="tracing.request",
            area="F",
            rests_on="R-CHD-08",
            needs=LOOKED_AT,
            asks=(REASONS,),
        ),
        Move(
            "assess_safety_of_an_adult",
            states("request"),
            "safety_assessed",
            "Look at safety: could family have had a part in it, is anyone threatened?",
            by="blocks.review",
            area="frame",
            rests_on="R-CHD-08",
            needs=(AN_ADULT, *LOOKED_AT),
            asks=(REASONS,),
        ),
        Move(
            "authorise",
            states("safety_assessed"),
            "authorised",
            "Authorise the search.",
            by="tracing.request",
            area="F",
            rests_on="R-CHD-08",
            needs=(WISHED,),
            law="tracing.contact",
        ),
        Move(
            "authorise_for_an_adult",
            states("safety_assessed"),
            "authorised",
            "Authorise the search.",
            by="blocks.review",
            area="frame",
            rests_on="R-CHD-08",
            needs=(AN_ADULT, WISHED),
            law="tracing.contact",
        ),
        Move(
            "refuse_for_safety",
            states("safety_assessed"),
            "refused_for_safety",
            "Do not search, because it would not be safe.",
            by="tracing.request",
            area="F",
            rests_on="R-CHD-08",
            asks=(REASONS,),
        ),
        Move(
            "refuse_for_safety_of_an_adult",
            states("safety_assessed"),
            "refused_for_safety",
            "Do not search, because it would not be safe.",
            by="blocks.review",
            area="frame",
            rests_on="R-CHD-08",
            asks=(REASONS,),
        ),
        Move(
            "ask_again",
            states("refused_for_safety", "not_located"),
            "request",
            "Look at it again: the person asks, or there is a new fact.",
            by="told.record",
            area="F",
            rests_on="R-CHD-08",
            needs=(WISHED,),
            reopens=True,
        ),
        Move(
            "send_to_partner",
            states("authorised"),
            "partner_sent",
            "Send it to the tracing partner, with the least they need.",
            by="tracing.trace",
            area="F",
            through=SHEET,
            rests_on="R-CON-01; R-CON-02; R-CHD-08",
            needs=(Need(yes("consent.share.tracing_partner"), "The person agrees to this partner."),),
            law="share:tracing_partner",
        ),
        Move(
            "note_located",
            states("partner_sent"),
            "located",
            "Note that somebody was found. Nobody is contacted yet.",
            by="tracing.trace",
            area="F",
            through=SHEET,
            rests_on="C.3 Family tracing",
            asks=(Asked("source", "How was the person found? No register of the country of origin.", least=2),),
        ),
        Move(
            "note_located_in_a_register_of_origin",
            states("partner_sent"),
            "located",
            "Note that somebody was found in a register of the country of origin, which the person agreed to ask.",
            by="tracing.trace",
            area="F",
            through=SHEET,
            rests_on="R-NRF-04; C.3 Family tracing",
            law="contact.origin_authority",
        ),
        Move(
            "note_not_located",
            states("partner_sent"),
            "not_located",
            "Note that nobody was found.",
            by="tracing.trace",
            area="F",
            through=SHEET,
            rests_on="C.3 Family tracing",
        ),
        Move(
            "verify",
            states("located"),
            "relation_verified",
            "Verify the relation.",
            by="tracing.verify",
            area="F",
            through=SHEET,
            rests_on="R-CHD-08",
            asks=(
                Asked(
                    "how",
                    "How?",
                    "choices",
                    ("documents", "separate_accounts", "community", "dna_with_consent", "other"),
                ),
            ),
            sets={"trace.relation_verified": "yes"},
        ),
        Move(
            "allow_contact",
            states("relation_verified"),
            "contact_allowed",
            "Let them be in contact, as the person wishes.",
            by="tracing.trace",
            area="F",
            through=SHEET,
            rests_on="R-CHD-08; C.3 Family tracing",
            needs=(WISHED, BIA_FOR_A_CHILD),
            asks=(WISH,),
            law="tracing.contact",
        ),
        Move(
            "decide_reunification",
            states("contact_allowed"),
            "reunification_decided",
            "Decide that they live together again. For a child this follows a determination.",
            by="tracing.verify",
            area="F",
            through=SHEET,
            rests_on="R-CHD-04; R-CHD-08",
            needs=(WISHED, GUARDIAN_FOR_A_CHILD),
            asks=(REASONS,),
            law="family.reunify",
        ),
        Move(
            "note_reunited",
            states("reunification_decided"),
            "reunited",
            "Note that they are together.",
            by="tracing.verify",
            area="F",
            through=SHEET,
            rests_on="R-CHD-08",
            needs=(WISHED,),
            law="family.reunify",
        ),
        Move(
            "follow_up",
            states("reunited", "monitored"),
            "monitored",
            "Follow up, by the channel the person chose; for a child until 18 where possible.",
            by="tracing.trace",
            area="F",
            through=SHEET,
            rests_on="R-SOL-08",
            asks=(Asked("found", "How is the person, and are they safe?", least=2),),
        ),
    ),
)
