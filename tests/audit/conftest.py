"""Two invented agencies with a case that one leads and the other may see, made anew for each test."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from asylia.server.database import Databases
from tests.record.agencies import NOW, Someone, founded


@dataclass(frozen=True)
class Two:
    """One person of the agency that leads the case, one of a partner, and the code by which each knows the case."""

    lead: Someone
    partner: Someone
    code: str
    partners_code: str


@pytest.fixture
def two(tables: Databases, db: None) -> Two:
    # Models can be imported only once Django is set up, which comes after this file is read.
    from asylia.record.cases import give_access, open_case
    from asylia.record.rows import acting_as

    lead, partner = founded(tables, ["Lamplight", "Harbour House"])
    with acting_as(lead):
        own = open_case(lead, NOW)
        shared = give_access(lead, own.case_id, partner.agency, "AB", None, NOW, {partner.account: "SV"})
    return Two(lead, partner, own.code, shared.code)
