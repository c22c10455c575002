"""The neutral page that leaving leads to. Whoever comes to it is signed out, with or without script."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from asylia.access.sessions_middleware import left
from asylia.pages.language import speaks
from asylia.pages.month import month_of


@speaks
def calendar(request: HttpRequest) -> HttpResponse:
    """This month, and nothing else. It is answered first: leaving waits for nothing."""
    response = render(request, "pages/calendar.html", {"month": month_of(datetime.now(UTC).date())})
    left(request, response)
    return response
