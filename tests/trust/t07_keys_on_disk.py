"""T7: a disk that was taken, with backups and even the offline key, opens nothing: no key lies there as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import pyrage

from asylia.access.sessions_middleware import COOKIE
from asylia.server.backup_age import new_key
from tests.trust.frame import Fault, Red
from tests.trust.h07_ground import at
from tests.trust.h14_ground import command
from tests.trust.h14_restore import asked, done, serving
from tests.trust.servers import folder, running
from tests.trust.surrendered import Held, files, found_in, held, keep_server_key


def taken(*, asking: bool = True) -> int:
    """Take the disk of a server on which officers are signed in. How many keys were looked for. Raises Red."""
    with folder() as var, folder() as outside:
        with running(var) as known, at(known):
            both = [held(known, name) for name in ("Lamplight", "Harbour House")]
            keep_server_key(known)
        if asking:
            with serving(var) as address:
                for one in both:
                    status = asked(address, "GET", f"/api/cases/{one.code}", None, f"{COOKIE}={one.cookie}")[0]
                    if status != 200:
                        raise RuntimeError(f"the case did not open: {status}")
        backup(var, outside)
        return looked_for(both, var, outside)


def looked_for(both: list[Held], *folders: Path) -> int:
    """Look for keys, and in the same pass for the names of keys, which have to be there."""
    keys = {f"{one.agency.name}: {name}": key for one in both for name, key in one.keys.items()}
    ids = {f"id of {one.agency.name}: {name}": key for one in both for name, key in one.ids.items()}
    there = found_in(files(*folders), {**keys, **ids})
    if lying := there & set(keys):
        raise Red(f"keys lie open on the disk: {sorted(lying)}")
    if missing := set(ids) - there:
        raise RuntimeError(f"the search finds nothing: {sorted(missing)}")
    return len(keys)


def backup(var: Path, outside: Path) -> None:
    """Both files of a backup, opened with the offline key."""
    public, secret = new_key()
    done(command(var, "", "backup", outside / "backup", "--to", public))
    for file in list(outside.iterdir()):
        pyrage.decrypt_file(str(file), f"{file}.opened", [pyrage.x25519.Identity.from_str(secret)])


@contextmanager
def parked_open() -> Iterator[None]:
    """Between two requests the keys of a session lie in the database as they are."""
    with (
        patch("asylia.access.keyring.sealed", lambda _form, _key, _bound, content: b"\x06" + bytes(content)),
        patch("asylia.access.keyring.unsealed", lambda _form, _key, _bound, content: content[1:]),
    ):
        yield


FAULTS = {"a session's keys lie open in the database": Fault(parked_open, lambda: taken(asking=False))}
