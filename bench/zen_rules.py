"""The 21 rules for zen-engine, by hand and in its own way: as decision tables, and as expressions.

Both are two-valued: what is null or missing is not true, and a table falls through to its last row.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from measure import hand_back, once, per_case, read_cases, repeated

ANY_OF: dict[str, tuple[str, ...]] = {
    "act": ("act_recruited", "act_transported", "act_transferred", "act_harboured", "act_received"),
    "means": (
        "means_force",
        "means_threat",
        "means_other_coercion",
        "means_abduction",
        "means_fraud",
        "means_deception",
        "means_abuse_power",
        "means_abuse_vuln",
        "means_payment_controller",
    ),
    "purpose": ("purpose_occurred", "purpose_intended"),
    "child": ("person_child",),
    "outside": ("loc_outside_origin",),
    "fear": (
        "fear_retrafficking",
        "fear_reprisal_self",
        "fear_reprisal_family",
        "fear_ostracism",
        "fear_serious_discrimination",
        "fear_punish_authority",
        "fear_trafficking_first",
    ),
    "trafficked": ("past_trafficked_origin", "past_trafficked_transit", "past_trafficked_host"),
    "a_ground": (
        "ground_race",
        "ground_religion",
        "ground_nationality",
        "ground_social_group",
        "ground_political_opinion",
    ),
    "a_nexus": ("nexus_harm", "nexus_failure"),
    "avail": ("avail_unable", "avail_unwilling"),
}
"""One yes is enough."""

ROWS: dict[str, list[tuple[dict[str, str], str]]] = {
    "persecution": [({"len(fear_harms ?? [])": "> 0"}, "true")],
    "treated_as_child": [
        ({"person_child": "true"}, "true"),
        ({"person_child": "null", "person_age_doubt": "true"}, "true"),
    ],
    "fear_return_derived": [
        ({"fear": "true"}, "true"),
        ({"persecution": "true"}, "true"),
        ({"fear_return": "true"}, "true"),
    ],
    "trafficking": [
        ({"act": "true", "means": "true", "purpose": "true"}, "true"),
        ({"act": "true", "child": "true", "purpose": "true"}, "true"),
    ],
    "compelling_reasons": [({"trafficked": "true", "past_atrocious": "true", "past_effects_ongoing": "true"}, "true")],
    "ground": [({"a_ground": "true", "a_nexus": "true"}, "true")],
    "refugee_criteria": [
        ({"outside": "true", feared: "true", "ground": "true", "avail": "true", **exclusion}, "true")
        for feared in ("fear", "persecution", "compelling_reasons")
        for exclusion in ({"excl_trigger": "false"}, {"excl_checklist_done": "true"})
    ],
    "age_treat_as_adult": [({"treated_as_child": "true"}, "true")],
    "refuse_entry": [({"fear_return_derived": "true"}, "true")],
    "return_execute": [
        ({"treated_as_child": "false"}, "false"),
        (
            {
                "bid_state": '"decided", "implemented", "review"',
                "bid_outcome": '"return"',
                "carer_verified": "true",
                "ret_risk_assessed": "true",
                "child_heard": "true",
            },
            "false",
        ),
        ({}, "true"),
    ],
    "detain": [({"treated_as_child": "true"}, "true")],
    "interview_start": [
        ({"int_venue_safe": "true", "int_private": "true", "int_controller_present": "false"}, "false"),
        ({}, "true"),
    ],
    "share_police": [
        ({"consent_share_police": "true"}, "false"),
        ({"risk_life_imminent": "true"}, "false"),
        ({"share_legal_duty": "true"}, "false"),
        ({}, "true"),
    ],
}
"""Rows of a table: inputs and the value; where no row matches the value is false."""

LEVELS = (
    (*ANY_OF, "persecution", "treated_as_child"),
    ("fear_return_derived", "trafficking", "compelling_reasons", "ground"),
    ("refugee_criteria", "age_treat_as_adult", "refuse_entry", "return_execute", "detain"),
    ("interview_start", "share_police"),
)
"""Tables that stand beside each other; each level reads the ones before."""

EXPRESSIONS: dict[str, str] = {
    **{name: " or ".join(f"{key} == true" for key in keys) for name, keys in ANY_OF.items()},
    "persecution": "len(fear_harms ?? []) > 0",
    "treated_as_child": "$.child or (person_child == null and person_age_doubt == true)",
    "fear_return_derived": "$.fear or $.persecution or fear_return == true",
    "trafficking": "$.act and $.purpose and ($.means or $.child)",
    "compelling_reasons": "$.trafficked and past_atrocious == true and past_effects_ongoing == true",
    "ground": "$.a_ground and $.a_nexus",
    "refugee_criteria": "$.outside and ($.fear or $.persecution or $.compelling_reasons) and $.ground and $.avail "
    "and (excl_trigger == false or excl_checklist_done == true)",
    "age_treat_as_adult": "$.treated_as_child",
    "refuse_entry": "$.fear_return_derived",
    "return_execute": '$.treated_as_child and not((bid_state ?? "none") in ["decided", "implemented", "review"] '
    'and bid_outcome == "return" and carer_verified == true and ret_risk_assessed == true and child_heard == true)',
    "detain": "$.treated_as_child",
    "interview_start": "not(int_venue_safe == true and int_private == true and int_controller_present == false)",
    "share_police": "not(consent_share_police == true or risk_life_imminent == true or share_legal_duty == true)",
}

FINDINGS = {
    "act": "act",
    "means": "means",
    "purpose": "purpose",
    "trafficking": "trafficking",
    "child": "child",
    "ref.outside": "outside",
    "ref.persecution": "persecution",
    "ref.fear": "fear",
    "ref.ground": "ground",
    "ref.avail": "avail",
    "ref.compelling_reasons": "compelling_reasons",
    "refugee_criteria": "refugee_criteria",
}
GUARDS = {
    "age.treat_as_adult": "age_treat_as_adult",
    "refuse_entry": "refuse_entry",
    "return.execute": "return_execute",
    "detain": "detain",
    "interview.start": "interview_start",
    "share:police": "share_police",
}

Graph = dict[str, Any]


def expressions() -> Graph:
    """One node with all expressions."""
    written = [{"id": name, "key": name, "value": text} for name, text in EXPRESSIONS.items()]
    node = {"id": "law", "name": "law", "type": "expressionNode", "content": {"expressions": written}}
    return _graph([[node]])


def tables() -> Graph:
    """A decision table for each conclusion."""
    any_of = {name: [({key: "true"}, "true") for key in keys] for name, keys in ANY_OF.items()}
    rows = {**any_of, **ROWS}
    return _graph([[_table(name, rows[name]) for name in level] for level in LEVELS])


def _table(name: str, rows: list[tuple[dict[str, str], str]]) -> Graph:
    read = list(dict.fromkeys(field for inputs, _ in rows for field in inputs))
    written = [
        {"_id": f"{name}{number}", **{field: inputs.get(field, "") for field in read}, "value": value}
        for number, (inputs, value) in enumerate([*rows, ({}, "false")])
    ]
    content = {
        "hitPolicy": "first",
        "passThrough": True,
        "inputs": [{"id": field, "name": field, "field": field} for field in read],
        "outputs": [{"id": "value", "name": name, "field": name}],
        "rules": written,
    }
    return {"id": name, "name": name, "type": "decisionTableNode", "content": content}


def _graph(levels: list[list[Graph]]) -> Graph:
    ends = [{"id": "in", "name": "in", "type": "inputNode"}], [{"id": "out", "name": "out", "type": "outputNode"}]
    layers = [ends[0], *levels, ends[1]]
    edges = [
        {"id": f"{source['id']}-{target['id']}", "sourceId": source["id"], "targetId": target["id"]}
        for here, there in pairwise(layers)
        for source in here
        for target in there
    ]
    return {"nodes": [node for layer in layers for node in layer], "edges": edges}


def answers(result: dict[str, Any]) -> dict[str, Any]:
    """What one evaluation says, in the words that all engines are compared in."""
    return {
        "findings": {name: bool(result[written]) for name, written in FINDINGS.items()},
        "guards": {action: "refuse" if result[written] else "allow" for action, written in GUARDS.items()},
    }


def inputs(case: dict[str, Any]) -> dict[str, Any]:
    """A person as zen-engine takes them: plain names, null where unknown is left out."""
    return {key.replace(".", "_"): held for key, held in case.items()}


def figures_of(graph: Graph, cases: list[dict[str, Any]], repeats: int, singles: int) -> dict[str, Any]:
    """All measurements of the rules written in one way."""
    import zen

    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    few = cases[:singles]

    def values(case: dict[str, Any]) -> Any:
        return decision.evaluate(case)

    def traced(case: dict[str, Any]) -> Any:
        return decision.evaluate(case, {"trace": True})

    return {
        "one_us": repeated(repeats, lambda: per_case(values, few)),
        "reasons_us": repeated(repeats, lambda: per_case(traced, few)),
        "many_ms": [once(lambda: [values(case) for case in cases])],
        "answers": [answers(values(case)["result"]) for case in few],
    }


def main(folder: Path, repeats: int, singles: int) -> None:
    """Measure and hand back."""
    cases = [inputs(case) for case in read_cases(folder)]
    ways = {"expressions": expressions(), "tables": tables()}
    hand_back({way: figures_of(graph, cases, repeats, singles) for way, graph in ways.items()})


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
