"""The administrator's pages of accounts, and the page on which colleagues grant one another keys.

An administrator makes, changes, disables and resets accounts of the own agency, and opens nothing: the keys come from a
colleague who holds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from asylia.access.accounts_changing import (
    Made,
    add_account,
    change_roles,
    grant_keys,
    listed_roles,
    reset,
    set_active,
    waiting_for_keys,
)
from asylia.access.models_accounts import DISPLAY_NAME, Account
from asylia.access.sessions_middleware import who
from asylia.access.signed_in import SignedIn
from asylia.pages import words
from asylia.pages.sign_in import Problem, needs_second_factor_again, needs_sign_in, now, show
from asylia.record.rows import acting_as


@dataclass(frozen=True)
class RoleChoice:
    """One box of the roles."""

    code: str
    name: str
    chosen: bool


def administrator(request: HttpRequest) -> SignedIn:
    """Who is signed in, if they administer accounts. For all others the pages do not exist."""
    someone = who(request)
    if someone is None or "SY" not in someone.actor.duties:
        raise Http404
    return someone


@needs_sign_in
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account of the agency."""
    someone = administrator(request)
    with acting_as(someone):
        listed = list(Account.objects.filter(agency_id=someone.agency).order_by("shown_as", "id"))
    return show(request, "accounts", listed=[(one, roles_said(one)) for one in listed], own=someone.account)


@needs_second_factor_again
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account, and show its one-time passphrase once."""
    someone = administrator(request)
    if request.method != "POST":
        return show(request, "account", choices=choices(()), account=None)
    name = request.POST.get("shown_as", "").strip()[:DISPLAY_NAME]
    codes = request.POST.getlist("role")
    if not name or "\0" in name:
        problem = Problem(gettext("The name is missing"), gettext("Nothing was made. Say how colleagues call them."))
        return show(request, "account", 400, problem=problem, choices=choices(codes), account=None)
    return handed_over(request, add_account(someone, name, name, *listed_roles(codes)))


@needs_sign_in
def account(request: HttpRequest, number: UUID) -> HttpResponse:
    """One account, with what may be changed of it."""
    someone = administrator(request)
    with acting_as(someone):
        there = Account.objects.filter(agency_id=someone.agency, id=number).first()
    if there is None:
        raise Http404
    return show(
        request,
        "account",
        account=there,
        own=there.id == someone.account,
        choices=choices([*there.duties, *there.qualified]),
        said=roles_said(there),
    )


@needs_second_factor_again
def change(request: HttpRequest, number: UUID) -> HttpResponse:
    """Change the roles of an account, disable it, let it in again, or reset it."""
    someone = administrator(request)
    if number == someone.account:
        # Nobody changes their own roles; a second administrator does.
        raise Http404
    what = request.POST.get("what", "")
    if what == "roles":
        change_roles(someone, number, *listed_roles(request.POST.getlist("role")))
    elif what in ("disable", "enable"):
        set_active(someone, number, active=what == "enable")
    elif what == "reset":
        made = reset(someone, number)
        if made is None:
            raise Http404
        return handed_over(request, made)
    return HttpResponseRedirect(reverse("account", args=[number]), status=303)


@needs_sign_in
def waiting(request: HttpRequest) -> HttpResponse:
    """Colleagues who lack keys that the one who looks can grant."""
    someone = who(request)
    if someone is None:
        raise Http404
    return show(
        request,
        "waiting",
        waiting=[
            (one.account, roles_said(one.account), [gettext(AREA_NAMES[area]) for area in one.areas])
            for one in waiting_for_keys(someone, someone.keyring)
        ],
    )


@needs_second_factor_again
def grant(request: HttpRequest, number: UUID) -> HttpResponse:
    """Grant a colleague the keys that they lack and their roles may see."""
    someone = who(request)
    if someone is None:
        raise Http404
    if request.method == "POST":
        grant_keys(someone, someone.keyring, number, now())
    return HttpResponseRedirect(reverse("waiting"), status=303)


def handed_over(request: HttpRequest, made: Made) -> HttpResponse:
    """The page that shows a one-time passphrase, once."""
    return show(request, "handed_over", made=made, kept="")


def choices(codes: Iterable[str]) -> list[RoleChoice]:
    """The 25 roles, with those that are held."""
    held = set(codes)
    return [RoleChoice(code, gettext(name), code in held) for code, name in words.ROLES.items()]


def roles_said(account: Account) -> list[str]:
    return [gettext(words.ROLES[code]) for code in [*account.duties, *account.qualified] if code in words.ROLES]


AREA_NAMES: Mapping[str, str] = {
    "A": gettext_noop("Identity"),
    "B": gettext_noop("Contact and place of stay"),
    "C": gettext_noop("Exploitation and screening"),
    "D": gettext_noop("Asylum claim"),
    "E": gettext_noop("Health"),
    "F": gettext_noop("Child protection"),
    "G": gettext_noop("Criminal proceedings"),
    "H": gettext_noop("Safety plan"),
    "I": gettext_noop("Papers and nationality"),
    "J": gettext_noop("First contact"),
}
