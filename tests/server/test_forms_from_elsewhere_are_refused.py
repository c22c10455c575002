"""A form is taken from Asylia's own pages only, without any cookie."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path


def echo(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


urlpatterns = [path("", echo)]


@pytest.fixture(autouse=True)
def _echo_page(settings) -> None:
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "https://testserver"},
        {},
    ],
)
def test_own_form_is_taken(headers: dict[str, str]) -> None:
    assert Client().post("/", headers=headers).content == b"taken"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Origin": "http://elsewhere.example"},
        {"Origin": "http://testserver:8080"},
        {"Origin": "null"},
    ],
)
def test_form_from_elsewhere_is_refused(headers: dict[str, str]) -> None:
    response = Client().post("/", headers=headers)
    assert response.status_code == 403
    assert "another site" in response.content.decode()


def test_a_link_from_elsewhere_opens_the_page() -> None:
    assert Client().get("/", headers={"Sec-Fetch-Site": "cross-site"}).content == b"taken"
