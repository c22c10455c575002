"""An agency's chain as it stands in the database, read as that agency."""

from __future__ import annotations

from asylia.audit.chain import Link
from asylia.audit.reading import links
from asylia.record.rows import acting_as
from tests.record.agencies import Someone


def chain_of(someone: Someone) -> list[Link]:
    with acting_as(someone):
        return list(links())
