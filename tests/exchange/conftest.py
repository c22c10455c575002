"""Files for the readers: written on the spot, or filled copies of the official templates where those are at hand."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from asylia.exchange import read
from asylia.people import Intake

ON = date(2026, 11, 25)
OFFICIAL = Path(__file__).parents[3] / "shared" / "data"
TEMPLATES = OFFICIAL / "htcds" / "Toolkit" / "Excel"

COLUMNS = [
    (None, None),
    ("cas_CaseOwner", "Case Owner"),
    ("prs_Salutation", "Salutation"),
    ("prs_FirstName", "First Name"),
    ("prs_SecondName", "Second Name"),
    ("con_Consent", "Consent"),
    ("prs_Birthdate", "Birthdate"),
    ("prs_Gender", "Gender"),
    ("prs_Citizenship", "Citizenship"),
    ("prs_Title", "Title"),
    ("prs_Email", "Email"),
    ("prs_HomePhone", "Home Phone"),
    ("prs_MobilePhone", "Mobile Phone"),
    ("prs_MailingCity", "Mailing Street"),
    ("prs_MailingCountry", "Mailing City"),
    ("prs_MailingState", "Mailing State/Province"),
    ("prs_MailingStreet", "Mailing Zip/Postal Code"),
    ("prs_MailingPostalCode", "Mailing Country"),
    ("vic_TraffickingStatus", "Trafficking Status"),
    ("vic_TraffickinStatusDecisionMakingOrg", "Trafficking Status Decision Making Organization"),
    ("vic_MethodOfRecruitment", "Method of Recruitment"),
    ("vic_LocationOfRecruitment", "Location of Recruitment"),
    ("vic_MethodsOfControl", "Methods of Control"),
    ("vic_TypeOfExploitation", "Type of Exploitation"),
    ("vic_ForcedLabourIndustry", "Forced Labour Industry"),
    ("vic_TypeOfSexExploitation", "Type of Sex Exploitation"),
    ("vic_LocationOfExploitation", "Location of Exploitation"),
    ("cas_Status", "Status"),
    ("cas_ReferringOrganisation", "Referring Organisation"),
    ("cas_IncomingReferralDate", "Incoming Referral Date"),
    ("cas_ReferringPrimaryCaseWorker", "Referring Primary Case Worker"),
    ("cas_ReasonForIncomingReferral", "Reason for Incoming Referral"),
    ("cas_IncomingReferralDetails", "Incoming Referral Details"),
    ("cas_ReferredOrganisation", "Referred Organisation"),
    ("cas_ReferredPrimaryCaseWorker", "Referred Primary Case Worker"),
    (None, "Reason for Outgoing Referral"),
    ("cas_OutgoingReferralDate", "Outgoing Referral Date"),
    ("cas_OutgoingReferralDetails", "Outgoing Referral Details"),
    ("cas_ReasonForCaseClosure", "Reason for Case Closure"),
]
"""Rows 1 and 2 of the official templates, defects included."""

Cell = str | float | bool | date | None
Rows = Mapping[int, Mapping[str, Cell]]
"""Row number to what stands under a label (row 2), as a person filling in the template sees it."""


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Writes a file of that name and content."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def read_toml(given: Callable[[str, str], Path]) -> Callable[[str], Intake]:
    return lambda text: read(given("person.toml", text), ON)


@pytest.fixture
def read_csv(given: Callable[[str, str], Path]) -> Callable[[str], Intake]:
    return lambda text: read(given("register.csv", text), ON)


def empty_sheet() -> openpyxl.Workbook:
    """A workbook in the shape of the plain template: hidden names, labels, and a thousand rows numbered in advance."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Sheet1"
    for column, (name, label) in enumerate(COLUMNS, start=1):
        sheet.cell(1, column).value = name
        sheet.cell(2, column).value = label
    sheet.row_dimensions[1].hidden = True
    for number in range(1, 1001):
        sheet.cell(number + 2, 1).value = number
    return book


def official_template(name: str) -> openpyxl.Workbook:
    path = TEMPLATES / name
    if not path.exists():
        pytest.skip("the official templates are not at hand")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


SHEETS: dict[str, Callable[[], openpyxl.Workbook]] = {
    "generated": empty_sheet,
    "plain template": lambda: official_template("HTCDS Excel Spreadsheet v2.0.xlsx"),
    "validated template": lambda: official_template("HTCDS Excel Spreadsheet single select with validation v2.0.xlsx"),
}


@cache
def loaded(sheet: str) -> openpyxl.Workbook:
    return SHEETS[sheet]()


