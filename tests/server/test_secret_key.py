"""The key that signs forms is made once, kept for its owner alone, and never taken half."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asylia.server.state import KEY_FILE, StateError, secret_key, state_folder


def test_key_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    first = secret_key(folder)
    assert len(first) >= 50
    assert secret_key(folder) == first


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    secret_key(folder)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_places_get_two_keys(tmp_path: Path) -> None:
    assert secret_key(tmp_path / "a") != secret_key(tmp_path / "b")


def test_servers_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(secret_key, [tmp_path / "state"] * 32))) == 1
    assert [path.name for path in (tmp_path / "state").iterdir()] == [KEY_FILE]


def test_a_broken_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("short")
    with pytest.raises(StateError, match="Remove it"):
        secret_key(tmp_path)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(StateError, match="ASYLIA_VAR"):
        secret_key(tmp_path / "state")


def test_the_folder_is_the_one_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYLIA_VAR", str(tmp_path))
    assert state_folder() == tmp_path


def test_a_checkout_keeps_it_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASYLIA_VAR")
    assert state_folder() == Path(__file__).resolve().parents[2] / "var"
