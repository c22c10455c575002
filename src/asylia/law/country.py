"""What a host country's law adds to the international floor, read from `countries/*.toml`; an overlay can only tighten.

A value that is missing is not known, which is not the same as none: the floor then applies. A value below the floor is
refused, or, where the file marks it as a limit of national law, shown as a conflict and never applied.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from asylia.law.actions import expand
from asylia.law.calendar import Calendar, add_months
from asylia.law.citations import INSTRUMENTS
from asylia.law.facts import fact

Plain = bool | int | str | tuple[str, ...]
"""What a profile can say in one place: yes or no, a number, words, or a list of words."""

NOT_KNOWN = "not known"
"""Looked for and not found. The value is then unknown, and its source says where it was looked for."""

CHECK_LASTS_MONTHS = 12
"""A product default: a legal check older than this has expired."""

REFLECTION_FLOOR_DAYS = 30
"""Council of Europe Convention against Trafficking, article 13(1); Asylia's policy where that convention does not bind."""

GUARDIAN_FLOOR_WORKING_DAYS = 5
"""Asylia's default for R-CHD-02. A country may be faster."""

DECISION_FLOOR_WORKING_DAYS = 5
"""Asylia's default for R-IDN-01. A country may be faster."""

MAJORITY_FLOOR = 18
"""Convention on the Rights of the Child, article 1, read with the Palermo Protocol, article 3(d)."""

SAVING_CLAUSE = "R-NRF-02"

DUTY_GROUPS = frozenset({"refugee", "trafficking", "statelessness", "child"})
STATE = "State"

DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

EXTRA_INSTRUMENTS = frozenset({"OPSC", "ICRMW"})
"""Treaties a profile may list although no rule cites them: sale of children (2000), migrant workers (1990)."""


class CountryError(ValueError):
    """No profile of that code exists."""


class ProfileError(ValueError):
    """A profile says something that cannot be taken. The text names the place and what is expected there."""


@dataclass(frozen=True)
class Source:
    """A text a profile rests on. read: the day its values were taken down. as_of: the state of things it shows."""

    title: str
    read: date
    as_of: str
    check: str
    checked_on: date | None


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


def _said_no(value: bool) -> bool:
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
        "detention.vot_ban": Field(
            "flag", floor=_floor(_said_no, "a trafficked person is not detained", "R-DET-01")
        ),
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
        return min(self._number("rg_days") or DECISION_FLOOR_WORKING_DAYS, DECISION_FLOOR_WORKING_DAYS)

    @property
    def guardian_working_days(self) -> int:
        """Working days in which a guardian is appointed."""
        return min(self._number("guardian_working_days") or GUARDIAN_FLOOR_WORKING_DAYS, GUARDIAN_FLOOR_WORKING_DAYS)

    @property
    def reflection_days(self) -> int:
        """Calendar days of recovery and reflection: what national law gives, never under the floor."""
        keys = ("reflection.days", "reflection.min_days", "floor_policy.reflection_days_if_null")
        given = next((days for key in keys if (days := self._number(key))), REFLECTION_FLOOR_DAYS)
        return max(given, REFLECTION_FLOOR_DAYS)

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
        return max(self._number("majority_age") or MAJORITY_FLOOR, MAJORITY_FLOOR)

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
        stated = self._in_force(name)
        return bool(stated and stated.binding) or (name == "reflection_days" and self.coe_binds)

    def duty_bearer(self, code: str, group: str | None = None) -> str:
        """Who owes that right here (code such as S14.9 or COE.12), else who owes its group, else the State."""
        stated = self.duty_bearers.get(code) or self.duty_bearers.get(group or "")
        return str(stated.value) if stated and stated.value else STATE

    def notes_for(self, name: str) -> Stated | None:
        """Source and check state of a value, by the name the rules use or the key of the file; None where it says none."""
        if name.startswith("party."):
            known = self.instruments.get(name.removeprefix("party."))
            return known.said if known else None
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

    def _core(self) -> Iterator[Stated]:
        yield from (self.values[key] for key in CORE_FIELDS if key in self.values)
        yield from (self.instruments[code].said for code in CORE_INSTRUMENTS if code in self.instruments)

    def _in_force(self, name: str) -> Stated | None:
        key = RULE_NAMES.get(name, name)
        stated = self.values.get(key)
        return None if stated is None or _falls_short(FIELDS[key], stated) else stated

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


