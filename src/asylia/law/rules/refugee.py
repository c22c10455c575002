"""Refugee definition and trafficking claims: the elements, how they are assessed, and what no decision may rest on."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, has, is_in, no, not_established, possibly, yes
from asylia.law.rule import GUIDANCE, POLICY, Attach, Deadline, Notice, Task, Warn, rule
from asylia.law.rules.terms import asylum_claimed, detained, left_to_a_human, signal, unaccompanied

r_ref_01 = rule(
    "R-REF-01",
    "Outside the country",
    priority=2,
    child="Facts may come from a guardian, records or country information.",
)


@r_ref_01.indicates(findings.outside)
def outside() -> Node:
    """The person is outside the country of nationality or, if stateless, of former habitual residence."""
    return yes("loc.outside_origin")


@r_ref_01.requires(Notice("Rights of internally displaced people, and help for trafficked people without any border"))
def inside_the_country() -> Node:
    """A person inside their own country is not met by the refugee definition; every other track stays open."""
    return no("loc.outside_origin")


r_ref_02 = rule(
    "R-REF-02", "Trafficking harms can be persecution", priority=2, child="A lower threshold of harm applies."
)


@r_ref_02.indicates(findings.persecution)
def feared_harm() -> Node:
    """Abduction, confinement, rape, sexual enslavement, forced prostitution or labour, removal of organs, beatings,
    starvation or denial of care, where feared on return, are serious violations that generally reach persecution."""
    return has("fear.harms")


@r_ref_02.requires(Task("AD", "Write the individual assessment of the feared harm"))
def the_harm_is_assessed_individually() -> Node:
    """Whether the harm reaches persecution is assessed for this person, in writing."""
    return findings.persecution


r_ref_03 = rule(
    "R-REF-03",
    "Fear of being trafficked again",
    priority=2,
    child="A higher risk is presumed where family or carers were involved.",
)


@r_ref_03.indicates(findings.fear)
def fear_of_retrafficking() -> Node:
    """Fear of being trafficked again on return counts."""
    return yes("fear.retrafficking")


@r_ref_03.requires(
    Task(
        "PO",
        "Go through the signs of renewed trafficking: unpaid debt, recruiter knows the home, part "
        "of family or community, "
        "poverty without support, trafficked again before, local network",
    )
)
def signs_of_retrafficking() -> Node:
    """What makes a new recruitment likely is gone through."""
    return any_of(yes("fear.retrafficking"), has("fear.retrafficking_signs"))


@r_ref_03.requires(Warn("Family may have had a part in it: presume a heightened risk for the child."))
def family_raises_a_childs_risk() -> Node:
    """For a child a heightened risk is presumed where the family or a carer may have been involved."""
    return all_of(findings.child, yes("fear.retrafficking"), possibly(yes("trace.family_involved")))


r_ref_04 = rule("R-REF-04", "Reprisals", priority=2, child="Threats to carers count.")


@r_ref_04.indicates(findings.fear)
def fear_of_reprisal() -> Node:
    """Fear of revenge against the person or the family counts, as after escape or testimony."""
    return any_of(yes("fear.reprisal_self"), yes("fear.reprisal_family"))


@r_ref_04.requires(Task("CW", "Make a safety plan, family included"))
def reprisals_call_for_safety() -> Node:
    """A safety plan is made."""
    return any_of(yes("fear.reprisal_self"), yes("fear.reprisal_family"))


r_ref_05 = rule(
    "R-REF-05",
    "Ostracism, discrimination, punishment",
    priority=2,
    child="Stigma, institutions and loss of schooling weigh more.",
)

cumulative_fear = any_of(
    yes("fear.ostracism"),
    yes("fear.serious_discrimination"),
    yes("fear.punish_authority"),
)


@r_ref_05.indicates(findings.fear)
def fear_of_cumulative_harm() -> Node:
    """Being turned away, shut out or punished may or may not be enough alone; it is assessed together with trauma and
    the need for care."""
    return cumulative_fear


@r_ref_05.requires(Task("AD", "Say why these harms together reach, or do not reach, persecution"))
def cumulative_harm_is_reasoned() -> Node:
    """The decision says why the harms together reach persecution or do not."""
    return cumulative_fear


r_ref_06 = rule("R-REF-06", "Compelling reasons from past persecution", priority=2, child="They weigh more.")


@r_ref_06.indicates(findings.compelling_reasons)
def compelling_reasons() -> Node:
    """Past trafficking that was particularly atrocious, with effects that go on so that return could not be borne, may
    justify recognition without a future risk."""
    return all_of(
        any_of(yes("past.trafficked_origin"), yes("past.trafficked_transit"), yes("past.trafficked_host")),
        yes("past.atrocious"),
        yes("past.effects_ongoing"),
    )


@r_ref_06.requires(Task("HP", "Offer a report on the effects on mind and body; it is optional"))
def a_report_is_offered() -> Node:
    """A report by a health professional is offered, never required."""
    return findings.compelling_reasons


@r_ref_06.requires(Warn("A change in the country of origin does not by itself answer compelling reasons."))
def change_does_not_answer_them() -> Node:
    """A fundamental change in the country of origin does not by itself answer compelling reasons."""
    return all_of(findings.compelling_reasons, yes("origin.change_fundamental"))


r_ref_07 = rule(
    "R-REF-07",
    "Agent of harm and protection by the State",
    priority=1,
    child="Parents and relatives can be persecutors; the family is not State protection.",
)


@r_ref_07.indicates(findings.no_state_protection)
def no_state_protection() -> Node:
    """Harm by private people counts where the State is unable or unwilling to protect, or its protection does not
    work in practice; harm by the State counts by itself; an official who takes part is enough."""
    return any_of(
        yes("agent.state"),
        all_of(
            yes("agent.nonstate"),
            any_of(no("state.able"), no("state.willing"), no("state.effective")),
        ),
        yes("agent.complicit_official"),
    )


@r_ref_07.forbids("contact.origin_authority")
def no_contact_where_officials_take_part() -> Node:
    """Where an official is involved with the traffickers, the State of origin is not contacted."""
    return yes("agent.complicit_official")


@r_ref_07.requires(Task("PO", "Find country-of-origin information on whether protection works in practice"))
def origin_information_is_needed() -> Node:
    """Laws on paper are not enough: implementation, access and complicity are looked into."""
    return all_of(yes("agent.nonstate"), not_established(findings.no_state_protection))


r_ref_08 = rule(
    "R-REF-08", "Ground and nexus", priority=2, child="Children, or street children, can be a social group."
)


@r_ref_08.indicates(findings.convention_ground)
def ground_and_nexus() -> Node:
    """One Convention ground contributes, to the harm or to the State's failure. It need not be the only or main cause;
    that the trafficker seeks profit does not exclude it."""
    return all_of(
        any_of(
            yes("ground.race"),
            yes("ground.religion"),
            yes("ground.nationality"),
            yes("ground.social_group"),
            yes("ground.political_opinion"),
        ),
        any_of(yes("nexus.harm"), yes("nexus.failure")),
    )


r_ref_09 = rule(
    "R-REF-09",
    "Assessed against the country of origin",
    priority=2,
    child="A child cannot be expected to know routes or debts.",
)


@r_ref_09.requires(
    Warn(
        "The exploitation is known from the way or from this country. By itself that shows no risk "
        "at home, and it is no "
        "proof of safety: ask about recruiter, debt, reprisal and the chain in the country of origin."
    )
)
def exploited_elsewhere() -> Node:
    """Fear relates to the country of origin. Exploitation on the way or in the host country shows no risk there by
    itself, but is evidence of reprisal, debt or renewed trafficking."""
    return all_of(
        any_of(yes("past.trafficked_transit"), yes("past.trafficked_host")),
        not_established(yes("past.trafficked_origin")),
    )


r_ref_10 = rule("R-REF-10", "Fear that arose after departure", priority=2, child="Same.")


@r_ref_10.indicates(findings.sur_place)
def sur_place() -> Node:
    """Fear may arise after departure, as through testimony, news or becoming known. A late claim is not held against
    the person."""
    return yes("fear.after_departure")


@r_ref_10.forbids("publish.data")
def nothing_is_published_that_raises_the_fear() -> Node:
    """Nothing about the person is published where becoming known is what is feared."""
    return yes("fear.after_departure")


r_ref_11 = rule(
    "R-REF-11",
    "Internal relocation is not assumed",
    priority=1,
    child="Never for an unaccompanied child without care.",
)


@r_ref_11.forbids("asylum.reject_on:internal_relocation")
def relocation_is_shown_not_assumed() -> Node:
    """Another part of the country of origin counts only where it is shown to be safe from the trafficker and reasonable
    for this person."""
    return not_established(all_of(yes("relocate.safe"), yes("relocate.reasonable")))


@r_ref_11.forbids("asylum.reject_on:internal_relocation")
def no_relocation_of_an_unaccompanied_child() -> Node:
    """An unaccompanied child is not referred to another part of the country without care there."""
    return all_of(findings.child, unaccompanied, not_established(yes("carer.verified")))


@r_ref_11.requires(
    Task("AD", "Show that the proposed place is safe and reasonable for this person, or drop the proposal")
)
def a_proposal_has_to_be_shown() -> Node:
    """Who proposes relocation has to show it."""
    return all_of(
        yes("relocate.proposed"),
        not_established(all_of(yes("relocate.safe"), yes("relocate.reasonable"))),
    )


r_ref_12 = rule(
    "R-REF-12",
    "Unable or unwilling to avail of protection",
    priority=2,
    child="Facts may come from a guardian, records or country information.",
)


@r_ref_12.indicates(findings.avail)
def unable_or_unwilling() -> Node:
    """The person is unable to get that country's protection or to return, or is unwilling because of the fear."""
    return any_of(yes("avail.unable"), yes("avail.unwilling"))


