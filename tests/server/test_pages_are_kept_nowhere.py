"""Every page forbids caches, frames, other sites and cookies."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("A page of Asylia")


urlpatterns = [path("plain", plain), path("", include("asylia.server.urls"))]


@pytest.fixture
def response(settings):
    settings.ROOT_URLCONF = __name__
    return Client().get("/plain")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'"),
        ("Content-Security-Policy", "script-src 'self'"),
        ("Content-Security-Policy", "form-action 'self'"),
        ("Content-Security-Policy", "frame-ancestors 'none'"),
        ("X-Frame-Options", "DENY"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Permissions-Policy", "geolocation=()"),
    ],
)
def test_header_protects_the_page(response, header: str, expected: str) -> None:
    assert expected in response[header]


def test_nothing_inline_may_run(response) -> None:
    assert "unsafe" not in response["Content-Security-Policy"]


def test_no_cookie_is_left_behind(response) -> None:
    assert not response.cookies


def test_another_host_name_is_refused(settings) -> None:
    settings.ROOT_URLCONF = __name__
    assert Client().get("/", headers={"host": "elsewhere.example"}).status_code == 400
