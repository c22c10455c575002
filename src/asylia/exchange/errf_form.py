"""The rules of the eRRF form: its schema, and what the schema does not say (codes, names, group, references)."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from lxml import etree

from asylia.exchange.code_lists import STANDARDS, errf_form, errf_texts
from asylia.exchange.unreadable import printable

NAMESPACE = "{http://tempuri.org/ElectronicRRF.xsd}"
"""Most senders put the form into this namespace; the schemas know none."""

PERSON = "dataIndividual"
PRINCIPAL_APPLICANT = "PA"

_LIST_OF: Mapping[str, str] = {
    "AddressCountry": "CountryCode",
    "AddressType": "AddressTypeCode",
    "AsylumCountryCode": "CountryCode",
    "BirthCountryCode": "CountryCode",
    "DegreeTypeCode": "EducationDegreeTypeCode",
    "EducationLevelCode": "EducationLevelCode",
    "EmploymentTypeCode": "EmploymentTypeCode",
    "EthnicityCode": "EthnicityCode",
    "LanguageCode": "LanguageCode",
    "LanguageReadCode": "LanguageLevelCode",
    "LanguageSpeakCode": "LanguageLevelCode",
    "LanguageUnderstandCode": "LanguageLevelCode",
    "LanguageWriteCode": "LanguageLevelCode",
    "MarriageStatusCode": "MaritalStatusCode",
    "NationalityCode": "CountryCode",
    "OccupationCode": "OccupationCode",
    "OriginCountryCode": "CountryCode",
    "RelationshipCode": "RelationshipCode",
    "RelationshipToPrincipalRepresentative": "RelationshipCode",
    "ReligionCode": "ReligionCode",
    "ResettlementCriteria2Code": "ResettlementCriteriaCode",
    "ResettlementCriteriaCode": "ResettlementCriteriaCode",
    "ResettlementCriteriaCode2": "ResettlementCriteriaCode",
    "ResettlementPriorityCode": "ResettlementPriorityCode",
    "ResidenceCountryCode": "CountryCode",
    "SexCode": "SexCode",
    "VulnerabilityCode": "VulnerabilityCode",
}
_NAMES = frozenset(
    {
        "ConcatenatedName",
        "FamilyName",
        "FatherName",
        "GivenName",
        "IndividualAliasFirstName",
        "IndividualAliasLastName",
        "MaidenName",
        "MiddleName",
        "MotherName",
        "SecondFamilyName",
    }
)
_NAMES_NEVER_EMPTY = frozenset({"ConcatenatedName", "FamilyName", "GivenName"})
_TYPES_IN_WORDS = {
    "dateTime": "a date and time such as 1980-01-31T00:00:00",
    "boolean": "0 or 1",
    "byte": "a whole number",
    "short": "a whole number",
}
_EXPECTED_IS = re.compile(r"Expected is (?:one of )?\( ([\w, ]+) \)")
"""How the validator ends a message about a wrong or missing element; the names in it are the schema's own."""


@dataclass(frozen=True)
class Fault:
    """One breach of the form: where, and what is expected. Holds nothing of what stood there."""

    line: int
    element: str
    what: str

    def __str__(self) -> str:
        return f"line {self.line}, {self.element}: {self.what}"


@dataclass(frozen=True)
class SchemaFault:
    """A breach of the schema. owner: the path of the element whose content is wrong, such as /UNHCR_RRF/CASE[2]."""

    owner: str
    fault: Fault


def without_namespace(root: etree._Element) -> Fault | None:
    """Takes the form's own namespace off every element, in place; the first element of another one, if there is any."""
    for element in root.iter():
        name = str(element.tag).removeprefix(NAMESPACE)
        if name.startswith("{"):
            return Fault(element.sourceline or 0, printable(name.split("}")[-1], 60), "it is of another namespace")
        element.tag = name
    return None


def version_of(root: etree._Element) -> int:
    """4 when people carry an IndividualGUID, as only version 4 has it; else 3."""
    return 4 if root.find(f"CASE/{PERSON}/IndividualGUID") is not None else 3


def schema_faults(root: etree._Element, version: int) -> Iterator[SchemaFault]:
    """Every breach of the schema of that version."""
    schema = _schema(version)
    if schema.validate(root):
        return
    for error in schema.error_log:
        # The path of a wrong attribute ends in it. Positions such as [2] are no part of the name.
        path = (error.path or "").split("/@")[0]
        parent, _, step = path.rpartition("/")
        name = step.partition("[")[0]
        expected = _EXPECTED_IS.search(error.message)
        names = expected[1].replace(", ", " or ") if expected else "what the schema names"
        if "Missing child element" in error.message:
            owner, what = path, f"an element is missing; {names} is expected"
        elif "This element is not expected" in error.message:
            owner, what = parent, f"it stands where {names} is expected"
        else:
            owner, what = path, f"expected {_TYPES_IN_WORDS.get(_type_of(name, version), 'a value the schema allows')}"
        yield SchemaFault(owner, Fault(error.line, printable(name, 60), what))


