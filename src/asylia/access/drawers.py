"""Sealed fields in the database: opened with the keys of who is signed in, sealed for the drawer they belong to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from asylia.access.keyring import Keyring
from asylia.access.keyring_agency import CompartmentPublic
from asylia.access.keyring_drawer import Drawer, WrappedKey, sealed_drawer
from asylia.access.keyring_pair import PublicKey
from asylia.access.models import StoredKey
from asylia.access.models_accounts import CompartmentPublic as StoredPublic
from asylia.access.signed_in import SignedIn
from asylia.access.standing import Found
from asylia.access.vault_errors import NotUnlocked, Shredded, VaultError
from asylia.record.models import SealedField


@dataclass(frozen=True)
class Opened:
    """One version of a sealed field. text: None where it did not open. trouble: why: no_key, shredded or damaged."""

    field: str
    version: int
    after: tuple[int, ...]
    text: str | None
    trouble: str
    written_at: datetime
    written_by: UUID


class Drawers:
    """The drawers of one case, as far as the keys of one account open them."""

    def __init__(self, signed_in: SignedIn, found: Found) -> None:
        self._keyring: Keyring = signed_in.keyring
        self._agency = signed_in.agency
        self._account = signed_in.account
        self._found = found
        self._drawers: dict[str, Drawer] = {}

    @cached_property
    def _stored(self) -> Mapping[str, list[WrappedKey]]:
        kept: dict[str, list[WrappedKey]] = {}
        for row in StoredKey.objects.filter(case_id=self._found.case, agency_id=self._agency):
            kept.setdefault(row.compartment, []).append(
                WrappedKey(
                    str(self._agency),
                    self._found.code,
                    row.compartment,
                    row.version,
                    bytes(row.key_id),
                    None if row.wrapped is None else bytes(row.wrapped),
                )
            )
        return kept

    def _drawer(self, compartment: str) -> Drawer:
        if compartment not in self._drawers:
            stored = self._stored.get(compartment, [])
            self._drawers[compartment] = self._keyring.drawer(self._found.code, compartment, stored)
        return self._drawers[compartment]

    def open(self, row: SealedField) -> Opened:
        """One row, opened; where it does not open, what is the matter."""
        text, trouble = None, ""
        try:
            text = self._drawer(row.compartment).read(row.field, row.version, bytes(row.content)).decode()
        except NotUnlocked:
            trouble = "no_key"
        except Shredded:
            trouble = "shredded"
        except (VaultError, UnicodeDecodeError):
            trouble = "damaged"
        return Opened(row.field, row.version, tuple(row.after), text, trouble, row.written_at, row.written_by)

    def write(
        self, compartment: str, field: str, version: int, after: tuple[int, ...], text: str, now: datetime
    ) -> None:
        """Seal a new version of a field. Who holds no key of the compartment seals to it without being able to read."""
        SealedField.objects.create(
            case_id=self._found.case,
            agency_id=self._agency,
            compartment=compartment,
            field=field,
            version=version,
            after=sorted(after),
            content=self._writable(compartment).write(field, version, text.encode()),
            written_at=now,
            written_by=self._account,
        )

    def _writable(self, compartment: str) -> Drawer:
        drawer = self._drawer(compartment)
        if drawer.writable and compartment in self._keyring.compartments:
            return drawer
        version = 1 + max((key.version for key in self._stored.get(compartment, [])), default=0)
        if compartment in self._keyring.compartments:
            self._keep(self._keyring.new_key(self._found.code, compartment, version))
            self._drawers.pop(compartment, None)
            return self._drawer(compartment)
        wrapped, left = sealed_drawer(self._public(compartment), self._found.code, version)
        self._keep(wrapped)
        return left

    def _keep(self, key: WrappedKey) -> None:
        StoredKey.objects.create(
            case_id=self._found.case,
            agency_id=self._agency,
            compartment=key.compartment,
            version=key.version,
            key_id=key.key_id,
            wrapped=key.wrapped,
        )
        self.__dict__.pop("_stored", None)

    def _public(self, compartment: str) -> CompartmentPublic:
        row = StoredPublic.objects.filter(agency_id=self._agency, compartment=compartment).order_by("-version").first()
        if row is None:
            raise NotUnlocked
        return CompartmentPublic(str(self._agency), compartment, row.version, PublicKey(bytes(row.raw)))
