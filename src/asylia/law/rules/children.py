"""Children: benefit of the doubt, guardian, best interests, care, family; each provision stands until shown
otherwise."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.actions import RECIPIENTS
from asylia.law.nodes import (
    Node,
    all_of,
    any_of,
    has,
    is_in,
    not_established,
    possibly,
    presumed,
    yes,
)
from asylia.law.rule import GUIDANCE, POLICY, Deadline, Task, Warn, rule
from asylia.law.rules.terms import (
    best_interests_determined,
    guardian_appointed,
    maybe_child,
    origin_contact_barred,
    signal,
    unaccompanied,
)

r_chd_01 = rule("R-CHD-01", "Benefit of the doubt on age", priority=1, child="This is the child rule.")


@r_chd_01.indicates(findings.child)
def child() -> Node:
    """A person who says they are under 18, or whose lowest assessed age is, is a child. Where age is in doubt the
    person is presumed to be a child; that presumes, and establishes nothing."""
    return presumed(yes("person.child"), when=yes("person.age_doubt"))


@r_chd_01.forbids("age.treat_as_adult")
def nobody_is_treated_as_adult_on_doubt() -> Node:
    """Nobody who is or may be a child is treated as an adult before an age procedure ended with written reasons. It is
    held only on serious doubt, by several disciplines, with consent, and its margin of error counts for the person."""
    return findings.child


@r_chd_01.requires(
    Task("CP", "Open the child track"),
    Warn("Treated as a child: every child rule applies until shown otherwise."),
)
def the_child_track_opens() -> Node:
    """The child track is opened for every child and presumed child."""
    return findings.child


r_chd_02 = rule("R-CHD-02", "Guardian and lawyer at once", priority=1, child="This is the child rule.")

alone_or_with_an_unverified_adult = any_of(possibly(unaccompanied), not_established(yes("carer.verified")))


@r_chd_02.forbids("interview.start")
def no_interview_without_guardian() -> Node:
    """A child without a parent or customary carer is interviewed on asylum or in depth only with an independent
    guardian. An unverified adult is never a guardian. Urgent safety questions are free."""
    return all_of(maybe_child, alone_or_with_an_unverified_adult, not_established(guardian_appointed))


@r_chd_02.requires(
    Task("CP", "Request an independent guardian and a lawyer today"),
    Deadline("Guardian requested", days=0, start=("person.uasc", "person.declared_age"), general=False),
    Deadline(
        "Guardian appointed",
        setting="guardian_working_days",
        start=("person.uasc", "person.declared_age"),
        general=False,
    ),
)
def a_guardian_is_requested() -> Node:
    """A guardian is requested the same day and appointed within days."""
    return all_of(findings.child, alone_or_with_an_unverified_adult, not_established(guardian_appointed))


@r_chd_02.requires(
    Task("CP", "Register the unaccompanied or separated child"),
    Deadline("Unaccompanied or separated child registered", hours=24, start=("person.uasc",), general=False),
)
def unaccompanied_children_are_registered() -> Node:
    """An unaccompanied or separated child is registered."""
    return all_of(findings.child, unaccompanied, not_established(yes("reg.proof")))


r_chd_03 = rule("R-CHD-03", "Early best-interests assessment", priority=1, child="This is the child rule.")

assessment_owed = all_of(findings.child, not_established(is_in("bia.state", "signed")))


@r_chd_03.requires(
    Task("CP", "Do the best-interests assessment and record the child's view; emergency help does not wait")
)
def best_interests_are_assessed() -> Node:
    """The best interests of a child at risk are assessed early, with the child's view. Emergency help never waits."""
    return assessment_owed


@r_chd_03.requires(
    Deadline("Best-interests assessment signed", hours=72, start=("child.risk", "person.declared_age"), general=False)
)
def high_risk_is_assessed_in_three_days() -> Node:
    """At high risk, at unknown risk, and wherever there is a sign of trafficking, within 72 hours."""
    return all_of(
        assessment_owed,
        any_of(not_established(is_in("child.risk", "medium", "low")), signal),
    )


@r_chd_03.requires(
    Deadline("Best-interests assessment signed", days=7, start=("child.risk", "person.declared_age"), general=False)
)
def medium_risk_is_assessed_in_a_week() -> Node:
    """At medium risk within 7 days."""
    return all_of(assessment_owed, is_in("child.risk", "medium"))


@r_chd_03.requires(
    Deadline("Best-interests assessment signed", days=14, start=("child.risk", "person.declared_age"), general=False)
)
def low_risk_is_assessed_in_two_weeks() -> Node:
    """At low risk within 14 days."""
    return all_of(assessment_owed, is_in("child.risk", "low"))


r_chd_04 = rule(
    "R-CHD-04",
    "When a best-interests determination is needed",
    priority=1,
    child="This is the child rule.",
)


@r_chd_04.forbids("child.bid_required_decision", rests=GUIDANCE)
def no_such_decision_without_determination() -> Node:
    """A durable solution or return of an unaccompanied child, exceptional temporary care, separation from a parent and
    contested reunification need a determination by a panel first."""
    return all_of(maybe_child, has("bid.trigger"), not_established(best_interests_determined))


@r_chd_04.forbids("child.bid_required_decision")
def separation_needs_the_authority() -> Node:
    """Separation from a parent against their will also needs the competent authority's decision, open to judicial
    review."""
    return all_of(
        maybe_child,
        has("bid.trigger", "separation_from_parent"),
        not_established(yes("bid.authority_decided")),
    )


