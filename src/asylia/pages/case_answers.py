"""How every page of a case answers: signed in or asked to, hidden as if it were not there, nothing without the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from asylia.access.refused import NotHere
from asylia.access.sessions_middleware import session_of, who
from asylia.audit.log import LogUnwritable
from asylia.casework.answers import Rejected, Sentences
from asylia.pages.sign_in import LANGUAGES, needs_sign_in
from asylia.pages.sign_in_kept import writer

CaseView = Callable[..., HttpResponse]
"""Takes the request, who is signed in, and what the address holds."""


@dataclass(frozen=True)
class Problem:
    """What went wrong, for the head of a page: what happened, what was kept, and the part of the page to mend."""

    title: str
    text: str
    kept: str
    field: str = ""


def of_a_case(view: CaseView) -> Callable[..., HttpResponse]:
    """A view of cases. Whatever is hidden, forbidden, deleted or never was is answered with one and the same page."""

    @needs_sign_in
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        someone = who(request)
        if someone is None:
            return nothing_here(request)
        try:
            return view(request, someone, *args, **kwargs)
        except NotHere:
            return nothing_here(request)
        except LogUnwritable:
            return show(request, "unwritable", 503)

    return answered


def nothing_here(request: HttpRequest) -> HttpResponse:
    """The same bytes whatever was asked for, so that nobody learns what there is."""
    return render(request, "cases/nothing.html", spoken(), status=404)


def show(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of cases, in the language that is being spoken."""
    known, someone = session_of(request), who(request)
    shared = {
        "signed_in_as": known.account.shown_as if known else "",
        "writer": writer(someone) if someone else "",
        "by_form": request.method == "POST",
    }
    return render(request, f"cases/{template}.html", spoken() | shared | context, status=status)


def spoken() -> dict[str, Any]:
    """What every page needs for its language."""
    speaking = get_language() or "en"
    return {
        "languages_to_choose": LANGUAGES,
        "LANGUAGE_CODE": speaking,
        "lang_query": "" if speaking == "en" else f"?lang={speaking}",
        # Translators: stands between the members of a list, such as "police, shelter"
        "list_comma": _(", "),
        # Translators: format of a day, in Django's letters: 2 March 2026
        "day_format": _("j F Y"),
    }


def then(name: str, *args: str) -> HttpResponse:
    """On to a page of its own address, in the same language, so that sending again by reloading does nothing."""
    return HttpResponseRedirect(f"{reverse(name, args=args)}{spoken()['lang_query']}", status=303)


def kept_out_of_sight(request: HttpRequest, code: str) -> HttpResponse:
    """What was written is kept, and whoever wrote it does not see it: the case page could not show that it is there."""
    return show(request, "kept", 201, code=code, at=now())


def now() -> datetime:
    return datetime.now(UTC)


def key_of(request: HttpRequest) -> UUID:
    """The number of this command, chosen when its form was made: sent twice, it is done once. Else a new one."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def new_key() -> str:
    """A number for the form of one command."""
    return str(uuid4())


def same_key(request: HttpRequest) -> str:
    """The number for a form that is shown again: what it sends is the same command."""
    return str(key_of(request))


def not_taken(title: str, rejected: Rejected) -> Problem:
    """The head of a page whose form could not be taken."""
    # Translators: second sentence of an error
    return Problem(title, in_words(rejected), _("What you wrote is still here."), rejected.field)


def in_words(error: Exception) -> str:
    """The sentence of an error in the language of the page. What stands in it, which may be another error, goes in."""
    template: str = getattr(error, "template", str(error))
    parameters: dict[str, object] = getattr(error, "parameters", {})
    if not parameters:
        return _(template)
    return _(template) % {name: _put_in(one) for name, one in parameters.items()}


def _put_in(one: object) -> object:
    """What is put into a sentence: an error and sentences of our own in the language of the page, all else as it is."""
    if isinstance(one, Sentences):
        return " ".join(in_words(part) if isinstance(part, Exception) else _(part) for part in one)
    return in_words(one) if isinstance(one, Exception) else one


def switches_language(request: HttpRequest) -> bool:
    """Whether a form came only to be shown in another language, with what is written in it so far."""
    return "speak" in request.POST
