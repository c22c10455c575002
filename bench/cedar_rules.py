"""The guards of the 21 rules for Cedar, by hand and in its own way.

Permit by default and forbid where a child or a fear is seen; permit on a condition where the rule is a permission.

Cedar leaves a policy out that reads a missing attribute. Findings are not its business and are left out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from measure import hand_back, once, per_case, read_cases, repeated

POLICIES = """
permit(principal, action in [Action::"age.treat_as_adult", Action::"refuse_entry", Action::"return.execute",
    Action::"detain"], resource);

forbid(principal, action in [Action::"age.treat_as_adult", Action::"detain"], resource)
when { context.person_child };

forbid(principal, action in [Action::"age.treat_as_adult", Action::"detain"], resource)
when { !(context has person_child) && context.person_age_doubt };

forbid(principal, action == Action::"refuse_entry", resource)
when { context.fear_return };

forbid(principal, action == Action::"refuse_entry", resource)
when { context has fear_harms };

forbid(principal, action == Action::"refuse_entry", resource)
when {
    context.fear_retrafficking || context.fear_reprisal_self || context.fear_reprisal_family ||
    context.fear_ostracism || context.fear_serious_discrimination || context.fear_punish_authority ||
    context.fear_trafficking_first
};

forbid(principal, action == Action::"return.execute", resource)
when { if context has person_child then context.person_child else context.person_age_doubt }
unless {
    ["decided", "implemented", "review"].contains(context.bid_state) && context.bid_outcome == "return" &&
    context.carer_verified && context.ret_risk_assessed && context.child_heard
};

permit(principal, action == Action::"interview.start", resource)
when { context.int_venue_safe && context.int_private && !context.int_controller_present };

permit(principal, action == Action::"share:police", resource)
when { context.consent_share_police };

permit(principal, action == Action::"share:police", resource)
when { context.risk_life_imminent };

permit(principal, action == Action::"share:police", resource)
when { context.share_legal_duty };
"""

ACTIONS = ("age.treat_as_adult", "refuse_entry", "return.execute", "detain", "interview.start", "share:police")


def requests(case: dict[str, Any]) -> list[dict[str, Any]]:
    """One request for each action about this person."""
    context = {key.replace(".", "_"): held for key, held in case.items()}
    return [
        {
            "principal": 'Officer::"1"',
            "action": f'Action::"{action}"',
            "resource": 'Person::"1"',
            "context": context,
        }
        for action in ACTIONS
    ]


def main(folder: Path, repeats: int, singles: int) -> None:
    """Measure and hand back."""
    from cedarpy import Entities, PolicySet, is_authorized_batch

    policies, entities = PolicySet.from_str(POLICIES), Entities.from_json_str("[]")
    cases = [requests(case) for case in read_cases(folder)]
    few = cases[:singles]

    def values(asked: list[dict[str, Any]]) -> list[Any]:
        found: list[Any] = is_authorized_batch(asked, policies, entities)
        return found

    def reasons(asked: list[dict[str, Any]]) -> list[Any]:
        return [(result.decision, result.diagnostics.reasons, result.diagnostics.errors) for result in values(asked)]

    hand_back(
        {
            "many": len(cases),
            "one_us": repeated(repeats, lambda: per_case(values, few)),
            "reasons_us": repeated(repeats, lambda: per_case(reasons, few)),
            "many_ms": [once(lambda: [values(case) for case in cases])],
            "answers": [
                {
                    "findings": {},
                    "guards": {
                        action: "allow" if result.allowed else "refuse"
                        for action, result in zip(ACTIONS, values(case), strict=True)
                    },
                }
                for case in few
            ],
        }
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
