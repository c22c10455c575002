"""H5: from every released version, killed in each migration, all rows arrive, and outlive the way back."""

from __future__ import annotations

import pytest

from tests.trust.frame import is_full, show, sized
from tests.trust.h05_migrations import brought_up
from tests.trust.migrating import SNAPSHOTS, VERSIONS

EVERY_STATEMENT = 10_000
"""More than any migration has."""


@pytest.mark.parametrize(
    "version", VERSIONS if is_full() else [version for version in VERSIONS if version != "nothing"]
)
def test_every_row_arrives_however_often_it_is_killed(version: str) -> None:
    kills, rows = brought_up(version, sized(1, EVERY_STATEMENT))
    show("H5", f"kills of a migration from {version}", kills, f"{rows} rows of it equal, up, back and up again")


def test_every_version_but_the_first_has_rows() -> None:
    assert {file.stem for file in SNAPSHOTS.glob("*.sql")} == set(VERSIONS) - {"nothing"}
