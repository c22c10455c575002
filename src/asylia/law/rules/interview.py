"""Consent, information and the safety of interviews."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.actions import RECIPIENTS
from asylia.law.nodes import Node, all_of, any_of, exception, not_established, possibly, yes
from asylia.law.rule import GUIDANCE, POLICY, Notice, Task, principle, rule

r_con_01 = rule(
    "R-CON-01",
    "Informed, specific, revocable consent before disclosure",
    priority=2,
    child="As R-CHD-09: guardian's consent and the child's assent.",
)

NEVER_WITHOUT_CONSENT = ("origin_authority", "family")
NEVER = ("immigration_enforcement", "public")

danger_or_duty = any_of(yes("risk.life_imminent"), yes("share.legal_duty"))


def _consented(recipient: str) -> None:
    consent = not_established(yes(f"consent.share.{recipient}"))

    def consent_comes_first() -> Node:
        """Nothing is shared with a recipient without the person's consent to that recipient."""
        if recipient in NEVER_WITHOUT_CONSENT:
            return consent
        if recipient == "child_protection":
            return exception(consent, unless=any_of(danger_or_duty, findings.child))
        return exception(consent, unless=danger_or_duty)

    if recipient not in NEVER_WITHOUT_CONSENT:
        child = ", or the protection of a child" if recipient == "child_protection" else ""
        consent_comes_first.__doc__ = (
            f"{consent_comes_first.__doc__} The exceptions: a life in danger now, or a report that a law "
            f"demands{child}; minimum data, logged, and told to the person unless that is dangerous."
        )
    r_con_01.forbids(f"share:{recipient}", rests=GUIDANCE)(consent_comes_first)


for _recipient in RECIPIENTS:
    if _recipient not in NEVER:
        _consented(_recipient)

r_con_02 = principle(
    "R-CON-02",
    "Minimum data, need to know",
    "What is referred is built from a list of what that kind of recipient needs; the narrative is "
    "never attached by default.",
    priority=2,
    child="The child's package leaves out carers' contacts unless verified safe.",
    enforced_by="The referral room builds packets from whitelists; until it exists nothing leaves Asylia at all.",
)

r_con_03 = rule("R-CON-03", "Information in a language understood", priority=2, child="A pictorial version is used.")


@r_con_03.requires(
    Notice("Who we are, what is kept confidential and where confidentiality ends"),
    Notice("Asylum and the rights of trafficked people, recovery and reflection, services"),
    Notice("No obligation to cooperate with any investigation; how to complain; rights over one's data"),
)
def first_information() -> Node:
    """At first contact the person is told, in a language they understand, who is speaking, what is confidential, what
    help and which rights there are, and that nothing depends on cooperation. They say it back in their own words."""
    return not_established(yes("notice.understood"))


@r_con_03.forbids("interview.start", "consent.capture", rests=POLICY)
def no_interview_before_information() -> Node:
    """No interview starts and no consent is taken before this was understood."""
    return not_established(yes("notice.understood"))


r_con_04 = rule("R-CON-04", "A safe interpreter", priority=2, child="An interpreter trained for children.")


@r_con_04.forbids("interview.start")
def no_interview_with_an_unsafe_interpreter() -> Node:
    """An interpreter is independent: not family, not a fellow traveller, not of the same small community without the
    person's agreement, not from the authorities of origin; conflicts are declared and the person's choice of sex
    asked."""
    return all_of(
        yes("int.interpreter_needed"),
        not_established(all_of(yes("int.interpreter_ok"), yes("int.sex_preference_asked"))),
    )


r_con_05 = rule(
    "R-CON-05", "A safe place and safe people", priority=1, child="A carer in doubt counts as a controller."
)


@r_con_05.forbids("interview.start", "interview.continue")
def no_interview_where_it_is_not_safe() -> Node:
    """No interview starts or goes on unless the place is safe and private and nobody who may control the person is
    near."""
    return any_of(
        not_established(yes("int.venue_safe")),
        not_established(yes("int.private")),
        possibly(yes("int.controller_present")),
    )


r_con_06 = rule("R-CON-06", "When to stop", priority=1, child="Any distress of a child is enough.")


@r_con_06.forbids("interview.continue")
def the_interview_stops() -> Node:
    """Great distress, the person's wish, someone who may control them, immediate danger or a medical need stop the
    interview. It goes on only with new consent."""
    return any_of(
        yes("int.distress"),
        yes("int.stop_asked"),
        yes("int.controller_present"),
        yes("risk.life_imminent"),
        yes("int.medical_need"),
        not_established(yes("consent.interview")),
    )


@r_con_06.forbids("interview.start")
def no_interview_without_agreement() -> Node:
    """No interview starts without the person's agreement."""
    return not_established(yes("consent.interview"))


@r_con_06.requires(Task("CW", "Stop, steady the person, see to safety; resume only on new consent"))
def first_aid_before_anything() -> Node:
    """Psychological first aid comes before the next question."""
    return any_of(yes("int.distress"), yes("int.stop_asked"), yes("int.medical_need"), yes("risk.life_imminent"))


r_con_07 = principle(
    "R-CON-07",
    "Withdrawal works",
    "Where consent is withdrawn sharing stops, recipients are told, and services go on.",
    priority=2,
    child="A capable child may withdraw; a guardian cannot override a safety objection.",
    enforced_by="A withdrawn consent is a no, and R-CON-01 then refuses to share; no rule on help reads consent.",
)

r_con_08 = rule(
    "R-CON-08",
    "No publicity; aggregates only",
    priority=2,
    child="No single child's story is published; at least 11 people per age band.",
)


@r_con_08.forbids("publish.data", "share:public")
def nothing_about_one_person_is_published() -> Node:
    """Nothing about a person is published. Figures go out only from 11 people up, with no free text."""
    return all_of()


@r_con_08.forbids("risk.link_to_person", rests=POLICY)
def no_risk_of_places_is_tied_to_a_person() -> Node:
    """A risk worked out for places or groups is never tied to a person."""
    return all_of()


r_con_09 = rule("R-CON-09", "The firewall", priority=1, child="A child's data never go to migration control.")


@r_con_09.forbids("share:immigration_enforcement")
def nothing_goes_to_immigration_enforcement() -> Node:
    """No case data go to immigration enforcement. Border and detention staff get instructions only."""
    return all_of()
