"""Screening: first contact, information, and the interview in depth. It ends in help offered, never in a "no".

domain C.3 "Screening", with the rules for interviews of E.6. Stopping and pausing are open to the person at any time,
to whomever they say it.
"""

from __future__ import annotations

from asylia.casework.tracks.machine import ASK_AGAIN, Asked, Due, Machine, Move, Need, states
from asylia.casework.tracks.often import ALONE, SECOND, WHY_AGAIN, answered, known_adult
from asylia.law.nodes import all_of, any_of, is_in, no, not_established, yes
from asylia.law.rules.terms import detained, level_2, maybe_child

SOMETHING_OBSERVED = Need(
    any_of(
        yes("triage.done"),
        answered("triage.afraid_here"),
        answered("triage.needs_care"),
        answered("triage.unwanted_companion"),
        answered("fear.return"),
        yes("id.self_report"),
    ),
    "At least one thing was seen, or answered.",
)

TOLD = Need(yes("notice.understood"), "The first information was given in a language understood, and said back.")

CAUSE_FOR_INTERVIEW = Need(
    any_of(level_2, yes("id.self_report"), yes("id.officer_reasons"), maybe_child, detained),
    "There is cause for an interview in depth: level L2 or more, the person's own report, a trained officer's reasons, "
    "a child or somebody who may be one, or detention.",
)

SAFE_TO_TALK = (
    Need(yes("int.venue_safe"), "The place is safe."),
    Need(yes("int.private"), "Nobody can see or hear the conversation."),
    ALONE,
    Need(
        any_of(no("int.interpreter_needed"), yes("int.interpreter_ok")),
        "No interpreter is needed, or the interpreter is independent, has declared no conflict, and the person agrees.",
    ),
    Need(
        yes("int.sex_preference_asked"), "The person was asked whom they want to talk to: interviewer and interpreter."
    ),
    Need(yes("int.trained_user"), "The interviewer is trained for this step; for a child, a specialist."),
    Need(
        any_of(known_adult, yes("int.child_friendly")),
        "The place is child-friendly, no cell and no uniforms; or the person is shown to be an adult.",
    ),
    Need(yes("basic_needs"), "Food, rest, health and safety were seen to first."),
    TOLD,
    Need(yes("consent.interview"), "The person agrees to this interview, now."),
)
"""What E.6 asks before an interview, and again before it goes on."""

STEADY = (
    Need(no("int.distress"), "The person is steady again."),
    Need(no("int.medical_need"), "No medical need stands in the way; that was checked."),
    Need(no("int.stop_asked"), "The person was asked whether to go on, and wishes to."),
)

CHECKED_AGAIN = dict.fromkeys(
    (
        "int.venue_safe",
        "int.private",
        "int.controller_present",
        "int.interpreter_ok",
        "int.distress",
        "int.medical_need",
        "int.stop_asked",
        "consent.interview",
    ),
    ASK_AGAIN,
)
"""After a pause none of this is taken as known: a consent from before is none."""

SAFETY_KNOWN = tuple(
    Need(answered(key), f"This is known when the interview ends: {what}.")
    for key, what in (
        ("int.venue_safe", "whether the place was safe"),
        ("int.private", "whether anybody could see or hear"),
        ("int.controller_present", "whether somebody who may control the person was near"),
        ("int.distress", "whether the person is in great distress"),
        ("risk.life_imminent", "whether a life is in danger"),
    )
)
"""What whoever interviews can see for themselves. None of it waits for an answer the person may wish not to give."""

PAUSE_REASON = Asked(
    "why", "Why?", "choice", ("person_asks", "distress", "controller_appears", "danger", "medical_need", "break")
)

