"""Identification of victims of trafficking: a low threshold to presume, and what may not happen meanwhile."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, exception, is_in, not_established, possibly, yes
from asylia.law.rule import POLICY, Attach, Deadline, Notice, Task, Warn, rule
from asylia.law.rules.terms import first_signal, free_return, level_2, level_3, maybe_child

r_idn_01 = rule(
    "R-IDN-01",
    "Reasonable grounds: presumed victim",
    priority=2,
    child="The threshold is lower: one positive dimension or one strong child indicator.",
)


@r_idn_01.indicates(findings.presumed_victim)
def reasonable_grounds() -> Node:
    """A screening level of L3 or L4, a trained officer's written reasons, or the person's own report together with one
    element of trafficking are reasonable grounds. The person is then presumed to be a victim."""
    return any_of(
        is_in("id.state", "presumed", "rg_positive", "identified", "reconsideration"),
        level_3,
        yes("id.officer_reasons"),
        all_of(yes("id.self_report"), any_of(findings.act, findings.means, findings.purpose)),
    )


@r_idn_01.requires(Attach(("S14.9", "S14.11", "COE.10", "COE.12", "COE.13")))
def the_presumed_are_assisted() -> Node:
    """With the presumption come assistance, a recovery and reflection period, and protection from removal."""
    return findings.presumed_victim


@r_idn_01.requires(
    Task("IA", "Decide on reasonable grounds"),
    Deadline("Reasonable-grounds decision", setting="rg_days", start=("id.state",)),
)
def the_authority_decides() -> Node:
    """While no decision on reasonable grounds has been taken, the identification authority owes one."""
    return all_of(
        findings.presumed_victim,
        not_established(is_in("id.state", "rg_positive", "rg_negative", "identified", "not_confirmed")),
    )


r_idn_02 = rule(
    "R-IDN-02",
    "Duty to refer",
    priority=2,
    child="Referral to child protection is mandatory; the child is told and the view recorded; a "
    "carer's consent is not "
    "needed where the carer may be involved.",
)


@r_idn_02.requires(
    Attach(("S14.9", "S14.11")),
    Task("CW", "Offer referral to the competent protection body; send it with the person's consent"),
    Deadline("Referral offered", hours=24, start=("id.state", "screen.level")),
    Notice("Where help is to be had, now or later: a refusal closes no door"),
)
def signals_are_referred() -> Node:
    """Where a person is presumed a victim or screened at L2 or above, referral to a competent protection body is
    offered and sent with consent."""
    return any_of(findings.presumed_victim, level_2)


@r_idn_02.requires(Task("CP", "Refer the child to child protection at once; tell the child and record their view"))
def children_are_always_referred() -> Node:
    """A child is referred without waiting for a carer's consent."""
    return all_of(findings.child, any_of(findings.presumed_victim, level_2))


r_idn_03 = rule(
    "R-IDN-03",
    "No removal while identification is pending",
    priority=1,
    child="Same.",
    policy="The law bars removal from reasonable grounds on. That the bar begins with the first "
    "signal is Asylia's policy.",
)

signal_pending = any_of(
    first_signal,
    all_of(level_2, not_established(is_in("screen.state", "reviewed"))),
)


@r_idn_03.forbids("removal.refer", "transfer.third_country")
def no_removal_on_reasonable_grounds() -> Node:
    """From reasonable grounds until identification is concluded the person is neither referred for removal nor
    transferred."""
    return findings.presumed_victim


@r_idn_03.forbids("return.execute")
def no_return_on_reasonable_grounds() -> Node:
    """Nor are they returned, unless it is their own informed wish and the assessed risk is low."""
    return exception(findings.presumed_victim, unless=free_return)


@r_idn_03.forbids("removal.refer", "transfer.third_country", rests=POLICY)
def no_removal_on_a_signal() -> Node:
    """The same holds from the first signal, and while a screening at L2 or above has not been reviewed."""
    return signal_pending


@r_idn_03.forbids("return.execute", rests=POLICY)
def no_return_on_a_signal() -> Node:
    """So it does for return, with the same exception."""
    return exception(signal_pending, unless=free_return)


r_idn_04 = rule(
    "R-IDN-04",
    "Silence, denial and contradiction are not evidence against the person",
    priority=2,
    child="Denial is expected; never question again to break the story; specialists only.",
)


@r_idn_04.requires(
    Warn("Denial and contradiction are common after trauma and under control. They lower nothing."),
    Task("CW", "Make contact again at a safe time"),
)
def denial_lowers_nothing() -> Node:
    """Where a person denies or contradicts what was observed, nothing is scored down and contact is made again."""
    return any_of(yes("account.denied"), yes("account.inconsistent"))


@r_idn_04.forbids("case.close")
def no_case_is_closed_as_not_a_victim() -> Node:
    """No case is closed for the reason that the person is not a victim."""
    return is_in("close.reason", "not_a_victim")


r_idn_05 = rule(
    "R-IDN-05", "The tracks are independent", priority=1, child="A negative decision never closes the child track."
)


@r_idn_05.requires(
    Notice("How to have the identification decision reviewed"),
    Warn("A negative identification changes nothing in asylum, statelessness, child protection or vulnerability."),
)
def a_negative_decision_closes_nothing_else() -> Node:
    """A negative identification decision leaves every other track as it was, and the person is told how to have it
    reviewed."""
    return is_in("id.state", "rg_negative", "not_confirmed")


r_idn_06 = rule(
    "R-IDN-06",
    "Screen before coercion",
    priority=1,
    child="The block is hard.",
)

unscreened = any_of(
    not_established(yes("triage.done")),
    level_2,
    possibly(yes("fear.return")),
)


@r_idn_06.forbids("refuse_entry", "detain", "removal.refer", "penalise.status_offence", hard=False, rests=POLICY)
def screen_before_coercion() -> Node:
    """Nobody is refused entry, detained, referred for removal or charged with a status offence without triage on
    file, at a screening level of L2 or above, or while fear of return has not been ruled out."""
    return unscreened


@r_idn_06.forbids("refuse_entry", "detain", "removal.refer", "penalise.status_offence", hard=True, rests=POLICY)
def a_child_is_screened_before_coercion() -> Node:
    """For a child, or anyone who may be one, nobody may override this."""
    return all_of(maybe_child, unscreened)


@r_idn_06.requires(Task("BO", "Do the triage now"))
def triage_first() -> Node:
    """Where no triage is on file, it is done first."""
    return not_established(yes("triage.done"))


r_idn_07 = rule(
    "R-IDN-07",
    "Negative decisions need a second reader, reasons and a review path",
    priority=3,
    child="The second reader is trained for children; guardian and lawyer are served.",
    policy="No instrument asks for a second reader, individual reasons or an appeal in identification; all three are "
    "Asylia's policy.",
    rests=POLICY,
)


@r_idn_07.forbids("identification.negative_without_review")
def a_negative_decision_is_read_twice() -> Node:
    """A negative decision stands only with a second reader, individual reasons and notice of review in the person's
    language. A positive decision needs one person."""
    return not_established(
        all_of(
            yes("decision.second_reader"),
            yes("decision.individual_reasons"),
            yes("decision.review_notice"),
        )
    )
