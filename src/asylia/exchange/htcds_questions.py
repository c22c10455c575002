"""The questions that HTCDS codes raise. A code sets no fact: it says what is worth asking for first."""

from __future__ import annotations

from collections.abc import Mapping

STATUS = "vic_TraffickingStatus"
DECIDED_BY = "vic_TraffickingStatusDecisionMakingOrg"

RAISED_BY_ANY: Mapping[str, tuple[str, ...]] = {
    STATUS: ("id.state",),
    DECIDED_BY: ("id.state",),
    "vic_MethodOfRecruitment": ("act.recruited",),
    "vic_MethodsOfControl": ("control_suspected",),
    "vic_TypeOfExploitation": ("purpose.occurred", "purpose.type"),
    "vic_ForcedLabourIndustry": ("purpose.occurred", "need.labour_claim"),
    "vic_TypeOfSexExploitation": ("purpose.occurred", "sv.occurred"),
}
"""Facts that any code of the field makes worth asking for."""

RAISED_BY_CODE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "vic_MethodOfRecruitment": {"ThroughFamilyOrFamilyEvents": ("trace.family_involved",)},
    "vic_MethodsOfControl": {
        "PhysicalThreats": ("means.threat", "safety.threat"),
        "ThreatsLawEnforcement": ("means.threat",),
        "ThreatensChildrenFamily": ("means.threat", "safety.threat"),
        "DebtBondage": ("means.other_coercion",),
        "FalsePromises": ("means.deception",),
        "PhysicalAbuse": ("means.force", "need.health"),
        "SexualAbuse": ("need.health", "sv.occurred"),
        "TakesEarnings": ("means.other_coercion", "need.labour_claim"),
        "RestrictsFinancialAccess": ("means.other_coercion",),
        "RestrictsMedicalCare": ("means.other_coercion", "need.health"),
        "WithholdsNecessities": ("basic_needs", "means.other_coercion"),
        "PsychologicalAbuse": ("means.other_coercion", "need.torture_trauma"),
        "PsychoactiveSubstance": ("int.medical_need", "means.other_coercion"),
        "ExcessiveWorkingHours": ("purpose.occurred", "need.labour_claim"),
        "WithholdsDocuments": ("doc.state",),
    },
    "vic_TypeOfExploitation": {
        "ForcedLabour": ("need.labour_claim",),
        "SexualExploitation": ("need.health", "sv.occurred"),
        "ChildLabour": ("person.declared_age",),
        "OrganRemoval": ("need.health",),
    },
}
"""Further facts that a single code makes worth asking for."""

RAISED_BY_TEXT: Mapping[str, tuple[str, ...]] = {
    "con_Consent": ("consent.interview",),
    "vic_LocationOfExploitation": ("past.trafficked_host",),
}
"""Facts that a cell of free text makes worth asking for; the text itself is not read."""
