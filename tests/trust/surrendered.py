"""Two invented agencies on one server, the keys that open what each has sealed, and a search for those keys.

Where H9 looks for what was written, this looks for what would open it: in memory, on the disk, in backups.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from asylia.access.keyring_agency import CompartmentKey
from asylia.access.models import StoredKey
from asylia.casework.door import perform
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from asylia.server.state import KEY_FILE
from tests.access.people_with_accounts import FoundedAgency, founded_agency
from tests.trust.h07_world import cookie, now, signed_in
from tests.trust.servers import place_of

HOLDERS = ("CW", "PO", "CP", "HP", "LR", "SV", "SD", "RS")
"""Roles that together hold the key of every compartment."""

PIECE = 1 << 24


@dataclass(frozen=True)
class Held:
    """One agency: whoever is signed in, a case of theirs, and what opens what the agency sealed."""

    agency: FoundedAgency
    cookie: str
    code: str
    keys: Mapping[str, bytes]
    """Keys of compartments and of drawers, by a name that tells nothing of them."""

    ids: Mapping[str, bytes]
    """The names by which the database knows the keys of drawers. They are no secret, and can be found."""


def held(known: Databases, name: str) -> Held:
    """An agency with a case in which texts were sealed, and an officer who is signed in. The app works on `known`."""
    agency = founded_agency(known, name, HOLDERS)
    worker = signed_in(agency["CW"])
    code = perform(worker, "case.open", None, {"role": "CW"}, key=uuid4(), now=now()).code
    for field in ("name.1", "channel.1", "narrative.1"):
        text = {"field": field, "text": f"invented {field} of {name}"}
        perform(worker, "text.write", code, text, key=uuid4(), now=now())
    keys: dict[str, bytes] = {}
    for role in HOLDERS:
        for one in compartment_keys(signed_in(agency[role]).keyring):
            keys[f"compartment {one.compartment}"] = bytes(one.key.reveal())
    assert len(keys) == 10
    with acting_as(worker):
        stored = list(StoredKey.objects.all())
        ids = {f"drawer {row.compartment}": bytes(row.key_id) for row in stored}
    # What was opened to write: the keys of the drawers themselves.
    for number, opened in enumerate(worker.keyring._opened.values()):
        keys[f"drawer {number}"] = bytes(opened.reveal())
    assert len(ids) == len(keys) - 10 == 3
    return Held(agency, cookie(agency["CW"]), code, keys, ids)


def compartment_keys(keyring: object) -> Iterable[CompartmentKey]:
    return keyring._held  # type: ignore[attr-defined]


def keep_server_key(known: Databases) -> None:
    """The server's secret key lies in its folder, as it does where none is given in the environment."""
    path = place_of(known).folder.parent / KEY_FILE
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
        file.write(settings.SECRET_KEY)


def forms(key: bytes) -> tuple[bytes, ...]:
    """A key as it may lie somewhere: as it is, as PostgreSQL writes bytes, as text."""
    return key, key.hex().encode(), b64encode(key).rstrip(b"=")


def found_in(pieces: Iterable[bytes], wanted: Mapping[str, bytes]) -> set[str]:
    """The names of those that are there, in any form. A piece overlaps with the one before it."""
    needles = [(name, form) for name, key in wanted.items() for form in forms(key)]
    return {name for piece in pieces for name, form in needles if form in piece}


def files(*folders: Path) -> Iterator[bytes]:
    """All that lies in these folders, in pieces."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                yield from in_pieces(path)


def in_pieces(path: Path) -> Iterator[bytes]:
    before = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield before + piece
            before = piece[-128:]


def memory(processes: Iterable[int]) -> Iterator[bytes]:
    """All that these processes hold in memory and may write to."""
    for process in processes:
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, rights, *_ = line.split()
            begin, end = (int(part, 16) for part in span.split("-"))
            if not rights.startswith("rw"):
                continue
            with Path(f"/proc/{process}/mem").open("rb", 0) as file:
                try:
                    file.seek(begin)
                    yield file.read(end - begin)
                except (OSError, OverflowError, ValueError):
                    # Some spans, such as those of devices, cannot be read by anyone.
                    continue


def processes_of(var: Path) -> list[int]:
    """Every process that was started for this server folder, its database's included."""
    mark = f"ASYLIA_VAR={var}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and int(entry.name) != os.getpid():
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append(int(entry.name))
            except OSError:
                # It ended meanwhile, or belongs to somebody else.
                continue
    return found
