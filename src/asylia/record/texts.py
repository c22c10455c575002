"""Which versions of a text stand: the last, or several side by side until somebody has written after all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar


class Version(Protocol):
    """One version of one sealed field. after: the versions that whoever wrote it had seen."""

    @property
    def version(self) -> int: ...

    @property
    def after(self) -> Iterable[int]: ...


V = TypeVar("V", bound=Version)


def heads(versions: Iterable[V]) -> list[V]:
    """The versions of one field that no later version was written after, in their order. Given in any order.

    One stands where everybody had seen what there was. Two stand where two people wrote at the same time: both are
    shown, and none is discarded, until a version is written after both. A version does not follow itself or a later
    one, whatever it says, so that among any versions at least one stands.
    """
    known = sorted(versions, key=lambda one: one.version)
    followed = {earlier for one in known for earlier in one.after if earlier < one.version}
    return [one for one in known if one.version not in followed]


def next_after(versions: Iterable[Version], seen: Iterable[int]) -> tuple[int, list[int]]:
    """The number and `after` of a version that is written now by somebody who had these versions before them.

    What was seen and is not there, is left out.
    """
    numbers = {one.version for one in versions}
    return max(numbers, default=0) + 1, sorted(numbers & set(seen))
