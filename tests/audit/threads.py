"""Work in threads with connections of their own, whose transactions are kept as those of a server are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

Result = TypeVar("Result")


def at_once(work: Iterable[Callable[[], Result]]) -> list[Result]:
    """Do all of this at the same time; what each gave, in order. Raises what one raised."""
    every = list(work)

    def alone(one: Callable[[], Result]) -> Result:
        try:
            return one()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(every)) as pool:
        return list(pool.map(alone, every))
