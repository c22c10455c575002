"""By when something of a track is due, counted from the moment its state was entered."""

from __future__ import annotations

from datetime import date, datetime

from asylia.casework.tracks.machine import Due
from asylia.law.calendar import add_days, add_hours, add_months, add_working_days
from asylia.law.profile import Profile


def due_by(due: Due, entered: datetime, profile: Profile, *, child: bool) -> date | None:
    """The day or moment it is due; None where the country profile does not say. child: treated as one (R-CHD-07)."""
    halve = child and due.general
    if due.hours is not None:
        return add_hours(entered, _length(due.hours, halve=halve))
    if due.months is not None:
        return add_months(entered, due.months)
    if due.working_days is not None:
        return add_working_days(entered, _length(due.working_days, halve=halve), profile)
    days = due.days if due.setting is None else profile.numbers.get(due.setting)
    return None if days is None else add_days(entered, _length(days, halve=halve))


def is_law(due: Due, profile: Profile) -> bool:
    """Whether that is a limit of law. What is not is shown as Asylia's default."""
    return due.legal or bool(due.setting and profile.is_legal_limit(due.setting))


def _length(length: int, *, halve: bool) -> int:
    """A halved clock is rounded up."""
    return -(-length // 2) if halve else length
