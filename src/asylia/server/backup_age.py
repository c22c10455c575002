"""Seals a stream of bytes to an offline key and opens it again, in the age format, without holding it in memory."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import pyrage

SECRET = "AGE-SECRET-KEY-1"  # noqa: S105 - how such a key begins
UNFINISHED = ".unfinished"


class SealError(RuntimeError):
    """A backup cannot be sealed or opened. The text says what happened, what was kept and what to do."""


def new_key() -> tuple[str, str]:
    """A fresh key pair: the public half, to which backups are sealed, and the secret half, to be kept elsewhere."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def read_recipient(text: str) -> pyrage.x25519.Recipient:
    """The public key that was given. Raises SealError, also where it is the secret one."""
    if text.strip().upper().startswith(SECRET):
        raise SealError(
            "That is the secret key. Nothing was written. Give the public one (age1...), and keep the secret one away "
            "from this machine: it is in the history of this terminal now, so make a new pair with --new-key."
        )
    try:
        return pyrage.x25519.Recipient.from_str(text.strip())
    except pyrage.RecipientError:
        raise SealError(
            "The recipient is expected to be a public key such as `./asylia backup --new-key` prints (age1...), and is "
            "not. Nothing was written."
        ) from None


def read_identity(path: Path) -> pyrage.x25519.Identity:
    """The secret key kept in a file. Raises SealError, or OSError where it cannot be read."""
    for line in path.read_text("utf-8", errors="replace").splitlines():
        if line.strip().startswith(SECRET):
            with suppress(pyrage.IdentityError):
                return pyrage.x25519.Identity.from_str(line.strip())
    raise SealError(f"{path} holds no secret key (a line that begins with {SECRET}). Nothing was changed.")


class _Source:
    """Bytes read piece by piece, as a file is; remembers what went wrong, which age would turn into its own error."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self._held = b""
        self.error: BaseException | None = None

    def read(self, wanted: int) -> bytes:
        try:
            while not self._held:
                self._held = next(self._chunks)
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        given, self._held = self._held[:wanted], self._held[wanted:]
        return given


class _Sink:
    """A file that is written; remembers what went wrong."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.error: OSError | None = None

    def write(self, given: bytes) -> int:
        try:
            return self._file.write(given)
        except OSError as error:
            self.error = error
            raise

    def flush(self) -> None:
        self._file.flush()


def seal(chunks: Iterable[bytes], unfinished: Path, recipient: pyrage.x25519.Recipient) -> int:
    """Seal the bytes into a file that is safe on disk when this returns, and give its size.

    Raises OSError where the disk does not take it, and whatever reading the bytes raises; then no file is left.
    """
    source = _Source(chunks)
    unfinished.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            sink = _Sink(file)
            try:
                pyrage.encrypt_io(source, sink, [recipient])
            except (OSError, pyrage.EncryptError):
                raise (source.error or sink.error or SealError("The backup could not be sealed.")) from None
            file.flush()
            os.fsync(file.fileno())
            return file.tell()
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def put_in_place(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, also across a power cut."""
    unfinished.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def opened(path: Path, identity: pyrage.x25519.Identity) -> Iterator[BinaryIO]:
    """The bytes that were sealed into a file, as a stream. Raises SealError for another key or a damaged file.

    age gives the bytes to whoever writes; here they are read. So it works in a thread of its own, behind a pipe.
    """
    reading, writing = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            # The sink first: whatever happens, its end of the pipe is closed, and the reader does not wait for ever.
            with os.fdopen(writing, "wb") as sink, path.open("rb") as file:
                pyrage.decrypt_io(file, sink, [identity])
        except BaseException as error:  # Told to whoever reads, below.
            failed.append(error)

    worker = threading.Thread(target=work, daemon=True)
    with os.fdopen(reading, "rb") as stream:
        worker.start()
        try:
            yield stream
        except BaseException:
            stream.close()
            worker.join()
            _tell(path, failed)
            raise
        # To the end: only there does age say that nothing was cut off.
        while stream.read(1 << 16):
            continue
        worker.join()
    _tell(path, failed)


def _tell(path: Path, failed: list[BaseException]) -> None:
    error = failed[0] if failed else None
    if error is None or "Broken pipe" in str(error):
        # Whoever read stopped before the end, and has a reason of their own.
        return
    if isinstance(error, FileNotFoundError):
        raise SealError(f"{path} is not there. Nothing was restored.") from None
    if "No matching keys" in str(error):
        raise SealError(
            f"{path} was sealed for another key. Nothing was restored. Give the secret key it was made for."
        )
    raise SealError(
        f"{path} is not a whole backup: it was cut short, damaged, or is another kind of file. Nothing was restored. "
        "Take another copy."
    )
