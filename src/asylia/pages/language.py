"""Which language a page speaks: what it was asked to, else what the browser prefers. No cookie remembers it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

View = Callable[..., HttpResponse]


def asked_for(request: HttpRequest) -> str | None:
    """The language a form or an address asks for; None where it asks for none that there is."""
    spoken = request.POST.get("speak") or request.POST.get("language") or request.GET.get("lang")
    return spoken if spoken in dict(settings.LANGUAGES) else None


def speaks(view: View) -> View:
    """The view answers in the language it is asked to."""

    @wraps(view)
    def speaking(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        language = asked_for(request)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        response = view(request, *args, **kwargs)
        response["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response

    return speaking
