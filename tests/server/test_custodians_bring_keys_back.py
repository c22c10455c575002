"""When everybody who held the keys is gone, two of three sheets bring them back, and one sheet brings nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.record.agencies import NOW, Someone
from tests.server.backups import asylia, folder_of

from asylia.access.custodians import Share
from asylia.access.founding import Founded, NewAccount, found
from asylia.access.keyring import Keyring
from asylia.access.keyring_drawer import WrappedKey
from asylia.access.keyring_user import Effort
from asylia.access.vault_errors import NotUnlocked
from asylia.server.commands.custodians import sheet_lines
from asylia.server.database import Databases

QUICK = Effort(memory_kib=64, passes=1, lanes=1)
MARKER = b"Amina of the lighthouse"


@dataclass(frozen=True)
class Lost:
    """An agency whose administrator and case worker have lost their passphrases. written: sealed by the case worker."""

    made: Founded
    worker: str
    administrator: str
    case: str
    wrapped: WrappedKey
    written: bytes

    @property
    def shares(self) -> tuple[Share, Share, Share]:
        return self.made.shares


@pytest.fixture
def lost(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Lost]:
    from asylia.access.accounts import keyring_of, opened

    worker, administrator = f"worker-{uuid4().hex[:8]}", f"admin-{uuid4().hex[:8]}"
    accounts = [
        NewAccount(worker, "Worker", (), ("CW", "HP"), "a passphrase of one", effort=QUICK),
        NewAccount(administrator, "Administrator", ("SY",), (), "a passphrase of two", effort=QUICK),
    ]
    with tables.connect("owner") as owner:
        made = found(owner, "Lamplight", accounts, NOW)
    with django_db_blocker.unblock():
        signed_in = opened(worker, "a passphrase of one")
        assert signed_in is not None
        keyring, case = keyring_of(signed_in), str(uuid4())
        wrapped = keyring.new_key(case, "A", 1)
        written = keyring.drawer(case, "A", [wrapped]).write("name.1", 1, MARKER)
        keyring.close()
        yield Lost(made, worker, administrator, case, wrapped, written)
        from django.db import connection

        connection.close()


def sheets(folder: Path, *shares: Share) -> list[str]:
    """The sheets as files, and the arguments that name them."""
    arguments: list[str] = []
    for share in shares:
        file = folder / f"sheet-{share.number}-{uuid4().hex[:4]}"
        file.write_text("\n".join(f"  {at}  {line}" for at, line in enumerate(share.lines(), 1)))
        arguments += ["--sheet", str(file)]
    return arguments


def passphrase_in(said: str) -> str:
    return next(line for line in said.splitlines() if line.startswith("Passphrase")).split(": ")[1]


def keyring(name: str, passphrase: str) -> Keyring:
    from asylia.access.accounts import keyring_of, opened

    signed_in = opened(name, passphrase)
    assert signed_in is not None
    assert signed_in.account.must_change
    return keyring_of(signed_in)


def test_one_custodian_and_the_administrator_are_lost_and_the_sealed_field_opens(
    lost: Lost, tables: Databases, tmp_path: Path
) -> None:
    _, second, third = lost.shares
    done = asylia(folder_of(tables), "custodians", "recover", lost.worker, "--reset", *sheets(tmp_path, second, third))
    assert done.returncode == 0, done.stderr
    held = keyring(lost.worker, passphrase_in(done.stdout))
    assert held.drawer(lost.case, "A", [lost.wrapped]).read("name.1", 1, lost.written) == MARKER
    again = asylia(
        folder_of(tables), "custodians", "recover", lost.administrator, "--reset", *sheets(tmp_path, second, third)
    )
    assert again.returncode == 0, again.stderr
    administrator = keyring(lost.administrator, passphrase_in(again.stdout))
    assert administrator.compartments == frozenset()


def test_two_custodians_are_lost_and_nothing_comes_back(lost: Lost, tables: Databases, tmp_path: Path) -> None:
    one = lost.shares[0]
    for given in ([one], [one, one]):
        done = asylia(folder_of(tables), "custodians", "recover", lost.worker, "--reset", *sheets(tmp_path, *given))
        assert done.returncode == 2
        assert "One share is not enough" in done.stderr
    from asylia.access.accounts import opened

    assert opened(lost.worker, "a passphrase of one") is not None


def test_only_the_areas_of_its_roles_come_back(lost: Lost, tables: Databases, tmp_path: Path) -> None:
    from asylia.access.accounts import areas_for

    one, two, _ = lost.shares
    done = asylia(folder_of(tables), "custodians", "recover", lost.worker, "--reset", *sheets(tmp_path, one, two))
    held = keyring(lost.worker, passphrase_in(done.stdout))
    assert held.compartments == areas_for(("CW", "HP"))
    with pytest.raises(NotUnlocked):
        held.new_key(lost.case, min(set("ABCDEFGHIJ") - held.compartments), 1)


def test_without_reset_the_passphrase_stays(lost: Lost, tables: Databases, tmp_path: Path) -> None:
    with tables.connect("owner") as owner:
        owner.execute("SELECT set_config('app.agency', %s, false)", [str(lost.made.agency)])
        owner.execute("DELETE FROM access_storedgrant WHERE agency_id = %s", [lost.made.agency])
    one, _, three = lost.shares
    done = asylia(folder_of(tables), "custodians", "recover", lost.worker, *sheets(tmp_path, one, three))
    assert done.returncode == 0, done.stderr
    held = keyring(lost.worker, "a passphrase of one")
    assert held.drawer(lost.case, "A", [lost.wrapped]).read("name.1", 1, lost.written) == MARKER


def test_it_stands_in_the_agencys_log(lost: Lost, tables: Databases, tmp_path: Path) -> None:
    from tests.audit.chains import chain_of

    one, two, _ = lost.shares
    asylia(folder_of(tables), "custodians", "recover", lost.worker, *sheets(tmp_path, one, two))
    someone = Someone(lost.made.agency, UUID(int=0))
    assert [link.event.action for link in chain_of(someone)] == ["custodians.recover"]


def test_a_drill_names_the_agency_and_changes_nothing(lost: Lost, tables: Databases, tmp_path: Path) -> None:
    one, two, _ = lost.shares
    done = asylia(folder_of(tables), "custodians", "drill", *sheets(tmp_path, one, two))
    assert done.returncode == 0, done.stderr
    assert "open the vault of Lamplight" in done.stdout
    from asylia.access.accounts import opened

    assert opened(lost.worker, "a passphrase of one") is not None


def test_sheets_of_another_agency_and_slips_are_told_apart(lost: Lost, tables: Databases, tmp_path: Path) -> None:
    with tables.connect("owner") as owner:
        other = found(owner, "Harbour House", [], NOW)
    one, two, _ = other.shares
    done = asylia(folder_of(tables), "custodians", "recover", lost.worker, *sheets(tmp_path, one, two))
    assert "not of the agency of this account" in done.stderr
    mixed = asylia(folder_of(tables), "custodians", "recover", lost.worker, *sheets(tmp_path, lost.shares[0], two))
    assert "made at different times" in mixed.stderr
    slipped = sheets(tmp_path, one, two)
    sheet = Path(slipped[1])
    lines = sheet.read_text().splitlines()
    lines[2] = lines[2][:-1] + ("B" if lines[2][-1] != "B" else "C")
    sheet.write_text("\n".join(lines))
    told = asylia(folder_of(tables), "custodians", "recover", lost.worker, *slipped)
    assert "Line 3 has a slip" in told.stderr
    nobody = asylia(folder_of(tables), "custodians", "recover", "nobody", *sheets(tmp_path, one, two))
    assert "No active account" in nobody.stderr


def test_the_numbers_on_the_paper_may_be_typed_too() -> None:
    assert sheet_lines("1  HK3T-9WDM-2XP3\n2. HK3T 9WDM 2XP3\nHK3T 9WDM 2XP3") == [
        " HK3T-9WDM-2XP3", "HK3T 9WDM 2XP3", "HK3T 9WDM 2XP3",
    ]  # fmt: skip
