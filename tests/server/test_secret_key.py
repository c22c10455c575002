"""The key that signs forms is made once, kept for its owner alone, and never taken half."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from asylia.server.state import KEY_FILE, StateError, given_key, kept_key, state_folder


def test_key_is_made_at_the_first_start_and_kept(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    first = kept_key(folder)
    assert len(first) >= 50
    assert kept_key(folder) == first


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    kept_key(folder)
    assert stat.S_IMODE((folder / KEY_FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_places_get_two_keys(tmp_path: Path) -> None:
    assert kept_key(tmp_path / "a") != kept_key(tmp_path / "b")


def test_servers_that_start_at_once_share_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(kept_key, [tmp_path / "state"] * 32))) == 1
    assert [path.name for path in (tmp_path / "state").iterdir()] == [KEY_FILE]


def test_a_broken_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("short")
    with pytest.raises(StateError, match="Remove it"):
        kept_key(tmp_path)


def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(StateError, match="ASYLIA_VAR"):
        kept_key(tmp_path / "state")


def test_the_folder_is_the_one_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYLIA_VAR", str(tmp_path))
    assert state_folder() == tmp_path


def test_a_checkout_keeps_it_in_var(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASYLIA_VAR")
    assert state_folder() == Path(__file__).resolve().parents[2] / "var"


def test_a_key_that_is_given_is_used_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYLIA_SECRET_KEY", "k" * 50)
    assert given_key() == "k" * 50
    monkeypatch.delenv("ASYLIA_SECRET_KEY")
    assert given_key() is None


def test_a_short_key_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYLIA_SECRET_KEY", "k" * 49)
    with pytest.raises(StateError, match="at least 50"):
        given_key()
