"""Trafficking in persons: what the definition asks for (Palermo Protocol, article 3), and what it does not ask for."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, Setting, all_of, any_of, not_established, yes
from asylia.law.rule import POLICY, Deadline, Notice, Task, Warn, rule
from asylia.law.rules.terms import smuggling_turned

r_trf_01 = rule("R-TRF-01", "Act", priority=2, child="Same.")


@r_trf_01.indicates(findings.act)
def act() -> Node:
    """Recruiting, transporting, transferring, harbouring or receiving a person is an act of trafficking; one is
    enough."""
    return any_of(
        yes("act.recruited"),
        yes("act.transported"),
        yes("act.transferred"),
        yes("act.harboured"),
        yes("act.received"),
    )


r_trf_02 = rule("R-TRF-02", "Means", priority=2, child="No means is required, and a child is never asked about them.")


@r_trf_02.indicates(findings.means)
def means() -> Node:
    """For an adult a listed means is required: force, threat, other coercion, abduction, fraud, deception, abuse of
    power or of vulnerability (no real and acceptable choice but to submit), or payment to someone in control."""
    return any_of(
        yes("means.force"),
        yes("means.threat"),
        yes("means.other_coercion"),
        yes("means.abduction"),
        yes("means.fraud"),
        yes("means.deception"),
        yes("means.abuse_power"),
        yes("means.abuse_vuln"),
        yes("means.payment_controller"),
    )


findings.means.asked_for = ~findings.child

r_trf_03 = rule(
    "R-TRF-03",
    "Purpose",
    priority=2,
    child="Illegal adoption and every worst form of child labour count as well.",
)


@r_trf_03.indicates(findings.purpose)
def purpose() -> Node:
    """Exploitation is the aim. It need not have happened: intended is enough. The list of forms is open."""
    return any_of(yes("purpose.occurred"), yes("purpose.intended"))


r_trf_04 = rule("R-TRF-04", "Act, means and purpose together", priority=2, child="See R-TRF-05.")


@r_trf_04.indicates(findings.trafficking)
def trafficking_of_an_adult() -> Node:
    """Act, means and purpose together indicate trafficking. Where the host country's own definition asks for no means,
    act and purpose are enough."""
    return all_of(findings.act, any_of(findings.means, ~Setting("means_required_adult")), findings.purpose)


@r_trf_04.requires(Task("IA", "Open the identification track and take the reasonable-grounds decision"))
def identification_follows_indication() -> Node:
    """Where trafficking is indicated the identification authority is brought in."""
    return findings.trafficking


r_trf_05 = rule(
    "R-TRF-05",
    "The child exception",
    priority=1,
    child="This is the child rule. Surrogacy as a purpose: only where the surrogate herself is a child.",
)


@r_trf_05.indicates(findings.trafficking)
def trafficking_of_a_child() -> Node:
    """For a person under 18, or presumed to be, act and purpose are enough; means do not matter."""
    return all_of(findings.child, findings.act, findings.purpose)


r_trf_06 = rule(
    "R-TRF-06",
    "Consent is irrelevant",
    priority=2,
    child="A child's agreement never counts, and neither does a parent's.",
)


@r_trf_06.requires(
    Warn("Agreement does not undo the indication: it counts for nothing once a means was used, and never for a child.")
)
def agreement_counts_for_nothing() -> Node:
    """Agreement to the exploitation counts for nothing once a means was used; for a child it never counts. It changes
    no element and is not a negative factor."""
    return all_of(yes("consented"), any_of(findings.means, findings.child))


r_trf_07 = rule(
    "R-TRF-07",
    "No border, no completed journey, no gang",
    priority=2,
    child="Same; local placement, fosterage and recruitment online count as acts.",
)


@r_trf_07.requires(
    Warn("It happened inside one country: the elements of trafficking are the same, and so is the help.")
)
def a_border_is_not_needed() -> Node:
    """Movement inside one country, a single perpetrator or a regular visa does not defeat the indication."""
    return yes("loc.internal")


r_trf_08 = rule(
    "R-TRF-08",
    "Smuggling is something else",
    priority=2,
    child="A child track is always opened.",
)


@r_trf_08.indicates(findings.smuggled_migrant)
def smuggling() -> Node:
    """Bringing someone across a border outside the rules, for gain, is smuggling. It stands beside trafficking and
    never instead of it."""
    return yes("smug.facilitated")


@r_trf_08.requires(
    Notice("Asylum: what it is and how to ask for it"),
    Task("CW", "Ask again about purpose, debt and control"),
    Deadline("Ask again about purpose, debt and control", days=14),
)
def smuggled_people_are_asked_again() -> Node:
    """A smuggled person hears about asylum, and the questions about purpose, debt and control are asked again."""
    return findings.smuggled_migrant


@r_trf_08.requires(Task("CP", "Open the child track for the smuggled child"))
def a_smuggled_child_gets_a_child_track() -> Node:
    """For a smuggled child the child track is opened."""
    return all_of(findings.smuggled_migrant, findings.child)


r_trf_09 = rule(
    "R-TRF-09",
    "Smuggling may turn into trafficking",
    priority=2,
    child="Ransom captivity of a child gives level L3 and a best-interests assessment.",
)


@r_trf_09.requires(
    Task("CW", "Go through act, means and purpose: the smuggling shows signs of trafficking"),
    Warn("Both may be true at once: smuggling does not hide trafficking."),
)
def smuggling_that_turned() -> Node:
    """Where a smuggled person's debt was inflated, papers were kept, exploitation came with ransom, or they were
    handed on to an exploiter, both labels stand and the elements of trafficking are looked at."""
    return smuggling_turned


@r_trf_09.requires(Task("HP", "Offer care after captivity, with the pathways for torture and sexual violence"))
def ransom_captivity() -> Node:
    """Being held for ransom is a serious crime and a protection concern, even where the purpose of exploitation is
    disputed."""
    return yes("smug.held_for_ransom")


r_trf_10 = rule(
    "R-TRF-10",
    "Victim status does not depend on the offender",
    priority=2,
    child="Same; a parent who is never charged does not change the child's status.",
)


@r_trf_10.forbids("identification.negative_without_review", hard=False, rests=POLICY)
def no_prosecution_is_no_reason() -> Node:
    """No arrest, complaint, prosecution or conviction is needed. Its absence is not a reason against the person: a
    negative decision needs reasons of its own."""
    return not_established(yes("decision.individual_reasons"))
