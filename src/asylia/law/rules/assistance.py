"""Assistance, stay and justice: help that depends on nothing, time to recover, remedies."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import (
    Node,
    Setting,
    all_of,
    any_of,
    elapsed,
    exception,
    is_in,
    not_established,
    possibly,
    recorded,
    yes,
)
from asylia.law.rule import POLICY, Attach, Deadline, Notice, Task, Warn, rule
from asylia.law.rules.terms import free_return

maybe_presumed = possibly(findings.presumed_victim)

r_ast_01 = rule(
    "R-AST-01",
    "Help does not depend on cooperation",
    priority=1,
    child="Education and care at once.",
    policy="The Protocol asks States to consider assistance; the European convention bars making it depend on being a "
    "witness. That help depends on nothing at all is Asylia's policy.",
)


@r_ast_01.requires(Attach(("S14.11", "COE.12")))
def help_is_given() -> Node:
    """Housing, medical, psychological, material and legal help, interpretation, education and work are owed to
    whoever is or may be a presumed victim."""
    return maybe_presumed


@r_ast_01.forbids("support.condition_on_cooperation", "support.withdraw", rests=POLICY)
def help_has_no_conditions() -> Node:
    """Help is neither made to depend on cooperation nor withdrawn."""
    return maybe_presumed


r_ast_02 = rule(
    "R-AST-02",
    "Recovery and reflection",
    priority=1,
    child="It may be longer, and is never a bar to measures for the child.",
    policy="At least 30 days with no expulsion is law where the European convention binds. No "
    "investigative pressure, and "
    "30 days elsewhere too, are Asylia's policy.",
)

reflection_over = is_in(
    "stay.state", "ended_by_expiry", "ended_early", "stay_permit_considered", "permit_granted", "refused", "review"
)
reflection_due = all_of(findings.presumed_victim, not_established(reflection_over))


@r_ast_02.forbids("return.execute", "removal.refer", "transfer.third_country", law_where="coe_binds")
def no_removal_during_reflection() -> Node:
    """On reasonable grounds a period of recovery and reflection begins, in which the person is neither returned,
    referred for removal nor transferred, and no investigation presses them."""
    return any_of(is_in("stay.state", "running", "extended"), reflection_due)


@r_ast_02.requires(
    Attach(("COE.13",)),
    Task("CW", "Start the reflection period; at its end consider a stay permit, not return"),
    Deadline(
        "Reflection period ends; a stay permit is then considered",
        setting="reflection_days",
        start=("stay.since", "stay.state", "id.state", "screen.level"),
        general=False,
    ),
)
def reflection_runs() -> Node:
    """It lasts as long as the country's law says, 30 days at least. Its end leads to considering a stay permit, not to
    return; it ends early only at the person's free request or on an individual, reviewed ground of public order."""
    return any_of(is_in("stay.state", "running", "extended"), reflection_due)


@r_ast_02.requires(
    Warn("The reflection period is not in national law here, as far as is known: Asylia's default of 30 days is used.")
)
def reflection_outside_national_law() -> Node:
    """Where national law has no reflection period, or it is not known, Asylia's default stands and says so."""
    return all_of(
        any_of(is_in("stay.state", "running", "extended"), reflection_due),
        not_established(any_of(Setting("reflection_in_national_law"), Setting("coe_binds"))),
    )


r_ast_03 = rule(
    "R-AST-03",
    "No coerced care",
    priority=2,
    child="The guardian decides with the child's assent; the one exception is child protection ordered by a court.",
)


@r_ast_03.forbids("support.impose")
def nothing_is_imposed() -> Node:
    """No service, test or stay in a shelter is imposed; every service can be accepted or declined, and examinations
    need consent. A court order for a child's protection is the one exception."""
    return not_established(all_of(findings.child, yes("care.court_ordered")))


@r_ast_03.requires(Attach(("S14.14",)))
def the_right_to_decline() -> Node:
    """The right comes with help itself."""
    return maybe_presumed


r_ast_04 = rule(
    "R-AST-04",
    "Stay during proceedings",
    priority=1,
    child="Until a durable solution by best-interests determination.",
    policy="The law speaks of stay for investigation or criminal proceedings; that civil, labour "
    "and compensation claims count "
    "is Asylia's policy.",
)


@r_ast_04.forbids("return.execute", rests=POLICY)
def nobody_is_returned_out_of_proceedings() -> Node:
    """While proceedings are open the person stays, unless return is their informed wish, the claim is secured without
    them and the assessed risk is low."""
    return exception(yes("proc.open"), unless=all_of(free_return, yes("proc.remote_plan")))


@r_ast_04.requires(Attach(("S14.15",)), Task("LR", "Apply for permission to stay during the proceedings"))
def permission_to_stay_is_sought() -> Node:
    """Permission to stay is applied for."""
    return yes("proc.open")


