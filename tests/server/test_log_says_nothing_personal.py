"""A log line names what failed and where, and repeats nothing that someone entered."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from asylia.server.log import PlaceOnly
from asylia.server.settings import LOGGING

NAME = "Synthetic Name"


def failing(request: HttpRequest) -> HttpResponse:
    raise ValueError(f"could not read {request.GET['q']} and {request.body.decode()}")


urlpatterns = [path("failing", failing), path("", include("asylia.server.urls"))]


@pytest.fixture
def log_lines(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the server writes to stderr, with the logging of the settings."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(PlaceOnly())
    for name in ("django", "django.request", "django.security"):
        configured = LOGGING["loggers"][name]
        logger = logging.getLogger(name)
        monkeypatch.setattr(logger, "handlers", [handler] if configured["handlers"] else [])
        monkeypatch.setattr(logger, "propagate", configured["propagate"])
        monkeypatch.setattr(logger, "level", logging.getLevelName(configured["level"]))
    return written


def test_a_failing_page_is_logged_by_place_alone(log_lines: io.StringIO, settings) -> None:
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).post(
        "/failing?q=Synthetic+Name", data=NAME, content_type="text/plain"
    )
    line = log_lines.getvalue()
    assert response.status_code == 500
    assert "ValueError" in line
    assert "failing" in line
    assert NAME not in line
    assert "Synthetic" not in line


def test_an_address_that_does_not_exist_is_not_logged(log_lines: io.StringIO, settings) -> None:
    settings.ROOT_URLCONF = __name__
    Client().get(f"/{NAME}?q={NAME}")
    assert log_lines.getvalue() == ""


def test_a_refused_host_is_not_logged(log_lines: io.StringIO, settings) -> None:
    settings.ROOT_URLCONF = __name__
    Client().get("/failing", headers={"host": "synthetic-name.example"})
    assert "synthetic" not in log_lines.getvalue()
