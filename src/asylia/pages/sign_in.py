"""The pages of signing in: passphrase, second factor, enrolment of one, a new passphrase, and signing out.

One address answers every step, since each page is the answer to the form before it; the text of a form that was sent
when the session was over travels through them (`sign_in_kept`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, ngettext

from asylia.access import second_factors, second_factors_changing, sessions, sign_in_attempts
from asylia.access.accounts import SHORTEST_PASSPHRASE, fits, opened
from asylia.access.accounts_changing import change_passphrase, waiting_for_keys
from asylia.access.second_factors import CODES, PASSKEY
from asylia.access.sessions import Cookie, Found
from asylia.access.sessions_middleware import clear, session_of, set_cookie, who
from asylia.access.sign_in_attempts import CODE_PAUSE, LONGEST_CODE_PAUSE, PASSPHRASE_PAUSE
from asylia.pages.language import speaks
from asylia.pages.sign_in_kept import keep, read_kept
from asylia.record.models import Agency
from asylia.record.rows import acting_as

View = Callable[..., HttpResponse]
Step = Callable[[HttpRequest, Found], HttpResponse]

LANGUAGES = (("en", "English"), ("ar", "العربية"))


@dataclass(frozen=True)
class Problem:
    """What went wrong: what happened, and what to do."""

    title: str
    text: str


def now() -> datetime:
    return datetime.now(UTC)


def needs_sign_in(view: View) -> View:
    """A view for whoever is signed in. Others are asked to sign in, in place, and go on where they were."""

    @speaks
    @wraps(view)
    def with_sign_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if who(request) is None:
            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return with_sign_in


def needs_second_factor_again(view: View) -> View:
    """A view that asks for the second factor again, unless it was given in the last five minutes (R28)."""

    @needs_sign_in
    @wraps(view)
    def with_step_up(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        someone = who(request)
        if someone is None or someone.actor.session is None or not someone.actor.session.stepped_up(now()):
            return ask_again(request)
        return view(request, *args, **kwargs)

    return with_step_up


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page at the address that was asked for. What was sent is kept in it, sealed."""
    known = session_of(request)
    over = known is not None and not known.alive
    problem = None
    if over and request.method == "POST":
        problem = Problem(
            gettext("Your session has ended"),
            gettext("Nothing was sent yet. What you wrote is kept in this page: sign in again and send it."),
        )
    elif over:
        problem = Problem(
            gettext("Your session has ended"),
            gettext("It ends after 15 minutes without use, and after 8 hours. Sign in again to go on."),
        )
    return show(request, "name", 401, kept=keep(request), problem=problem)


def ask_again(request: HttpRequest) -> HttpResponse:
    """The page that asks for the second factor again; what was sent is kept in it, sealed."""
    known = session_of(request)
    if known is None:
        return ask_to_sign_in(request)
    return show_second(request, known, kept=keep(request), again=True)


@speaks
def sign_in(request: HttpRequest) -> HttpResponse:
    """Every step of signing in."""
    known = session_of(request)
    alive = known if known is not None and known.alive else None
    if request.method != "POST":
        return show_step(request, alive) if alive else show(request, "name")
    step = request.POST.get("step", "")
    if step == "speak":
        return show_step(request, alive) if alive else show(request, "name")
    if step == "name":
        return check_passphrase(request)
    if alive is None or step not in STEPS:
        return begin_again(request)
    when, then = STEPS[step]
    return then(request, alive) if alive.step == when else show_step(request, alive)


def begin_again(request: HttpRequest) -> HttpResponse:
    return show(
        request,
        "name",
        401,
        problem=Problem(gettext("This took too long"), gettext("Nothing is lost. Begin again with your passphrase.")),
    )


