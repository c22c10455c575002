"""Defect 1 of the HTCDS templates: the hidden names of five mailing columns disagree with the labels people type by."""

import pytest

from asylia.exchange import read
from asylia.exchange.htcds import field_of

from .conftest import COLUMNS


@pytest.mark.parametrize(
    ("name", "label", "field"),
    [
        ("prs_MailingCity", "Mailing Street", "prs_MailingStreet"),
        ("prs_MailingCountry", "Mailing City", "prs_MailingCity"),
        ("prs_MailingState", "Mailing State/Province", "prs_MailingState"),
        ("prs_MailingStreet", "Mailing Zip/Postal Code", "prs_MailingPostalCode"),
        ("prs_MailingPostalCode", "Mailing Country", "prs_MailingCountry"),
    ],
)
def test_the_label_counts(name, label, field):
    assert (name, label) in COLUMNS
    assert field_of(name, label) == field


def test_a_translated_label_leaves_the_name():
    assert field_of("prs_MailingCity", "Ciudad") == "prs_MailingCity"


def test_no_address_is_taken_over(case_sheet, on):
    address = {
        "Mailing Street": "1 Invented Street",
        "Mailing City": "Inventedtown",
        "Mailing State/Province": "Inventedshire",
        "Mailing Zip/Postal Code": "INV 001",
        "Mailing Country": "Inventedland",
    }
    intake = read(case_sheet({3: address}), on)
    assert len(intake.people) == 1
    assert "nvented" not in repr(intake)
    assert "INV 001" not in repr(intake)