r_ref_13 = rule(
    "R-REF-13",
    "All elements together",
    priority=2,
    child="The child's own claim is assessed first, a derivative one second.",
)


@r_ref_13.indicates(findings.refugee_criteria)
def refugee_criteria() -> Node:
    """Outside the country; fear, persecution or compelling reasons; a ground; unable or unwilling to avail of
    protection; and no exclusion that is still open. Any element unknown leaves the whole incomplete. Only a
    decision-maker records that an element is not met, with reasons."""
    return all_of(
        findings.outside,
        any_of(findings.fear, findings.persecution, findings.compelling_reasons),
        findings.convention_ground,
        findings.avail,
        any_of(no("excl.trigger"), yes("excl.checklist_done"), left_to_a_human),
    )


@r_ref_13.requires(Task("AD", "Decide on refugee status, with individual reasons for each element"))
def criteria_go_to_decision() -> Node:
    """Where the criteria are indicated, a decision-maker decides with reasons for each element."""
    return all_of(
        findings.refugee_criteria,
        not_established(is_in("asylum.state", "recognised", "complementary")),
    )


r_ref_14 = rule(
    "R-REF-14",
    "Shared burden, benefit of the doubt, late disclosure",
    priority=2,
    child="The decision-maker carries more of the burden.",
)


