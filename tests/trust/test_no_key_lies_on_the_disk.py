"""A disk that was taken, with backups and even the offline key, opens nothing: no key lies there as it is."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pyrage

from asylia.access.sessions_middleware import COOKIE
from asylia.access.vault import Key
from asylia.server.backup_age import new_key
from tests.trust.frame import Red, show
from tests.trust.h07_ground import at
from tests.trust.h14_ground import command
from tests.trust.h14_restore import asked, done, serving
from tests.trust.servers import folder, running
from tests.trust.surrendered import Held, files, found_in, held, keep_server_key


def test_no_key_lies_on_the_disk_or_in_a_backup() -> None:
    tried = taken()
    show("T7", "keys looked for on a disk and in its opened backups", tried, "0 found; the names they go by were")


def test_a_session_that_kept_its_keys_open_would_be_found() -> None:
    kept = patch("asylia.access.keyring.sealed", lambda _form, _key, _bound, content: b"\x06" + bytes(content))
    resumed = patch("asylia.access.keyring.unsealed", lambda _form, _key, _bound, content: content[1:])
    try:
        with kept, resumed:
            taken(asking=False)
    except Red:
        return
    raise Red("keys that lay open in the database were not found")


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
    keys = {f"{one.agency.name}: {name}": key for one in both for name, key in one.keys.items()}
    ids = {f"{one.agency.name}: {name}": key for one in both for name, key in one.ids.items()}
    # What is searched once for the keys is searched in the same pass for the names of keys, which have to be there.
    there = found_in(files(*folders), {**keys, **{f"id of {name}": one for name, one in ids.items()}})
    if lying := there & set(keys):
        raise Red(f"keys lie open on the disk: {sorted(lying)}")
    if missing := {f"id of {name}" for name in ids} - there:
        raise RuntimeError(f"the search finds nothing: {sorted(missing)}")
    return len(keys)


def backup(var: Path, outside: Path) -> None:
    """Both files of a backup, opened with the offline key."""
    public, secret = new_key()
    done(command(var, "", "backup", outside / "backup", "--to", public))
    for file in list(outside.iterdir()):
        pyrage.decrypt_file(str(file), f"{file}.opened", [pyrage.x25519.Identity.from_str(secret)])


def test_what_is_looked_for_opens_what_is_sealed() -> None:
    """A search for the wrong bytes would find nothing either: the keys that are looked for are those in use."""
    with folder() as var, running(var) as known, at(known):
        one = held(known, "Lamplight")
        assert len({bytes(key) for key in one.keys.values()}) == 13
        assert {Key(bytearray(key)).id for key in one.keys.values()} >= set(one.ids.values())
