"""Statelessness and papers: what is missing, which State it is about, and in which order anybody is asked.

domain C.3 "Statelessness/documents". Evidence from elsewhere comes first; a State of origin is asked last, after the
asylum risk is cleared and with the person's consent. "No documents" ends nothing here.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import Asked, Machine, Move, Need, states
from asylia.casework.tracks.often import REASONS
from asylia.law import findings
from asylia.law.nodes import any_of, is_in, not_established, yes
from asylia.law.rules.terms import asylum_claimed

ASYLUM_CLEARED = Need(
    is_in("asylum.state", "wish_declined", "return_eligible"),
    "The asylum risk is cleared: the person, informed and alone, wishes no asylum; or the last check found no risk.",
)
CONSENTS = Need(
    yes("consent.share.origin_authority"), "The person agrees that this authority of the country of origin is asked."
)
WHICH_STATES = Asked("states", "Which States have a relevant link to the person, and which link?", least=10)

statelessness = Machine(
    kind="statelessness",
    name="Statelessness and papers",
    fact="stl.state",
    states={
        "none": "no question so far",
        "doc_gap": "papers are missing",
        "nationality_unclear": "the nationality is not clear",
        "sequence_check": "which States, and in which order",
        "enquiry_non_origin": "evidence is sought outside the country of origin",
        "enquiry_origin": "the country of origin is asked, with consent",
        "national_confirmed": "a State confirms the nationality; papers are issued",
        "not_considered_national": "no State with a link considers the person its national",
        "stateless_recognised": "recognised as stateless",
        "suspended": "waits while an asylum claim is heard",
    },
    ends=states("national_confirmed", "stateless_recognised"),
    moves=(
        Move(
            "note_missing_papers",
            states("none"),
            "doc_gap",
            "Note that papers are missing, and make a plan. Help does not wait for papers.",
            by="document.plan",
            area="I",
            rests_on="R-STL-01",
            needs=(
                Need(
                    is_in(
                        "doc.state", "confiscated_by_controller", "destroyed", "lost", "never_issued", "false_supplied"
                    ),
                    "It is known what became of the papers: taken away, destroyed, lost, never issued, or false.",
                ),
            ),
        ),
        Move(
            "question_nationality",
            states("none", "doc_gap", "national_confirmed"),
            "nationality_unclear",
            "Open the question which nationality the person has.",
            by="document.plan",
            area="I",
            rests_on="R-STL-02",
            needs=(
                Need(
                    any_of(findings.at_risk_of_statelessness, not_established(yes("nat.established"))),
                    "No State is established to consider the person its national, or there is a sign of statelessness.",
                ),
            ),
            reopens=True,
        ),
        Move(
            "check_sequence",
            states("nationality_unclear"),
            "sequence_check",
            "Set down which States have a link, and what can be learnt without asking the country of origin.",
            by="nationality.enquire",
            area="I",
            rests_on="R-STL-03; R-STL-04",
            asks=(WHICH_STATES,),
        ),
        Move(
            "enquire_elsewhere",
            states("sequence_check"),
            "enquiry_non_origin",
            "Seek evidence elsewhere. Person and State both collect it.",
            by="nationality.enquire",
            area="I",
            rests_on="R-STL-03; R-STL-04",
            asks=(
                Asked(
                    "sources",
                    "Where is evidence sought?",
                    "choices",
                    ("registers", "family_elsewhere", "host_archives", "organisations", "language_expert", "other"),
                ),
            ),
        ),
        Move(
            "enquire_at_origin",
            states("enquiry_non_origin"),
            "enquiry_origin",
            "Ask the country of origin, with the least that is needed and no word of trafficking or asylum.",
            by="nationality.enquire",
            area="I",
            rests_on="R-STL-04; R-NRF-04",
            needs=(ASYLUM_CLEARED, CONSENTS),
            asks=(
                Asked("authority", "Which authority is asked?", least=3),
                Asked(
                    "told",
                    "What is it told? Nothing else goes out.",
                    "choices",
                    ("name", "birth", "parents", "last_residence", "earlier_papers"),
                ),
            ),
            law="contact.origin_authority",
        ),
        Move(
            "confirm_nationality",
            states("enquiry_origin"),
            "national_confirmed",
            "Record that a State confirms the nationality, and see to papers.",
            by="nationality.enquire",
            area="I",
            rests_on="C.3 Statelessness/documents",
            asks=(REASONS,),
            sets={"nat.established": "yes"},
        ),
        Move(
            "find_no_nationality",
            states("enquiry_non_origin", "enquiry_origin"),
            "not_considered_national",
            "Find, to a reasonable degree, that no State with a link considers the person its national.",
            by="nationality.enquire",
            area="I",
            rests_on="C.3 Statelessness/documents; R-STL-03",
            asks=(WHICH_STATES, REASONS),
            sets={"nat.established": "no"},
        ),
        Move(
            "recognise",
            states("not_considered_national"),
            "stateless_recognised",
            "Recognise the person as stateless. A claim to asylum is not touched by it.",
            by="nationality.enquire",
            area="I",
            rests_on="R-STL-07; R-STL-05",
            asks=(REASONS,),
        ),
        Move(
            "suspend",
            states(
                "doc_gap",
                "nationality_unclear",
                "sequence_check",
                "enquiry_non_origin",
                "enquiry_origin",
                "national_confirmed",
                "not_considered_national",
            ),
            "suspended",
            "Let it wait while the asylum claim is heard. Nothing is lost, and nobody at the origin is asked.",
            by="document.plan",
            area="I",
            rests_on="C.3 Statelessness/documents; R-STL-04",
            needs=(Need(asylum_claimed, "A claim to asylum was raised."),),
        ),
        Move(
            "resume",
            states("suspended"),
            "sequence_check",
            "Go on. The order is checked anew.",
            by="nationality.enquire",
            area="I",
            rests_on="R-STL-04",
            reopens=True,
        ),
    ),
)