@r_ref_14.requires(
    Warn("Late, partial or contradictory accounts are common after trauma, control, shame or bad interpreting."),
    Task("AD", "Hold a second interview before any adverse finding"),
)
def late_accounts_are_not_held_against() -> Node:
    """Where an account is late or contradicts itself and trauma, control, shame or the interpreter may explain it, it
    is not held against the person; a second interview is held."""
    return all_of(
        any_of(yes("account.late"), yes("account.inconsistent")),
        possibly(yes("account.hindered")),
    )


@r_ref_14.forbids("asylum.reject_on:late_disclosure")
def no_rejection_as_late_without_trauma_analysis() -> Node:
    """No adverse finding rests on lateness without a written trauma analysis."""
    return not_established(yes("asylum.trauma_analysis"))


r_ref_15 = rule(
    "R-REF-15",
    "Fear in any words is an asylum request",
    priority=1,
    child="Nervousness, drawings or silence about home: ask through a specialist; the guardian "
    "lodges the claim where that "
    "is in the child's interest.",
)


claim_voiced = is_in("asylum.state", "wish_expressed", "fear_expressed")
"""Asylum was asked for and is not yet registered. Fear lifts every earlier state to this."""


@r_ref_15.requires(
    Task("PO", "Register the asylum request"),
    Notice("Asylum: what it is, what happens next, confidentiality"),
    Deadline("Asylum request registered", working_days=3, start=("fear.return", "asylum.state")),
)
def fear_is_a_request() -> Node:
    """Fear of return, told in any words to anyone, is a request for asylum and is registered, as a wish is. No special
    word is needed, and it is heard after the last check too."""
    return any_of(claim_voiced, all_of(yes("fear.return"), is_in("asylum.state", "return_eligible")))


