"""Names of the people and agencies that a page speaks of. Colleagues know one another; others are named by agency."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from asylia.access.models_accounts import Account
from asylia.access.signed_in import SignedIn
from asylia.record.models import Agency


@dataclass(frozen=True)
class Colleague:
    """Somebody with an account in the same agency. qualified: roles they may hold in a case."""

    account: UUID
    name: str
    qualified: tuple[str, ...]


def names(signed_in: SignedIn, accounts: Iterable[UUID]) -> Mapping[UUID, str]:
    """What these accounts are called on a page. Within `acting_as` only."""
    wanted = set(accounts)
    known = {row.pk: row.shown_as for row in Account.objects.filter(pk__in=wanted, agency_id=signed_in.agency)}
    # Translators: stands where the name of somebody would, whom this agency does not know by name
    other = _("somebody in another agency")
    # Translators: stands where the name of the one who reads would
    mine = {signed_in.account: _("you")} if signed_in.account in wanted else {}
    return {account: known.get(account, other) for account in wanted} | mine


def colleagues(signed_in: SignedIn) -> list[Colleague]:
    """Everybody of the agency whose account is not closed, by name. Within `acting_as` only."""
    rows = Account.objects.filter(agency_id=signed_in.agency, active=True).order_by("shown_as", "id")
    return [Colleague(row.pk, row.shown_as, tuple(row.qualified)) for row in rows]


def other_agencies(signed_in: SignedIn) -> list[tuple[UUID, str]]:
    """Every other agency of this server, by name. Within `acting_as` only."""
    return list(Agency.objects.exclude(pk=signed_in.agency).order_by("name").values_list("pk", "name"))
