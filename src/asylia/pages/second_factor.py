"""The account's own pages of its second factor: new recovery codes, and a new device in place of a lost one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from asylia.access import second_factors, second_factors_changing, sessions
from asylia.access.sessions_middleware import session_of
from asylia.pages.sign_in import ask_to_sign_in, enrolled, needs_second_factor_again, show, show_enrol
from asylia.record.rows import acting_as


@needs_second_factor_again
def codes(request: HttpRequest) -> HttpResponse:
    """How many recovery codes are left; sent, ten new ones, shown once."""
    known = session_of(request)
    if known is None:
        return ask_to_sign_in(request)
    if request.method == "POST" and "make" in request.POST:
        return show(request, "codes", codes=second_factors_changing.make_codes(known.acting, known.account))
    with acting_as(known.acting):
        left = second_factors.recovery_codes_left(known.account.id)
    return show(request, "new_codes", left=left)


@needs_second_factor_again
def device(request: HttpRequest) -> HttpResponse:
    """Add a device or passkey in place of all before. Every other session of the account ends."""
    known = session_of(request)
    if known is None:
        return ask_to_sign_in(request)
    if request.method != "POST" or request.POST.get("step") not in ("enrol-device", "enrol-passkey"):
        return show_enrol(request, known, again=True)
    made = enrolled(request, known)
    if not isinstance(made, list):
        return show_enrol(request, known, problem=made, again=True)
    sessions.end_others(known)
    sessions.remember(known, {})
    return show(request, "codes", codes=made)