def people_by_path(root: etree._Element) -> dict[str, etree._Element]:
    """The block of every person by its path in the document, as the validator writes paths."""
    cases = root.findall("CASE")
    people = {}
    for case, case_step in zip(cases, _steps("CASE", len(cases)), strict=True):
        blocks = case.findall(PERSON)
        for block, step in zip(blocks, _steps(PERSON, len(blocks)), strict=True):
            people[f"/{root.tag!s}/{case_step}/{step}"] = block
    return people


def _steps(name: str, count: int) -> list[str]:
    """The last steps of the paths of that many elements of one name: numbered only when there are several."""
    return [name] if count == 1 else [f"{name}[{number}]" for number in range(1, count + 1)]


@cache
def _schema(version: int) -> etree.XMLSchema:
    return etree.XMLSchema(_schema_document(version))


@cache
def _schema_document(version: int) -> etree._Element:
    return etree.fromstring(STANDARDS.joinpath("errf", f"rrf-v{version}.xsd").read_bytes())


def _type_of(element: str, version: int) -> str:
    declared = _schema_document(version).find(f".//{{*}}element[@name='{element}']") if element.isidentifier() else None
    return (declared.get("type") or "").removeprefix("xs:") if declared is not None else ""


def block_faults(block: etree._Element, version: int) -> Iterator[Fault]:
    """What is wrong in one block of a case (dataIndividual, dataAddress, ...), beyond the schema."""
    for element in block:
        name = str(element.tag)
        text = (element.text or "").strip()
        what = None
        if name in _LIST_OF:
            what = _code_fault(name, text)
        elif name in _NAMES:
            what = _name_fault(name, text, version)
        elif name == "Photo":
            what = _photo_fault(text)
        if what:
            where = name if block.tag == PERSON else f"{block.tag!s}/{name}"
            yield Fault(element.sourceline or 0, where, what)


def _code_fault(name: str, code: str) -> str | None:
    if code and errf_form(code) in errf_texts(_LIST_OF[name]):
        return None
    return f"expected a code of the form's list {_LIST_OF[name]}, or “-” where it is not given"


def _name_fault(name: str, text: str, version: int) -> str | None:
    # A person may have one name only: version 4 leaves out the given name for that.
    if not text and name in _NAMES_NEVER_EMPTY and not (version == 4 and name == "GivenName"):
        return "the form expects a name here"
    return "a name with digits in it, which the form does not expect" if any(map(str.isdigit, text)) else None


def _photo_fault(text: str) -> str | None:
    if not text:
        return "the photograph is missing"
    try:
        base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return "the photograph cannot be decoded (base64 expected)"
    return None


def case_faults(case: etree._Element) -> Iterator[Fault]:
    """What is wrong with a case as a whole: its group, its principal applicant, its references."""
    people = case.findall(PERSON)
    group = case.find("dataProcessGroup")
    if group is not None:
        yield from _group_faults(group, len(people))
    relations = case.iterfind("*/RelationshipToPrincipalRepresentative")
    principals = sum(errf_form(relation.text or "") == PRINCIPAL_APPLICANT for relation in relations)
    if principals != 1:
        said = "nobody is" if principals == 0 else f"{principals} people are"
        what = f"{said} marked as principal applicant ({PRINCIPAL_APPLICANT}); one is expected"
        yield Fault(case.sourceline or 0, "RelationshipToPrincipalRepresentative", what)
    references = Counter(
        tuple((child.text or "").strip() for child in reference if "Number" in str(child.tag))
        for reference in case.iterfind("dataProcessGroupCrossReference")
    )
    if any(count > 1 for count in references.values()):
        first = case.find("dataProcessGroupCrossReference")
        line = first.sourceline if first is not None else case.sourceline
        yield Fault(line or 0, "dataProcessGroupCrossReference", "the same reference to another case is given twice")


def _group_faults(group: etree._Element, people: int) -> Iterator[Fault]:
    number = group.find("ProcessingGroupNumber")
    if number is not None and not (number.text or "").strip():
        yield Fault(number.sourceline or 0, "ProcessingGroupNumber", "the number of the case is missing")
    size = group.find("ProcessingGroupSize")
    said = (size.text or "").strip() if size is not None else ""
    if size is not None and said.isdigit() and int(said) != people:
        what = f"the case is said to have {int(said)} people and {people} are listed: somebody may be missing"
        yield Fault(size.sourceline or 0, "ProcessingGroupSize", what)
