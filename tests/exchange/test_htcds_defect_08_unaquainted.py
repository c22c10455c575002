"""Defect 8 of HTCDS: the standard writes “Unaquainted”. Both spellings are taken."""

import pytest

from asylia.exchange.htcds_codes import read_codes


@pytest.mark.parametrize("cell", ["Unaquainted", "Unacquainted", "unacquainted "])
def test_both_spellings_are_the_value_of_the_standard(cell):
    codes, understood = read_codes("vic_RelationshipToTrafficker", cell)
    assert understood
    assert [code.value for code in codes] == ["Unaquainted"]
