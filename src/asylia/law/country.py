"""Host countries: what national law adds to the international floor. An overlay can only tighten."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType

from asylia.law.calendar import Calendar
from asylia.law.profile import Conflict, Profile, Stated, Tightening, When
from asylia.law.profile_file import ProfileError, read_profile

__all__ = [
    "CODES",
    "FLOOR",
    "Conflict",
    "CountryError",
    "Profile",
    "ProfileError",
    "Stated",
    "Tightening",
    "When",
    "load",
    "read_profile",
]


class CountryError(ValueError):
    """No profile of that code exists. template, parameters: the sentence, and what is put into it."""

    def __init__(self, text: str, **parameters: object) -> None:
        super().__init__(text % parameters if parameters else text)
        self.template = text
        self.parameters = parameters


FLOOR = Profile(
    code=None,
    name="International floor",
    version=1,
    effective=None,
    values=MappingProxyType({}),
    instruments=MappingProxyType({}),
    permits=(),
    remedies=(),
    duty_bearers=MappingProxyType({}),
    tightenings=(),
    conflicts=(),
    calendar=Calendar(),
)
"""What protects a person where no host country is chosen."""

_FOLDER = files("asylia.law").joinpath("countries")

CODES: tuple[str, ...] = tuple(sorted(file.name[:2] for file in _FOLDER.iterdir() if file.name.endswith(".toml")))
"""The countries that have a profile, by ISO code; XA and XB are invented."""


def load(code: str | None) -> Profile:
    """The profile of that country; the international floor for None. Raises CountryError and ProfileError."""
    if code is None:
        return FLOOR
    known = code.strip().upper()
    if known not in CODES:
        raise CountryError("no country profile of that code; there are %(codes)s", codes=", ".join(CODES))
    return _read(f"{known}.toml")


@cache
def _read(name: str) -> Profile:
    return read_profile(_FOLDER.joinpath(name).read_text("utf-8"), name)
