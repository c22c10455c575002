"""The addresses of the API. Whatever else is asked below it is answered as everything that is not here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views.decorators.csrf import csrf_exempt

from asylia.api.problems import not_here, problem
from asylia.api.root import api

View = Callable[..., HttpResponse]

WRONG_METHOD = "This address does not take that method. Nothing was changed."


def in_one_shape(view: View) -> View:
    """The same view, which answers a method it does not take in the shape of every other problem."""

    @csrf_exempt
    @wraps(view)
    def shaped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code != 405:
            return answer
        said = problem(405, "wrong_method", WRONG_METHOD)
        said["Allow"] = answer["Allow"]
        return said

    return shaped


app_name = "api"

patterns = api.urls[0]
for pattern in patterns:
    if isinstance(pattern, URLPattern):
        pattern.callback = in_one_shape(pattern.callback)

urlpatterns = [*patterns, re_path(r"", csrf_exempt(not_here))]
