"""Whatever table is added later, a deletion reaches it, or is refused as a whole."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import Error
from pytest_django.plugin import DjangoDbBlocker

from asylia.record.deletion import delete_case
from asylia.record.deletion_reach import let_deletion_reach
from asylia.record.models import Case
from asylia.record.rows import acting_as
from asylia.server.backup_policies import BACKUP, let_owner_copy
from asylia.server.database import Databases
from tests.record.agencies import Three
from tests.record.deletions import written

LATER = """
CREATE TABLE later_note (id int PRIMARY KEY, case_id uuid REFERENCES record_case (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE later_page (id int PRIMARY KEY, note int REFERENCES later_note (id) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE later_loose (id int PRIMARY KEY, "case" uuid);
"""
NAMES = ("later_note", "later_page", "later_loose")


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


@pytest.fixture
def later(tables: Databases, three: Three) -> Iterator[None]:
    """Three tables with a row of the case each: beside it, two steps away, and without a foreign key."""
    with tables.connect("owner") as owner:
        owner.execute(LATER)
        owner.execute("INSERT INTO later_loose VALUES (1, %s), (2, gen_random_uuid())", [three.case])
        owner.execute("ALTER TABLE later_note DISABLE TRIGGER USER")
        owner.execute("INSERT INTO later_note VALUES (1, %s), (2, NULL)", [three.case])
        owner.execute("INSERT INTO later_page VALUES (1, 1), (2, 2), (3, NULL)")
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in NAMES:
            owner.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
    yield
    with tables.connect("owner") as owner:
        owner.execute("DROP TABLE later_page, later_note, later_loose")


def kept(tables: Databases) -> dict[str, list[int]]:
    with tables.connect("owner") as owner:
        let_owner_copy(owner)
        owner.execute("SELECT set_config(%s, 'on', false)", [BACKUP])
        return {name: [number for (number,) in owner.execute(f"SELECT id FROM {name} ORDER BY id")] for name in NAMES}


def test_before_it_is_known_the_deletion_is_refused_as_a_whole(three: Three, tables: Databases, later: None) -> None:
    with pytest.raises(Error, match=r"deletion does not reach .*later_note"), acting_as(three.lead):
        delete_case(three.case, "request")
    with acting_as(three.lead):
        assert Case.objects.filter(id=three.case).exists()


def test_once_it_is_known_its_rows_go_and_those_of_others_stay(three: Three, tables: Databases, later: None) -> None:
    with tables.connect("owner") as owner:
        assert let_deletion_reach(owner) == 3
        assert let_deletion_reach(owner) == 0
    assert kept(tables) == {"later_note": [1, 2], "later_page": [1, 2, 3], "later_loose": [1, 2]}
    with acting_as(three.lead):
        assert delete_case(three.case, "request")
    assert kept(tables) == {"later_note": [2], "later_page": [2, 3], "later_loose": [2]}


def test_the_owner_sees_no_row_of_it_otherwise(three: Three, tables: Databases, later: None) -> None:
    with tables.connect("owner") as owner:
        let_deletion_reach(owner)
        let_owner_copy(owner)
        assert owner.execute("SELECT count(*) FROM later_note").fetchone() == (0,)
        assert owner.execute("SELECT count(*) FROM record_case").fetchone() == (0,)
