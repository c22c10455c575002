"""Middleware that keeps pages out of caches, shuts off what the desk never uses, and refuses forms from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext

Handler = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
NEVER_USED = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"


def never_stored(handle: Handler) -> Handler:
    """No page is kept by the browser or by anything between it and the server."""

    def handle_unstored(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        add_never_cache_headers(response)
        return response

    return handle_unstored


def permissions_policy(handle: Handler) -> Handler:
    """Browser powers that no page of Asylia uses stay off, whatever a page may be made to hold."""

    def handle_restricted(request: HttpRequest) -> HttpResponse:
        response = handle(request)
        response["Permissions-Policy"] = NEVER_USED
        return response

    return handle_restricted


def same_origin(handle: Handler) -> Handler:
    """A form is taken only from Asylia's own pages. Browsers say where a form comes from; no cookie is needed."""

    def handle_own_forms(request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or comes_from_here(request):
            return handle(request)
        return HttpResponseForbidden(
            gettext(
                "This form was sent from another site, so nothing was read from it. "
                "Open Asylia at its own address and fill the form in there."
            ),
            content_type="text/plain; charset=utf-8",
        )

    return handle_own_forms


def comes_from_here(request: HttpRequest) -> bool:
    """Whether the browser names this site as the sender. A client that names none is no browser and cannot be lured."""
    fetched_from = request.headers.get("Sec-Fetch-Site")
    if fetched_from is not None:
        return fetched_from in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()
