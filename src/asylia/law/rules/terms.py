"""Terms that several rules share, defined once."""

from __future__ import annotations

from asylia.law.findings import child, presumed_victim, smuggled_migrant, trafficking
from asylia.law.nodes import Node, Setting, all_of, any_of, is_in, no, not_established, possibly, yes

ASYLUM_OPEN = (
    "wish_expressed",
    "fear_expressed",
    "registered",
    "interview_scheduled",
    "interviewed",
    "assessed",
    "exclusion_screen",
    "rejected_first",
    "appeal",
    "rejected_final",
    "hr_refoulement_check",
    "non_removable",
    "recognised",
    "complementary",
)
"""From the first wish to the last check, and every status that protects (R-NRF-01)."""

LIFTED_BY_FEAR = ("not_raised", "information_given", "undecided", "wish_declined", "withdrawn")
"""States that fear in any words lifts to fear_expressed (R-REF-15), a withdrawn claim among them."""

UNACCOMPANIED = ("unaccompanied", "separated", "orphan_unverified", "child_headed_household")

level_2 = is_in("screen.level", "L2", "L3", "L4")
level_3 = is_in("screen.level", "L3", "L4")

maybe_child: Node = possibly(child)
unaccompanied = is_in("person.uasc", *UNACCOMPANIED)
left_to_a_human: Node = Setting("left_to_a_human")
"""Never known to software: an element that is neither met nor refuted by facts, and is decided with reasons."""

asylum_claimed = is_in("asylum.state", *ASYLUM_OPEN)
"""Asylum was asked for, in whatever words (fear makes it so before any rule runs, R-REF-15), or protection given."""

asylum_open = any_of(
    asylum_claimed,
    all_of(is_in("asylum.state", *LIFTED_BY_FEAR), yes("fear.return")),
)
"""Asylum is open once a wish or a fear was voiced; while fear has not been ruled out it may be open (R-REF-15)."""

recognised = is_in("asylum.state", "recognised")
detained = yes("det.held")

smuggling_turned = all_of(
    smuggled_migrant,
    any_of(
        yes("smug.debt_inflated"),
        all_of(yes("smug.held_for_ransom"), yes("purpose.occurred")),
        is_in("doc.state", "confiscated_by_controller"),
        yes("smug.handed_to_exploiter"),
    ),
)
"""Smuggling that shows signs of having become trafficking (R-TRF-09)."""

first_signal = any_of(is_in("id.state", "signal"), trafficking, smuggling_turned)
"""A sign short of reasonable grounds."""

signal = any_of(first_signal, presumed_victim)
"""Any sign that opens identification, presumption and decision included."""

risk_is_low = all_of(yes("ret.risk_assessed"), is_in("ret.risk", "low"))
"""What R-SOL-04 asks for: assessed, and every core item low."""

free_return = all_of(yes("ret.voluntary"), yes("ret.informed"), risk_is_low)
"""The person's own informed wish, at low assessed risk."""

free_repatriation = all_of(
    any_of(recognised, is_in("asylum.state", "complementary")),
    yes("ret.voluntary"),
    yes("ret.informed"),
    yes("consent.share.unhcr"),
    no("fear.return"),
)
"""What R-SOL-09 asks of a voluntary repatriation: free, informed, not while fear stands, with UNHCR."""

best_interests_determined = is_in("bid.state", "decided", "implemented", "review")
guardian_appointed = is_in("guardian.state", "appointed")

origin_contact_barred = any_of(
    ~is_in("asylum.state", "wish_declined", "return_eligible"),
    all_of(is_in("asylum.state", "wish_declined"), yes("fear.return")),
    not_established(yes("asylum.informed")),
    yes("agent.complicit_official"),
    not_established(yes("consent.share.origin_authority")),
)
"""While this holds nothing may reach the country of origin (R-NRF-04)."""

statelessness_open = is_in(
    "stl.state",
    "nationality_unclear",
    "sequence_check",
    "enquiry_non_origin",
    "enquiry_origin",
    "not_considered_national",
    "suspended",
    "stateless_recognised",
)
"""The procedure on nationality is running, waits for the asylum claim, or ended in recognition."""
