"""When a page cannot be shown, the person reads what happened and where their answers are."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError("Synthetic Name")


urlpatterns = [path("failing", failing), path("", include("asylia.server.urls"))]

REASSURANCE = "What you have entered is still in the page you came from"


@pytest.fixture
def client(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_an_address_that_does_not_exist(client: Client) -> None:
    response = client.get("/no/such/page?q=Synthetic+Name")
    assert response.status_code == 404
    assert "There is no page at this address" in response.content.decode()
    assert "Synthetic" not in response.content.decode()


def test_a_mistake_of_asylia(client: Client) -> None:
    response = client.get("/failing")
    assert response.status_code == 500
    assert REASSURANCE in response.content.decode()
    assert "Synthetic" not in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_form_larger_than_any_of_asylia(client: Client) -> None:
    response = client.post("/desk/begin", {"who": "x" * 2_000_000})
    assert response.status_code == 400
    assert REASSURANCE in response.content.decode()


def test_a_form_with_more_fields_than_any_of_asylia(client: Client) -> None:
    response = client.post("/desk/begin", {f"field{number}": "x" for number in range(2_100)})
    assert response.status_code == 400
    assert REASSURANCE in response.content.decode()


@pytest.mark.parametrize("address", ["/no/such/page", "/failing"])
def test_nothing_of_it_is_stored_or_loaded_from_elsewhere(client: Client, address: str) -> None:
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