def check_passphrase(request: HttpRequest) -> HttpResponse:
    name, passphrase = request.POST.get("name", "")[:64], request.POST.get("passphrase", "")
    counted = sign_in_attempts.passphrase_of(request, name)
    left = sign_in_attempts.wait(counted, now(), PASSPHRASE_PAUSE)
    if left:
        return show(request, "name", 429, problem=too_many(left), name=name)
    found = opened(name, passphrase)
    if found is None:
        problem = Problem(
            gettext("This did not open an account"),
            gettext("Check the sign-in name and the passphrase, and try again. Capital letters count."),
        )
        return show(request, "name", 401, problem=problem, name=name)
    sign_in_attempts.right(counted)
    cookie = sessions.begin(found, now())
    return with_cookie(request, cookie, show_step)


def check_second(request: HttpRequest, known: Found) -> HttpResponse:
    problem = wrong_second(request, known)
    if problem is not None:
        return refused_second(request, known, problem)
    by_recovery = passkey_answer(request) is None and second_factors.is_recovery_code(typed_code(request))
    return go_on(request, known, then=show_recovered if by_recovery else None)


def check_again(request: HttpRequest, known: Found) -> HttpResponse:
    problem = wrong_second(request, known)
    if problem is not None:
        return refused_second(request, known, problem, again=True)
    sessions.stepped_up(known, now())
    return outcome(request, known)


def wrong_second(request: HttpRequest, known: Found) -> Problem | None:
    """What is wrong with the second factor that was given; None where it is right."""
    counted = sign_in_attempts.code_of(str(known.account.id))
    left = sign_in_attempts.wait(counted, now(), CODE_PAUSE, LONGEST_CODE_PAUSE)
    if left:
        return too_many(left)
    if right_second(request, known):
        sign_in_attempts.right(counted)
        return None
    return Problem(
        gettext("This was not the right code"),
        gettext("Take the code that the device shows now; each can be used once. A recovery code will do too."),
    )


def right_second(request: HttpRequest, known: Found) -> bool:
    answer = passkey_answer(request)
    if answer is None:
        return second_factors_changing.takes(known.acting, known.account, typed_code(request))
    with acting_as(known.acting):
        return second_factors.right_passkey(request, known.account, dict(known.row.pending), answer)


def typed_code(request: HttpRequest) -> str:
    return request.POST.get("code", "")[:32]


def refused_second(request: HttpRequest, known: Found, problem: Problem, *, again: bool = False) -> HttpResponse:
    if sessions.tried(known):
        return show_second(request, known, problem=problem, again=again, status=401)
    return show(
        request,
        "name",
        401,
        problem=Problem(gettext("Too many wrong codes"), gettext("Begin again with your passphrase.")),
    )


def enrol(request: HttpRequest, known: Found) -> HttpResponse:
    codes = enrolled(request, known)
    return go_on(request, known, codes) if isinstance(codes, list) else show_enrol(request, known, problem=codes)


def enrolled(request: HttpRequest, known: Found) -> list[str] | Problem:
    """The recovery codes that come with a new second factor, which the form has proven; else what is wrong with it."""
    if request.POST.get("step") == "enrol-passkey":
        answer, pending = passkey_answer(request), dict(known.row.pending)
        made = second_factors_changing.add_passkey(known.acting, request, known.account, pending, answer or {})
        return made or Problem(
            gettext("The passkey was not made"),
            gettext("Nothing is lost. Try again, or use a device that shows codes."),
        )
    codes = second_factors_changing.add_device(
        known.acting, known.account, pending_secret(known), typed_code(request).replace(" ", "")
    )
    return codes or Problem(
        gettext("This was not the right code"),
        gettext("The device may not have read the picture yet, or its clock may be wrong. Nothing is lost: try again."),
    )


def new_passphrase(request: HttpRequest, known: Found) -> HttpResponse:
    problem = unfit(request)
    keyring = sessions.resumed(known)
    if problem is not None or keyring is None:
        return show(request, "passphrase", 400, problem=problem)
    change_passphrase(known.acting, keyring, request.POST["passphrase"], now())
    return with_cookie(request, sessions.renewed(known, keyring, now()), show_step)


