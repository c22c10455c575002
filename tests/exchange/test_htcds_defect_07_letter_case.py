"""Defect 7 of the HTCDS templates: some labels, such as “Follow up”, differ in case from the standard."""

import pytest

from asylia.exchange import read
from asylia.exchange.htcds_codes import read_codes


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("cas_Status", "Follow up", "FollowUp"),
        ("cas_Status", "follow UP", "FollowUp"),
        ("cas_ReasonForIncomingReferral", "Migration Or Change Of Location", "MigrationOrChangeOfLocation"),
        ("vic_TypeOfExploitation", "FORCED LABOUR", "ForcedLabour"),
    ],
)
def test_case_does_not_matter(field, cell, value):
    codes, understood = read_codes(field, cell)
    assert understood
    assert [code.value for code in codes] == [value]


def test_in_a_sheet(case_sheet, on):
    rows = {3: {"Status": "Follow up", "Reason for Incoming Referral": "Migration Or Change Of Location"}}
    (person,) = read(case_sheet(rows), on).people
    assert not person.notes
