"""Reads what was sent: JSON that the record can keep. What cannot be kept is refused before anybody reads it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from ninja.parser import Parser

DEEPEST = 8
"""Lists and objects inside one another. No body needs more than four."""

LARGEST = 10**15
"""Beyond this a number is none that anything here means, and a float no longer holds each whole one."""


class Unreadable(Exception):
    """What was sent cannot be read. The text says why and repeats nothing; status: of the answer."""

    def __init__(self, text: str, status: int = 400) -> None:
        super().__init__(text)
        self.status = status


class PlainJson(Parser):
    """One JSON object in UTF-8, with each name once, no sign or number that the database would refuse."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise Unreadable("Send JSON, with the header Content-Type: application/json.", 415)
        return read(request.body)


def read(raw: bytes) -> dict[str, Any]:
    """The object that these bytes are. Raises Unreadable."""
    try:
        given = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_once,
            parse_int=_whole,
            parse_float=_broken,
            parse_constant=_no_number,
        )
    except UnicodeDecodeError:
        raise Unreadable("The body is not UTF-8.") from None
    except RecursionError:
        raise Unreadable("The body is nested too deeply.") from None
    except ValueError:
        raise Unreadable("The body is not JSON.") from None
    if not isinstance(given, dict):
        raise Unreadable("The body must be one JSON object.")
    _check(given, DEEPEST)
    return given


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("A name stands twice in one object of the body.")
    return found


def _whole(digits: str) -> int:
    if len(digits) > len(str(LARGEST)):
        raise Unreadable("A number in the body is too large.")
    return int(digits)


def _broken(digits: str) -> float:
    number = float(digits)
    if abs(number) > LARGEST:
        raise Unreadable("A number in the body is too large.")
    return number


def _no_number(_: str) -> float:
    raise Unreadable("NaN and Infinity are no JSON.")


def _check(part: object, depth: int) -> None:
    if isinstance(part, str):
        if not storable(part):
            raise Unreadable("A text in the body holds a sign that cannot be kept: NUL, or half a sign.")
    elif isinstance(part, dict | list):
        if depth == 0:
            raise Unreadable("The body is nested too deeply.")
        _check_all(part.keys() if isinstance(part, dict) else (), depth)
        _check_all(part.values() if isinstance(part, dict) else part, depth)


def _check_all(parts: Iterable[object], depth: int) -> None:
    for part in parts:
        _check(part, depth - 1)


def storable(text: str) -> bool:
    """Whether the database can keep every sign of a text: PostgreSQL takes neither NUL nor a lone surrogate."""
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
