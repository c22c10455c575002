"""Defect 2 of the HTCDS templates: the reason for outgoing referral has a label and no machine name."""

from asylia.exchange import read
from asylia.exchange.htcds import field_of


def test_the_label_names_the_field():
    assert field_of("", "Reason for Outgoing Referral") == "cas_ReasonForOutgoingReferral"


def test_the_column_is_read_by_its_list(case_sheet, on):
    rows = {
        3: {"Reason for Outgoing Referral": "Other"},
        4: {"Reason for Outgoing Referral": "Invented reason"},
    }
    intake = read(case_sheet(rows), on)
    assert [person.id for person in intake.people] == ["row 3", "row 4"]
    good, wrong = (person.notes for person in intake.people)
    assert not good
    assert ["column AJ (cas_ReasonForOutgoingReferral)" in note for note in wrong] == [True]
