"""Keys never show: not when printed, formatted, logged, compared in a failing test, pickled, copied or in a trace."""

from __future__ import annotations

import copy
import json
import logging
import pickle
import traceback
from collections.abc import Callable

import pytest

from asylia.access.keyring_user import UserKey, unlock_with_passphrase
from asylia.access.vault import Key, Slot, decrypt, encrypt
from asylia.access.vault_errors import NotUnlocked, Tampered, VaultError, WrongKey
from asylia.access.vault_secret import Secret
from tests.access.agencies import HARBOUR, LEAST_EFFORT, agency_key, keyring

MARK = b"MARKED-SECRET-OF-THIRTY-TWO-BYTE"
SLOT = Slot(HARBOUR, "case-1", "A", "name", 1)


def shows(text: str) -> bool:
    return MARK.decode() in text or MARK.hex() in text or repr(list(MARK))[1:-1] in text


HOLDERS = [
    Secret(MARK),
    Secret(MARK).reveal(),
    Key(MARK),
    UserKey("user-1", Key(MARK)),
    agency_key(HARBOUR),
    keyring(HARBOUR),
]


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: type(holder).__name__)
def test_no_text_shows_them(holder: object) -> None:
    for text in (repr(holder), str(holder), f"{holder}", f"{holder!r}", f"{[holder]}", str({"key": holder})):
        assert not shows(text)


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: type(holder).__name__)
@pytest.mark.parametrize("way", [pickle.dumps, copy.deepcopy, json.dumps], ids=lambda way: way.__name__)
def test_nothing_stores_them_by_accident(holder: object, way: Callable) -> None:
    with pytest.raises(TypeError) as refused:
        way(holder)
    assert not shows(str(refused.value))


def test_a_log_line_does_not_show_them(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("asylia").warning("opened with %s and %r", Key(MARK), Secret(MARK))
    assert caplog.messages
    assert not shows(caplog.text)


def trace(failing: Callable[[], object], error: type[VaultError]) -> str:
    """The fullest trace that Python can print: every local variable of every frame of Asylia."""
    with pytest.raises(error) as caught:
        failing()
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert told.__cause__ is None
    return "".join(told.format())


def test_no_trace_shows_a_key_or_what_was_sealed() -> None:
    key, other = Key(MARK), Key.new()
    sealed = encrypt(key, SLOT, b"Mira of Kestria")
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    closed = Key(MARK)
    closed.wipe()
    for told in (
        trace(lambda: decrypt(key, SLOT, changed), Tampered),
        trace(lambda: decrypt(other, SLOT, sealed), WrongKey),
        trace(lambda: decrypt(closed, SLOT, sealed), NotUnlocked),
    ):
        assert not shows(told)
        assert "Mira" not in told


def test_no_error_repeats_a_passphrase() -> None:
    locked = UserKey.new("user-1").lock_with_passphrase("four plain words here", LEAST_EFFORT)
    with pytest.raises(WrongKey) as caught:
        unlock_with_passphrase("user-1", locked, "FOUR PLAIN WORDS HERE")
    assert "PLAIN" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("error", VaultError.__subclasses__())
def test_each_error_says_what_happened_and_nothing_more(error: type[VaultError]) -> None:
    assert str(error()) == error.said
    assert error.said.endswith(".")
    assert error.said != VaultError.said


def test_wiping_leaves_zeros() -> None:
    key = Key(MARK)
    held = key.reveal()
    key.wipe()
    assert bytes(held) == bytes(32)
    with pytest.raises(NotUnlocked):
        key.reveal()


def test_leaving_a_with_wipes() -> None:
    with Secret(MARK) as secret:
        held = secret.reveal()
    assert bytes(held) == bytes(32)


def test_letting_go_wipes() -> None:
    held = Secret(MARK).reveal()
    held.__del__()
    assert bytes(held) == bytes(32)


def test_they_last_as_long_as_someone_uses_them() -> None:
    """A key made only for one use must not be wiped before the use: it would seal with zeros."""
    assert bytes(Key(MARK).reveal()) == MARK
    held = Secret(MARK).reveal()
    assert bytes(held) == MARK


def test_a_secret_takes_over_the_bytes_it_is_made_of() -> None:
    given = bytearray(MARK)
    assert Secret(given) == Secret(MARK)
    assert given == bytes(32)


def test_only_the_same_secret_is_equal() -> None:
    assert Secret(MARK) == Secret(MARK)
    assert Secret(MARK) != Secret(MARK[::-1])
    assert Secret(MARK) != MARK
    with pytest.raises(TypeError):
        hash(Secret(MARK))
