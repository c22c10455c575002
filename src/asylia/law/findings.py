"""The conclusions the law can come to about what is indicated. None of them is a decision about a person."""

from __future__ import annotations

from asylia.law.nodes import Finding

act = Finding("act", "An act of trafficking")
means = Finding("means", "A means of trafficking")
purpose = Finding("purpose", "A purpose of exploitation")
trafficking = Finding("trafficking", "Trafficking in persons")
smuggled_migrant = Finding("smuggled_migrant", "Smuggling of the person")
child = Finding("child", "Under 18")
presumed_victim = Finding("presumed_victim", "Reasonable grounds: presumed victim of trafficking")
outside = Finding("ref.outside", "Outside the country of origin")
persecution = Finding("ref.persecution", "Feared harm amounting to persecution")
fear = Finding("ref.fear", "Well-founded fear")
no_state_protection = Finding("ref.no_state_protection", "No protection by the State of origin")
convention_ground = Finding("ref.ground", "A Convention ground that contributes")
sur_place = Finding("ref.sur_place", "Fear that arose after departure")
avail = Finding("ref.avail", "Unable or unwilling to avail of protection")
compelling_reasons = Finding("ref.compelling_reasons", "Compelling reasons from past persecution")
refugee_criteria = Finding("refugee_criteria", "Refugee criteria, for decision")
complementary_protection = Finding("complementary_protection", "Complementary protection")
at_risk_of_statelessness = Finding("at_risk_of_statelessness", "Risk of statelessness")

FINDINGS: tuple[Finding, ...] = (
    act,
    means,
    purpose,
    trafficking,
    smuggled_migrant,
    child,
    presumed_victim,
    outside,
    persecution,
    fear,
    no_state_protection,
    convention_ground,
    sur_place,
    avail,
    compelling_reasons,
    refugee_criteria,
    complementary_protection,
    at_risk_of_statelessness,
)