def unfit(request: HttpRequest) -> Problem | None:
    """Why a new passphrase cannot be taken; None where it can."""
    passphrase = request.POST.get("passphrase", "")
    if passphrase != request.POST.get("again", ""):
        return Problem(gettext("The two passphrases differ"), gettext("Nothing was changed. Type the same one twice."))
    if not fits(passphrase):
        return Problem(
            gettext("This passphrase is too short or too simple"),
            ngettext(
                "Nothing was changed. Take at least %(number)s sign, best several words that do not belong together.",
                "Nothing was changed. Take at least %(number)s signs, best several words that do not belong together.",
                SHORTEST_PASSPHRASE,
            )
            % {"number": SHORTEST_PASSPHRASE},
        )
    return None


def go_on(request: HttpRequest, known: Found, codes: list[str] | None = None, then: Step | None = None) -> HttpResponse:
    """The session is whole: it goes on under a new cookie, after the recovery codes were shown."""
    cookie = sessions.confirmed(known, now())
    if cookie is None:
        return begin_again(request)
    if codes:
        return with_cookie(request, cookie, lambda request, _: show(request, "codes", codes=codes))
    return with_cookie(request, cookie, then or next_page)


def show_recovered(request: HttpRequest, known: Found) -> HttpResponse:
    """Somebody came in with a recovery code: a new device may be added at once, without giving another."""
    if known.step != "in":
        return next_page(request, known)
    sessions.stepped_up(known, now())
    with acting_as(known.acting):
        left = second_factors.recovery_codes_left(known.account.id)
    return show(request, "recovered", left=left)


def next_page(request: HttpRequest, known: Found) -> HttpResponse:
    return outcome(request, known) if known.step == "in" else show_step(request, known)


def outcome(request: HttpRequest, known: Found) -> HttpResponse:
    """Where somebody wanted to go, or the form they wrote before, once they are signed in."""
    kept = read_kept(request.POST.get("kept", ""))
    if kept is None:
        return HttpResponseRedirect(reverse("here"), status=303)
    if kept.method == "GET":
        return HttpResponseRedirect(kept.path, status=303)
    if kept.account != str(known.account.id):
        problem = Problem(
            gettext("What was written here was not sent"),
            gettext(
                "It was written by another account, or nobody can tell by which. It is not shown, and is gone now."
            ),
        )
        return show(request, "refused", 403, problem=problem, kept="")
    return show(request, "send", kept_form=kept, kept="")


def with_cookie(request: HttpRequest, cookie: Cookie, page: Step) -> HttpResponse:
    """The page for the session of this cookie, which the browser is given with it."""
    known = sessions.found(cookie.written(), now())
    if known is None:
        return begin_again(request)
    response = page(request, known)
    set_cookie(request, response, cookie)
    return response


def show_step(request: HttpRequest, known: Found) -> HttpResponse:
    """The page of the step that a session is at."""
    if known.step == "second":
        return show_second(request, known)
    if known.step == "passphrase":
        return show(request, "passphrase")
    if known.step == "enrol":
        return show_enrol(request, known)
    return HttpResponseRedirect(reverse("here"), status=303)


def show_second(
    request: HttpRequest, known: Found, *, again: bool = False, status: int = 200, **more: Any
) -> HttpResponse:
    with acting_as(known.acting):
        kinds = second_factors.kinds(known.account.id)
        options, pending = (
            second_factors.asked_to_show(request, known.account) if PASSKEY in kinds else ({}, dict(known.row.pending))
        )
    sessions.remember(known, pending)
    return show(
        request,
        "second",
        status,
        **{"again": again, "device": CODES in kinds, "options": json_of(options)} | more,
    )


def show_enrol(
    request: HttpRequest, known: Found, *, problem: Problem | None = None, again: bool = False
) -> HttpResponse:
    """The page on which a second factor is added. again: in place of those that the account has."""
    secret = pending_secret(known) or second_factors.new_secret()
    with acting_as(known.acting):
        options, pending = second_factors.asked_to_make(request, known.account)
    sessions.remember(known, {**pending, "secret": second_factors.sealed_secret(secret)})
    picture = second_factors.device_picture(second_factors.device_link(known.account, secret))
    return show(
        request,
        "enrol",
        400 if problem else 200,
        problem=problem,
        again=again,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        picture=mark_safe(picture),  # noqa: S308 - drawn by the library from a link of ours
        options=json_of(options),
    )