@r_chd_04.requires(Task("CP", "Open the best-interests determination and bring it before the panel"))
def the_determination_is_opened() -> Node:
    """Where something calls for a determination it is opened."""
    return all_of(findings.child, has("bid.trigger"), not_established(best_interests_determined))


@r_chd_04.requires(Deadline("Best-interests determination complete", days=90, start=("bid.state",), general=False))
def an_open_determination_is_completed() -> Node:
    """Once opened it is completed within 90 days."""
    return all_of(findings.child, is_in("bid.state", "opened", "information_complete", "panel_scheduled"))


r_chd_05 = rule("R-CHD-05", "No return without determination", priority=1, child="This is the child rule.")


@r_chd_05.forbids("return.*")
def no_child_returns_without_determination() -> Node:
    """A child is returned only where the determination decided for return, the carer is verified, risk and security
    were assessed and the child was heard. General migration control never overrides this."""
    return all_of(
        maybe_child,
        not_established(
            all_of(
                best_interests_determined,
                is_in("bid.outcome", "return"),
                yes("carer.verified"),
                yes("ret.risk_assessed"),
                yes("child.heard"),
            )
        ),
    )


r_chd_06 = rule("R-CHD-06", "Child-friendly, private, few interviews", priority=1, child="This is the child rule.")


@r_chd_06.forbids("interview.start", rests=GUIDANCE)
def a_childs_interview_has_its_place_and_people() -> Node:
    """A child is interviewed in a safe, child-friendly place, by a specialist, after being asked whom they want.
    Blocks of 45 minutes at most; a recording is used again rather than the question."""
    return all_of(
        maybe_child,
        not_established(
            all_of(
                yes("int.child_friendly"),
                yes("int.venue_safe"),
                yes("int.trained_user"),
                yes("int.sex_preference_asked"),
            )
        ),
    )


r_chd_07 = rule("R-CHD-07", "Children come first", priority=1, child="This is the child rule.")


@r_chd_07.requires(Task("CO", "Put the child first in every queue; general deadlines are halved"))
def children_come_first() -> Node:
    """A child comes first in every queue, and general deadlines are halved, rounded up. Clocks made for children,
    reflection, cooling-off and medical windows are not."""
    return findings.child


r_chd_08 = rule(
    "R-CHD-08", "Tracing and reunification behind a safety gate", priority=1, child="This is the child rule."
)

family_may_be_involved = possibly(yes("trace.family_involved"))
channel_may_reach_origin = all_of(origin_contact_barred, not_established(yes("consent.share.tracing_partner")))


@r_chd_08.requires(Task("FT", "Offer family tracing through a safe channel such as the Red Cross"))
def tracing_is_offered() -> Node:
    """Tracing is offered to a child alone and to whoever looks for family."""
    return any_of(all_of(findings.child, unaccompanied), yes("need.tracing"))


@r_chd_08.forbids("tracing.contact", rests=GUIDANCE)
def no_contact_where_family_may_be_involved() -> Node:
    """No relative is contacted while the family may have had a part in it, or through a channel that could reach the
    country of origin; a tracing partner the person agreed to is such a safe channel."""
    return any_of(family_may_be_involved, channel_may_reach_origin)


@r_chd_08.forbids("family.reunify", rests=GUIDANCE)
def reunification_is_safe_and_verified() -> Node:
    """No reunification while the family may have had a part in it, the channel may reach the country of origin, or the
    relation is not verified."""
    return any_of(
        family_may_be_involved,
        channel_may_reach_origin,
        not_established(yes("trace.relation_verified")),
    )


@r_chd_08.forbids("family.reunify", rests=GUIDANCE)
def a_childs_reunification_is_determined() -> Node:
    """For a child it is decided in a best-interests determination."""
    return all_of(
        maybe_child,
        not_established(all_of(best_interests_determined, is_in("bid.outcome", "reunification"))),
    )


r_chd_09 = rule("R-CHD-09", "The child is heard", priority=1, child="This is the child rule.")


@r_chd_09.forbids("child.bid_required_decision")
def no_decision_unheard() -> Node:
    """No decision on a child is submitted without the child's view, or the reason why it could not be had."""
    return all_of(maybe_child, not_established(yes("child.heard")))


@r_chd_09.forbids(*(f"share:{recipient}" for recipient in RECIPIENTS if recipient != "child_protection"), rests=POLICY)
def sharing_needs_the_childs_assent() -> Node:
    """A child's data are shared with the child's own assent; the guardian's consent is not enough. Child protection is
    told all the same."""
    return all_of(findings.child, not_established(yes("child.assent")))


@r_chd_09.requires(Task("CP", "Record the child's view, or why it could not be had"))
def the_childs_view_is_recorded() -> Node:
    """The child's view is recorded."""
    return all_of(findings.child, not_established(yes("child.heard")))


r_chd_10 = rule("R-CHD-10", "Care only with verified adults", priority=1, child="This is the child rule.")

carer_in_doubt = any_of(
    not_established(yes("carer.verified")),
    possibly(yes("control_suspected")),
    yes("triage.unwanted_companion"),
)


@r_chd_10.forbids("care.place_with:*", rests=GUIDANCE)
def no_placement_with_an_unverified_adult() -> Node:
    """A child is not placed with an adult who is unverified or may be controlling them. Emergency care steps in;
    siblings stay together where that is safe."""
    return all_of(maybe_child, carer_in_doubt)


@r_chd_10.requires(Task("CP", "Find emergency care, apart from the adult; siblings together if safe"))
def emergency_care_is_found() -> Node:
    """Emergency care is found for a child whose carer is in doubt."""
    return all_of(findings.child, not_established(yes("carer.verified")))
