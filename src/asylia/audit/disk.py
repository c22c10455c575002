"""Whether the disk has room: new writes are refused while the database and the log can still end what they began."""

from __future__ import annotations

import shutil

from django.conf import settings

SHARE = 20
"""One part in so many of the disk stays free: 5 %."""

LEAST = 64 * 1024 * 1024
"""Bytes that stay free even on a small disk. PostgreSQL takes its write-ahead log in pieces of 16 MiB and ends at once
where one does not fit; four of them let it write what was begun, and end in order."""


def room_to_write() -> bool:
    """Whether something new may be written. Reading goes on without room.

    Looks at the disk of the server's folder, where the embedded database lies. A database elsewhere has a disk of its
    own, and its keeper watches that one.
    """
    usage = shutil.disk_usage(settings.VAR)
    return enough(usage.total, usage.free)


def enough(total: int, free: int) -> bool:
    """Whether so many free bytes of so many are room to write."""
    return free >= max(total // SHARE, LEAST)
