"""Non-refoulement, the saving clause, and the ban on contact with the country of origin."""

from __future__ import annotations

from asylia.law import findings
from asylia.law.nodes import Node, all_of, any_of, exception, is_in, not_established, yes
from asylia.law.rule import GUIDANCE, Attach, Task, principle, rule
from asylia.law.rules.terms import asylum_open, free_repatriation, origin_contact_barred

r_nrf_01 = rule("R-NRF-01", "No return while protection is open", priority=1, child="Same.")


@r_nrf_01.requires(Attach(("S10.3", "S14.1")))
def non_refoulement() -> Node:
    """From the first wish for asylum on, and for as long as protection lasts, the person is not sent back."""
    return asylum_open


@r_nrf_01.forbids("removal.refer")
def no_referral_for_removal() -> Node:
    """Nobody is referred for removal while protection is open."""
    return asylum_open


@r_nrf_01.forbids("return.*")
def no_return_while_protection_is_open() -> Node:
    """Return is neither prepared nor carried out while protection is open; a refugee's voluntary repatriation is the
    one exception."""
    return exception(asylum_open, unless=free_repatriation)


@r_nrf_01.forbids("transfer.third_country")
def no_transfer_without_individual_check() -> Node:
    """Transfer to a third country waits until the risk there was checked for this person and found clear."""
    return exception(asylum_open, unless=yes("transfer.risk_checked"))


r_nrf_02 = principle(
    "R-NRF-02",
    "The saving clause",
    "Nothing done under anti-trafficking law lowers refugee, humanitarian or human-rights protection, and measures are "
    "applied without discrimination. Of two outcomes in conflict the protective one is taken.",
    priority=1,
    child="Best interests are a first-class consideration.",
    policy="The clause preserves the other regime; that the more protective outcome is taken is "
    "Asylia's policy resting on it.",
    enforced_by="Country profiles can only tighten: a national rule that would lower protection is "
    "shown and not applied. "
    "Where two rules meet on one action, the stricter verdict stands.",
)

r_nrf_03 = rule(
    "R-NRF-03",
    "A last human-rights check",
    priority=1,
    child="R-CHD-05 applies as well.",
    policy="A last check before any return is UNHCR guidance and human-rights law.",
)

last_check_owed = all_of(
    is_in("asylum.state", "rejected_final", "hr_refoulement_check", "return_eligible"),
    any_of(
        is_in("asylum.hr_check", "not_done", "risk_found"),
        all_of(
            is_in("asylum.state", "rejected_final", "hr_refoulement_check"),
            not_established(is_in("asylum.hr_check", "cleared")),
        ),
    ),
)
"""The state return_eligible rests on a cleared check; a file that says otherwise is not followed."""


@r_nrf_03.forbids("return.*")
def no_return_before_the_last_check() -> Node:
    """After a final refusal no return before the human-rights check, renewed trafficking included, is cleared."""
    return last_check_owed


@r_nrf_03.requires(Task("PO", "Do the human-rights check before any return, renewed trafficking included"))
def the_last_check_is_done() -> Node:
    """The check is a task of its own."""
    return last_check_owed


r_nrf_04 = rule(
    "R-NRF-04",
    "No contact with the country of origin",
    priority=1,
    child="The guardian cannot waive this alone.",
)


@r_nrf_04.forbids("contact.origin_authority", "share:origin_authority", rests=GUIDANCE)
def nothing_reaches_the_country_of_origin() -> Node:
    """Nothing reaches an authority of the country of origin unless the person was told about asylum alone and
    declined, or may be returned after every check, no official is involved, and the person consents. Consular
    notification is explained, and used only by the person's own free wish."""
    return origin_contact_barred


@r_nrf_04.forbids("contact.origin_authority", "share:origin_authority", rests=GUIDANCE)
def a_guardian_cannot_waive_it_alone() -> Node:
    """For a child the guardian's consent is not enough: the child agrees too."""
    return all_of(findings.child, not_established(yes("child.assent")))
