"""A passphrase opens its own account's key, however it was typed, and nothing else does."""

from __future__ import annotations

import pytest

from asylia.access.keyring_user import (
    STANDARD_EFFORT,
    Effort,
    UserKey,
    effort_of,
    unlock_with_device,
    unlock_with_passphrase,
)
from asylia.access.vault_errors import Tampered, WrongKey
from asylia.access.vault_secret import Secret
from tests.access.agencies import LEAST_EFFORT

PASSPHRASE = "Čaj s mátou, 7 hrnků"


def test_the_right_one_opens_the_same_key() -> None:
    user = UserKey.new("user-1")
    opened = unlock_with_passphrase("user-1", user.lock_with_passphrase(PASSPHRASE, LEAST_EFFORT), PASSPHRASE)
    assert opened.public == user.public


@pytest.mark.parametrize("wrong", ["", PASSPHRASE[:-1], PASSPHRASE.upper(), PASSPHRASE + " "])
def test_another_one_does_not(wrong: str) -> None:
    locked = UserKey.new("user-1").lock_with_passphrase(PASSPHRASE, LEAST_EFFORT)
    with pytest.raises(WrongKey):
        unlock_with_passphrase("user-1", locked, wrong)


@pytest.mark.parametrize(
    "typed",
    ["C\u030caj s ma\u0301tou, 7 hrnku\u030a", "Čaj\u00a0s\u2003mátou,\u20097\u3000hrnků"],
    ids=["marks", "spaces"],
)
def test_another_keyboard_types_the_same(typed: str) -> None:
    locked = UserKey.new("user-1").lock_with_passphrase(PASSPHRASE, LEAST_EFFORT)
    unlock_with_passphrase("user-1", locked, typed)


def test_it_opens_no_other_account() -> None:
    locked = UserKey.new("user-1").lock_with_passphrase(PASSPHRASE, LEAST_EFFORT)
    with pytest.raises(Tampered):
        unlock_with_passphrase("user-2", locked, PASSPHRASE)


def test_the_standard_is_what_the_rfc_recommends() -> None:
    assert Effort(memory_kib=64 * 1024, passes=3, lanes=4) == STANDARD_EFFORT
    locked = UserKey.new("user-1").lock_with_passphrase(PASSPHRASE)
    assert effort_of(locked) == STANDARD_EFFORT
    unlock_with_passphrase("user-1", locked, PASSPHRASE)


def test_the_effort_can_be_raised_at_the_next_sign_in() -> None:
    user = UserKey.new("user-1")
    light = user.lock_with_passphrase(PASSPHRASE, LEAST_EFFORT)
    assert effort_of(light) != STANDARD_EFFORT
    harder = Effort(memory_kib=16, passes=2, lanes=1)
    again = unlock_with_passphrase("user-1", light, PASSPHRASE).lock_with_passphrase(PASSPHRASE, harder)
    assert effort_of(again) == harder
    assert unlock_with_passphrase("user-1", again, PASSPHRASE).public == user.public


@pytest.mark.parametrize(
    "numbers", [(2**21, 3, 4), (0, 1, 1), (7, 1, 1), (64, 0, 1), (64, 65, 1), (64, 1, 0), (256, 1, 17)]
)
def test_a_changed_effort_cannot_hang_the_server(numbers: tuple[int, int, int]) -> None:
    memory, passes, lanes = numbers
    with pytest.raises(ValueError, match="KiB"):
        Effort(memory, passes, lanes)
    locked = UserKey.new("user-1").lock_with_passphrase(PASSPHRASE, LEAST_EFFORT)
    forged = locked[:1] + memory.to_bytes(4, "big") + passes.to_bytes(4, "big") + lanes.to_bytes(1, "big") + locked[10:]
    with pytest.raises(Tampered):
        unlock_with_passphrase("user-1", forged, PASSPHRASE)


def test_the_same_passphrase_locks_two_accounts_differently() -> None:
    user = UserKey.new("user-1")
    assert user.lock_with_passphrase(PASSPHRASE, LEAST_EFFORT) != user.lock_with_passphrase(PASSPHRASE, LEAST_EFFORT)


def test_a_device_opens_too() -> None:
    user = UserKey.new("user-1")
    device = Secret(bytes(range(32)))
    locked = user.lock_with_device(device)
    assert unlock_with_device("user-1", locked, device).public == user.public
    with pytest.raises(WrongKey):
        unlock_with_device("user-1", locked, Secret(bytes(range(1, 33))))
    with pytest.raises(Tampered):
        unlock_with_device("user-2", locked, device)


def test_a_short_device_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        UserKey.new("user-1").lock_with_device(Secret(bytes(31)))
