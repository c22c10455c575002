"""Log lines that help to mend a fault and say nothing of a person: no query, no body, no text of an exception."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class PlaceOnly(logging.Formatter):
    """Writes time, level, logger and message; of an exception its kind and the places it passed, never its text.

    A message is written as the program has it, without the values put into it: Django puts paths and hosts there.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {str(record.msg).replace('%s', '…')}"
        if record.exc_info and record.exc_info[0]:
            kind, _, trace = record.exc_info
            line += f" [{kind.__name__} at {places(trace)}]"
        return line


def places(trace: TracebackType | None) -> str:
    """The files, lines and functions an exception passed, innermost last."""
    return " > ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-6:])
