"""Statelessness and documents: papers, nationality, and the order in which anyone is asked about them."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, exception, has, is_in, no, not_established, possibly, yes
from asylia.law.rule import GUIDANCE, Attach, Deadline, Notice, Task, Warn, rule
from asylia.law.rules.terms import (
    asylum_claimed,
    free_return,
    guardian_appointed,
    maybe_child,
    origin_contact_barred,
    statelessness_open,
)

r_stl_01 = rule("R-STL-01", "Seized papers", priority=2, child="Birth registration as well.")

papers_gone = is_in("doc.state", "confiscated_by_controller", "destroyed", "false_supplied")


@r_stl_01.requires(
    Task("SD", "Make a document plan, without asking the country of origin"),
    Notice("Missing papers close no door: help, shelter and asylum do not depend on them"),
)
def papers_are_planned_for() -> Node:
    """Where papers were seized, destroyed or false ones supplied, a document plan is made; missing papers never reduce
    access to services."""
    return papers_gone


@r_stl_01.requires(Task("CP", "See to the child's birth registration"))
def a_childs_birth_is_registered() -> Node:
    """For a child without papers the birth registration is seen to."""
    return all_of(findings.child, papers_gone, not_established(yes("birth.registered")))


r_stl_02 = rule(
    "R-STL-02",
    "Signal of statelessness",
    priority=2,
    child="Safeguards at birth and the foundling presumption apply; the State carries most of the burden.",
)


@r_stl_02.indicates(findings.at_risk_of_statelessness)
def may_be_stateless() -> Node:
    """A State denies its nationality, none is established, the birth is unregistered with parents unknown or absent, or
    nationality was lost by a law on marriage or absence."""
    return any_of(
        yes("nat.denied_by_state"),
        no("nat.established"),
        all_of(no("birth.registered"), yes("nat.unknown_parentage")),
        yes("nat.lost_by_law"),
    )


@r_stl_02.requires(Task("SD", "Open the statelessness track"))
def the_statelessness_track_opens() -> Node:
    """The statelessness track is opened."""
    return findings.at_risk_of_statelessness


r_stl_03 = rule(
    "R-STL-03",
    "Shared burden, reasonable degree",
    priority=2,
    child="The State carries a greater share.",
)


@r_stl_03.forbids("asylum.reject_on:no_documents")
def no_papers_is_no_reason() -> Node:
    """Nobody is asked to prove a negative beyond their reach, and having no documents is no reason for a refusal."""
    return all_of()


@r_stl_03.requires(Task("SD", "Collect evidence together with the person, from relevant States only"))
def both_sides_collect_evidence() -> Node:
    """Person and State both collect evidence, and only States with a relevant link are looked at."""
    return is_in("stl.state", "nationality_unclear", "sequence_check", "enquiry_non_origin", "enquiry_origin")


r_stl_04 = rule(
    "R-STL-04",
    "Asylum risk first, State of nationality later",
    priority=1,
    child="An enquiry to the origin needs guardian, best-interests assessment and a clear R-NRF-04.",
)


@r_stl_04.forbids("contact.origin_authority", "share:origin_authority")
def asylum_risk_comes_first() -> Node:
    """The State of nationality is asked to confirm identity only after the asylum risk is cleared."""
    return origin_contact_barred


@r_stl_04.forbids("contact.origin_authority", "share:origin_authority")
def a_childs_enquiry_needs_guardian_and_assessment() -> Node:
    """For a child it also needs a guardian and a signed best-interests assessment."""
    return all_of(
        maybe_child,
        not_established(all_of(guardian_appointed, is_in("bia.state", "signed"))),
    )


@r_stl_04.requires(Task("SD", "Seek evidence elsewhere first: registers, host archives, relatives in third countries"))
def other_evidence_first() -> Node:
    """Until then evidence is sought outside the country of origin."""
    return all_of(any_of(findings.at_risk_of_statelessness, papers_gone), origin_contact_barred)


r_stl_05 = rule("R-STL-05", "Refused re-entry is evidence, not consent to limbo", priority=2, child="Same.")


@r_stl_05.requires(
    Task("PO", "Add the refusal to the facts of the asylum claim"),
    Warn(
        "Loss or denial of nationality may itself be evidence of persecution. Stateless does not "
        "mean refugee: a ground is needed."
    ),
)
def refusal_feeds_the_claim() -> Node:
    """Where the origin refuses entry, papers or nationality, this is added to the asylum facts. Both statuses may be
    held."""
    return any_of(yes("nat.readmission_refused"), yes("nat.denied_by_state"))


r_stl_06 = rule(
    "R-STL-06", "Children born in exploitation or flight", priority=1, child="This is a rule for the newborn."
)


@r_stl_06.requires(
    Task("CP", "Register the birth; no data of the father or a trafficker is required"),
    Task("SD", "Look at the newborn's nationality, with the safeguards at birth"),
    Deadline("Birth registered", days=30, start=("birth.own_child_date", "birth.own_child"), general=False),
)
def every_birth_is_registered() -> Node:
    """A child born here or in exploitation to someone who is or may be a presumed victim, or who is of concern, is
    registered, with a pathway to a nationality."""
    return all_of(
        yes("birth.own_child"),
        any_of(possibly(findings.presumed_victim), has("person.poc"), asylum_claimed),
    )


r_stl_07 = rule("R-STL-07", "Rights of stateless people", priority=1, child="State safeguards at birth apply.")


@r_stl_07.requires(Attach(("SL54.27", "SL54.28", "SL54.31", "SL54.32")))
def rights_of_the_recognised_stateless() -> Node:
    """Recognition as stateless brings identity papers, travel documents, limits on expulsion and eased
    naturalisation."""
    return is_in("stl.state", "stateless_recognised")


@r_stl_07.forbids("removal.refer", rests=GUIDANCE)
def no_removal_while_nationality_is_open() -> Node:
    """While the procedure is pending, and after recognition, the person is not referred for removal."""
    return statelessness_open


@r_stl_07.forbids("return.execute", rests=GUIDANCE)
def no_return_while_nationality_is_open() -> Node:
    """Nor returned, unless it is their own informed wish and the assessed risk is low."""
    return exception(statelessness_open, unless=free_return)


r_stl_08 = rule("R-STL-08", "Registration as a person of concern", priority=2, child="Birth registration first.")


@r_stl_08.requires(
    Task("PO", "Register the person and issue proof, without contact to the country of origin"),
    Deadline("Proof of registration issued", days=30, start=("person.poc", "asylum.state")),
)
def people_of_concern_are_registered() -> Node:
    """A person of concern without proof of registration is registered and gets proof."""
    return all_of(any_of(has("person.poc"), asylum_claimed), not_established(yes("reg.proof")))
