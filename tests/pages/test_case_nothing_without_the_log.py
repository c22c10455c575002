"""Where the log cannot be written, a page shows nothing and says so, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db


@contextmanager
def unwritable_log(tables: Databases) -> Iterator[None]:
    with tables.connect("owner") as owner:
        owner.execute("REVOKE EXECUTE ON FUNCTION asylia_log FROM asylia_app")
        owner.commit()
    try:
        yield
    finally:
        with tables.connect("owner") as owner:
            owner.execute("GRANT EXECUTE ON FUNCTION asylia_log TO asylia_app")
            owner.commit()


def test_nothing_is_shown_and_nothing_changed(tables: Databases) -> None:
    lead: FoundedAgency = founded_agencies(tables).lead
    worker = Worker(lead["CW"])
    code = worker.open_case("CW")
    worker.send(f"/cases/{code}/texts", field="name.1", text="Mirabelle Invented", save="1")
    with unwritable_log(tables):
        for page in ("/cases", f"/cases/{code}", f"/cases/{code}/texts"):
            assert worker.open(page).status == 503
            assert "The log cannot be written" in worker.plain
            assert code not in worker.text.partition("<main")[2]
            assert "Mirabelle" not in worker.text
        assert worker.record(code, "det.held", "yes").status == 503
    assert "they may not leave" not in worker.open(f"/cases/{code}").plain
    assert "Mirabelle Invented" in worker.plain
