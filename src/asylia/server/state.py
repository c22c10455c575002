"""What the server keeps on disk: its folder and the key it signs forms with. Never anything about a person."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_FILE = "secret-key"
SHORTEST_KEY = 50
"""Characters."""


class StateError(RuntimeError):
    """The server's folder cannot be used. The text says which it is and what to do."""


def state_folder() -> Path:
    """ASYLIA_VAR, else `var` in a checkout; raises StateError where neither is given."""
    named = os.environ.get("ASYLIA_VAR")
    if named:
        return Path(named).resolve()
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "var"
    raise StateError("Set ASYLIA_VAR to a folder of your own, where the server may keep its key and its style sheets.")


def given_key() -> str | None:
    """The key of ASYLIA_SECRET_KEY, None where there is none; raises StateError for one that is easily guessed."""
    key = os.environ.get("ASYLIA_SECRET_KEY")
    if key and len(key) < SHORTEST_KEY:
        raise StateError(f"ASYLIA_SECRET_KEY must hold at least {SHORTEST_KEY} characters that nobody can guess.")
    return key or None


def kept_key(folder: Path) -> str:
    """The key kept in the folder, readable by its owner alone; made at the first call. Raises StateError."""
    path = folder / KEY_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_key(path)
        key = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise StateError(
            f"The server's key cannot be kept in {folder} ({error.strerror}). "
            "Give yourself that folder, or set ASYLIA_VAR to one of your own."
        ) from error
    if len(key) < SHORTEST_KEY:
        raise StateError(f"{path} does not hold a whole key. Remove it, and a new one is made at the next start.")
    return key


def make_key(path: Path) -> None:
    """Write a new key unless there is one. It appears whole or not at all, also when two servers start at once."""
    if path.exists():
        return
    unfinished = path.with_name(f"{KEY_FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