CORE_FIELDS = tuple(key for key, field in FIELDS.items() if field.core)

FLOOR = Profile(
    code=None,
    name="International floor",
    version=1,
    effective=None,
    values=MappingProxyType({}),
    instruments=MappingProxyType({}),
    permits=(),
    remedies=(),
    duty_bearers=MappingProxyType({}),
    tightenings=(),
    conflicts=(),
    calendar=Calendar(),
)
"""What protects a person where no host country is chosen."""

_FOLDER = files("asylia.law").joinpath("countries")

CODES: tuple[str, ...] = tuple(sorted(file.name[:2] for file in _FOLDER.iterdir() if file.name.endswith(".toml")))
"""The countries that have a profile, by ISO code; XA and XB are invented."""


@cache
def load(code: str | None) -> Profile:
    """The profile of that country; the international floor for None. Raises CountryError and ProfileError."""
    if code is None:
        return FLOOR
    known = code.strip().upper()
    if known not in CODES:
        raise CountryError(f"no country profile of that code; there are {', '.join(CODES)}")
    name = f"{known}.toml"
    return read_profile(_FOLDER.joinpath(name).read_text("utf-8"), name)


def read_profile(text: str, file: str = "profile") -> Profile:
    """A profile from the text of its file. file: its name, for messages. Raises ProfileError."""
    try:
        return _Reader(tomllib.loads(text)).profile()
    except tomllib.TOMLDecodeError as wrong:
        raise ProfileError(f"{file}: this is not a TOML file ({wrong})") from None
    except ProfileError as wrong:
        raise ProfileError(f"{file}: {wrong}") from None


def _standing(stated: Mapping[str, Stated], day: date) -> Mapping[str, Stated]:
    return MappingProxyType(
        {key: said.at_day(day) for key, said in stated.items() if not (said.since and said.since > day)}
    )


def _falls_short(field: Field, stated: Stated) -> bool:
    return bool(field.floor and stated.value is not None and field.floor.below(stated.value))


CHECK = re.compile(r"unchecked|invented|expired|checked by \S.*")
DUTY_CODE = re.compile(r"[A-Z0-9]+\.[0-9]+")
MONTH_DAY = re.compile(r"[01][0-9]-[0-3][0-9]")
MAX_NUMBER = 3660
MAX_TEXT = 600

STATED_KEYS = frozenset(
    {"value", "source", "at", "read", "check", "checked_on", "since", "binding", "legal_limit", "note"}
)
SECTIONS = frozenset(key.split(".")[0] for key in FIELDS)
OTHER_SECTIONS = frozenset(
    {"profile", "sources", "instruments", "residence", "remedies", "duty_bearers", "tighten", "conflicts"}
)

Table = Mapping[str, Any]
Expected = TypeVar("Expected", bool, int, str, date)


