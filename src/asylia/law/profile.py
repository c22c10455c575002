"""A host country as the law reads it: typed answers, never below the floor, each with its source and check state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from asylia.law.calendar import Calendar, add_months
from asylia.law.profile_fields import (
    CORE_FIELDS,
    CORE_INSTRUMENTS,
    DECISION_FLOOR_WORKING_DAYS,
    FLAGS,
    GUARDIAN_FLOOR_WORKING_DAYS,
    MAJORITY_FLOOR,
    REFLECTION_FLOOR_DAYS,
    REFLECTION_KEYS,
    RULE_NAMES,
    Plain,
    falls_short,
)

CHECK_LASTS_MONTHS = 12
"""A product default: a legal check older than this has expired."""

STATE = "State"
"""Who owes a right where the profile names nobody."""


@dataclass(frozen=True)
class Stated:
    """One value and where it comes from.

    value: None where it was looked for and not found. at: article or page. check: unchecked, checked by somebody,
    expired, or invented. since: the day from which it holds. binding: a limit of law, not a target or a default.
    legal_limit: national law goes below the floor here. note: what the reader has to know.
    """

    value: Plain | None
    source: str
    at: str
    read: date
    as_of: str
    check: str
    checked_on: date | None
    since: date | None
    binding: bool
    legal_limit: bool
    note: str

    @property
    def cite(self) -> str:
        """The source with its article."""
        return f"{self.source}, {self.at}" if self.at else self.source

    @property
    def is_checked(self) -> bool:
        """Whether a lawyer's check stands."""
        return self.check.startswith("checked by ")

    @property
    def sentence(self) -> str:
        """Source, date and check state, for a page."""
        dated = f"as of {self.as_of}, read {self.read.isoformat()}" if self.as_of else f"read {self.read.isoformat()}"
        checked = f" on {self.checked_on.isoformat()}" if self.checked_on else ""
        return f"{self.cite} ({dated}; {self.check}{checked})"

    def at_day(self, day: date) -> Stated:
        """The same as it stands that day: a check older than twelve months has expired."""
        if self.checked_on and self.is_checked and add_months(self.checked_on, CHECK_LASTS_MONTHS) < day:
            return replace(self, check="expired")
        return self


@dataclass(frozen=True)
class PartyStatus:
    """Whether the country is bound by a treaty. party: None where that is not known. joined: the day it consented."""

    code: str
    party: bool | None
    joined: date | None
    reservation: str
    in_domestic_law: bool | None
    said: Stated


@dataclass(frozen=True)
class Permit:
    """A permission to stay. basis: personal, cooperation or both; empty where not known."""

    name: str
    basis: str
    length: str
    work: str
    said: Stated


@dataclass(frozen=True)
class Remedy:
    """A way to compensation. kind: criminal, civil, labour, State fund, restitution or other."""

    kind: str
    text: str
    said: Stated


@dataclass(frozen=True)
class When:
    """One condition of a tightening: the fact holds one of these values (for a yes/no fact: True)."""

    fact: str
    values: frozenset[bool | str]


@dataclass(frozen=True)
class Tightening:
    """What national law forbids beyond the floor. when: every condition has to hold; none means always."""

    actions: tuple[str, ...]
    when: tuple[When, ...]
    hard: bool
    text: str
    said: Stated

    @property
    def cite(self) -> str:
        """The source with its article."""
        return self.said.cite


