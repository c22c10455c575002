"""Defect 5 of the HTCDS templates: most cells hold labels, gender holds value names. Both are taken everywhere."""

import pytest

from asylia.exchange import read
from asylia.exchange.code_lists import htcds_codes
from asylia.exchange.htcds_codes import read_codes

FIELDS = [
    "prs_Gender",
    "prs_Citizenship",
    "vic_TraffickingStatus",
    "vic_TraffickingStatusDecisionMakingOrg",
    "vic_MethodOfRecruitment",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "vic_ForcedLabourIndustry",
    "vic_TypeOfSexExploitation",
    "cas_Status",
    "cas_ReasonForIncomingReferral",
    "cas_ReasonForOutgoingReferral",
]


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_and_every_label(field):
    codes = htcds_codes(field)
    assert codes
    for code in codes:
        assert read_codes(field, code.value) == ((code,), True)
        assert read_codes(field, code.label) == ((code,), True)


def test_in_a_sheet(case_sheet, on):
    rows = {
        3: {"Gender": "TransgenderFeminine", "Type of Exploitation": "SexualExploitation"},
        4: {"Gender": "Transgender Feminine", "Type of Exploitation": "Sexual exploitation"},
    }
    first, second = read(case_sheet(rows), on).people
    assert first.questions == second.questions
    assert first.questions
    assert not first.notes
    assert not second.notes