def pending_secret(known: Found) -> str:
    return second_factors.opened_secret(str(known.row.pending.get("secret", "")))


def passkey_answer(request: HttpRequest) -> dict[str, Any] | None:
    """What a passkey answered, as the browser wrote it; None where the form holds none."""
    try:
        answer = json.loads(request.POST.get("answer", ""))
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def json_of(options: Mapping[str, Any]) -> str:
    return json.dumps(options, default=dict) if options else ""


def too_many(left: timedelta) -> Problem:
    seconds = max(1, round(left.total_seconds()))
    return Problem(
        gettext("Too many tries in a row"),
        ngettext("Wait %(seconds)s second, then try again.", "Wait %(seconds)s seconds, then try again.", seconds)
        % {"seconds": seconds},
    )


@needs_sign_in
def here(request: HttpRequest) -> HttpResponse:
    """The first page after signing in: who one is, and where to go."""
    return show_here(request)


def show_here(request: HttpRequest, **more: Any) -> HttpResponse:
    known, someone = session_of(request), who(request)
    if known is None or someone is None:
        return HttpResponseRedirect(reverse("here"), status=303)
    with acting_as(someone):
        agency = Agency.objects.get(id=someone.agency).name
        codes_left = second_factors.recovery_codes_left(someone.account)
    return show(
        request,
        "here",
        codes_left=codes_left,
        known=known,
        agency=agency,
        cases_address=address_of("cases"),
        accounts_address=address_of("accounts") if "SY" in someone.actor.duties else "",
        waiting=len(waiting_for_keys(someone, someone.keyring)),
        **more,
    )


@needs_sign_in
def passphrase(request: HttpRequest) -> HttpResponse:
    """Change one's own passphrase, which ends every other session of the account."""
    known, someone = session_of(request), who(request)
    if request.method != "POST" or known is None or someone is None:
        return show(request, "change")
    problem = unfit(request)
    if problem is None:
        counted = sign_in_attempts.passphrase_of(request, known.account.name)
        left = sign_in_attempts.wait(counted, now(), PASSPHRASE_PAUSE)
        before = None if left else opened(known.account.name, request.POST.get("before", ""))
        if left:
            problem = too_many(left)
        elif before is None:
            problem = Problem(
                gettext("This is not your present passphrase"), gettext("Nothing was changed. Try again.")
            )
        else:
            sign_in_attempts.right(counted)
            before.key.close()
    if problem is not None:
        return show(request, "change", 400, problem=problem)
    keyring = sessions.resumed(known)
    if keyring is None:
        return ask_to_sign_in(request)
    change_passphrase(known.acting, keyring, request.POST["passphrase"], now())
    return with_cookie(
        request, sessions.renewed(known, keyring, now()), lambda request, _: show(request, "changed", kept="")
    )


@speaks
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, and leave nothing in the browser."""
    known = session_of(request)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("here"), status=303)
    if known is not None and known.alive:
        sessions.end(known)
    response = show(request, "out", signed_out=True)
    clear(response)
    return response


def show(request: HttpRequest, page: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page of signing in, in the language that is being spoken."""
    speaking = get_language() or "en"
    someone = None if context.get("signed_out") else session_of(request)
    shared = {
        "languages_to_choose": LANGUAGES,
        "LANGUAGE_CODE": speaking,
        "lang_query": "" if speaking == "en" else f"?lang={speaking}",
        "kept": request.POST.get("kept", ""),
        "signed_in": who(request) if someone is not None and someone.alive else None,
    }
    return render(request, f"sign_in/{page}.html", shared | context, status=status)


def address_of(name: str) -> str:
    """The address of a page, or nothing where this server has none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


STEPS: Mapping[str, tuple[str, Step]] = {
    "second": ("second", check_second),
    "passphrase": ("passphrase", new_passphrase),
    "enrol-device": ("enrol", enrol),
    "enrol-passkey": ("enrol", enrol),
    "again": ("in", check_again),
    "go": ("in", outcome),
}
"""For each form the step at which it is taken, and what takes it."""
