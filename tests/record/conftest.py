"""Three invented agencies, with a case of the first."""

from __future__ import annotations

import pytest

from asylia.server.database import Databases
from tests.record.agencies import NOW, Someone, Three, founded


@pytest.fixture(scope="session")
def people(tables: Databases) -> list[Someone]:
    return founded(tables, ["Lamplight", "Harbour House", "Northern Desk"])


@pytest.fixture
def three(people: list[Someone], db: None) -> Three:
    # Models can be imported only once Django is set up, which comes after this file is read.
    from asylia.record.cases import open_case
    from asylia.record.rows import acting_as

    lead, partner, stranger = people
    for other in (partner, stranger):
        # Whoever has cases of their own still sees nobody else's.
        with acting_as(other):
            open_case(other, NOW)
    with acting_as(lead):
        open_case(lead, NOW)
        case = open_case(lead, NOW).case_id
    return Three(lead, partner, stranger, case)
