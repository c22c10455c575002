"""Opening a case. No name is needed, and nothing has to be known."""

from __future__ import annotations

from asylia.access.models_accounts import Account
from asylia.casework.actions.telling import record
from asylia.casework.answers import Rejected
from asylia.casework.steps import Door, step
from asylia.law.country import CountryError
from asylia.law.engine import LAW
from asylia.record.cases import assign, open_case


@step("case.open", opens=True)
def open_a_case(door: Door) -> None:
    """Open a case with what is known so far. Who opens it holds the role they name, and coordinators see its code."""
    country = _country(door)
    access = open_case(door.signed_in, door.now, country, str(door.given["role"]))
    for other in Account.objects.filter(agency_id=door.signed_in.agency, active=True, qualified__contains=["CO"]):
        if other.pk != door.signed_in.account:
            assign(door.signed_in, access.case_id, other.pk, "CO", door.now)
    door.begin(access.code)
    if door.given.get("facts") or door.given.get("indicators"):
        record(door, door.given)
    door.log.add(action="case.open", allowed=True, rule="by_role", case=access.code, role=str(door.given["role"]))


def _country(door: Door) -> str:
    country = door.given.get("country") or ""
    if not isinstance(country, str):
        raise Rejected("The case was not opened: the country must be a code of two letters, or left out.", "country")
    try:
        LAW.at(country or None, door.now)
    except CountryError as error:
        raise Rejected("The case was not opened. %(cause)s", "country", cause=error) from None
    return country