class _Reader:
    """Reads one file, section by section."""

    def __init__(self, table: Table) -> None:
        _only(table, SECTIONS | OTHER_SECTIONS, "the file")
        self.table = table
        self.sources = {name: _source(entry, f"sources.{name}") for name, entry in self.section("sources").items()}

    def profile(self) -> Profile:
        head = self.section("profile")
        _only(head, frozenset({"code", "name", "version", "effective"}), "profile")
        values = MappingProxyType(dict(self.values()))
        return Profile(
            code=_required(head, "code", str, "profile"),
            name=_required(head, "name", str, "profile"),
            version=_required(head, "version", int, "profile"),
            effective=_optional(head, "effective", date, "profile"),
            values=values,
            instruments=MappingProxyType(dict(self.instruments())),
            permits=tuple(self.permits()),
            remedies=tuple(self.remedies()),
            duty_bearers=MappingProxyType(dict(self.duty_bearers())),
            tightenings=tuple(self.tightenings()),
            conflicts=(*_below_the_floor(values), *self.conflicts()),
            calendar=_calendar(values),
        )

    def section(self, name: str) -> Table:
        return _table(self.table.get(name, {}), name)

    def entries(self, name: str) -> Iterator[tuple[str, Table]]:
        rows = self.table.get(name, [])
        if not isinstance(rows, list):
            raise ProfileError(f"{name} is expected to be a list, each entry under [[{name}]]")
        for number, row in enumerate(rows, 1):
            place = f"{name}, entry {number}"
            yield place, _table(row, place)

    def values(self) -> Iterator[tuple[str, Stated]]:
        for section in sorted(SECTIONS):
            for name, entry in self.section(section).items():
                key = f"{section}.{name}"
                if key not in FIELDS:
                    raise ProfileError(f"{key} is not a key of a profile")
                stated = self.stated(entry, key, KINDS[FIELDS[key].kind])
                _not_below_the_floor(key, stated)
                yield key, stated

    def stated(self, entry: object, place: str, read: Callable[[object, str], Plain], more: str = "") -> Stated:
        """A value with its source. more: further keys that may stand in the same table, parted by a space."""
        table = _table(entry, place)
        _only(table, STATED_KEYS | frozenset(more.split()), place)
        if "value" not in table:
            raise ProfileError(f"{place}: no value is given; write {{value = …, source = …}}")
        raw = table["value"]
        return self.said(table, place, None if raw == NOT_KNOWN else read(raw, place))

    def said(self, table: Table, place: str, value: Plain | None) -> Stated:
        source = self.sources.get(_required(table, "source", str, place))
        if source is None:
            raise ProfileError(f"{place}: the source is expected to be a name listed under [sources]")
        check = _optional(table, "check", str, place)
        checked_on = _optional(table, "checked_on", date, place)
        _check_is_whole(check or source.check, checked_on or source.checked_on, place)
        return Stated(
            value=value,
            source=source.title,
            at=_optional(table, "at", str, place) or "",
            read=_optional(table, "read", date, place) or source.read,
            as_of=source.as_of,
            check=check or source.check,
            checked_on=checked_on or source.checked_on,
            since=_optional(table, "since", date, place),
            binding=_optional(table, "binding", bool, place) or False,
            legal_limit=_optional(table, "legal_limit", bool, place) or False,
            note=_optional(table, "note", str, place) or "",
        )

    def instruments(self) -> Iterator[tuple[str, PartyStatus]]:
        for code, entry in self.section("instruments").items():
            place = f"instruments.{code}"
            if code not in INSTRUMENTS and code not in EXTRA_INSTRUMENTS:
                raise ProfileError(f"{place}: no instrument of that code is known")
            said = self.stated(entry, place, _flag, more="joined reservation in_domestic_law")
            if said.value is not None and not isinstance(said.value, bool):
                raise ProfileError(f"{place}: the value is expected to be true, false or “{NOT_KNOWN}”")
            yield (
                code,
                PartyStatus(
                    code=code,
                    party=said.value,
                    joined=_optional(entry, "joined", date, place),
                    reservation=_optional(entry, "reservation", str, place) or "",
                    in_domestic_law=_optional(entry, "in_domestic_law", bool, place),
                    said=said,
                ),
            )

    def permits(self) -> Iterator[Permit]:
        for place, row in self.entries("residence"):
            _only(row, STATED_KEYS - {"value"} | {"name", "basis", "length", "work"}, place)
            name = _required(row, "name", str, place)
            basis = _optional(row, "basis", str, place) or ""
            if basis not in ("", "personal", "cooperation", "both"):
                raise ProfileError(f"{place}: basis is expected to be personal, cooperation or both")
            length = _optional(row, "length", str, place) or ""
            work = _optional(row, "work", str, place) or ""
            yield Permit(name, basis, length, work, self.said(row, place, name))

    def remedies(self) -> Iterator[Remedy]:
        for place, row in self.entries("remedies"):
            _only(row, STATED_KEYS - {"value"} | {"kind", "text"}, place)
            text = _required(row, "text", str, place)
            yield Remedy(_required(row, "kind", str, place), text, self.said(row, place, text))

    def duty_bearers(self) -> Iterator[tuple[str, Stated]]:
        for code, entry in self.section("duty_bearers").items():
            place = f"duty_bearers.{code}"
            if code not in DUTY_GROUPS and not DUTY_CODE.fullmatch(code):
                raise ProfileError(f"{place}: expected the code of a right, or one of {', '.join(sorted(DUTY_GROUPS))}")
            yield code, self.stated(entry, place, _text)

    def tightenings(self) -> Iterator[Tightening]:
        for place, row in self.entries("tighten"):
            _only(row, STATED_KEYS - {"value"} | {"actions", "when", "hard", "text"}, place)
            text = _required(row, "text", str, place)
            yield Tightening(
                actions=_actions(row.get("actions"), place),
                when=_conditions(row.get("when"), place),
                hard=_required(row, "hard", bool, place),
                text=text,
                said=self.said(row, place, text),
            )

    def conflicts(self) -> Iterator[Conflict]:
        for place, row in self.entries("conflicts"):
            _only(row, STATED_KEYS - {"value"} | {"text", "rules"}, place)
            text = _required(row, "text", str, place)
            rules = _texts(row.get("rules", [SAVING_CLAUSE]), place)
            yield Conflict(text, self.said(row, place, text).sentence, rules)