r_ast_05 = rule(
    "R-AST-05",
    "Residence on personal grounds too",
    priority=2,
    child="In the child's interest, whatever the cooperation.",
)


@r_ast_05.requires(
    Task("LR", "Have a residence permit considered: personal situation, cooperation, a child's interest")
)
def a_permit_is_considered() -> Node:
    """For an identified victim a permit is considered on personal grounds too. A grant never ends asylum."""
    return is_in("id.state", "identified")


r_ast_06 = rule("R-AST-06", "Safety", priority=1, child="With the guardian, and a list of who may collect from school.")


@r_ast_06.requires(
    Task("CW", "Make a safety plan that covers family and helpers; keep the shelter's address closed"),
    Deadline("Safety plan made", hours=24, start=("safety.threat",)),
)
def a_threat_is_met() -> Node:
    """A threat to the person, family or helpers is met with a safety plan."""
    return yes("safety.threat")


r_ast_07 = rule("R-AST-07", "Remedies", priority=2, child="Through the guardian, preserved to majority.")


@r_ast_07.requires(
    Attach(("S14.12",)),
    Task("LR", "Explain compensation, wages, fund, restitution and guarantees"),
)
def remedies_are_explained() -> Node:
    """A presumed or identified victim is told about compensation, wages, restitution and other remedies."""
    return findings.presumed_victim


@r_ast_07.requires(Task("LR", "Claim the wages owed"))
def wages_are_claimed() -> Node:
    """Wages owed are claimed."""
    return yes("need.labour_claim")


@r_ast_07.requires(
    Deadline("Claim for compensation or wages expires", days=0, start=("claim.limit_date",), general=False, legal=True)
)
def the_limitation_date_is_watched() -> Node:
    """The date on which the claim expires is watched."""
    return recorded("claim.limit_date")


@r_ast_07.requires(
    Task("LR", "Secure the claim without the person's presence: power of attorney, remote hearing"),
    Warn("Return must not defeat the claim."),
)
def return_does_not_defeat_the_claim() -> Node:
    """Return does not defeat a claim: it is secured without the person's presence first."""
    return all_of(
        any_of(yes("proc.open"), yes("need.labour_claim")),
        not_established(yes("proc.remote_plan")),
    )


r_ast_08 = rule(
    "R-AST-08",
    "Information, legal aid and special measures in proceedings",
    priority=2,
    child="A recorded interview, and few of them.",
    policy="The directive asks to avoid unnecessary questions and contact; no direct confrontation "
    "at all is Asylia's policy.",
)


@r_ast_08.requires(
    Notice("The proceedings: what happens, in which order, with which rights"),
    Task("LR", "Ask for protected testimony; no confrontation, no questions on sexual history"),
)
def proceedings_are_protected() -> Node:
    """In proceedings the person is informed and protected: no direct confrontation, no use of sexual history."""
    return yes("proc.open")


@r_ast_08.requires(Task("CO", "Assign a legal representative: proceedings are open and there is none"))
def a_lawyer_is_assigned() -> Node:
    """A legal representative is assigned."""
    return all_of(yes("proc.open"), not_established(yes("proc.lawyer")))


@r_ast_08.requires(
    Warn("A hearing is set and no legal representative is assigned."),
    Deadline("Hearing", days=0, start=("proc.hearing_date",), general=False, legal=True),
)
def no_hearing_without_a_lawyer() -> Node:
    """A hearing date without a lawyer raises the alarm."""
    return all_of(
        recorded("proc.hearing_date"),
        not_established(yes("proc.lawyer")),
    )


r_ast_09 = rule(
    "R-AST-09",
    "The clock after sexual violence",
    priority=1,
    child="A clinician trained for children; a guardian's delay must not defeat care.",
)


@r_ast_09.requires(
    Task("HP", "Offer urgent care: HIV prophylaxis, emergency contraception, injuries; the survivor chooses"),
    Deadline("Emergency contraception still possible", hours=120, start=("sv.last_date",), general=False),
)
def care_within_five_days() -> Node:
    """Within 120 hours urgent care is offered. A police report is never a condition, and the survivor chooses."""
    return ~elapsed("sv.last_date", hours=120)


@r_ast_09.requires(
    Deadline("HIV prophylaxis must have started", hours=72, start=("sv.last_date",), general=False),
)
def prophylaxis_within_three_days() -> Node:
    """Prophylaxis against HIV starts as soon as possible and within 72 hours."""
    return ~elapsed("sv.last_date", hours=72)


@r_ast_09.requires(Task("HP", "Offer medical and psychological care; the urgent windows have passed"))
def care_after_five_days() -> Node:
    """After that care is offered without the clock."""
    return elapsed("sv.last_date", hours=120)
