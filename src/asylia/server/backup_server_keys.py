"""The keys that a server keeps beside its database; without them a restored one takes no second factor.

With the secret key second factors are sealed; with the audit key checkpoints of the log are signed. They travel in the
keyring of a backup. Alone they open nothing of a case.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from asylia.server.backup_age import SealError, put_in_place
from asylia.server.checkpoints import KEY_FILE as AUDIT_KEY
from asylia.server.state import KEY_FILE as SECRET_KEY
from asylia.server.state import given_key


def server_keys(var: Path) -> dict[str, str]:
    """Each key that there is, by the name of its file. One given in the environment counts before the file's."""
    kept = {name: (var / name).read_text("ascii").strip() for name in (SECRET_KEY, AUDIT_KEY) if (var / name).exists()}
    given = given_key()
    return kept if given is None else {**kept, SECRET_KEY: given}


def refuse_another_key(keys: Mapping[str, str]) -> None:
    """Raise SealError where this machine was given a secret key with which no second factor would be taken."""
    given = given_key()
    if given is not None and SECRET_KEY in keys and keys[SECRET_KEY] != given:
        raise SealError(
            "ASYLIA_SECRET_KEY is another one than when the backup was made, and with it no second factor would be "
            "taken. Nothing was restored. Give the one of then, or none: it is in the backup."
        )


def put_back(keys: Mapping[str, str], var: Path) -> None:
    """Keep these keys in the server's folder, for its owner alone, instead of those that an empty server made."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in (SECRET_KEY, AUDIT_KEY):
        if name not in keys:
            continue
        unfinished = var / f"{name}.restoring"
        unfinished.unlink(missing_ok=True)
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(keys[name])
            file.flush()
            os.fsync(file.fileno())
        put_in_place(unfinished, var / name)
