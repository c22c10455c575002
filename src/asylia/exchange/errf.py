"""Reads people from UNHCR's electronic Resettlement Registration Form (eRRF), versions 3 and 4.

The codes of the form raise questions; they set no fact. Only the date of birth becomes an age.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from asylia.exchange.birth import OLDEST_AGE, registered_birth, with_birth, with_estimate
from asylia.exchange.code_lists import errf_form, errf_texts
from asylia.exchange.errf_form import (
    PERSON,
    Fault,
    SchemaFault,
    block_faults,
    case_faults,
    people_by_path,
    schema_faults,
    version_of,
    without_namespace,
)
from asylia.exchange.questions import in_order
from asylia.exchange.source import Source
from asylia.exchange.xml_document import open_xml
from asylia.law.facts import NOTHING_KNOWN, FactError, Known
from asylia.people import Intake, Person, Question, SetAside
from asylia.screening import NOTHING_OBSERVED

_MOST_REASONS = 10
_STATELESS = "ZZZ"
_DATE = re.compile(r"\s*(\d{4}-\d\d-\d\d)T", re.ASCII)
_NOT_SAID = frozenset({"-", "U"})

_ASKED_OF_EVERYONE = {
    "person.poc": "The file is a resettlement form of UNHCR: the person may be of its concern already.",
    "asylum.state": "The file is a resettlement form of UNHCR: the person may have asked for asylum or be recognised.",
}
_VULNERABILITY: Mapping[str, tuple[str, ...]] = {
    "CR": ("person.declared_age", "child.risk", "person.uasc"),
    "SC": ("person.declared_age", "person.uasc", "guardian.state", "need.tracing"),
    "WR": ("safety.threat", "control_suspected"),
    "ER": ("need.older_age",),
    "SP": ("need.family_unity",),
    "DS": ("need.disability",),
    "SM": ("need.health", "int.medical_need"),
    "FU": ("need.family_unity", "need.tracing"),
    "LP": ("safety.threat", "host.unsafe"),
    "TR": ("need.torture_trauma",),
    "SV": ("need.health", "sv.occurred"),
}
_CRITERIA: Mapping[str, tuple[str, ...]] = {
    "AWR": ("safety.threat", "control_suspected"),
    "CHL": ("person.declared_age", "child.risk", "person.uasc"),
    "FAM": ("need.family_unity", "need.tracing"),
    "LPN": ("safety.threat", "host.unsafe"),
    "MED": ("need.health", "int.medical_need"),
    "OLD": ("need.older_age",),
    "SVT": ("need.torture_trauma",),
}
_RAISES: Mapping[str, tuple[str, str, Mapping[str, tuple[str, ...]]]] = {
    "VulnerabilityCode": ("VulnerabilityCode", "specific need", _VULNERABILITY),
    "ResettlementCriteriaCode": ("ResettlementCriteriaCode", "resettlement criterion", _CRITERIA),
    "ResettlementCriteriaCode2": ("ResettlementCriteriaCode", "resettlement criterion", _CRITERIA),
    "ResettlementCriteria2Code": ("ResettlementCriteriaCode", "resettlement criterion", _CRITERIA),
}
"""Element to its code list, what the form calls it, and the facts each code makes worth asking for."""


@dataclass
class _Individual:
    """One person of the form, as far as collected.

    number: the place among all people of the file, from 1. reasons: why this person is set aside. faults: the other
    faults of the form.
    """

    number: int
    block: etree._Element
    reasons: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"individual {self.number}"


def read_errf(source: Source, on: date) -> Intake:
    """Every person of the form. Whoever breaks the schema is set aside; other faults of the form become notes.

    Raises UnreadableFile when the file is not such a form, or its structure outside the people is broken.
    """
    root = open_xml(source)
    foreign = without_namespace(root)
    if root.tag != "UNHCR_RRF" or foreign:
        raise source.unreadable(str(foreign or f"line {root.sourceline}: expected the root element UNHCR_RRF (eRRF)"))
    version = version_of(root)
    by_path = {
        path: _Individual(number, block) for number, (path, block) in enumerate(people_by_path(root).items(), start=1)
    }
    people = list(by_path.values())
    if len(people) != sum(1 for _ in root.iter(PERSON)):
        raise source.unreadable(f"a {PERSON} stands outside a CASE, or inside another block; expected it under CASE")
    notes = [f"Read as the eRRF form, version {version}."]
    _take_schema_faults(source, schema_faults(root, version), by_path, notes)
    by_block = {individual.block: individual for individual in people}
    for case in root.iterfind("CASE"):
        notes += [_noted(fault) for fault in case_faults(case)]
        _take_blocks(case, version, by_block, notes)
    read, set_aside = [], []
    for individual in people:
        try:
            read.append(_person(individual, on))
        except FactError as error:
            set_aside.append(SetAside(individual.place, str(error)))
    return Intake(tuple(read), tuple(set_aside), tuple(notes))


def _take_schema_faults(
    source: Source, faults: Iterator[SchemaFault], by_path: Mapping[str, _Individual], notes: list[str]
) -> None:
    """A fault in a person sets that person aside, one in another block is a note, any other ends the reading."""
    for schema_fault in faults:
        # Paths look like /UNHCR_RRF/CASE[2]/dataIndividual[3]/DateofBirth.
        steps = schema_fault.owner.split("/")
        individual = by_path.get("/".join(steps[:4]))
        if individual:
            individual.reasons.append(str(schema_fault.fault))
        elif len(steps) > 3 and steps[2].startswith("CASE"):
            notes.append(_noted(schema_fault.fault))
        else:
            raise source.unreadable(str(schema_fault.fault))


def _take_blocks(
    case: etree._Element, version: int, by_block: Mapping[etree._Element, _Individual], notes: list[str]
) -> None:
    """Hands every block of a case to the person it names: its faults, and the questions its codes raise."""
    key = "IndividualGUID" if version == 4 else "IndividualID"
    by_key: dict[str, list[_Individual]] = defaultdict(list)
    for block in case.iterfind(PERSON):
        by_key[_text(block, key)].append(by_block[block])
    for same in by_key.values():
        for individual in same if len(same) > 1 else ():
            line = individual.block.sourceline
            individual.reasons.append(f"line {line}, {key}: another person of this case has the same one")
    for individual in by_key.get("", ()):
        line = individual.block.sourceline
        individual.reasons.append(f"line {line}, {key}: it is empty, so what belongs to this person cannot be told")
    for block in case:
        named = by_key.get(_text(block, key), []) if block.find(key) is not None else []
        faults = list(block_faults(block, version))
        for individual in named:
            individual.faults += faults
            individual.notes += _notes(block)
            individual.questions += _questions(block)
        if named:
            continue
        notes += [_noted(fault) for fault in faults]
        if block.find(key) is not None:
            fault = Fault(block.sourceline or 0, str(block.tag), "it belongs to nobody listed in this case; not read")
            notes.append(_noted(fault))


def _questions(block: etree._Element) -> Iterator[Question]:
    if block.tag == "dataLanguage":
        yield Question("int.interpreter_needed", "The form lists a language under a code that is not an ISO code.")
    for element in block:
        if element.tag == "NationalityCode" and block.tag == PERSON and errf_form(element.text or "") == _STATELESS:
            for fact in ("nat.established", "stl.state"):
                yield Question(fact, f"The form lists no nationality, or statelessness (nationality {_STATELESS}).")
        if element.tag in _RAISES:
            name, called, facts = _RAISES[str(element.tag)]
            code = errf_form(element.text or "")
            for fact in facts.get(code, ()):
                yield Question(fact, f"The form lists “{errf_texts(name)[code]}” ({called} {code}).")


def _notes(block: etree._Element) -> Iterator[str]:
    """What the block says that is kept under its own code system, and not read by the law."""
    for element in block:
        code = errf_form(element.text or "")
        if (
            element.tag == "NationalityCode"
            and block.tag == PERSON
            and code in errf_texts("CountryCode")
            and code not in _NOT_SAID
        ):
            yield f"Nationality: UNHCR code {code} (UNHCR codes are not ISO codes). The law does not read it."
        if element.tag == "LanguageCode" and code in errf_texts("LanguageCode") and code not in _NOT_SAID:
            yield f"Language: UNHCR code {code} (not an ISO code). Ask which language the person wants to use."


def _person(individual: _Individual, on: date) -> Person:
    """The person of that block. Raises FactError when the person is set aside."""
    if individual.reasons:
        known_reasons = dict.fromkeys([*individual.reasons, *map(str, individual.faults)])
        raise FactError(_listed(list(known_reasons)))
    known, birth_notes = _age(individual.block, on)
    everyone = (Question(fact, why) for fact, why in _ASKED_OF_EVERYONE.items())
    return Person(
        id=individual.place,
        known=known,
        observed=NOTHING_OBSERVED,
        questions=in_order([*everyone, *individual.questions], known),
        notes=tuple(dict.fromkeys([*birth_notes, *individual.notes, *map(_noted, individual.faults)])),
    )


def _age(block: etree._Element, on: date) -> tuple[Known, tuple[str, ...]]:
    """What the date of birth tells of the age, and notes. Raises FactError when it cannot be a date of birth."""
    element = block.find("DateofBirth")
    if element is None:
        return NOTHING_KNOWN, ()
    estimated = _text(block, "DateofBirthEstimate") in ("1", "true")
    written = _DATE.match(element.text or "")
    try:
        # The day as written: turned into another time zone, a birthday could move.
        day = date.fromisoformat(written[1]) if written else None
        birth = registered_birth(day, on, whole_year=estimated) if day else None
    except ValueError:
        birth = None
    if birth is None:
        raise FactError(
            f"line {element.sourceline}, DateofBirth: expected a date and time such as 1980-01-31T00:00:00, "
            f"not after the day of the assessment and not more than {OLDEST_AGE} years before it"
        )
    return (with_estimate if estimated else with_birth)(NOTHING_KNOWN, birth, on)


def _text(block: etree._Element, name: str) -> str:
    return (block.findtext(name) or "").strip()


def _noted(fault: Fault) -> str:
    return f"The form: {fault}."


def _listed(reasons: list[str]) -> str:
    more = len(reasons) - _MOST_REASONS
    return "; ".join(reasons[:_MOST_REASONS]) + (f"; and {more} more" if more > 0 else "")