@r_ref_15.indicates(findings.fear)
def fear_in_other_words() -> Node:
    """Whether a fear that fits none of the listed kinds is well-founded a human decides; it is never absent."""
    return all_of(yes("fear.return"), left_to_a_human)


@r_ref_15.requires(Attach(("S14.2",)))
def the_right_to_seek_asylum() -> Node:
    """The right to seek asylum stands from the first word of fear on, and through every step."""
    return any_of(yes("fear.return"), asylum_claimed)


@r_ref_15.forbids("refuse_entry")
def fear_is_heard_at_the_border() -> Node:
    """Who has said, in any words, that they fear return is not turned away at the border."""
    return yes("fear.return")


r_ref_16 = rule(
    "R-REF-16",
    "Whom the refugee agency is for",
    priority=3,
    child="An unaccompanied or separated child always brings child protection; the refugee agency "
    "as well where fear is "
    "unknown.",
)

is_of_concern = any_of(has("person.poc"), yes("fear.return"))


@r_ref_16.requires(Task("CO", "Propose the national mechanism and IOM as lead; the refugee agency is not brought in"))
def without_fear_the_national_mechanism_leads() -> Node:
    """Being trafficked does not by itself make a person a refugee or of concern to the refugee agency. Where an
    informed person alone says there is no fear, the national mechanism leads."""
    return all_of(signal, not_established(has("person.poc")), no("fear.return"))


@r_ref_16.requires(Task("PO", "Join the case: the person is of concern to the refugee agency or fears return"))
def with_fear_the_protection_officer_joins() -> Node:
    """Where the person is of concern already, or fears return, a protection officer joins."""
    return is_of_concern


@r_ref_16.requires(Task("CW", "Explain asylum, alone and in a language understood, and ask about fear of return"))
def unknown_fear_is_asked() -> Node:
    """Unknown fear is a question not yet asked."""
    return all_of(
        signal,
        not_established(any_of(yes("fear.return"), no("fear.return"))),
    )


@r_ref_16.requires(Task("CP", "Join the case: unaccompanied or separated child"))
def unaccompanied_children_bring_child_protection() -> Node:
    """An unaccompanied or separated child brings child protection in."""
    return all_of(findings.child, unaccompanied)


@r_ref_16.requires(Task("PO", "Join the case: a child alone, whose fear of return is not known"))
def unknown_fear_of_a_child_alone_brings_the_protection_officer() -> Node:
    """For a child alone whose fear is not known the protection officer joins as well."""
    return all_of(
        findings.child,
        unaccompanied,
        not_established(any_of(yes("fear.return"), no("fear.return"))),
    )


r_ref_17 = rule("R-REF-17", "Exclusion with caution", priority=1, child="Capacity comes first.")


@r_ref_17.forbids("asylum.reject_on:exclusion", rests=GUIDANCE)
def exclusion_needs_its_checklist() -> Node:
    """Acts under the duress of trafficking are not run mechanically into exclusion. It is not recorded before
    responsibility, duress, age, defence and gravity were looked at, inclusion first."""
    return all_of(yes("excl.trigger"), not_established(yes("excl.checklist_done")))


