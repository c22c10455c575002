"""The closed list of actions the law can forbid. An action that takes a parameter stands once for each value."""

from __future__ import annotations

from asylia.law.facts import FACTS

RECIPIENTS = (
    *(key.removeprefix("consent.share.") for key in FACTS if key.startswith("consent.share.")),
    "immigration_enforcement",
    "public",
)
"""Whom something could be shared with. The last two always refuse."""

PENALTY_GROUNDS = ("non_cooperation", "case_closed", "suspect_acquitted")
REJECTION_GROUNDS = (
    *PENALTY_GROUNDS,
    "exclusion",
    "internal_relocation",
    "late_disclosure",
    "no_documents",
    "manifestly_unfounded",
)
CARERS = ("accompanying_adult", "relative", "suspected_controller")
REFUGEE_SOLUTIONS = ("voluntary_repatriation", "resettlement", "local_integration", "complementary_pathway")
OTHER_SOLUTIONS = ("host_integration", "assisted_voluntary_return", "protective_relocation", "migratory_option")
SOLUTIONS = REFUGEE_SOLUTIONS + OTHER_SOLUTIONS

ACTIONS: tuple[str, ...] = (
    "return.execute",
    "return.prepare",
    "removal.refer",
    "transfer.third_country",
    "contact.origin_authority",
    *(f"share:{recipient}" for recipient in RECIPIENTS),
    "detain",
    "detain.continue",
    "penalise.status_offence",
    "prosecute.compelled_offence",
    "interview.start",
    "interview.continue",
    "age.treat_as_adult",
    *(f"asylum.reject_on:{ground}" for ground in REJECTION_GROUNDS),
    "support.condition_on_cooperation",
    "support.withdraw",
    *(f"care.place_with:{carer}" for carer in CARERS),
    "tracing.contact",
    "family.reunify",
    "child.bid_required_decision",
    "case.close",
    *(f"solution.start:{solution}" for solution in SOLUTIONS),
    "publish.data",
    "risk.link_to_person",
    "identification.negative_without_review",
    "consent.capture",
    "penalise.smuggled_person",
    "refuse_entry",
    "support.impose",
    *(f"asylum.condition_on:{ground}" for ground in PENALTY_GROUNDS),
    *(f"asylum.revoke_on:{ground}" for ground in PENALTY_GROUNDS),
)


def expand(*patterns: str) -> tuple[str, ...]:
    """The actions that names stand for; a trailing * stands for all that begin so. Raises ValueError."""
    named: list[str] = []
    for pattern in patterns:
        stem = pattern.removesuffix("*")
        found = [action for action in ACTIONS if action == pattern or (stem != pattern and action.startswith(stem))]
        if not found:
            raise ValueError(f"no action is called {pattern}")
        named.extend(found)
    return tuple(dict.fromkeys(named))
