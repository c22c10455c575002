"""Invented agencies with accounts for each role."""

from __future__ import annotations

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgencies, FoundedAgency, founded_agencies


@pytest.fixture
def agencies(tables: Databases, db: None) -> FoundedAgencies:
    return founded_agencies(tables)


@pytest.fixture
def lead(agencies: FoundedAgencies) -> FoundedAgency:
    return agencies.lead