@dataclass(frozen=True)
class Conflict:
    """Where national law or practice gives less than the floor. It is shown, never applied. rules: what prevails."""

    text: str
    source: str
    rules: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Profile:
    """One host country as the law reads it. Every property that is not known is None, or the floor where there is one.

    code: None for the international floor. values: what the file says, by key. conflicts: what is shown and never
    applied.
    """

    code: str | None
    name: str
    version: int
    effective: date | None
    values: Mapping[str, Stated]
    instruments: Mapping[str, PartyStatus]
    permits: tuple[Permit, ...]
    remedies: tuple[Remedy, ...]
    duty_bearers: Mapping[str, Stated]
    tightenings: tuple[Tightening, ...]
    conflicts: tuple[Conflict, ...]
    calendar: Calendar

    def party(self, instrument: str) -> bool | None:
        """Whether the country is bound by that treaty (code of instruments.json); None where not known."""
        known = self.instruments.get(instrument)
        return known.party if known else None

    @property
    def coe_binds(self) -> bool:
        """The Council of Europe anti-trafficking convention is known to bind."""
        return self.party("COE") is True

    @property
    def eu_binds(self) -> bool:
        """Directive 2011/36/EU is known to bind."""
        return self.party("EU11") is True

    @property
    def means_required_adult(self) -> bool:
        """Whether an adult's trafficking needs a means: yes after the Palermo Protocol, no only where a law says so."""
        return self._flag("means_required_adult") is not False

    @property
    def rg_days(self) -> int:
        """Working days in which reasonable grounds are decided."""
        return self._number("rg_days") or DECISION_FLOOR_WORKING_DAYS

    @property
    def guardian_working_days(self) -> int:
        """Working days in which a guardian is appointed."""
        return self._number("guardian_working_days") or GUARDIAN_FLOOR_WORKING_DAYS

    @property
    def reflection_days(self) -> int:
        """Calendar days of recovery and reflection: what national law gives, never under the floor."""
        given = self._reflection
        return given.value if given and isinstance(given.value, int) else REFLECTION_FLOOR_DAYS

    @property
    def reflection_in_national_law(self) -> bool | None:
        """Whether national law knows a reflection period."""
        return self._flag("reflection_in_national_law")

    @property
    def asylum_statute(self) -> bool | None:
        """Whether the country has a law on asylum."""
        return self._flag("asylum_statute")

    @property
    def mandate_rsd(self) -> bool | None:
        """Whether UNHCR decides on refugee status under its mandate here."""
        return self._flag("mandate_rsd")

    @property
    def asylum_body(self) -> str | None:
        """Who decides on asylum."""
        return self._text("asylum_body")

    @property
    def appeal_days(self) -> int | None:
        """Days in which a refusal of asylum can be appealed."""
        return self._number("appeal_days")

    @property
    def appeal_suspensive(self) -> bool | None:
        """Whether national law itself suspends removal during the appeal. The floor does so everywhere."""
        return self._flag("appeal_suspensive")

    @property
    def minority_presumption(self) -> bool | None:
        """Whether national law itself presumes childhood in doubt. The floor does so everywhere."""
        return self._flag("minority_presumption")

    @property
    def child_detention_ban(self) -> bool | None:
        """Whether national law itself bans migration detention of children. The floor does so everywhere."""
        return self._flag("child_detention_ban")

    @property
    def vot_detention_ban(self) -> bool | None:
        """Whether national law itself bans detention of trafficked persons. The floor does so everywhere."""
        return self._flag("vot_detention_ban")

    @property
    def identification_authority(self) -> str | None:
        """Who decides that there are reasonable grounds."""
        return self._text("identification_authority")

    @property
    def non_punishment_scope(self) -> Literal["status", "all"] | None:
        """Which compelled acts national law leaves unpunished: offences of status, or all."""
        scope = self._text("non_punishment_scope")
        return "status" if scope == "status" else "all" if scope == "all" else None

    @property
    def prohibited_registers(self) -> tuple[str, ...]:
        """Registers national law forbids to keep."""
        return self._texts("data.prohibited_registers")

    @property
    def mandatory_reports(self) -> tuple[str, ...]:
        """Reports national law demands; R-CON-01 then allows the minimum of data."""
        return self._texts("data.mandatory_reports")

    @property
    def duty_to_report(self) -> bool | None:
        """Whether those who meet a trafficked person have to report it by law."""
        return self._flag("duty_to_report")

    @property
    def majority_age(self) -> int:
        """Years at which childhood ends. It may only be raised."""
        return self._number("majority_age") or MAJORITY_FLOOR

    @property
    def languages(self) -> tuple[str, ...]:
        """Official languages, as BCP 47 codes."""
        return self._texts("languages.official")

    @cached_property
    def settings(self) -> Mapping[str, bool | None]:
        """What a condition of the law may ask of the country, by name; `party.CODE` for each treaty the file lists."""
        flags: dict[str, bool | None] = {name: self._flag(name) for name in FLAGS}
        flags["means_required_adult"] = self.means_required_adult
        flags["coe_binds"] = self.coe_binds
        flags["eu_binds"] = self.eu_binds
        flags.update((f"party.{code}", known.party) for code, known in self.instruments.items())
        return MappingProxyType(flags)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The numbers clocks and ages use, by name. Appeal days only where known."""
        numbers = {
            "rg_days": self.rg_days,
            "guardian_working_days": self.guardian_working_days,
            "reflection_days": self.reflection_days,
            "majority_age": self.majority_age,
        }
        if self.appeal_days is not None:
            numbers["appeal_days"] = self.appeal_days
        return MappingProxyType(numbers)

    def is_legal_limit(self, name: str) -> bool:
        """Whether that number is a limit of law here, and not a target or a default of Asylia."""
        if name == "reflection_days":
            return self.coe_binds or bool(self._reflection and self._reflection.binding)
        stated = self._in_force(name)
        return bool(stated and stated.binding)

    def duty_bearer(self, code: str, group: str | None = None) -> str:
        """Who owes that right here (code such as S14.9 or COE.12), else who owes its group, else the State."""
        stated = self.duty_bearers.get(code) or self.duty_bearers.get(group or "")
        return str(stated.value) if stated and stated.value else STATE

    def notes_for(self, name: str) -> Stated | None:
        """Source and check state of a value, by its name in the rules or its key in the file; None where none is."""
        if name.startswith("party."):
            known = self.instruments.get(name.removeprefix("party."))
            return known.said if known else None
        if name == "reflection_days":
            return self._reflection or self.values.get("reflection.days")
        return self.values.get(RULE_NAMES.get(name, name)) or self.duty_bearers.get(name)

    @cached_property
    def not_known(self) -> tuple[str, ...]:
        """The core values this profile does not know; the floor stands in for them."""
        keys = [key for key in CORE_FIELDS if (stated := self.values.get(key)) is None or stated.value is None]
        return (*keys, *(f"party.{code}" for code in CORE_INSTRUMENTS if self.party(code) is None))

    @cached_property
    def banner(self) -> str:
        """What a page has to say before anything else about this profile; empty once every core value is checked."""
        if self.code is None:
            return "No host country chosen. The international floor applies."
        checks = {said.check for said in self._core()}
        if "invented" in checks:
            return f"{self.name} is an invented country, for practice only."
        if "unchecked" in checks or not checks:
            return (
                f"{self.name}: values not checked by a lawyer of that country. "
                "Do not rely on them without a legal check."
            )
        if "expired" in checks:
            return (
                f"{self.name}: the legal check is older than {CHECK_LASTS_MONTHS} months. "
                "Do not rely on these values until they are checked again."
            )
        return ""

    def at(self, day: date) -> Profile:
        """The profile as it stands that day: later law is not yet there, and old checks have expired."""
        return replace(
            self,
            values=_standing(self.values, day),
            duty_bearers=_standing(self.duty_bearers, day),
            instruments=MappingProxyType(
                {
                    code: replace(known, said=known.said.at_day(day))
                    for code, known in self.instruments.items()
                    if not (known.joined and known.joined > day)
                }
            ),
            tightenings=tuple(law for law in self.tightenings if not (law.said.since and law.said.since > day)),
        )

    @property
    def _reflection(self) -> Stated | None:
        """What the length of reflection rests on: the stated length, else the shortest, else the policy."""
        stated = (self._in_force(key) for key in REFLECTION_KEYS)
        return next((found for found in stated if found and found.value is not None), None)

    def _core(self) -> Iterator[Stated]:
        yield from (self.values[key] for key in CORE_FIELDS if key in self.values)
        yield from (self.instruments[code].said for code in CORE_INSTRUMENTS if code in self.instruments)

    def _in_force(self, name: str) -> Stated | None:
        key = RULE_NAMES.get(name, name)
        stated = self.values.get(key)
        return None if stated is None or falls_short(key, stated.value) else stated

    def _flag(self, name: str) -> bool | None:
        stated = self._in_force(name)
        return stated.value if stated and isinstance(stated.value, bool) else None

    def _number(self, name: str) -> int | None:
        stated = self._in_force(name)
        return stated.value if stated and isinstance(stated.value, int) else None

    def _text(self, name: str) -> str | None:
        stated = self._in_force(name)
        return stated.value if stated and isinstance(stated.value, str) else None

    def _texts(self, name: str) -> tuple[str, ...]:
        stated = self._in_force(name)
        return stated.value if stated and isinstance(stated.value, tuple) else ()


def _standing(stated: Mapping[str, Stated], day: date) -> Mapping[str, Stated]:
    return MappingProxyType(
        {key: said.at_day(day) for key, said in stated.items() if not (said.since and said.since > day)}
    )
