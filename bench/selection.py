"""The 21 rules that every engine is measured on: Asylia's own trees, taken out of the whole law."""

from __future__ import annotations

from collections.abc import Mapping

from asylia.law.country import FLOOR
from asylia.law.engine import Law
from asylia.law.nodes import keys_read
from asylia.law.rule import RULES

DEFINITION_OF_TRAFFICKING = ("R-TRF-01", "R-TRF-02", "R-TRF-03", "R-TRF-04", "R-TRF-05", "R-CHD-01")
ELEMENTS_OF_REFUGEE_STATUS = (
    "R-REF-01",
    "R-REF-02",
    "R-REF-03",
    "R-REF-04",
    "R-REF-05",
    "R-REF-06",
    "R-REF-08",
    "R-REF-12",
    "R-REF-13",
    "R-REF-15",
    "R-REF-20",
)
RULES_OF_GUARDS = ("R-CHD-05", "R-DET-02", "R-CON-05", "R-CON-01")
"""Two more guards stand in rules above: R-CHD-01 (age.treat_as_adult) and R-REF-15 (refuse_entry)."""

SELECTED = (*DEFINITION_OF_TRAFFICKING, *ELEMENTS_OF_REFUGEE_STATUS, *RULES_OF_GUARDS)

GUARDS: Mapping[str, str] = {
    "age.treat_as_adult": "R-CHD-01",
    "refuse_entry": "R-REF-15",
    "return.execute": "R-CHD-05",
    "detain": "R-DET-02",
    "interview.start": "R-CON-05",
    "share:police": "R-CON-01",
}
"""The actions that are compared, each with the one selected rule that forbids it."""


class Selection(Law):
    """The selected findings and guards at the international floor, without duties."""

    def __init__(self) -> None:
        super().__init__(FLOOR)
        indicated = {ground.finding for rule_id in SELECTED for ground in RULES[rule_id].grounds}
        self.findings = tuple(finding for finding in self.findings if finding in indicated)
        self.blocks = tuple(
            next(block for block in RULES[rule_id].blocks if action in block.actions)
            for action, rule_id in GUARDS.items()
        )
        self.duties = ()


SELECTION = Selection()

FINDINGS: tuple[str, ...] = tuple(finding.name for finding in SELECTION.findings)

NEEDED_TO_DERIVE = ("asylum.informed",)
"""A "no fear" counts only once asylum was explained."""

KEYS: tuple[str, ...] = tuple(
    dict.fromkeys([key for condition, _ in SELECTION.conditions for key in keys_read(condition)] + [*NEEDED_TO_DERIVE])
)
"""The facts that the selected rules read."""