def _below_the_floor(values: Mapping[str, Stated]) -> Iterator[Conflict]:
    for key, stated in values.items():
        floor = FIELDS[key].floor
        if floor and _falls_short(FIELDS[key], stated):
            said = stated.note or f"{key} says {_in_words(stated.value)}"
            yield Conflict(f"National law: {said}. The floor stays: {floor.says}.", stated.sentence, floor.rules)


def _not_below_the_floor(key: str, stated: Stated) -> None:
    field = FIELDS[key]
    if field.floor and _falls_short(field, stated) and not stated.legal_limit:
        raise ProfileError(
            f"{key} would lower protection: {field.floor.says}. "
            "If national law does say so, add legal_limit = true: it is then shown as a conflict and not applied"
        )


def _in_words(value: Plain | None) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _calendar(values: Mapping[str, Stated]) -> Calendar:
    weekend = values.get("working_days.weekend")
    yearly, dated = values.get("holidays.yearly"), values.get("holidays.dated")
    return Calendar(
        weekend=frozenset(DAYS_OF_WEEK.index(day) for day in _listed(weekend)) or FLOOR.calendar.weekend,
        yearly=frozenset((int(day[:2]), int(day[3:])) for day in _listed(yearly)),
        dated=frozenset(date.fromisoformat(day) for day in _listed(dated)),
    )


def _listed(stated: Stated | None) -> tuple[str, ...]:
    return stated.value if stated and isinstance(stated.value, tuple) else ()


def _source(entry: object, place: str) -> Source:
    table = _table(entry, place)
    _only(table, frozenset({"title", "read", "as_of", "check", "checked_on"}), place)
    source = Source(
        title=_required(table, "title", str, place),
        read=_required(table, "read", date, place),
        as_of=_optional(table, "as_of", str, place) or "",
        check=_required(table, "check", str, place),
        checked_on=_optional(table, "checked_on", date, place),
    )
    _check_is_whole(source.check, source.checked_on, place)
    return source


def _check_is_whole(check: str, checked_on: date | None, place: str) -> None:
    if not CHECK.fullmatch(check):
        raise ProfileError(f"{place}: check is expected to be unchecked, checked by NAME, expired or invented")
    if check.startswith("checked by ") and checked_on is None:
        raise ProfileError(f"{place}: a check needs its date, checked_on")


def _actions(given: object, place: str) -> tuple[str, ...]:
    try:
        return expand(*_texts(given, f"{place}: actions"))
    except ValueError as wrong:
        raise ProfileError(f"{place}: {wrong}") from None


def _conditions(given: object, place: str) -> tuple[When, ...]:
    if given == "always":
        return ()
    if not isinstance(given, list) or not given:
        raise ProfileError(f"{place}: when is expected to be “always”, or a list of facts")
    return tuple(_condition(part, place) for part in given)


