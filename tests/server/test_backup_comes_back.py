"""A backup holds every table row for row, and no name in clear; the rest of the drill is tests/trust/h14_restore.py."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.record.agencies import NOW, Three
from tests.record.deletions import filled, written
from tests.server.backups import Pair, asylia, backed_up, folder_of, pair, running, seen_as

from asylia.access.keyring import Keyring
from asylia.access.keyring_agency import AgencyKey
from asylia.access.vault_errors import NotUnlocked
from asylia.record.deletion_ledger import LEDGER
from asylia.server.database import Databases

MARKER = "Amina of the lighthouse"


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


@dataclass(frozen=True)
class Sealed:
    """A case with a sealed name in it, and the keyring that opens it."""

    case: UUID
    keyring: Keyring


def sealed(three: Three) -> Sealed:
    """A case whose person's name is sealed under a real key."""
    from asylia.access.models import StoredKey
    from asylia.record.cases import open_case
    from asylia.record.models import SealedField
    from asylia.record.rows import acting_as

    agency = AgencyKey.new(str(three.lead.agency))
    keyring = Keyring(str(three.lead.agency), str(three.lead.account), [agency.compartment("A")])
    with acting_as(three.lead):
        case = open_case(three.lead, NOW).case_id
        key = keyring.new_key(str(case), "A", 1)
        StoredKey.objects.create(
            case_id=case, agency_id=three.lead.agency, compartment="A", version=1, key_id=key.key_id,
            wrapped=key.wrapped,
        )  # fmt: skip
        SealedField.objects.create(
            case_id=case, agency_id=three.lead.agency, compartment="A", field="name.1", version=1,
            content=keyring.drawer(str(case), "A", [key]).write("name.1", 1, MARKER.encode()),
            written_at=NOW, written_by=three.lead.account,
        )  # fmt: skip
    return Sealed(case, keyring)


def restored(file: Path, key: Pair, var: Path, ledger: Path) -> None:
    done = asylia(var, "restore", file, "--key", key.file, "--deletions", ledger)
    assert done.returncode == 0, done.stderr
    assert "People may sign in." in done.stdout


def test_no_name_is_in_either_file_and_neither_alone_opens_anything(
    three: Three, tables: Databases, tmp_path: Path
) -> None:
    import pyrage

    one = sealed(three)
    key = pair(tmp_path)
    file = backed_up(tables, tmp_path / "backup", key)
    keyring = tmp_path / "backup.keyring"
    identity = pyrage.x25519.Identity.from_str(key.file.read_text().splitlines()[-1])
    closed = {path: path.read_bytes() for path in (file, keyring)}
    inside = {path: pyrage.decrypt(content, [identity]) for path, content in closed.items()}
    # The positive control: once the age layer is taken off, what is stored in clear is found, so the hunt can find.
    assert b"Lamplight" in inside[file]
    for content in [*closed.values(), *inside.values()]:
        for written_as in (MARKER.encode(), MARKER.encode().hex().encode(), MARKER.encode("utf-16-le")):
            assert written_as not in content
    assert all(b"Lamplight" not in content for content in closed.values())
    # The record holds what is sealed and no key; the keyring holds keys and nothing that they open.
    with running(folder_of(tables)) as known, seen_as(known, three.lead) as app:
        stored = app.execute("SELECT wrapped FROM access_storedkey WHERE case_id = %s", [one.case]).fetchone()
        content = app.execute("SELECT content FROM record_sealedfield WHERE case_id = %s", [one.case]).fetchone()
    assert stored is not None
    assert content is not None
    assert bytes(stored[0]).hex().encode() in inside[keyring]
    assert bytes(stored[0]).hex().encode() not in inside[file]
    assert bytes(content[0]).hex().encode() in inside[file]
    assert bytes(content[0]).hex().encode() not in inside[keyring]
    one.keyring.close()
    with pytest.raises(NotUnlocked):
        one.keyring.new_key(secrets.token_hex(4), "A", 1)


def test_every_table_comes_back_row_for_row(three: Three, tables: Databases, tmp_path: Path) -> None:
    from asylia.server.backup_policies import BACKUP
    from asylia.server.backup_tables import PASSING

    filled(three.lead, three.case)
    key = pair(tmp_path)
    file = backed_up(tables, tmp_path / "backup", key)
    var = tmp_path / "elsewhere"
    restored(file, key, var, folder_of(tables) / LEDGER)

    def content(known: Databases) -> dict[str, list[str]]:
        with known.connect("owner") as owner:
            owner.execute("SELECT set_config(%s, 'on', true)", [BACKUP])
            names = owner.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            ).fetchall()
            return {
                name: sorted(row for (row,) in owner.execute(f"SELECT t::text FROM {name} t"))
                for (name,) in names
                if name not in PASSING
            }

    with running(var) as known:
        before, after = content(tables), content(known)
    assert sum(map(len, before.values())) > 20
    assert before == after