screening = Machine(
    kind="screening",
    name="Screening",
    fact="screen.state",
    states={
        "not_started": "not begun",
        "triage_done": "first contact recorded",
        "info_given": "information given",
        "screening_scheduled": "an interview is arranged",
        "in_progress": "the interview is under way",
        "paused": "the interview is paused",
        "completed": "the interview is completed",
        "stopped": "stopped because the person wished so; nothing is held against them",
        "reviewed": "read once more",
        "rescreen_due": "to be offered again",
    },
    ends=states("info_given", "stopped", "reviewed"),
    dues={
        "screening_scheduled": (Due("Interview in depth begun", hours=24),),
        "completed": (Due("Asked how the person is, after the interview", hours=72, general=False),),
        "stopped": (Due("Asked how the person is, after the interview was stopped", hours=72, general=False),),
        "reviewed": (Due("Screening offered again", days=14, when=is_in("screen.level", "L0", "L1")),),
    },
    moves=(
        Move(
            "record_triage",
            states("not_started"),
            "triage_done",
            "Record what was seen and said at first contact.",
            by="triage.record",
            area="J",
            rests_on="C.3 Screening; R-IDN-06",
            needs=(SOMETHING_OBSERVED,),
            sets={"triage.done": "yes"},
        ),
        Move(
            "give_information",
            states("triage_done"),
            "info_given",
            "Give the first information, and hear it said back.",
            by="told.record",
            area="J",
            rests_on="R-CON-03",
            needs=(TOLD,),
        ),
        Move(
            "schedule",
            states("triage_done", "info_given", "rescreen_due"),
            "screening_scheduled",
            "Arrange an interview in depth.",
            by="screening.run",
            area="C",
            rests_on="C.3 Screening; R-DET-04",
            needs=(CAUSE_FOR_INTERVIEW,),
        ),
        Move(
            "start",
            states("screening_scheduled"),
            "in_progress",
            "Begin the interview.",
            by="screening.run",
            area="C",
            rests_on="E.6; R-CON-03 to R-CON-06; R-RFR-03",
            needs=SAFE_TO_TALK,
            law="interview.start",
        ),
        Move(
            "pause",
            states("in_progress"),
            "paused",
            "Pause. Everything said so far is kept.",
            by="screening.run",
            area="C",
            rests_on="R-CON-06; E.6",
            asks=(PAUSE_REASON,),
            sets=CHECKED_AGAIN,
        ),
        Move(
            "pause_as_told",
            states("in_progress"),
            "paused",
            "Pause: the person said so, to whomever.",
            by="told.record",
            area="C",
            rests_on="R-CON-06",
            sets=CHECKED_AGAIN,
        ),
        Move(
            "pause_oneself",
            states("in_progress"),
            "paused",
            "Say: pause.",
            by="stop.say",
            area="",
            rests_on="R-CON-06",
            sets=CHECKED_AGAIN,
        ),
        Move(
            "resume",
            states("paused"),
            "in_progress",
            "Go on, after every check was made again and the person agreed anew.",
            by="screening.run",
            area="C",
            rests_on="R-CON-06; C.3 Screening",
            needs=SAFE_TO_TALK + STEADY,
            law="interview.continue",
        ),
        Move(
            "complete",
            states("in_progress"),
            "completed",
            "End the interview, on the present and on safety.",
            by="screening.run",
            area="C",
            rests_on="C.3 Screening; E.6",
            needs=SAFETY_KNOWN,
        ),
        Move(
            "stop_as_told",
            states("screening_scheduled", "in_progress", "paused"),
            "stopped",
            "Stop: the person said so, to whomever. No reason is asked, and nothing they have is lost.",
            by="told.record",
            area="C",
            rests_on="R-CON-06",
            sets=CHECKED_AGAIN,
        ),
        Move(
            "stop_oneself",
            states("screening_scheduled", "in_progress", "paused"),
            "stopped",
            "Say: stop. No reason is asked, and nothing you have is lost.",
            by="stop.say",
            area="",
            rests_on="R-CON-06",
            sets=CHECKED_AGAIN,
        ),
        Move(
            "offer_again",
            states("stopped"),
            "screening_scheduled",
            "Arrange it again, because the person wishes so or there is a new fact.",
            by="screening.run",
            area="C",
            rests_on="0.1 law 10; R-IDN-04",
            asks=(WHY_AGAIN,),
            reopens=True,
        ),
        Move(
            "review",
            states("completed"),
            "reviewed",
            "Read the screening once more.",
            by="screening.run",
            area="C",
            rests_on="C.3 Screening",
            needs=(
                Need(
                    all_of(level_2, known_adult, no("det.held")),
                    "No second reader is needed only at level L2 or more, for somebody shown to be an adult, who is "
                    "known not to be held.",
                ),
            ),
        ),
        Move(
            "review_with_second_reader",
            states("completed"),
            "reviewed",
            "Read the screening once more, with a second reader.",
            by="screening.run",
            area="C",
            rests_on="C.3 Screening",
            asks=(SECOND,),
        ),
        Move(
            "note_rescreen_due",
            states("reviewed"),
            "rescreen_due",
            "Note that it is to be offered again: something happened, or the time has come.",
            by="screening.run",
            area="C",
            rests_on="C.3 Screening; E.5",
            needs=(
                Need(
                    not_established(is_in("screen.level", "L3", "L4")),
                    "The level is below L3; from L3 on there are reasonable grounds, and nothing has to be screened.",
                ),
            ),
            asks=(Asked("why", "What brings it up?", "choice", ("event", "time", "person_asks")),),
            reopens=True,
        ),
    ),
)
