"""The one error a reader raises, when nothing of a file can be read."""

from __future__ import annotations


class UnreadableFile(Exception):
    """Says which file, where in it, and what is expected there. Never repeats personal content."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{printable(file)}: {what}")


def printable(text: str, length: int = 120) -> str:
    """The text cut to length, with a mark in place of every character that does not print."""
    return "".join(c if c.isprintable() else "�" for c in text[:length])