@r_ref_17.requires(
    Task("AD", "Write the exclusion checklist: duress, age, responsibility, defence, gravity; inclusion first")
)
def exclusion_goes_to_a_specialist() -> Node:
    """A specialist decision-maker takes a claim with any sign of exclusion."""
    return all_of(yes("excl.trigger"), not_established(yes("excl.checklist_done")))


r_ref_18 = rule(
    "R-REF-18",
    "Recognition is independent of cooperation",
    priority=1,
    child="A child is never asked for testimony before care, guardian and lawyer.",
)


@r_ref_18.forbids(
    "asylum.reject_on:non_cooperation",
    "asylum.reject_on:case_closed",
    "asylum.reject_on:suspect_acquitted",
    "asylum.condition_on:*",
    "asylum.revoke_on:*",
)
def asylum_never_waits_for_the_criminal_case() -> Node:
    """Recognition, its conditions and its end never depend on cooperation, on proceedings or on their outcome."""
    return all_of()


r_ref_19 = rule(
    "R-REF-19",
    "A priority procedure with trained people",
    priority=2,
    child="Top priority; never asked for testimony before care, guardian and lawyer.",
    policy="That no fast rejection track is used is Asylia's policy; priority is UNHCR guidance.",
)

needs_special_procedure = any_of(signal, findings.child, yes("sv.occurred"), detained)


@r_ref_19.requires(
    Attach(("S14.10",)),
    Task(
        "AD",
        "Put the claim first, with a trained interviewer of the sex chosen, apart from family, with a support person",
    ),
)
def special_procedure() -> Node:
    """Someone with signs of trafficking, a child, a survivor of sexual violence or a detained person is heard first, by
    trained people of the sex they choose, apart from family."""
    return needs_special_procedure


@r_ref_19.forbids("asylum.reject_on:manifestly_unfounded", rests=POLICY)
def no_fast_rejection() -> Node:
    """Their claim is not put on a track made to reject fast."""
    return needs_special_procedure


r_ref_20 = rule(
    "R-REF-20",
    "People at risk of being trafficked",
    priority=2,
    child="Fears of child marriage, recruitment and servitude are included.",
)


@r_ref_20.indicates(findings.fear)
def fear_of_being_trafficked() -> Node:
    """Someone never trafficked but at risk of it may qualify."""
    return yes("fear.trafficking_first")


r_ref_21 = rule(
    "R-REF-21", "Complementary protection", priority=1, child="CRC articles 6 and 37 are looked at as well."
)


@r_ref_21.indicates(findings.complementary_protection)
def complementary_protection() -> Node:
    """Where asylum was rejected or no ground is there, a real risk of torture, ill-treatment, slavery or death on
    return calls for protection all the same."""
    return all_of(
        yes("risk.serious_harm"),
        any_of(
            is_in(
                "asylum.state",
                "rejected_first",
                "appeal",
                "rejected_final",
                "hr_refoulement_check",
                "non_removable",
                "return_eligible",
            ),
            ~findings.convention_ground,
        ),
    )


@r_ref_21.requires(Task("AD", "Look at complementary protection: real risk of serious harm on return"))
def complementary_protection_is_looked_at() -> Node:
    """A decision-maker looks at complementary protection."""
    return findings.complementary_protection


r_ref_22 = rule(
    "R-REF-22",
    "Family members have their own claims",
    priority=1,
    child="The child's interview is private from the parents where there may be conflict.",
)


@r_ref_22.requires(
    Task("AD", "Offer each adult, and each child by age, an interview of their own; keep the files apart")
)
def each_is_heard_alone() -> Node:
    """Each family member is offered a confidential interview; a derivative status never merges files."""
    return yes("family.present")


@r_ref_22.forbids("share:family")
def nothing_goes_to_a_suspected_controller() -> Node:
    """Where someone with the person is suspected of controlling them, nothing is shared with family."""
    return yes("control_suspected")
