"""Opens a file with care: only a regular file, only up to a size, and only when its content is what its ending says."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from asylia.exchange.unreadable import UnreadableFile

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. A register of 200,000 people fits; what is larger belongs to `./asylia population`."""

_SIGNATURES = (
    (b"PK\x03\x04", "an Excel workbook or another zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office file"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed (gzip) file"),
    (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True)
class Source:
    """A file held in memory: its name for messages, its ending in small letters, its bytes."""

    name: str
    ending: str
    content: bytes

    def unreadable(self, what: str) -> UnreadableFile:
        """The error that names this file and says what is wrong and expected."""
        return UnreadableFile(self.name, what)

    def contains(self) -> str | None:
        """What the first bytes show this file to be, in words, when it is a known kind that is not text."""
        return next((kind for mark, kind in _SIGNATURES if self.content.startswith(mark)), None)

    def mark_and_encoding(self) -> tuple[bytes, str]:
        """The byte order mark it begins with, and the encoding that follows from it; UTF-8 where there is none."""
        return next(((m, e) for m, e in _BYTE_ORDER_MARKS if self.content.startswith(m)), (b"", "utf-8"))

    def text(self) -> str:
        """The content as text, without byte order mark. Raises UnreadableFile unless it is UTF-8, or marked UTF-16."""
        kind = self.contains()
        if kind:
            raise self.unreadable(f"its ending says {self.ending}, its content is {kind}")
        mark, encoding = self.mark_and_encoding()
        try:
            text = self.content[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            line = self.content.count(b"\n", 0, error.start) + 1
            raise self.unreadable(f"line {line} is not text in UTF-8; save the file as UTF-8 and try again") from None
        nul = text.find("\x00")
        if nul >= 0:
            line = text.count("\n", 0, nul) + 1
            raise self.unreadable(f"line {line} holds a NUL byte; a text file is expected, saved as UTF-8")
        return text


def open_source(path: Path) -> Source:
    """The file of that path, whole. Raises UnreadableFile when it is missing, no regular file, empty or too large."""
    name = path.name or str(path)
    try:
        content = _read(path, name)
    except FileNotFoundError:
        raise UnreadableFile(name, "there is no such file") from None
    except PermissionError:
        raise UnreadableFile(
            name, "this file may not be read by you; ask whoever owns it for the right to read it"
        ) from None
    except (OSError, ValueError):
        raise UnreadableFile(
            name, "this file cannot be opened; check the path, and that the disk can be read"
        ) from None
    if not content:
        raise UnreadableFile(name, "the file is empty")
    return Source(name, path.suffix.lower(), content)


def _read(path: Path, name: str) -> bytes:
    # Not to wait for a pipe that nobody writes to: opened without blocking, and only a regular file is read.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableFile(name, "this is a folder; name a file in it")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(name, "this is not a regular file")
        if found.st_size > LARGEST_FILE:
            raise _too_large(name)
        with open(descriptor, "rb", closefd=False) as file:
            content = file.read(found.st_size + 1)
    finally:
        os.close(descriptor)
    if len(content) > found.st_size:
        raise UnreadableFile(name, "the file is still being written; try again when it is complete")
    return content


def _too_large(name: str) -> UnreadableFile:
    megabytes = LARGEST_FILE // 1024 // 1024
    return UnreadableFile(
        name,
        f"the file is larger than {megabytes} MB; split it, or count a large register with ./asylia population",
    )
