"""Referral: each need to whoever serves it, on a clock, with no dead end."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, is_in, not_established, yes
from asylia.law.rule import Deadline, Task, principle, rule
from asylia.law.rules.terms import asylum_open, signal, statelessness_open

r_rfr_01 = rule("R-RFR-01", "Route by need", priority=3, child="The child-protection authority always, as lead.")


@r_rfr_01.requires(Task("AD", "Referral: asylum, to the asylum authority or UNHCR"))
def asylum_goes_to_the_asylum_authority() -> Node:
    """Asylum goes to the asylum authority or UNHCR."""
    return asylum_open


@r_rfr_01.requires(Task("CP", "Referral: child protection, as lead of all referrals"))
def a_child_goes_to_child_protection() -> Node:
    """A child goes to the child-protection authority, which leads."""
    return findings.child


@r_rfr_01.requires(Task("IA", "Referral: identification authority, with an assisting organisation"))
def a_signal_goes_to_identification() -> Node:
    """Signs of trafficking go to the identification authority and an assisting organisation."""
    return signal


@r_rfr_01.requires(Task("HP", "Referral: health, after sexual violence"))
def sexual_violence_goes_to_health() -> Node:
    """Sexual violence goes to health."""
    return yes("sv.occurred")


@r_rfr_01.requires(Task("SD", "Referral: statelessness officer or UNHCR"))
def statelessness_goes_to_its_officer() -> Node:
    """A stateless person, a risk of statelessness, missing papers and an open procedure go to the statelessness
    officer."""
    return any_of(findings.at_risk_of_statelessness, is_in("stl.state", "doc_gap"), statelessness_open)


@r_rfr_01.requires(
    Task("CW", "Referral: IOM, for a smuggled or vulnerable migrant; a consulate only by their own wish")
)
def a_smuggled_person_goes_to_iom() -> Node:
    """A smuggled migrant goes to IOM; a consulate only by the person's own wish."""
    return findings.smuggled_migrant


@r_rfr_01.requires(Task("CW", "Referral: specialised support for an older or disabled person"))
def age_and_disability_get_special_support() -> Node:
    """An older or disabled person gets specialised support."""
    return any_of(
        is_in("need.older_age", "low", "medium", "high"),
        is_in("need.disability", "low", "medium", "high"),
    )


@r_rfr_01.requires(Task("FT", "Referral: Red Cross, for family tracing"))
def family_goes_to_the_red_cross() -> Node:
    """Who looks for family goes to the Red Cross."""
    return yes("need.tracing")


@r_rfr_01.requires(Task("LR", "Referral: labour inspectorate or lawyer for wages, behind the firewall"))
def wages_go_to_labour_inspection() -> Node:
    """Wages owed go to the labour inspectorate or a lawyer, behind the firewall."""
    return yes("need.labour_claim")


r_rfr_02 = rule("R-RFR-02", "A clock and no dead ends", priority=3, child="Always the urgent clock.")

awaiting_answer = is_in("referral.state", "sent", "not_acknowledged")
urgent = any_of(yes("referral.urgent"), findings.child)


@r_rfr_02.requires(
    Deadline("Urgent referral acknowledged", hours=24, start=("referral.state",)),
)
def urgent_referrals_are_acknowledged() -> Node:
    """An urgent referral is acknowledged within 24 hours."""
    return all_of(awaiting_answer, urgent)


@r_rfr_02.requires(
    Deadline("Referral acknowledged", working_days=3, start=("referral.state",)),
)
def referrals_are_acknowledged() -> Node:
    """Any other within 3 working days."""
    return all_of(awaiting_answer, not_established(urgent))


@r_rfr_02.requires(Task("CO", "Escalate: the referral was not acknowledged"))
def silence_is_escalated() -> Node:
    """A referral that is not acknowledged is escalated."""
    return is_in("referral.state", "not_acknowledged")


@r_rfr_02.requires(
    Task("CW", "Reroute the declined referral"),
    Deadline("Declined referral rerouted", hours=24, start=("referral.state",)),
)
def a_declined_referral_is_rerouted() -> Node:
    """A declined referral is rerouted; nobody leaves without a contact point."""
    return is_in("referral.state", "declined")


r_rfr_03 = rule("R-RFR-03", "Emergency first", priority=1, child="Emergency care first.")


@r_rfr_03.forbids("interview.start")
def needs_before_questions() -> Node:
    """Safety, health, food and shelter come before an interview in depth."""
    return not_established(yes("basic_needs"))


@r_rfr_03.requires(Task("FR", "See to safety, health, food, rest and shelter first"))
def needs_are_seen_to() -> Node:
    """Basic needs are seen to first."""
    return any_of(not_established(yes("basic_needs")), yes("triage.needs_care"))


r_rfr_04 = principle(
    "R-RFR-04",
    "Non-discrimination",
    "No rule reads nationality, ethnicity, religion, sex, occupation or status to lower protection; "
    "services are found for "
    "men, boys and LGBTIQ+ people as well.",
    priority=1,
    child="Services by age band.",
    enforced_by="A static test reads the inputs of every rule. The Convention grounds appear only where they protect.",
)