def _condition(given: object, place: str) -> When:
    """A fact key (its answer is yes), or {fact = key, is = [words]} for a fact with a list of words."""
    table = {"fact": given} if isinstance(given, str) else _table(given, f"{place}: when")
    _only(table, frozenset({"fact", "is"}), f"{place}: when")
    try:
        known = fact(_required(table, "fact", str, f"{place}: when"))
    except ValueError as wrong:
        raise ProfileError(f"{place}: {wrong}") from None
    if known.type == "ternary" and "is" not in table:
        return When(known.key, frozenset({True}))
    if known.type != "enum":
        raise ProfileError(f"{place}: a condition is a yes/no fact, or a fact with a list of words and “is”")
    words = _texts(table.get("is"), f"{place}: is")
    if strangers := sorted(set(words) - (set(known.values) - {"unknown"})):
        raise ProfileError(f"{place}: {known.key} has no value {', '.join(strangers)}")
    return When(known.key, frozenset(words))


def _flag(given: object, place: str) -> bool:
    if isinstance(given, bool):
        return given
    raise ProfileError(f"{place}: expected true, false or “{NOT_KNOWN}”")


def _number(given: object, place: str) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= MAX_NUMBER:
        return given
    raise ProfileError(f"{place}: expected a whole number from 1 to {MAX_NUMBER}, or “{NOT_KNOWN}”")


def _text(given: object, place: str) -> str:
    if isinstance(given, str) and given.strip() and len(given) <= MAX_TEXT:
        return given
    raise ProfileError(f"{place}: expected words, at most {MAX_TEXT} letters")


def _texts(given: object, place: str) -> tuple[str, ...]:
    if isinstance(given, list) and given:
        return tuple(_text(word, place) for word in given)
    raise ProfileError(f"{place}: expected a list of words, with at least one")


def _scope(given: object, place: str) -> str:
    if given in ("status", "all"):
        return str(given)
    raise ProfileError(f"{place}: expected “status”, “all” or “{NOT_KNOWN}”")


def _weekdays(given: object, place: str) -> tuple[str, ...]:
    days = _texts(given, place)
    if set(days) <= set(DAYS_OF_WEEK) and len(set(days)) <= 3:
        return days
    raise ProfileError(f"{place}: expected one to three of {', '.join(DAYS_OF_WEEK)}")


def _month_days(given: object, place: str) -> tuple[str, ...]:
    days = _texts(given, place)
    if all(_is_month_day(day) for day in days):
        return days
    raise ProfileError(f"{place}: expected month and day, such as 12-25")


def _is_month_day(text: str) -> bool:
    try:
        return bool(MONTH_DAY.fullmatch(text) and date.fromisoformat(f"2000-{text}"))
    except ValueError:
        return False


def _dates(given: object, place: str) -> tuple[str, ...]:
    if isinstance(given, list) and all(type(day) is date for day in given):
        return tuple(day.isoformat() for day in given)
    raise ProfileError(f"{place}: expected a list of dates, such as 2026-04-03")


KINDS: Mapping[str, Callable[[object, str], Plain]] = MappingProxyType(
    {
        "flag": _flag,
        "number": _number,
        "text": _text,
        "texts": _texts,
        "scope": _scope,
        "weekdays": _weekdays,
        "month_days": _month_days,
        "dates": _dates,
    }
)


def _table(given: object, place: str) -> Table:
    if isinstance(given, dict):
        return given
    raise ProfileError(f"{place} is expected to be a table")


def _only(table: Table, allowed: frozenset[str], place: str) -> None:
    if strangers := sorted(set(table) - allowed):
        raise ProfileError(f"{place}: {strangers[0]} is not expected here; expected are {', '.join(sorted(allowed))}")


def _required(table: Table, key: str, kind: type[Expected], place: str) -> Expected:
    given = _optional(table, key, kind, place)
    if given is None:
        raise ProfileError(f"{place}: {key} is missing")
    return given


def _optional(table: Table, key: str, kind: type[Expected], place: str) -> Expected | None:
    given = table.get(key)
    if given is None:
        return None
    if type(given) is not kind or given == "":
        words = {bool: "true or false", int: "a whole number", str: "words", date: "a date such as 2026-03-01"}
        raise ProfileError(f"{place}: {key} is expected to be {words[kind]}")
    return given