@pytest.fixture(params=SHEETS)
def case_sheet(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[Rows], Path]:
    """Fills in each of the case sheets in turn: one generated, and the official templates."""

    def fill(rows: Rows) -> Path:
        book = loaded(request.param)
        sheet = book.worksheets[0]
        columns = {sheet.cell(2, column).value: column for column in range(2, sheet.max_column + 1)}
        filled = [
            (sheet.cell(number, columns[label]), value)
            for number, cells in rows.items()
            for label, value in cells.items()
        ]
        for cell, value in filled:
            cell.value = value
        path = tmp_path / "cases.xlsx"
        book.save(path)
        # Loading a template takes long: it is emptied for the next test instead.
        for cell, _ in filled:
            cell.value = None
            cell.number_format = "General"
        return path

    return fill


def errf_v4(people: str, *, blocks: str = "", size: int = 1) -> str:
    """A form of version 4 around the given dataIndividual blocks; the first is expected to be g1."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<UNHCR_RRF xmlns="http://tempuri.org/ElectronicRRF.xsd">
<RRFBATCHTYPE><GroupIndividualIndicator>Single Submission</GroupIndividualIndicator></RRFBATCHTYPE>
<CASE>
{people}
<dataIndividualProcessGroup><IndividualProcessingGroupGUID>p1</IndividualProcessingGroupGUID>
<IndividualGUID>g1</IndividualGUID><ProcessingGroupGUID>c1</ProcessingGroupGUID>
<RelationshipToPrincipalRepresentative>PA</RelationshipToPrincipalRepresentative></dataIndividualProcessGroup>
<dataProcessGroup><ProcessingGroupGUID>c1</ProcessingGroupGUID><ProcessingGroupNumber>T-1</ProcessingGroupNumber>
<ProcessingGroupSize>{size}</ProcessingGroupSize></dataProcessGroup>
<dataResettlement><IndividualGUID>g1</IndividualGUID><ResettlementCriteriaCode>-</ResettlementCriteriaCode>
<ResettlementPriorityCode>NR</ResettlementPriorityCode></dataResettlement>
{blocks}
</CASE>
</UNHCR_RRF>
"""


def errf_person(
    guid: str = "g1", *, born: str | None = "1990-05-03T00:00:00", estimated: str = "0", nationality: str = "AFG"
) -> str:
    """One person of version 4, invented."""
    birth = "" if born is None else f"<DateofBirth>{born}</DateofBirth>"
    return f"""<dataIndividual><IndividualGUID>{guid}</IndividualGUID><IndividualID>900-{guid}</IndividualID>
<FamilyName>Invented</FamilyName><GivenName>Person</GivenName>
<RegistrationDate>2020-05-01T00:00:00</RegistrationDate>
{birth}<DateofBirthEstimate>{estimated}</DateofBirthEstimate>
<BirthCountryCode>AFG</BirthCountryCode><OriginCountryCode>AFG</OriginCountryCode>
<AsylumCountryCode>TUR</AsylumCountryCode><SexCode>F</SexCode><NationalityCode>{nationality}</NationalityCode>
<MarriageStatusCode>SN</MarriageStatusCode><ReligionCode>-</ReligionCode><EthnicityCode>-</EthnicityCode>
<EducationLevelCode>-</EducationLevelCode></dataIndividual>"""


def errf_need(code: str, guid: str = "g1") -> str:
    """A specific need listed for that person."""
    return (
        f"<dataVulnerability><VulnerabilityGUID>v</VulnerabilityGUID><IndividualGUID>{guid}</IndividualGUID>"
        f"<VulnerabilityCode>{code}</VulnerabilityCode></dataVulnerability>"
    )


@pytest.fixture
def read_errf(given: Callable[[str, str], Path]) -> Callable[..., Intake]:
    """Reads a form of version 4 with those people and blocks."""

    def reading(*people: str, blocks: str = "", size: int | None = None) -> Intake:
        text = errf_v4("\n".join(people), blocks=blocks, size=len(people) if size is None else size)
        return read(given("form.xml", text), ON)

    return reading


@pytest.fixture
def form_person() -> Callable[..., str]:
    return errf_person


@pytest.fixture
def form_need() -> Callable[..., str]:
    return errf_need


@pytest.fixture
def on() -> date:
    return ON


@pytest.fixture
def samples() -> Path:
    """The folder of the official eRRF samples."""
    folder = OFFICIAL / "unhcr_erff" / "samples"
    if not folder.is_dir():
        pytest.skip("the official samples are not at hand")
    return folder
