"""What a country profile may say: its keys, the floor under each, and the names the rules use for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

Plain = bool | int | str | tuple[str, ...]
"""What a profile can say in one place: yes or no, a number, words, or a list of words."""

REFLECTION_FLOOR_DAYS = 30
"""Council of Europe anti-trafficking convention, article 13(1); Asylia's policy where that convention does not bind."""

GUARDIAN_FLOOR_WORKING_DAYS = 5
"""Asylia's default for R-CHD-02. A country may be faster."""

DECISION_FLOOR_WORKING_DAYS = 5
"""Asylia's default for R-IDN-01. A country may be faster."""

MAJORITY_FLOOR = 18
"""Convention on the Rights of the Child, article 1, read with the Palermo Protocol, article 3(d)."""

SAVING_CLAUSE = "R-NRF-02"


@dataclass(frozen=True)
class Floor:
    """The least a value may protect. below: whether a value falls short. rules: what then prevails over it."""

    below: Callable[[Any], bool]
    says: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One key a profile may hold. core: a profile in which it is unchecked carries a banner."""

    kind: str
    core: bool = False
    floor: Floor | None = None


def _floor(below: Callable[[Any], bool], says: str, *rules: str) -> Floor:
    return Floor(below, says, (*rules, SAVING_CLAUSE))


def _said_no(value: Plain) -> bool:
    return value is False


def _said_anything(_value: Plain) -> bool:
    return True


_REFLECTION = _floor(
    lambda days: days < REFLECTION_FLOOR_DAYS,
    f"recovery and reflection last {REFLECTION_FLOOR_DAYS} days or more",
    "R-AST-02",
)

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "trafficking_definition.means_required_adult": Field("flag", core=True),
        "trafficking_definition.extra_purposes": Field("texts"),
        "trafficking_definition.internal": Field(
            "flag", floor=_floor(_said_no, "trafficking needs no border crossing", "R-TRF-07")
        ),
        "identification.rg_authority": Field("text", core=True),
        "identification.conclusive_authority": Field("text"),
        "identification.rg_standard": Field("text"),
        "identification.rg_days": Field(
            "number",
            floor=_floor(
                lambda days: days > DECISION_FLOOR_WORKING_DAYS,
                f"a decision on reasonable grounds is due in {DECISION_FLOOR_WORKING_DAYS} working days at most",
                "R-IDN-01",
            ),
        ),
        "identification.conclusive_standard": Field("text"),
        "identification.appeal": Field("text"),
        "identification.who_may_refer": Field("texts"),
        "identification.duty_to_report": Field("flag"),
        "identification.consent_required_adult": Field(
            "flag", floor=_floor(_said_no, "an adult is referred with consent", "R-CON-01")
        ),
        "reflection.in_national_law": Field("flag", core=True),
        "reflection.days": Field("number", floor=_REFLECTION),
        "reflection.min_days": Field("number", floor=_REFLECTION),
        "reflection.max_days": Field("number", floor=_REFLECTION),
        "reflection.start_event": Field("text"),
        "reflection.rights": Field("text"),
        "reflection.early_end": Field(
            "texts",
            floor=_floor(_said_anything, "reflection ends early only as the person freely asks", "R-AST-02"),
        ),
        "asylum.statute": Field("flag", core=True),
        "asylum.body": Field("text", core=True),
        "asylum.mandate_rsd": Field("flag", core=True),
        "asylum.time_limit": Field(
            "text", floor=_floor(_said_anything, "a late claim is still a claim", "R-REF-14", "R-REF-15")
        ),
        "asylum.appeal_days": Field("number"),
        "asylum.suspensive": Field(
            "flag", floor=_floor(_said_no, "nobody is returned while an appeal is open", "R-NRF-01")
        ),
        "asylum.work_right": Field("text"),
        "asylum.access_at_border": Field("text"),
        "non_punishment.scope": Field("scope", core=True),
        "non_punishment.mechanism": Field("text"),
        "non_punishment.stage": Field("text"),
        "non_punishment.exclusions": Field(
            "texts",
            floor=_floor(_said_anything, "no compelled offence is left out of the review", "R-NPU-01", "R-NPU-04"),
        ),
        "detention.child_ban": Field(
            "flag", floor=_floor(_said_no, "a child is not detained for migration reasons", "R-DET-02")
        ),
        "detention.vot_ban": Field("flag", floor=_floor(_said_no, "a trafficked person is not detained", "R-DET-01")),
        "detention.max": Field("text"),
        "detention.review": Field("text"),
        "detention.alternatives": Field("text"),
        "child.authority": Field("text", core=True),
        "child.guardian_body": Field("text"),
        "child.guardian_days": Field(
            "number",
            floor=_floor(
                lambda days: days > GUARDIAN_FLOOR_WORKING_DAYS,
                f"a guardian is appointed in {GUARDIAN_FLOOR_WORKING_DAYS} working days at most",
                "R-CHD-02",
            ),
        ),
        "child.age_procedure": Field("text"),
        "child.minority_presumption": Field(
            "flag", floor=_floor(_said_no, "in doubt about age the person is treated as a child", "R-CHD-01")
        ),
        "child.majority_age": Field(
            "number",
            floor=_floor(lambda age: age < MAJORITY_FLOOR, f"a child is anyone under {MAJORITY_FLOOR}", "R-CHD-01"),
        ),
        "stateless.procedure": Field("flag"),
        "stateless.body": Field("text"),
        "services.shelters": Field("text"),
        "services.helplines": Field("text"),
        "services.interpreters": Field("text"),
        "services.legal_aid": Field("text"),
        "services.partners": Field("text"),
        "return.avrr_partner": Field("text"),
        "return.consular_rules": Field("text"),
        "return.bid_authority": Field("text"),
        "data.law": Field("text"),
        "data.retention": Field("text"),
        "data.prohibited_registers": Field("texts"),
        "data.mandatory_reports": Field("texts"),
        "working_days.weekend": Field("weekdays"),
        "holidays.yearly": Field("month_days"),
        "holidays.dated": Field("dates"),
        "languages.official": Field("texts"),
        "floor_policy.reflection_days_if_null": Field("number", floor=_REFLECTION),
    }
)
"""Every key a profile may hold, with its kind and, where it matters for protection, its floor."""

CORE_FIELDS = tuple(key for key, field in FIELDS.items() if field.core)
CORE_INSTRUMENTS = ("PAL", "RC51", "RP67", "COE", "CRC")

RULE_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "means_required_adult": "trafficking_definition.means_required_adult",
        "rg_days": "identification.rg_days",
        "identification_authority": "identification.rg_authority",
        "duty_to_report": "identification.duty_to_report",
        "reflection_days": "reflection.days",
        "reflection_in_national_law": "reflection.in_national_law",
        "asylum_statute": "asylum.statute",
        "asylum_body": "asylum.body",
        "mandate_rsd": "asylum.mandate_rsd",
        "appeal_days": "asylum.appeal_days",
        "appeal_suspensive": "asylum.suspensive",
        "non_punishment_scope": "non_punishment.scope",
        "child_detention_ban": "detention.child_ban",
        "vot_detention_ban": "detention.vot_ban",
        "guardian_working_days": "child.guardian_days",
        "minority_presumption": "child.minority_presumption",
        "majority_age": "child.majority_age",
        "prohibited_registers": "data.prohibited_registers",
    }
)
"""The names the rules use, and the key of the file each one reads."""

REFLECTION_KEYS = ("reflection.days", "reflection.min_days", "floor_policy.reflection_days_if_null")

FLAGS = (
    "means_required_adult",
    "duty_to_report",
    "reflection_in_national_law",
    "asylum_statute",
    "mandate_rsd",
    "appeal_suspensive",
    "child_detention_ban",
    "vot_detention_ban",
    "minority_presumption",
)


def falls_short(key: str, value: Plain | None) -> bool:
    """Whether that value would protect less than the floor of its key. What is not known never does."""
    floor = FIELDS[key].floor
    return floor is not None and value is not None and floor.below(value)
