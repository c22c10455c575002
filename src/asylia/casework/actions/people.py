"""Who works on a case, and who must never see it."""

from __future__ import annotations

from asylia.access.models import BreakGlass, KeptAway
from asylia.access.models_accounts import Account
from asylia.access.roles import ROLES
from asylia.casework.actions.telling import ACTION
from asylia.casework.answers import Rejected
from asylia.casework.steps import Door, step
from asylia.record.cases import assign as let_work
from asylia.record.cases import take_access
from asylia.record.cases import unassign as let_go
from asylia.record.models import Agency, Assignment


@step("case.assign", settled=True)
def assign(door: Door) -> None:
    """Let somebody of the agency work on the case, in a role they are qualified for."""
    door.asking.need("case.assign", None)
    account, role = _account(door), str(door.given.get("role", ""))
    if role not in ROLES or not ROLES[role].held_in_case or role not in account.qualified:
        raise Rejected("Nobody was assigned: this account is not qualified for that role.", "role")
    if str(account.pk) in door.found.standing.must_never_see | door.found.standing.suspected:
        raise Rejected("Nobody was assigned: this account cannot work on this case.", "account")
    standing = Assignment.objects.filter(
        case_id=door.found.case, account=account.pk, role=role, withdrawn_at__isnull=True
    ).first()
    if standing is None:
        standing = let_work(door.signed_in, door.found.case, account.pk, role, door.now)
    door.add("assignments", standing.pk)


@step("case.unassign", settled=True)
def unassign(door: Door) -> None:
    """Let somebody work on the case no more, in that role. It ends at once."""
    door.asking.need("case.assign", None)
    account, role = _account(door), str(door.given.get("role", ""))
    others = Assignment.objects.filter(case_id=door.found.case, withdrawn_at__isnull=True)
    if not others.exclude(account=account.pk, role=role).exists():
        raise Rejected(
            "Nothing was changed: nobody else works on this case. Assign somebody first, so that somebody stays with "
            "the person.",
            "account",
        )
    ended = let_go(door.found.case, account.pk, door.now, role)
    if not ended:
        raise Rejected("Nothing was changed: this account does not hold that role in the case.", "role")


@step("person.keep_away", settled=True)
def keep_away(door: Door) -> None:
    """Keep the file from an account or agency that the person has named. It holds at once, whatever roles they have."""
    door.asking.need(ACTION, "H")
    why = door.given.get("why", "must_never_see")
    if why not in ("must_never_see", "suspected"):
        raise Rejected("Nothing was changed: the reason must be must_never_see or suspected.", "why")
    if door.given.get("agency"):
        _keep_agency_away(door, str(why))
        return
    account = _account(door)
    if account.pk == door.signed_in.account:
        raise Rejected(
            "Nothing was changed: you cannot keep a file from yourself. Ask a colleague who works on the case or your "
            "coordinator to do it, so that somebody stays with the person.",
            "account",
        )
    row = KeptAway.objects.create(
        case_id=door.found.case,
        agency_id=door.signed_in.agency,
        account=account.pk,
        why=why,
        since=door.now,
        given_by=door.signed_in.account,
    )
    let_go(door.found.case, account.pk, door.now)
    BreakGlass.objects.filter(case_id=door.found.case, account=account.pk, closed_at__isnull=True).update(
        closed_at=door.now
    )
    door.add("kept_away", row.pk)


def _keep_agency_away(door: Door, why: str) -> None:
    other = Agency.objects.filter(pk=door.row("agency")).first()
    if other is None or other.pk == door.signed_in.agency:
        raise Rejected("Nothing was changed: there is no such other agency.", "agency")
    row = KeptAway.objects.create(
        case_id=door.found.case,
        agency_id=door.signed_in.agency,
        other_id=other.pk,
        why=why,
        since=door.now,
        given_by=door.signed_in.account,
    )
    take_access(door.found.case, other.pk)
    door.add("kept_away", row.pk)


def _account(door: Door) -> Account:
    account = Account.objects.filter(pk=door.row("account"), agency_id=door.signed_in.agency, active=True).first()
    if account is None:
        raise Rejected("Nothing was changed: there is no such account in this agency.", "account")
    return account
